//! `software_configs.create`: makes a configuration.

use heat_spec::{Value, value};

use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data;
use crate::software::configs::{self, Wanted};
use crate::store::software_configs;

/// Makes a software configuration.
pub(in crate::api) async fn create(call: Call) -> Answer {
    let body = request_data::body(call.body.as_ref())?;
    let field = |name: &str| body.get(name).unwrap_or(&Value::Null);
    let wanted = Wanted {
        name: field("name"),
        group: field("group"),
        config: field("config"),
        inputs: field("inputs"),
        outputs: field("outputs"),
        options: field("options"),
    };
    let config = configs::new(&call.identity.project_id, wanted, call.app.clock.now())?;
    let view = value!({ "software_config": configs::view(&config) });
    let (is_bound, app) = (call.scope().is_some(), call.app.clone());
    call.app
        .store
        .call(move |tx| {
            if is_bound {
                configs::insert_within_quota(tx, &config, &app.config.limits)
            } else {
                Ok::<_, Refusal>(software_configs::insert(tx, &config)?)
            }
        })
        .await?;
    Ok(Reply::ok(view))
}
