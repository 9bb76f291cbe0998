//! The places of a body that its schema knows.

use heat_spec::Catalogue;
use indexmap::IndexMap;
use serde_json::Value;

/// Deeper places are left out: some schemas hold themselves.
const MAX_DEPTH: usize = 8;

/// A place of a body.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// Whether it has to be there wherever what holds it is.
    pub(super) is_required: bool,
    /// The schemas that all have to allow what is there.
    pub(super) layers: Vec<Value>,
    /// The types that they name.
    pub(super) types: Vec<String>,
}

/// The places of a body below its top, by pointers in which `*` stands for every item.
pub(super) fn places(catalogue: &Catalogue, schema: &str) -> IndexMap<String, Place> {
    let mut places = IndexMap::new();
    let top = serde_json::json!({"$ref": schema});
    walk(catalogue, &top, "", false, &mut Vec::new(), &mut places);
    places
}

/// Notes the places that a schema at a place knows; `is_choice` where it is one of several.
fn walk(
    catalogue: &Catalogue,
    schema: &Value,
    at: &str,
    is_choice: bool,
    names: &mut Vec<String>,
    places: &mut IndexMap<String, Place>,
) {
    if at.matches('/').count() >= MAX_DEPTH {
        return;
    }
    if let Some(name) = schema["$ref"].as_str()
        && !names.iter().any(|known| known == name)
        && let Some(named) = catalogue.schemas.get(name)
    {
        names.push(name.to_owned());
        walk(catalogue, named, at, is_choice, names, places);
        names.pop();
    }
    let required: Vec<&str> = schema["required"]
        .as_array()
        .map(|names| names.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let is_required = !is_choice && required.contains(&name.as_str());
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        enter(catalogue, field, &at, is_required, places);
        walk(catalogue, field, &at, is_choice, names, places);
    }
    for keyword in ["items", "additionalProperties"] {
        if schema[keyword].is_object() {
            let at = format!("{at}/*");
            enter(catalogue, &schema[keyword], &at, false, places);
            walk(catalogue, &schema[keyword], &at, is_choice, names, places);
        }
    }
    for (keyword, is_choice) in [("allOf", is_choice), ("anyOf", true), ("oneOf", true)] {
        for part in schema[keyword].as_array().into_iter().flatten() {
            walk(catalogue, part, at, is_choice, names, places);
        }
    }
}

fn enter(
    catalogue: &Catalogue,
    schema: &Value,
    at: &str,
    is_required: bool,
    places: &mut IndexMap<String, Place>,
) {
    let place = places.entry(at.to_owned()).or_default();
    place.is_required |= is_required;
    if !place.layers.contains(schema) {
        place.layers.push(schema.clone());
        types(catalogue, schema, 0, &mut place.types);
    }
}

/// The types that a schema names.
fn types(catalogue: &Catalogue, schema: &Value, depth: usize, found: &mut Vec<String>) {
    let mut add = |name: &str| {
        if !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    };
    match &schema["type"] {
        Value::String(name) => add(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).for_each(add),
        _ if schema["const"].is_string() || schema["enum"][0].is_string() => add("string"),
        _ => {}
    }
    if depth > MAX_DEPTH {
        return;
    }
    if let Some(named) = schema["$ref"]
        .as_str()
        .and_then(|name| catalogue.schemas.get(name))
    {
        types(catalogue, named, depth + 1, found);
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for part in schema[keyword].as_array().into_iter().flatten() {
            types(catalogue, part, depth + 1, found);
        }
    }
}
