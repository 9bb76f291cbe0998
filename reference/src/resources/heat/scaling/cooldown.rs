//! The time in which a group is left alone, as its metadata hold it.

use heat_spec::{Key, Map, Value};
use jiff::Timestamp;
use rusqlite::Transaction;

use crate::clock::later;
use crate::store::{StoreError, resources};

const END: &str = "cooldown_end";
const IN_PROGRESS: &str = "scaling_in_progress";

/// When a cool-down that begins now ends, as it is written; `seconds` is the property.
pub(super) fn end(now: Timestamp, seconds: &Value) -> String {
    let seconds = match seconds {
        Value::Number(seconds) => seconds.as_f64().max(0.0),
        _ => 0.0,
    };
    let cooldown = std::time::Duration::try_from_secs_f64(seconds);
    written(later(now, cooldown.unwrap_or(std::time::Duration::MAX)))
}

/// Marks the group as being scaled, unless it is already or is to be left alone. Whether it may be.
pub(super) fn begin(tx: &Transaction<'_>, id: i64, now: Timestamp) -> Result<bool, StoreError> {
    let mut may_scale = false;
    resources::change_metadata(tx, id, |metadata| {
        let mut metadata = map(metadata);
        let is_busy = metadata.get(IN_PROGRESS).is_some_and(Value::is_truthy);
        let is_cooling = end_of(&metadata).is_some_and(|end| written(now).as_str() < end);
        may_scale = !is_busy && !is_cooling;
        if may_scale {
            metadata.insert(IN_PROGRESS.into(), true.into());
        }
        Ok::<_, StoreError>(Value::Map(metadata))
    })?;
    Ok(may_scale)
}

/// Marks the group as being scaled no more; with the end of the cool-down and the reason for it, if
/// its size has changed. A later end stays.
pub(super) fn finish(
    tx: &Transaction<'_>,
    id: i64,
    end: Option<(&str, &str)>,
) -> Result<(), StoreError> {
    resources::change_metadata(tx, id, |metadata| {
        let mut metadata = map(metadata);
        if let Some((end, reason)) = end {
            let end = end.max(end_of(&metadata).unwrap_or_default());
            let cooldown: Map = [(Key::from(end), Value::from(reason))]
                .into_iter()
                .collect();
            metadata.insert(END.into(), Value::Map(cooldown));
        }
        metadata.insert(IN_PROGRESS.into(), false.into());
        Ok(Value::Map(metadata))
    })
}

fn end_of(metadata: &Map) -> Option<&str> {
    let ends = metadata.get(END).and_then(Value::as_map)?;
    ends.keys().next().and_then(Key::as_str)
}

fn map(metadata: Value) -> Map {
    match metadata {
        Value::Map(metadata) => metadata,
        _ => Map::new(),
    }
}

/// A time as upstream writes it here: without a zone, to the microsecond.
fn written(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%6f").to_string()
}
