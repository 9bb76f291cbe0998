//! Generated templates in CloudFormation's language.

use heat_spec::{Map, Value, value};

use crate::resources::documented::{DocumentedProperty, DocumentedType};

/// The version of generated templates.
const VERSION: &str = "2012-12-12";

/// A template with a resource of the type, under the name that upstream has for it.
pub(super) fn template(documented: &DocumentedType, name: &str) -> Value {
    let class = documented.class_name.as_str();
    let properties = documented
        .shown_properties()
        .map(|(name, property)| (name, reference(name, property)));
    let parameters = documented
        .shown_properties()
        .map(|(name, property)| (name, parameter(property)));
    let attributes = documented.attributes.keys().map(|attribute| {
        let value = value!({ "Value": { "Fn::GetAtt": [class, attribute] }, "Description": "" });
        (attribute.as_str(), value)
    });
    let id = value!({ "Value": { "Ref": class } });
    let resource = value!({ "Type": name, "Properties": properties.collect::<Value>() });
    value!({
        "HeatTemplateFormatVersion": VERSION,
        "Description": format!("Initial template of {class}"),
        "Parameters": parameters.collect::<Value>(),
        "Resources": [(class, resource)].into_iter().collect::<Value>(),
        "Outputs": attributes.chain([("OS::stack_id", id)]).collect::<Value>(),
    })
}

/// A list is a text of a parameter, which is split.
fn reference(name: &str, property: &DocumentedProperty) -> Value {
    if property.data_type == "list" {
        value!({ "Fn::Split": [",", { "Ref": name }] })
    } else {
        value!({ "Ref": name })
    }
}

fn parameter(property: &DocumentedProperty) -> Value {
    let data_type = match property.data_type.as_str() {
        "integer" | "number" => "Number",
        "boolean" => "Boolean",
        "map" => "Json",
        "list" => "CommaDelimitedList",
        // Upstream has nothing for `any`.
        _ => "String",
    };
    let mut parameter = Map::new();
    parameter.insert("Type".into(), Value::from(data_type));
    if let Some(default) = &property.default {
        parameter.insert("Default".into(), Value::from(default.clone()));
    }
    for (kind, value) in property.constraints.iter().flatten() {
        for (name, part) in NAMES
            .iter()
            .filter(|(known, _, _)| known == kind)
            .map(|(_, part, name)| (*name, *part))
        {
            let value = if part.is_empty() {
                Some(value)
            } else {
                value.get(part)
            };
            if let Some(value) = value.filter(|value| !value.is_null()) {
                parameter.insert(name.into(), Value::from(value.clone()));
            }
        }
    }
    if property.data_type == "boolean" {
        let values = value!(["True", "true", "False", "false"]);
        parameter.insert("AllowedValues".into(), values);
    }
    Value::Map(parameter)
}

/// Constraints, their parts, and what those are called in parameters.
const NAMES: &[(&str, &str, &str)] = &[
    ("length", "min", "MinLength"),
    ("length", "max", "MaxLength"),
    ("range", "min", "MinValue"),
    ("range", "max", "MaxValue"),
    ("allowed_values", "", "AllowedValues"),
    ("allowed_pattern", "", "AllowedPattern"),
];
