//! `versions.list`: the versions that there are, as a 300.

use heat_spec::value;

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// Lists the one version.
pub(crate) async fn list(call: Call) -> Answer {
    let href = format!("{}/v1/", call.base_url);
    Ok(Reply::Json {
        status: 300,
        body: value!({
            "versions": [
                { "id": "v1.0", "status": "CURRENT", "links": [{ "rel": "self", "href": href }] },
            ],
        }),
        location: None,
    })
}
