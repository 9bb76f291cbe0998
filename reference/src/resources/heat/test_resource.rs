//! `OS::Heat::TestResource`: waits and fails as it is told, for tests.

use std::time::Duration;

use async_trait::async_trait;
use heat_spec::{Map, Value};
use heat_template::Properties;

use crate::engine::Failure;
use crate::resources::{ResourceType, Work};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct TestResource;

#[async_trait]
impl ResourceType for TestResource {
    fn name(&self) -> &'static str {
        "OS::Heat::TestResource"
    }

    fn class_name(&self) -> &'static str {
        "TestResource"
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        if !fails(work) {
            let value = work.property("value").clone();
            work.set_data("value", value).await?;
            let name = work.physical_name.clone();
            work.set_physical_id(&name).await?;
        }
        Ok(())
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        wait(work, "create").await;
        refuse_if_told(work)
    }

    fn is_replaced_by(&self, after: &Properties, changes: &Map) -> bool {
        changes.contains_key("value") && after.get("update_replace").is_truthy()
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        match changes.get("value") {
            Some(_) if work.property("update_replace").is_truthy() => return Err(Failure::Replace),
            Some(value) if value.is_truthy() => {
                if !fails(work) {
                    work.set_data("value", value.clone()).await?;
                }
                wait(work, "update").await;
            }
            _ => {}
        }
        refuse_if_told(work)
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        wait(work, "delete").await;
        Ok(())
    }

    fn can_be_checked(&self) -> bool {
        true
    }

    async fn check(&self, work: &mut Work) -> Result<(), Failure> {
        match work.physical_id() {
            Some(_) => Ok(()),
            None => Err(Failure::new("Exception", "Resource not created")),
        }
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        work.app
            .clock
            .sleep(seconds(work.property("attr_wait_secs")))
            .await;
        let value = if name == "output" {
            work.data("value").cloned()
        } else {
            None
        };
        Ok(value.unwrap_or_default())
    }
}

fn fails(work: &Work) -> bool {
    work.property("fail").is_truthy()
}

fn refuse_if_told(work: &Work) -> Result<(), Failure> {
    if fails(work) {
        let name = &work.record.name;
        return Err(Failure::new(
            "ValueError",
            format!("Test Resource failed {name}"),
        ));
    }
    Ok(())
}

/// Waits as long as the action's own property says, or `wait_secs`; for ever if that is negative.
async fn wait(work: &Work, action: &str) {
    let own = work
        .property("action_wait_secs")
        .get(action)
        .filter(|value| !value.is_null());
    let wanted = own.unwrap_or_else(|| work.property("wait_secs"));
    if number(wanted) < 0.0 {
        std::future::pending::<()>().await;
    }
    work.app.clock.sleep(seconds(wanted)).await;
}

fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => number.as_f64(),
        _ => 0.0,
    }
}

fn seconds(value: &Value) -> Duration {
    Duration::try_from_secs_f64(number(value)).unwrap_or(Duration::ZERO)
}
