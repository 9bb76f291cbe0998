//! The signals that a handle has received, as its metadata hold them.

use heat_spec::{Key, Map, Value};

use crate::engine::Failure;

/// What says that all went well.
const SUCCESS: &str = "SUCCESS";
/// What says that it did not.
const FAILURE: &str = "FAILURE";

/// How the members of a signal are spelled.
#[derive(Debug)]
pub(super) struct Spelling {
    data: &'static str,
    reason: &'static str,
    status: &'static str,
    id: &'static str,
    /// Whether members may be missing.
    pub(super) is_lenient: bool,
}

/// To the handles of HOT.
pub(super) const HOT: Spelling = Spelling {
    data: "data",
    reason: "reason",
    status: "status",
    id: "id",
    is_lenient: true,
};

/// To those of CloudFormation.
pub(super) const CLOUD_FORMATION: Spelling = Spelling {
    data: "Data",
    reason: "Reason",
    status: "Status",
    id: "UniqueId",
    is_lenient: false,
};

/// The signals that a handle has received.
#[derive(Debug)]
pub(super) struct Signals {
    received: Map,
    spelling: &'static Spelling,
}

impl Signals {
    /// Those in a handle's metadata.
    pub(super) fn of(metadata: Value, spelling: &'static Spelling) -> Self {
        let received = match metadata {
            Value::Map(received) => received,
            _ => Map::new(),
        };
        Self { received, spelling }
    }

    /// The metadata that hold them.
    pub(super) fn into_metadata(self) -> Value {
        Value::Map(self.received)
    }

    /// Adds a signal, in the place of one with the same id; the text that tells of it.
    pub(super) fn add(&mut self, details: &Value) -> Result<String, Failure> {
        let names = self.spelling;
        let mut signal = match details {
            Value::Map(signal) => signal.clone(),
            _ => Map::new(),
        };
        if names.is_lenient {
            let number = self.received.len() + 1;
            let mut default = |name: &str, value: Value| {
                signal.entry(Key::from(name)).or_insert(value);
            };
            default(names.reason, format!("Signal {number} received").into());
            default(names.data, Value::Null);
            default(
                names.id,
                Value::from(i64::try_from(number).unwrap_or(i64::MAX)),
            );
            default(names.status, SUCCESS.into());
        }
        let status = signal.get(names.status).and_then(Value::as_str);
        let is_known = matches!(status, Some(SUCCESS | FAILURE));
        let required = [names.data, names.reason, names.status, names.id];
        let is_whole = required.iter().all(|name| signal.contains_key(*name));
        if !is_known || !is_whole || signal.len() != required.len() {
            return Err(Failure::new("ValueError", "Metadata format invalid"));
        }
        let text = |name: &str| signal.get(name).map(Value::python_str).unwrap_or_default();
        let told = format!(
            "status:{} reason:{}",
            text(names.status),
            text(names.reason)
        );
        let id = text(names.id);
        signal.shift_remove(names.id);
        self.received.insert(Key::from(id), Value::Map(signal));
        Ok(told)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.received.len()
    }

    /// The reasons of those that say that something went wrong, if there is one.
    pub(super) fn failures(&self) -> Option<String> {
        let failures: Vec<String> = self.reasons(FAILURE).collect();
        (!failures.is_empty()).then(|| failures.join(";"))
    }

    /// The reasons of those that say that all went well.
    pub(super) fn successes(&self) -> Vec<String> {
        self.reasons(SUCCESS).collect()
    }

    /// The data of each, by its id, as JSON text.
    pub(super) fn data(&self) -> String {
        let data = self.received.iter().map(|(id, signal)| {
            let data = signal.get(self.spelling.data).cloned();
            (id.clone(), data.unwrap_or_default())
        });
        Value::Map(data.collect()).to_json()
    }

    fn reasons(&self, status: &str) -> impl Iterator<Item = String> {
        let names = self.spelling;
        self.received
            .values()
            .filter(move |signal| signal.get(names.status).and_then(Value::as_str) == Some(status))
            .map(|signal| {
                signal
                    .get(names.reason)
                    .map(Value::python_str)
                    .unwrap_or_default()
            })
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn a_signal_to_a_handle_of_hot_says_what_is_not_as_usual() {
        let mut signals = Signals::of(Value::Null, &HOT);
        let mut add = |details: Value| signals.add(&details).ok();
        insta::assert_debug_snapshot!([
            add(Value::Null),
            add(value!({ "id": "a", "data": [1, 2.5], "reason": "done" })),
            add(value!({ "id": "a", "data": "again" })),
            add(value!({ "id": null, "status": "FAILURE", "reason": { "a": null } })),
            add(value!({ "status": "MAYBE" })),
            add(value!({ "more": 1 })),
        ], @r#"
        [
            Some(
                "status:SUCCESS reason:Signal 1 received",
            ),
            Some(
                "status:SUCCESS reason:done",
            ),
            Some(
                "status:SUCCESS reason:Signal 3 received",
            ),
            Some(
                "status:FAILURE reason:{'a': None}",
            ),
            None,
            None,
        ]
        "#);
        assert_eq!(signals.len(), 3);
        assert_eq!(signals.data(), r#"{"1": null, "a": "again", "None": null}"#);
        assert_eq!(signals.failures().as_deref(), Some("{'a': None}"));
        assert_eq!(signals.successes().len(), 2);
    }

    #[test]
    fn one_to_a_handle_of_cloud_formation_is_whole_or_nothing() {
        let mut signals = Signals::of(Value::Null, &CLOUD_FORMATION);
        assert!(signals.add(&value!({ "Status": "SUCCESS" })).is_err());
        let whole = value!({ "Status": "SUCCESS", "Reason": "r", "Data": 1, "UniqueId": 2 });
        assert!(signals.add(&whole).is_ok());
        assert_eq!(
            signals.into_metadata().to_json(),
            r#"{"2": {"Status": "SUCCESS", "Reason": "r", "Data": 1}}"#
        );
    }
}
