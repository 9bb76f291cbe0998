//! Reading schemas: the format in which Heat shows resource types, with a few keys of our own.

use heat_spec::{Map, Value};
use indexmap::IndexMap;
use thiserror::Error;

use super::attribute::AttributeSchema;
use super::property::{Children, PropertySchema};
use super::resource::ResourceSchema;
use crate::constraint::Constraint;
use crate::constraint::read::constraint;
use crate::data_type::DataType;

/// Why a schema cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("schema of `{resource_type}`, `{place}`: {problem}")]
pub struct SchemaError {
    /// The resource type, as far as it is known.
    pub resource_type: String,
    /// The property or attribute.
    pub place: String,
    /// What is wrong.
    pub problem: String,
}

impl ResourceSchema {
    /// Reads what `GET /resource_types/{type}` shows: `resource_type`, `properties`, `attributes`,
    /// `support_status`.
    ///
    /// Besides, `class_name` (the last part of the type if it is not there), `update_policy` (like
    /// `properties`), and the truth values `any_attribute`, `attribute_paths`, `placeholder` and
    /// `snapshot_on_delete`. A property may have `formerly`, the path of the property beside it that
    /// it replaced, whose value counts where it has none of its own; `type_property`, the name of
    /// the property whose value (a type of HOT's parameters) is its type; and `unimplemented`, if no
    /// value may be given.
    pub fn from_json(json: &serde_json::Value) -> Result<Self, SchemaError> {
        Self::from_value(&Value::from(json.clone()))
    }

    /// The same from a value.
    pub fn from_value(value: &Value) -> Result<Self, SchemaError> {
        let name = text(value, "resource_type").unwrap_or_default();
        read(&name, value).map_err(|(place, problem)| SchemaError {
            resource_type: name.clone(),
            place,
            problem,
        })
    }
}

type Problem = (String, String);

fn read(name: &str, value: &Value) -> Result<ResourceSchema, Problem> {
    let last_part = name.rsplit("::").next().unwrap_or(name);
    let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
    let mut attributes = attributes(value.get("attributes"))?;
    attributes.entry("show".to_owned()).or_default();
    Ok(ResourceSchema {
        name: name.to_owned(),
        class_name: text(value, "class_name").unwrap_or_else(|| last_part.to_owned()),
        properties: properties(value.get("properties"), "properties")?,
        attributes,
        update_policy: properties(value.get("update_policy"), "update_policy")?,
        support_status: value
            .pointer("/support_status/status")
            .and_then(Value::as_str)
            .unwrap_or("SUPPORTED")
            .to_owned(),
        has_any_attribute: flag("any_attribute"),
        has_attribute_paths: flag("attribute_paths"),
        is_placeholder: flag("placeholder"),
        has_snapshot_on_delete: flag("snapshot_on_delete"),
    })
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn attributes(section: Option<&Value>) -> Result<IndexMap<String, AttributeSchema>, Problem> {
    map_of(section, "attributes")?
        .into_iter()
        .flatten()
        .map(|(name, schema)| {
            let data_type = text(schema, "type");
            Ok((name.json_text(), AttributeSchema { data_type }))
        })
        .collect()
}

fn properties(
    section: Option<&Value>,
    place: &str,
) -> Result<IndexMap<String, PropertySchema>, Problem> {
    map_of(section, place)?
        .into_iter()
        .flatten()
        .map(|(name, schema)| {
            let name = name.json_text();
            let schema = property(schema, &format!("{place}.{name}"))?;
            Ok((name, schema))
        })
        .collect()
}

fn map_of<'v>(section: Option<&'v Value>, place: &str) -> Result<Option<&'v Map>, Problem> {
    match section {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Map(map)) => Ok(Some(map)),
        Some(_) => Err((place.to_owned(), "must be a map".to_owned())),
    }
}

fn property(schema: &Value, place: &str) -> Result<PropertySchema, Problem> {
    let problem = |text: &str| (place.to_owned(), text.to_owned());
    let data_type = schema
        .get("type")
        .and_then(Value::as_str)
        .and_then(DataType::of_property)
        .ok_or_else(|| problem("has no known type"))?;
    let flag = |key: &str| schema.get(key).and_then(Value::as_bool).unwrap_or(false);
    let children = match (data_type, schema.get("schema")) {
        (_, None | Some(Value::Null)) => None,
        (DataType::List, Some(children)) => {
            let each = children
                .get("*")
                .ok_or_else(|| problem("has a schema without `*`"))?;
            let each = property(each, &format!("{place}.*"))?;
            Some(Children::Each(Box::new(each)))
        }
        (DataType::Map, children) => Some(Children::Keys(properties(children, place)?)),
        _ => return Err(problem("is neither list nor map and has a schema")),
    };
    Ok(PropertySchema {
        data_type,
        default: schema
            .get("default")
            .filter(|default| !default.is_null())
            .cloned(),
        is_required: flag("required"),
        is_update_allowed: flag("update_allowed"),
        is_immutable: flag("immutable"),
        is_unimplemented: flag("unimplemented"),
        is_convertible: false,
        constraints: constraints(schema.get("constraints"), place)?,
        children,
        type_property: text(schema, "type_property"),
        formerly: text(schema, "formerly"),
    })
}

fn constraints(section: Option<&Value>, place: &str) -> Result<Vec<Constraint>, Problem> {
    match section {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::List(entries)) => entries
            .iter()
            .map(|entry| {
                constraint(entry, true).map_err(|fault| (place.to_owned(), fault.to_string()))
            })
            .collect(),
        Some(_) => Err((place.to_owned(), "constraints must be a list".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_type_is_read_as_heat_shows_it() {
        let schema = ResourceSchema::from_json(&json!({
            "resource_type": "OS::Heat::RandomString",
            "properties": {
                "length": {
                    "type": "integer", "default": 32, "required": false,
                    "constraints": [{ "range": { "min": 1, "max": 512 } }],
                },
                "character_classes": {
                    "type": "list",
                    "schema": { "*": { "type": "map", "schema": { "min": { "type": "integer" } } } },
                },
            },
            "attributes": { "value": { "type": "string" } },
            "support_status": { "status": "SUPPORTED" },
        }))
        .unwrap();
        assert_eq!(schema.class_name, "RandomString");
        assert_eq!(
            schema.properties["length"].default(),
            Some(&Value::from(32))
        );
        assert!(schema.has_attribute("show") && !schema.has_attribute("nope"));
    }

    #[test]
    fn a_broken_schema_says_where() {
        let error = ResourceSchema::from_json(&json!({
            "resource_type": "A::B",
            "properties": { "p": { "type": "map", "schema": { "q": { "type": "nope" } } } },
        }))
        .unwrap_err();
        insta::assert_snapshot!(error, @"schema of `A::B`, `properties.p.q`: has no known type");
    }
}
