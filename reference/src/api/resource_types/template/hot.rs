//! Generated templates in HOT.

use heat_spec::{Map, Value, value};

use crate::resources::documented::{DocumentedProperty, DocumentedType};

/// The version of generated templates.
const VERSION: &str = "2016-10-14";

/// A template with a resource of the type, under the name that upstream has for it.
pub(super) fn template(documented: &DocumentedType, name: &str) -> Value {
    let class = documented.class_name.as_str();
    let properties = documented
        .shown_properties()
        .map(|(name, _)| (name, value!({ "get_param": name })));
    let parameters = documented
        .shown_properties()
        .map(|(name, property)| (name, parameter(property)));
    let attributes = documented.attributes.keys().map(|attribute| {
        let value = value!({ "value": { "get_attr": [class, attribute] }, "description": "" });
        (attribute.as_str(), value)
    });
    let reference = value!({ "value": { "get_resource": class } });
    let resource = value!({ "type": name, "properties": properties.collect::<Value>() });
    value!({
        "heat_template_version": VERSION,
        "description": format!("Initial template of {class}"),
        "parameters": parameters.collect::<Value>(),
        "outputs": attributes.chain([("OS::stack_id", reference)]).collect::<Value>(),
        "resources": [(class, resource)].into_iter().collect::<Value>(),
    })
}

fn parameter(property: &DocumentedProperty) -> Value {
    let data_type = match property.data_type.as_str() {
        "integer" | "number" => "number",
        "boolean" => "boolean",
        "map" => "json",
        "list" => "comma_delimited_list",
        // Upstream has nothing for `any`.
        _ => "string",
    };
    let mut parameter = Map::new();
    parameter.insert("type".into(), Value::from(data_type));
    if let Some(default) = &property.default {
        parameter.insert("default".into(), Value::from(default.clone()));
    }
    if !property.constraints.is_empty() {
        let constraints = property.constraints.iter().map(|constraint| {
            let fields = constraint.iter();
            fields
                .filter(|(kind, _)| is_of_parameters(kind))
                .map(|(kind, value)| (kind.as_str(), Value::from(value.clone())))
                .collect()
        });
        parameter.insert("constraints".into(), Value::List(constraints.collect()));
    }
    Value::Map(parameter)
}

/// Upstream leaves constraints of other kinds empty.
fn is_of_parameters(kind: &str) -> bool {
    ["length", "range", "allowed_values", "allowed_pattern"].contains(&kind)
}
