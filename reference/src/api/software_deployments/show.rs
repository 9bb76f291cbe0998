//! `software_deployments.show`: a deployment.

use heat_spec::value;

use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::software::deployments;

/// Shows a software deployment.
pub(in crate::api) async fn show(call: Call) -> Answer {
    let scope = call.scope().map(str::to_owned);
    let id = call.path("deployment_id").to_owned();
    let deployment = call
        .app
        .store
        .call(move |tx| deployments::find::<Refusal>(tx, scope.as_deref(), &id))
        .await?;
    let view = deployments::view(&deployment);
    Ok(Reply::ok(value!({ "software_deployment": view })))
}
