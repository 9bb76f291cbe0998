//! `build_info.show`: the revisions that the service was built from.

use heat_spec::value;

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// What upstream shows where the operator names no revision.
const REVISION: &str = "unknown";

/// Tells the revisions.
#[expect(clippy::unused_async, reason = "handlers are asynchronous")]
pub(in crate::api) async fn show(_call: Call) -> Answer {
    Ok(Reply::ok(value!({
        "api": { "revision": REVISION },
        "engine": { "revision": REVISION },
    })))
}
