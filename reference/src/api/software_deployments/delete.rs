//! `software_deployments.delete`: deletes a deployment.

use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::software::deployments;

/// Deletes a software deployment.
pub(in crate::api) async fn delete(call: Call) -> Answer {
    let scope = call.scope().map(str::to_owned);
    let id = call.path("deployment_id").to_owned();
    call.app
        .store
        .call(move |tx| deployments::delete::<Refusal>(tx, scope.as_deref(), &id))
        .await?;
    Ok(Reply::Plain {
        status: 204,
        location: None,
    })
}
