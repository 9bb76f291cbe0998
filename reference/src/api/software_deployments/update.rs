//! `software_deployments.update`: changes a deployment: how far it is, above all.

use heat_spec::value;

use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data;
use crate::software::deployments;

/// Changes a software deployment.
pub(in crate::api) async fn update(call: Call) -> Answer {
    let body = request_data::body(call.body.as_ref())?.clone();
    let scope = call.scope().map(str::to_owned);
    let id = call.path("deployment_id").to_owned();
    let now = call.app.clock.now();
    let deployment = call
        .app
        .store
        .call(move |tx| deployments::change::<Refusal>(tx, scope.as_deref(), &id, &body, now))
        .await?;
    let view = deployments::view(&deployment);
    Ok(Reply::ok(value!({ "software_deployment": view })))
}
