//! `resource_types.show`: the schema of a type.

use heat_spec::{Map, Value, fault, value};

use super::named;
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::resources::documented::DocumentedType;
use crate::resources::is_available;

/// Shows the properties, attributes and support status of a type.
#[expect(clippy::unused_async, reason = "handlers are asynchronous")]
pub(in crate::api) async fn show(call: Call) -> Answer {
    let documented = named(&call)?;
    let name = call.path("type_name");
    if !is_available(documented, &call.app.cloud) {
        return Err(fault::resource_type_unavailable(
            documented.service.as_deref().unwrap_or_default(),
            name,
            "Service endpoint not in service catalog.",
        )
        .into());
    }
    Ok(Reply::ok(view(documented, name)))
}

fn view(documented: &DocumentedType, name: &str) -> Value {
    let properties = documented.shown_properties();
    let attributes = documented.attributes.iter().map(|(name, attribute)| {
        let mut view = Map::new();
        if let Some(data_type) = &attribute.data_type {
            view.insert("type".into(), Value::from(data_type));
        }
        (name.as_str(), Value::Map(view))
    });
    value!({
        "resource_type": name,
        "properties": properties.map(|(name, property)| (name, property.view())).collect::<Value>(),
        "attributes": attributes.collect::<Value>(),
        "support_status": documented.support_status.view(),
    })
}
