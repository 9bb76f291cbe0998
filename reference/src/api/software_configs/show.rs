//! `software_configs.show`: a configuration with everything in it.

use heat_spec::value;

use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::software::configs;

/// Shows a software configuration.
pub(in crate::api) async fn show(call: Call) -> Answer {
    let scope = call.scope().map(str::to_owned);
    let id = call.path("config_id").to_owned();
    let config = call
        .app
        .store
        .call(move |tx| configs::find::<Refusal>(tx, scope.as_deref(), &id))
        .await?;
    Ok(Reply::ok(
        value!({ "software_config": configs::view(&config) }),
    ))
}
