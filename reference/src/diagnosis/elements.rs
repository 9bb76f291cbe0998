//! What a template is made of: its parameters, conditions, resources and outputs; and how one of
//! them is put aside without harm to those that refer to it.

use heat_spec::{Key, Map, Value, value};

use crate::resources::registry;

/// A member of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// The section.
    pub(super) section: String,
    /// The name in it.
    pub(super) name: String,
}

/// The sections with members of their own, in either language.
const SECTIONS: [&str; 8] = [
    "parameters",
    "conditions",
    "resources",
    "outputs",
    "Parameters",
    "Conditions",
    "Resources",
    "Outputs",
];

/// The elements of a template.
pub(super) fn elements(document: &Value) -> Vec<Element> {
    let mut all = Vec::new();
    for section in SECTIONS {
        let members = document.get(section).and_then(Value::as_map);
        for name in members.into_iter().flat_map(Map::keys) {
            all.push(Element {
                section: section.to_owned(),
                name: name.json_text(),
            });
        }
    }
    all
}

/// The template with an element put aside: something harmless stands in its place.
pub(super) fn without(document: &Value, element: &Element) -> Value {
    let mut document = document.clone();
    if let Some(members) = section_mut(&mut document, &element.section) {
        let key = Key::from(element.name.as_str());
        let stand_in = members
            .get(&key)
            .and_then(|definition| stand_in(&element.section, definition));
        match stand_in {
            Some(stand_in) => drop(members.insert(key, stand_in)),
            None => drop(members.shift_remove(&key)),
        }
    }
    document
}

/// The template with nothing left of a resource but its type; nothing if that is no known type, or
/// nothing else was there.
pub(super) fn bare(document: &Value, element: &Element) -> Option<Value> {
    let key = match element.section.as_str() {
        "resources" => "type",
        "Resources" => "Type",
        _ => return None,
    };
    let mut document = document.clone();
    let members = section_mut(&mut document, &element.section)?;
    let definition = members.get_mut(&Key::from(element.name.as_str()))?;
    let name = definition.get(key)?.clone();
    let is_known = registry().schema(name.as_str()?).is_some();
    let is_bare = definition.as_map().is_some_and(|map| map.len() == 1);
    if !is_known || is_bare {
        return None;
    }
    let mut left = Map::new();
    left.insert(key.into(), name);
    *definition = Value::Map(left);
    Some(document)
}

/// The template without a property of a resource; nothing if there is no such property.
pub(super) fn without_property(document: &Value, path: &[String]) -> Option<Value> {
    let [section, resource, properties, property, ..] = path else {
        return None;
    };
    if !matches!(properties.as_str(), "properties" | "Properties") {
        return None;
    }
    let mut document = document.clone();
    let resources = section_mut(&mut document, section)?;
    let Value::Map(resource) = resources.get_mut(&Key::from(resource.as_str()))? else {
        return None;
    };
    let Value::Map(properties) = resource.get_mut(&Key::from(properties.as_str()))? else {
        return None;
    };
    properties.shift_remove(&Key::from(property.as_str()))?;
    Some(document)
}

/// The template without a whole section.
pub(super) fn without_section(document: &Value, section: &str) -> Value {
    let mut document = document.clone();
    if let Value::Map(sections) = &mut document {
        sections.shift_remove(&Key::from(section));
    }
    document
}

fn section_mut<'d>(document: &'d mut Value, section: &str) -> Option<&'d mut Map> {
    match document {
        Value::Map(sections) => match sections.get_mut(&Key::from(section))? {
            Value::Map(members) => Some(members),
            _ => None,
        },
        _ => None,
    }
}

/// What stands in for an element; nothing if it can just go.
fn stand_in(section: &str, definition: &Value) -> Option<Value> {
    match section {
        "parameters" | "Parameters" => Some(parameter(section, definition)),
        "conditions" => Some(Value::Bool(true)),
        "Conditions" => Some(value!({ "Fn::Equals": ["a", "a"] })),
        "resources" => Some(value!({ "type": "OS::Heat::None" })),
        "Resources" => Some(value!({ "Type": "OS::Heat::None" })),
        _ => None,
    }
}

/// A parameter of the same type, if that can be told, with a default.
fn parameter(section: &str, definition: &Value) -> Value {
    let keys = if section == "parameters" {
        ["type", "default"]
    } else {
        ["Type", "Default"]
    };
    let written = definition.get(keys[0]).and_then(Value::as_str);
    let (data_type, default) = match written {
        Some(name @ ("number" | "Number")) => (name, Value::from(0)),
        Some(name @ ("json" | "Json")) => (name, Value::Map(Map::new())),
        Some(name @ ("boolean" | "Boolean")) => (name, Value::Bool(false)),
        Some(name @ ("comma_delimited_list" | "CommaDelimitedList")) => (name, Value::from("")),
        _ if section == "parameters" => ("string", Value::from("")),
        _ => ("String", Value::from("")),
    };
    let mut map = Map::new();
    map.insert(keys[0].into(), Value::from(data_type));
    map.insert(keys[1].into(), default);
    Value::Map(map)
}
