//! Profiles: what one provider's API has, lacks and does otherwise.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::load::typed;
use super::raw::{Raw, profile_file};
use super::{Capability, CatalogueError, Source, source};

/// The file of a profile.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Profile {
    /// What the profile is, in a few words.
    title: String,
    /// The profile that it changes; none for the first one.
    #[serde(default)]
    extends: Option<String>,
    #[serde(default)]
    operations: Chosen,
    #[serde(default)]
    requirements: Changed,
    #[serde(default)]
    differences: Vec<Difference>,
    /// What a guideline asks for. If there is any, no other requirements are left.
    #[serde(default)]
    capabilities: Vec<Capability>,
}

/// What a profile made of a catalogue.
pub(super) struct Applied {
    pub(super) title: String,
    pub(super) differences: Vec<Difference>,
    pub(super) capabilities: Vec<Capability>,
}

/// The operations that a profile has and has not.
///
/// With `has` the lists may name operations that are not there (yet), and what neither names is
/// left out too; a test sees to it that each operation stands in one of them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    /// The operations that it has; all but the omitted ones if nothing is given.
    #[serde(default)]
    has: Option<Vec<String>>,
    #[serde(default)]
    omit: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    /// The documents of which one at least has to state a requirement; any if none is given.
    #[serde(default)]
    of: Vec<String>,
    /// Ids; a `*` at the end stands for any end.
    #[serde(default)]
    omit: Vec<String>,
    #[serde(default)]
    add: Vec<Value>,
}

/// One point in which a profile differs from the one that it extends.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// An answer (`stacks.preview.200`), or a place in a schema (`stack#/properties/tags`).
    pub at: String,
    /// What changes there, as a JSON merge patch (RFC 7396): objects are merged, `null` removes,
    /// anything else replaces. A new `status` of an answer changes the expectations of its
    /// requirements too, but no id.
    pub set: Value,
    /// Where it is documented.
    #[serde(rename = "source", deserialize_with = "source::read")]
    pub sources: Vec<Source>,
}

/// How much of a catalogue there is to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Everything.
    Everything,
    /// Operations and schemas alone; what a profile says of requirements is passed over.
    Operations,
}

/// Changes the catalogue as the profile and those that it extends say.
pub(super) fn apply(raw: &mut Raw, name: &str, scope: Scope) -> Result<Applied, CatalogueError> {
    let mut chain: Vec<(String, Profile)> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next.take() {
        let file = profile_file(&name);
        let content = raw
            .profiles
            .get(&name)
            .ok_or_else(|| CatalogueError::UnknownProfile(name.clone()))?;
        let profile: Profile = typed(&file, content)?;
        if chain.iter().any(|(known, _)| *known == file) {
            return Err(CatalogueError::malformed(&file, "extends itself"));
        }
        next.clone_from(&profile.extends);
        chain.push((file, profile));
    }
    let title = chain
        .first()
        .map(|(_, profile)| profile.title.clone())
        .unwrap_or_default();
    let mut applied = Applied {
        title,
        differences: Vec::new(),
        capabilities: Vec::new(),
    };
    for (file, profile) in chain.into_iter().rev() {
        let asked = profile.capabilities.clone();
        let changed = change(raw, &file, profile, scope)
            .map_err(|reason| CatalogueError::malformed(&file, reason))?;
        applied.differences.extend(changed);
        if scope == Scope::Everything && !asked.is_empty() {
            applied.capabilities =
                ask_for(raw, &asked).map_err(|reason| CatalogueError::malformed(&file, reason))?;
        }
    }
    Ok(applied)
}

fn change(
    raw: &mut Raw,
    file: &str,
    profile: Profile,
    scope: Scope,
) -> Result<Vec<Difference>, String> {
    for id in left_out(raw, profile.operations)? {
        raw.operations.shift_remove(&id);
        raw.requirements
            .retain(|_, content| content["operation"] != id.as_str());
        raw.examples
            .retain(|content| content["operation"] != id.as_str());
    }
    for (index, difference) in profile.differences.iter().enumerate() {
        differ(raw, difference)
            .map_err(|reason| format!("differences[{index}], {}: {reason}", difference.at))?;
    }
    if scope == Scope::Operations {
        return Ok(profile.differences);
    }
    let documents = profile.requirements.of;
    if !documents.is_empty() {
        raw.requirements.retain(|_, content| {
            let mut documents = documents.iter();
            documents.any(|document| content["sources"].get(document).is_some())
        });
    }
    for pattern in &profile.requirements.omit {
        let n_before = raw.requirements.len();
        raw.requirements.retain(|id, _| !is_meant(pattern, id));
        if raw.requirements.len() == n_before {
            return Err(format!(
                "requirements.omit: there is no requirement `{pattern}`"
            ));
        }
    }
    for (index, requirement) in profile.requirements.add.into_iter().enumerate() {
        let operation = requirement["operation"].as_str().unwrap_or_default();
        if !raw.operations.contains_key(operation) {
            return Err(format!(
                "requirements.add[{index}]: there is no operation `{operation}`"
            ));
        }
        raw.add_requirement(requirement, file)
            .map_err(|reason| format!("requirements.add[{index}]: {reason}"))?;
    }
    Ok(profile.differences)
}

