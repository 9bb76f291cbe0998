//! `software_configs.delete`: deletes a configuration that no deployment uses.

use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::software::configs;

/// Deletes a software configuration.
pub(in crate::api) async fn delete(call: Call) -> Answer {
    let scope = call.scope().map(str::to_owned);
    let id = call.path("config_id").to_owned();
    call.app
        .store
        .call(move |tx| configs::delete::<Refusal>(tx, scope.as_deref(), &id))
        .await?;
    Ok(Reply::Plain {
        status: 204,
        location: None,
    })
}
