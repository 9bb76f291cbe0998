//! `software_configs.list`: the configurations of a project, the newest first.

use heat_spec::{Key, Value, fault, value};

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::{boolean_text, natural_text};
use crate::software::configs;
use crate::store::StoreError;
use crate::store::software_configs;

/// Lists software configurations.
pub(in crate::api) async fn list(call: Call) -> Answer {
    if let Some(text) = call.query("global_tenant")
        && boolean_text(text, "global_tenant")?
    {
        // Upstream lets nobody list those of all projects unless the operator allows it.
        return Err(fault::not_authorized("software_configs:global_index").into());
    }
    let given = |name: &str| call.query(name).filter(|text| !text.is_empty());
    let limit = given("limit")
        .map(|text| natural_text(text, "limit"))
        .transpose()?;
    let marker = given("marker").map(str::to_owned);
    let scope = call.scope().map(str::to_owned);
    let listed = call
        .app
        .store
        .call(move |tx| {
            let (scope, marker) = (scope.as_deref(), marker.as_deref());
            software_configs::list(tx, scope, limit, marker)
        })
        .await
        .map_err(|error: StoreError| error)?;
    let with_project = call.identity.is_admin();
    let items: Vec<Value> = listed
        .iter()
        .map(|config| {
            let mut item = configs::summary(config);
            if with_project {
                item.insert(Key::from("project"), Value::from(&config.project_id));
            }
            Value::Map(item)
        })
        .collect();
    Ok(Reply::ok(value!({ "software_configs": items })))
}
