//! `software_deployments.create`: deploys a configuration to a server.

use heat_spec::value;

use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data;
use crate::software::{configs, deployments};

/// Makes a software deployment.
pub(in crate::api) async fn create(call: Call) -> Answer {
    let body = request_data::body(call.body.as_ref())?.clone();
    let scope = call.scope().map(str::to_owned);
    let project_id = call.identity.project_id.clone();
    let (app, now) = (call.app.clone(), call.app.clock.now());
    let deployment = call
        .app
        .store
        .call(move |tx| {
            if scope.is_some() {
                deployments::check_quota::<Refusal>(tx, &project_id, &app.config.limits)?;
            }
            let mut deployment = deployments::new(&project_id, &body, now)?;
            configs::find::<Refusal>(tx, scope.as_deref(), &deployment.config_id)?;
            deployment.server_id = deployments::server_id(&body)?;
            deployments::insert(tx, &deployment)?;
            Ok::<_, Refusal>(deployment)
        })
        .await?;
    let view = deployments::view(&deployment);
    Ok(Reply::ok(value!({ "software_deployment": view })))
}
