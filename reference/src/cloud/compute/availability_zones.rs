//! Availability zones.

use serde_json::json;

use crate::cloud::reply::Reply;

/// The one zone that there is.
pub(super) const ZONE: &str = "nova";

/// `GET /os-availability-zone`.
pub(super) fn list() -> Reply {
    Reply::ok(json!({
        "availabilityZoneInfo": [
            { "zoneName": ZONE, "zoneState": { "available": true }, "hosts": null },
        ],
    }))
}