/// Leaves the requirements that capabilities name, and no others.
fn ask_for(raw: &mut Raw, asked: &[Capability]) -> Result<Vec<Capability>, String> {
    let expanded = asked.iter().map(|capability| {
        let known = raw.requirements.keys();
        let has_operation = |id: &str| raw.operations.contains_key(id);
        capability
            .expanded(known, has_operation)
            .map_err(|pattern| {
                format!(
                    "capabilities, {}: there is no requirement `{pattern}`",
                    capability.id
                )
            })
    });
    let capabilities = expanded.collect::<Result<Vec<_>, _>>()?;
    let is_named = |id: &String| capabilities.iter().any(|one| one.requirements.contains(id));
    raw.requirements.retain(|id, _| is_named(id));
    Ok(capabilities)
}

/// The operations that go.
fn left_out(raw: &Raw, chosen: Chosen) -> Result<Vec<String>, String> {
    if let Some(has) = chosen.has {
        let all = raw.operations.keys();
        return Ok(all.filter(|id| !has.contains(id)).cloned().collect());
    }
    let mut omitted = chosen.omit.iter();
    match omitted.find(|id| !raw.operations.contains_key(*id)) {
        Some(id) => Err(format!("operations.omit: there is no operation `{id}`")),
        None => Ok(chosen.omit),
    }
}

/// Whether an id is the one given, or begins as it does if a `*` is at its end.
pub(super) fn is_meant(pattern: &str, id: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => id.starts_with(start),
        None => id == pattern,
    }
}

fn differ(raw: &mut Raw, difference: &Difference) -> Result<(), String> {
    match difference.at.split_once('#') {
        Some((schema, pointer)) => {
            let content = raw
                .schemas
                .get_mut(schema)
                .ok_or_else(|| format!("there is no schema `{schema}`"))?;
            patch_at(content, pointer, &difference.set)
        }
        None => answer(raw, &difference.at, &difference.set),
    }
}

/// Changes what stands at a JSON pointer; the place itself may be new, what it stands in may not.
fn patch_at(whole: &mut Value, pointer: &str, patch: &Value) -> Result<(), String> {
    if let Some(place) = whole.pointer_mut(pointer)
        && !patch.is_null()
    {
        merge(place, patch);
        return Ok(());
    }
    let (parent, key) = pointer
        .rsplit_once('/')
        .ok_or("no such place in the schema")?;
    let parent = whole
        .pointer_mut(parent)
        .and_then(Value::as_object_mut)
        .ok_or("no such place in the schema")?;
    let key = key.replace("~1", "/").replace("~0", "~");
    if patch.is_null() {
        parent
            .shift_remove(&key)
            .ok_or("no such place in the schema")?;
    } else {
        merge(parent.entry(key).or_insert(Value::Null), patch);
    }
    Ok(())
}

/// Changes an answer, its status included.
fn answer(raw: &mut Raw, at: &str, patch: &Value) -> Result<(), String> {
    let (id, old) = at
        .rsplit_once('.')
        .ok_or("neither an answer nor a place in a schema")?;
    let responses = raw
        .operations
        .get_mut(id)
        .ok_or_else(|| format!("there is no operation `{id}`"))?
        .get_mut("responses")
        .and_then(Value::as_object_mut)
        .ok_or_else(|| format!("`{id}` has no answers"))?;
    if patch.is_null() {
        responses
            .shift_remove(old)
            .ok_or_else(|| format!("`{id}` has no answer {old}"))?;
        return Ok(());
    }
    let mut patch = patch.clone();
    let status = patch
        .as_object_mut()
        .and_then(|fields| fields.shift_remove("status"));
    let response = responses
        .get_mut(old)
        .ok_or_else(|| format!("`{id}` has no answer {old}"))?;
    merge(response, &patch);
    let Some(status) = status else {
        return Ok(());
    };
    let (Ok(old_status), Some(new_status)) = (old.parse::<u16>(), status.as_u64()) else {
        return Err("a status is a number".to_owned());
    };
    if let Some(fields) = response.as_object_mut() {
        fields
            .entry("upstream_status")
            .or_insert(Value::from(old_status));
    }
    *responses = std::mem::take(responses)
        .into_iter()
        .map(|(key, response)| {
            let key = if key == old {
                new_status.to_string()
            } else {
                key
            };
            (key, response)
        })
        .collect::<Map<_, _>>();
    for requirement in raw.requirements.values_mut() {
        if requirement["operation"] == id {
            expect_instead(requirement, old_status, &status);
        }
    }
    Ok(())
}

fn expect_instead(requirement: &mut Value, old: u16, new: &Value) {
    let change = |expectation: &mut Value| {
        if let Some(status) = expectation.get_mut("status")
            && *status == old
        {
            status.clone_from(new);
        }
    };
    if let Some(expectation) = requirement.get_mut("expect") {
        change(expectation);
    }
    requirement
        .get_mut("alternatives")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
        .for_each(change);
}

/// A JSON merge patch (RFC 7396).
fn merge(target: &mut Value, patch: &Value) {
    let Some(changes) = patch.as_object() else {
        target.clone_from(patch);
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Some(fields) = target.as_object_mut() else {
        return;
    };
    for (key, change) in changes {
        if change.is_null() {
            fields.shift_remove(key);
        } else {
            merge(fields.entry(key.clone()).or_insert(Value::Null), change);
        }
    }
}

#[cfg(test)]
mod tests;
