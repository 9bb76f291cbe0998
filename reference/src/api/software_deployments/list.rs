//! `software_deployments.list`: the deployments of a project, the oldest first.

use heat_spec::{Value, value};

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::software::deployments;
use crate::store::StoreError;
use crate::store::software_deployments;

/// Lists software deployments, those to one server if the query names it.
pub(in crate::api) async fn list(call: Call) -> Answer {
    let scope = call.scope().map(str::to_owned);
    let server_id = call.query("server_id").filter(|id| !id.is_empty());
    let server_id = server_id.map(str::to_owned);
    let listed = call
        .app
        .store
        .call(move |tx| software_deployments::list(tx, scope.as_deref(), server_id.as_deref()))
        .await
        .map_err(|error: StoreError| error)?;
    let items: Vec<Value> = listed.iter().map(deployments::view).collect();
    Ok(Reply::ok(value!({ "software_deployments": items })))
}
