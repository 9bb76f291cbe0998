//! `services.list`: the engines, of which this process is the only one.

use std::sync::LazyLock;

use heat_spec::{Value, value};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// Seconds between two signs of life.
const REPORT_INTERVAL: i64 = 60;

/// The name of the machine, which is nobody's business.
const HOST: &str = "localhost";

/// The ids of this process: that of its entry, and that of the engine.
static IDS: LazyLock<(String, String)> =
    LazyLock::new(|| (Uuid::new_v4().to_string(), Uuid::new_v4().to_string()));

/// Lists this process as the one engine, which is alive as it answers.
#[expect(clippy::unused_async, reason = "handlers are asynchronous")]
pub(in crate::api) async fn list(call: Call) -> Answer {
    let (id, engine_id) = &*IDS;
    let started_at = call.app.started_at;
    let alive_for = call.app.clock.now().duration_since(started_at).as_secs();
    let n_reports = alive_for.max(0) / REPORT_INTERVAL;
    let reported_at = started_at
        .checked_add(SignedDuration::from_secs(n_reports * REPORT_INTERVAL))
        .unwrap_or(started_at);
    let service = value!({
        "id": id,
        "binary": "heat-engine",
        "engine_id": engine_id,
        "host": HOST,
        "hostname": HOST,
        "topic": "engine",
        "report_interval": REPORT_INTERVAL,
        "created_at": microseconds(started_at),
        "updated_at": microseconds(reported_at),
        "deleted_at": null,
        "status": "up",
    });
    Ok(Reply::ok(value!({ "services": [service] })))
}

/// Without a zone and with microseconds, which upstream's database does not keep.
fn microseconds(time: Timestamp) -> Value {
    Value::from(time.strftime("%Y-%m-%dT%H:%M:%S.000000").to_string())
}
