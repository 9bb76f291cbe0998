//! The definition of a parameter, and how HOT writes it.

use heat_spec::{Fault, Map, Value, fault};
use indexmap::IndexMap;

use super::cloud_formation;
use crate::constraint::Constraint;
use crate::constraint::read::{checked_map, constraint};
use crate::data_type::DataType;
use crate::dialect::Dialect;
use crate::version::Language;

/// What a template says of one parameter.
#[derive(Clone, Debug)]
pub(crate) struct ParameterSchema {
    /// The type.
    pub(crate) data_type: DataType,
    /// What the language calls the type.
    pub(crate) type_name: &'static str,
    /// The default, as it is written.
    pub(crate) default: Option<Value>,
    /// The description, as it is written.
    pub(crate) description: Value,
    /// The label, as it is written.
    pub(crate) label: Value,
    /// The tags, as they are written.
    pub(crate) tags: Vec<Value>,
    /// Whether values are masked.
    pub(crate) is_hidden: bool,
    /// Whether an update may not change the value.
    pub(crate) is_immutable: bool,
    /// The constraints on values.
    pub(crate) constraints: Vec<Constraint>,
}

/// Definitions by name, in the order of the template.
pub(crate) type ParameterSchemas = IndexMap<String, ParameterSchema>;

/// The keys of a definition; the last one is younger than the others.
const KEYS: &[&str] = &[
    "type",
    "description",
    "default",
    "schema",
    "constraints",
    "hidden",
    "label",
    "immutable",
    "tags",
];

impl ParameterSchema {
    /// A parameter that the service itself provides.
    pub(crate) fn pseudo(description: Value, value: String) -> Self {
        Self {
            data_type: DataType::String,
            type_name: DataType::String.api_name(),
            default: Some(Value::String(value)),
            description,
            label: Value::Null,
            tags: Vec::new(),
            is_hidden: false,
            is_immutable: false,
            constraints: Vec::new(),
        }
    }

    fn read(name: &str, definition: &Value, dialect: Dialect) -> Result<Self, Fault> {
        let keys = if dialect.has_tags() {
            KEYS
        } else {
            &KEYS[..KEYS.len() - 1]
        };
        let map = checked_map(definition, keys, &format!("parameter ({name})"))?;
        let Some(written_type) = map.get("type") else {
            return Err(fault::parameter_without_type(name));
        };
        let tags = match map.get("tags") {
            None => Vec::new(),
            Some(Value::List(tags)) => tags.clone(),
            Some(_) => return Err(fault::parameter_tags(name)),
        };
        let constraints = constraints(name, map, dialect)?;
        let data_type = written_type
            .as_str()
            .and_then(DataType::of_parameter)
            .ok_or_else(|| fault::parameter_type(written_type.python_str()))?;
        let field = |key: &str| map.get(key).cloned().unwrap_or_default();
        Ok(Self {
            data_type,
            type_name: data_type.parameter_name(),
            default: map.get("default").filter(|value| !value.is_null()).cloned(),
            description: field("description"),
            label: field("label"),
            tags,
            // Any value that Python holds true counts, `"false"` as well.
            is_hidden: field("hidden").is_truthy(),
            is_immutable: field("immutable").is_truthy(),
            constraints,
        })
    }
}

/// Reads the section `parameters`.
pub(crate) fn schemas(
    section: Option<&Value>,
    dialect: Dialect,
) -> Result<ParameterSchemas, Fault> {
    let Some(section) = section.filter(|section| section.is_truthy()) else {
        return Ok(ParameterSchemas::new());
    };
    let Some(definitions) = section.as_map() else {
        return Err(fault::attribute_error(format!(
            "'{}' object has no attribute 'items'",
            section.python_type()
        )));
    };
    definitions
        .iter()
        .map(|(name, definition)| {
            let name = name.json_text();
            let schema = match dialect.language() {
                Language::Hot => ParameterSchema::read(&name, definition, dialect)?,
                Language::CloudFormation => cloud_formation::read(&name, definition)?,
            };
            Ok((name, schema))
        })
        .collect()
}

fn constraints(name: &str, definition: &Map, dialect: Dialect) -> Result<Vec<Constraint>, Fault> {
    match definition.get("constraints") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::List(entries)) => entries
            .iter()
            .map(|entry| constraint(entry, dialect.has_modulo()))
            .collect(),
        Some(_) => Err(fault::parameter_constraints(name)),
    }
}
