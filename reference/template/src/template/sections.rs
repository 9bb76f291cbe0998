//! The first look at a template: its sections, and that every resource has a type.

use heat_spec::{Fault, Key, Map, Value, fault};

use crate::version::{Language, Version};

/// The keys of a resource in any version, and what else passes here: upstream takes the keys of
/// outputs along.
const RESOURCE_KEYS: &[&str] = &[
    "type",
    "properties",
    "metadata",
    "depends_on",
    "deletion_policy",
    "update_policy",
    "description",
    "external_id",
    "condition",
    "value",
];

/// Checks sections, then resources: those of HOT in the order of their names.
pub(crate) fn check(document: &Map, version: &Version) -> Result<(), Fault> {
    if let Some(name) = unknown_section(document, version) {
        return Err(fault::template_section(name));
    }
    let section = document.get(version.dialect().words().resources);
    match section.filter(|section| section.is_truthy()) {
        None => Ok(()),
        Some(section) => match version.language() {
            Language::Hot => check_hot(section),
            Language::CloudFormation => check_cloud_formation(section),
        },
    }
}

/// The first section that templates of the version do not have.
pub(crate) fn unknown_section(document: &Map, version: &Version) -> Option<String> {
    let words = version.dialect().words();
    document.keys().map(Key::json_text).find(|name| {
        let is_known = words.sections.contains(&name.as_str())
            || (name == words.conditions && version.dialect().has_conditions());
        !is_known
    })
}

/// Checks the keys of each resource, as upstream does whenever it counts the resources of a template:
/// only HOT has any that are checked.
pub(crate) fn check_resource_keys(document: &Map, version: &Version) -> Result<(), Fault> {
    let section = document.get(version.dialect().words().resources);
    match section.filter(|section| section.is_truthy()) {
        Some(section) if version.language() == Language::Hot => {
            let resources = section.as_map();
            // Nobody tells here what is wrong with it.
            let resources = resources.ok_or_else(|| fault::attribute_error("no map"))?;
            hot_resources(resources).map(drop)
        }
        _ => Ok(()),
    }
}

/// The resources by name, each with known keys.
fn hot_resources(resources: &Map) -> Result<Vec<(&Key, &Value)>, Fault> {
    let mut by_name: Vec<_> = resources.iter().collect();
    by_name.sort_by_cached_key(|(name, _)| name.json_text());
    for (_, resource) in &by_name {
        check_keys(resource)?;
    }
    Ok(by_name)
}

fn check_hot(section: &Value) -> Result<(), Fault> {
    let Some(resources) = section.as_map() else {
        return Err(fault::resources_not_a_map(section.python_type()));
    };
    for (_, resource) in hot_resources(resources)? {
        if !resource.get("type").is_some_and(Value::is_truthy) {
            return Err(fault::resource_with_empty_type());
        }
    }
    Ok(())
}

fn check_keys(resource: &Value) -> Result<(), Fault> {
    if !resource.is_truthy() {
        return Err(fault::resource_without_type());
    }
    let Some(map) = resource.as_map() else {
        return Err(fault::resources_not_maps(resource.python_type()));
    };
    let unknown = map
        .keys()
        .find(|key| !key.as_str().is_some_and(|key| RESOURCE_KEYS.contains(&key)));
    if let Some(key) = unknown {
        return Err(fault::resource_keyword(key));
    }
    if !map.contains_key("type") {
        return Err(fault::resource_without_type());
    }
    Ok(())
}

fn check_cloud_formation(section: &Value) -> Result<(), Fault> {
    let Some(resources) = section.as_map() else {
        return Err(fault::cloud_formation_resources_not_a_map(
            section.python_type(),
        ));
    };
    for resource in resources.values() {
        if !resource.is_truthy() {
            return Err(fault::resource_with_empty_type());
        }
        let Some(map) = resource.as_map() else {
            return Err(fault::cloud_formation_resource_not_a_map(
                resource.python_type(),
            ));
        };
        if !map.get("Type").is_some_and(Value::is_truthy) {
            return Err(fault::resource_with_empty_type());
        }
    }
    Ok(())
}
