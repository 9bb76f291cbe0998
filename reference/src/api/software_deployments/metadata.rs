//! `software_deployments.metadata`: what a server is told: the configurations deployed to it.

use heat_spec::value;

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::software::deployments;
use crate::store::StoreError;

/// Shows the configurations that are deployed to a server, by name.
pub(in crate::api) async fn metadata(call: Call) -> Answer {
    let scope = call.scope().map(str::to_owned);
    let server_id = call.path("server_id").to_owned();
    let configs = call
        .app
        .store
        .call(move |tx| deployments::configs_of_server(tx, scope.as_deref(), &server_id))
        .await
        .map_err(|error: StoreError| error)?;
    Ok(Reply::ok(value!({ "metadata": configs })))
}
