//! `OS::Heat::Delay`: takes its time, and does nothing else.

use std::time::Duration;

use async_trait::async_trait;
use heat_spec::Value;
use jiff::Timestamp;

use crate::clock::later;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct Delay;

/// Until when an action waits, as it is kept over a restart.
const UNTIL: &str = "until";

#[async_trait]
impl ResourceType for Delay {
    fn name(&self) -> &'static str {
        "OS::Heat::Delay"
    }

    fn class_name(&self) -> &'static str {
        "Delay"
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        begin(work, "CREATE").await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        Ok(work.data(UNTIL).is_some())
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        wait(work).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        begin(work, "DELETE").await?;
        wait(work).await
    }

    async fn suspend(&self, work: &mut Work) -> Result<(), Failure> {
        begin_unless_interrupted(work, "SUSPEND").await?;
        wait(work).await
    }

    async fn resume(&self, work: &mut Work) -> Result<(), Failure> {
        begin_unless_interrupted(work, "RESUME").await?;
        wait(work).await
    }

    async fn attribute(&self, _work: &Work, _name: &str) -> Result<Value, Failure> {
        Ok(Value::Null)
    }
}

async fn begin_unless_interrupted(work: &mut Work, action: &str) -> Result<(), Failure> {
    if work.is_interrupted && work.data(UNTIL).is_some() {
        return Ok(());
    }
    begin(work, action).await
}

/// Notes until when the action waits: not at all unless it is one of those to be delayed.
async fn begin(work: &mut Work, action: &str) -> Result<(), Failure> {
    let actions = work.property("actions").as_list().unwrap_or_default();
    let is_delayed = actions
        .iter()
        .any(|delayed| delayed.as_str() == Some(action));
    let delay = if is_delayed {
        delay(work)
    } else {
        Duration::ZERO
    };
    let until = later(work.app.clock.now(), delay).to_string();
    work.set_data(UNTIL, Value::from(until)).await
}

async fn wait(work: &Work) -> Result<(), Failure> {
    let until = work.data(UNTIL).and_then(Value::as_str);
    let until: Option<Timestamp> = until.and_then(|text| text.parse().ok());
    if let Some(until) = until {
        work.app.clock.sleep_until(until).await;
    }
    Ok(())
}

/// The least time, and some more by chance.
fn delay(work: &Work) -> Duration {
    let number = |name: &str| match work.property(name) {
        Value::Number(number) => number.as_f64(),
        _ => 0.0,
    };
    let jitter = number("max_jitter") * number("jitter_multiplier");
    let seconds = number("min_wait") + jitter * rand::random::<f64>();
    // What cannot be told as a time is longer than anybody waits.
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}
