//! Times as clients see them: UTC to the second.

use heat_spec::Value;
use jiff::Timestamp;

/// `2026-01-31T12:00:00Z`.
pub(crate) fn seconds(time: Timestamp) -> Value {
    Value::from(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
