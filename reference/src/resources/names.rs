//! Names in properties, which are turned into ids before a type sees them.

use std::collections::HashMap;

use heat_spec::{Fault, Key, Value, fault};
use heat_template::Properties;

use super::ResourceType;
use crate::app::App;
use crate::cloud::find;

/// Puts ids in the place of names, as the type wants them.
///
/// # Errors
///
/// If a name leads to nothing, or to several things: a fault of the property.
pub(crate) async fn resolve(
    app: &App,
    project_id: &str,
    resource_type: &dyn ResourceType,
    properties: &mut Properties,
) -> Result<(), Fault> {
    resolve_all(app, project_id, resource_type, properties, false).await
}

/// The same for properties that were right once: a name that leads nowhere now stays as it is.
pub(crate) async fn resolve_leniently(
    app: &App,
    project_id: &str,
    resource_type: &dyn ResourceType,
    properties: &mut Properties,
) {
    // With this flag there is no error.
    let _ = resolve_all(app, project_id, resource_type, properties, true).await;
}

async fn resolve_all(
    app: &App,
    project_id: &str,
    resource_type: &dyn ResourceType,
    properties: &mut Properties,
    is_lenient: bool,
) -> Result<(), Fault> {
    for (path, constraint) in resource_type.names() {
        let mut segments = path.split('.');
        let property = segments.next().unwrap_or_default();
        let below: Vec<&str> = segments.collect();
        let mut value = properties.get(property).clone();
        let mut found: Vec<(Vec<String>, String)> = Vec::new();
        visit(&mut value, &below, &mut Vec::new(), &mut |name, place| {
            found.push((place.to_vec(), name.clone()));
        });
        let mut ids: HashMap<String, String> = HashMap::new();
        for (place, name) in found {
            if ids.contains_key(&name) {
                continue;
            }
            match find::resolve(&app.cloud, project_id, constraint, &name).await {
                Ok(id) => {
                    ids.insert(name, id);
                }
                Err(_) if is_lenient => {}
                Err(error) => {
                    let place: Vec<&str> = ["Properties", property]
                        .into_iter()
                        .chain(place.iter().map(String::as_str))
                        .collect();
                    return Err(fault::property_value(error)
                        .under(&place)
                        .headed("Property error"));
                }
            }
        }
        if !ids.is_empty() {
            visit(&mut value, &below, &mut Vec::new(), &mut |name, _| {
                if let Some(id) = ids.get(name.as_str()) {
                    id.clone_into(name);
                }
            });
            properties.set(property, value);
        }
    }
    Ok(())
}

/// Visits the texts at a path below a value; empty ones name nothing.
fn visit(
    value: &mut Value,
    path: &[&str],
    place: &mut Vec<String>,
    seen: &mut dyn FnMut(&mut String, &[String]),
) {
    match (path, value) {
        ([], Value::String(text)) if !text.is_empty() => seen(text, place),
        (["*", rest @ ..], Value::List(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                place.push(index.to_string());
                visit(item, rest, place, seen);
                place.pop();
            }
        }
        ([key, rest @ ..], Value::Map(map)) => {
            if let Some(item) = map.get_mut(&Key::from(*key)) {
                place.push((*key).to_owned());
                visit(item, rest, place, seen);
                place.pop();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn texts_are_found_wherever_the_path_leads() {
        let mut value = value!([{ "a": "x" }, { "a": "" }, { "b": "y" }, { "a": ["z"] }, "v"]);
        let mut places = Vec::new();
        visit(
            &mut value,
            &["*", "a"],
            &mut Vec::new(),
            &mut |name, place| {
                places.push(place.join("."));
                "id".clone_into(name);
            },
        );
        assert_eq!(places, ["0.a"]);
        assert_eq!(
            value,
            value!([{ "a": "id" }, { "a": "" }, { "b": "y" }, { "a": ["z"] }, "v"])
        );
    }
}
