//! `OS::Heat::WaitCondition` and its kind: waits for signals to a handle.

use std::pin::pin;
use std::time::Duration;

use async_trait::async_trait;
use heat_spec::{Map, Value};
use jiff::Timestamp;

use super::handle::{self, Handle};
use super::signals::Signals;
use crate::clock::later;
use crate::engine::{self, Failure};
use crate::resources::waiting::Pauses;
use crate::resources::{ResourceType, Work, registry, stored_properties};
use crate::store::resources::{self, ResourceRecord};

/// When the wait began, as it is kept over a restart.
const STARTED_AT: &str = "started_at";

/// A type of wait conditions.
#[derive(Debug)]
pub(in crate::resources) struct Condition {
    name: &'static str,
    class_name: &'static str,
    handle: &'static str,
    timeout: &'static str,
    count: &'static str,
    data: &'static str,
}

/// `OS::Heat::WaitCondition`
pub(in crate::resources) const WAIT_CONDITION: Condition = Condition {
    name: "OS::Heat::WaitCondition",
    class_name: "HeatWaitCondition",
    handle: "handle",
    timeout: "timeout",
    count: "count",
    data: "data",
};

/// `AWS::CloudFormation::WaitCondition`
pub(in crate::resources) const CLOUD_FORMATION_CONDITION: Condition = Condition {
    name: "AWS::CloudFormation::WaitCondition",
    class_name: "WaitCondition",
    handle: "Handle",
    timeout: "Timeout",
    count: "Count",
    data: "Data",
};

#[async_trait]
impl ResourceType for Condition {
    fn name(&self) -> &'static str {
        self.name
    }

    fn class_name(&self) -> &'static str {
        self.class_name
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let found = self.referred(work).await?;
        let is_handle = |record: &ResourceRecord| handle::find(&record.resolved_type).is_some();
        if !found.as_ref().is_some_and(is_handle) {
            let name = match found {
                Some(other) => other.name,
                None => work.property(self.handle).python_str(),
            };
            let message = format!("{name} is not a valid wait condition handle.");
            return Err(Failure::new("ValueError", message));
        }
        start(work).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        Ok(work.data(STARTED_AT).is_some())
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        self.wait(work).await
    }

    async fn update(&self, work: &mut Work, _changes: &Map) -> Result<(), Failure> {
        if !work.is_interrupted {
            start(work).await?;
        }
        self.wait(work).await
    }

    async fn delete(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    fn follows_signals(&self) -> bool {
        true
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        if name != self.data {
            return Ok(Value::Null);
        }
        Ok(match self.signals(work).await? {
            Some((_, _, signals)) => Value::from(signals.data()),
            None => Value::from(""),
        })
    }
}

impl Condition {
    /// Waits until there are enough signals, one that says that something went wrong, or no time
    /// left.
    async fn wait(&self, work: &Work) -> Result<(), Failure> {
        let clock = work.app.clock.clone();
        let deadline = self.deadline(work);
        let count = work.property(self.count).as_i64().unwrap_or(1);
        let mut pauses = Pauses::new();
        loop {
            // What comes after this line wakes the wait below, whether it is seen here or not.
            let mut signalled = pin!(work.app.workers.signalled(work.record.stack_row).notified());
            signalled.as_mut().enable();
            let found = self.signals(work).await?;
            let signals = found.as_ref().map(|(_, _, signals)| signals);
            if clock.now() > deadline {
                return Err(timed_out(signals, count));
            }
            if let Some(reasons) = signals.and_then(Signals::failures) {
                return Err(Failure::new("WaitConditionFailure", reasons));
            }
            let n_received = signals.map_or(0, Signals::len);
            if i64::try_from(n_received).is_ok_and(|n_received| n_received >= count) {
                return Ok(());
            }
            if let Some((record, handle, _)) = found
                && is_signalled_by_nobody(&record, handle)
            {
                engine::signal_from_inside(work, record, &Value::Map(Map::new())).await?;
                pauses.next(&clock).await;
                continue;
            }
            tokio::select! {
                () = signalled => {}
                () = clock.sleep_until(later(deadline, Duration::from_micros(1))) => {}
            }
        }
    }

    /// When there is no time left.
    fn deadline(&self, work: &Work) -> Timestamp {
        let started_at = work.data(STARTED_AT).and_then(Value::as_str);
        let started_at = started_at.and_then(|text| text.parse().ok());
        let seconds = match work.property(self.timeout) {
            Value::Number(seconds) => seconds.as_f64(),
            _ => 0.0,
        };
        let timeout = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
        later(started_at.unwrap_or_else(|| work.app.clock.now()), timeout)
    }

    /// The handle with its type and its signals; nothing if it is gone.
    async fn signals(
        &self,
        work: &Work,
    ) -> Result<Option<(ResourceRecord, &'static Handle, Signals)>, Failure> {
        let Some(record) = self.referred(work).await? else {
            return Ok(None);
        };
        let Some(handle) = handle::find(&record.resolved_type) else {
            return Ok(None);
        };
        let signals = Signals::of(record.metadata.clone(), handle.spelling);
        Ok(Some((record, handle, signals)))
    }

    /// The stack's resource that the property refers to: what `get_resource` gives for it.
    async fn referred(&self, work: &Work) -> Result<Option<ResourceRecord>, Failure> {
        let row = work.record.stack_row;
        let wanted = work.property(self.handle).clone();
        let records = work
            .app
            .store
            .call(move |tx| resources::of_stack(tx, row))
            .await?;
        let is_referred = |record: &ResourceRecord| {
            registry()
                .get(&record.resolved_type)
                .is_some_and(|resource_type| resource_type.reference_id(record) == wanted)
        };
        Ok(records.into_iter().rev().find(is_referred))
    }
}

/// Notes when the wait begins.
async fn start(work: &mut Work) -> Result<(), Failure> {
    let now = work.app.clock.now().to_string();
    work.set_data(STARTED_AT, Value::from(now)).await
}

/// Whether the handle counts as signalled whenever it is looked at.
fn is_signalled_by_nobody(record: &ResourceRecord, handle: &Handle) -> bool {
    let properties = stored_properties(handle, &record.definition);
    properties.get("signal_transport").as_str() == Some("NO_SIGNAL")
}

fn timed_out(signals: Option<&Signals>, count: i64) -> Failure {
    let reasons = signals.map(Signals::successes).unwrap_or_default();
    let mut message = format!("{} of {count} received", reasons.len());
    if !reasons.is_empty() {
        message = format!("{message} - {}", reasons.join(";"));
    }
    Failure::new("WaitConditionTimeout", message)
}
