//! Merging environment files into the environment of a request.

use heat_spec::{Fault, Map, Value, fault};
use indexmap::IndexMap;

use super::{Environment, lacks, request};
use crate::Files;
use crate::data_type::DataType;
use crate::parameter::schema::{ParameterSchema, ParameterSchemas};
use crate::python::json;
use crate::template::Template;
use crate::texts;

/// The strategies of `parameter_merge_strategies`.
const OVERWRITE: &str = "overwrite";
const MERGE: &str = "merge";
const DEEP_MERGE: &str = "deep_merge";

impl Environment {
    /// The environment of a request: its sections (see [`Environment::sections_of_request`]), the
    /// files merged in from left to right.
    ///
    /// Values in files go over those of the request. Only parameters that the template or a
    /// template among the files defines are merged. Fails with `environment_file_missing`,
    /// `merge_strategy_conflict`, `merge_strategy_invalid`, with what a file's text is refused
    /// with, with the faults of [`Environment::new`], and with those of the versions and
    /// parameters of templates among the files.
    pub fn of_request(
        mut sections: Map,
        environment_files: Option<&Value>,
        files: &Files,
        template: &Template,
    ) -> Result<Self, Fault> {
        merge_files(&mut sections, environment_files, files, template)?;
        Self::new(&Value::Map(sections))
    }
}

/// Merges the files that a request names into the sections that it gives.
pub(super) fn merge_files(
    sections: &mut Map,
    environment_files: Option<&Value>,
    files: &Files,
    template: &Template,
) -> Result<(), Fault> {
    let schemas = schemas_of(template, files)?;
    let mut strategies = IndexMap::new();
    for name in names(environment_files)? {
        merge_file(sections, &name, files, &schemas, &mut strategies)?;
    }
    Ok(())
}

/// The parameters of the template and of the templates among the files; the template's own win.
pub(crate) fn schemas_of(template: &Template, files: &Files) -> Result<ParameterSchemas, Fault> {
    let mut all = ParameterSchemas::new();
    for text in files.values() {
        // Files that are no templates are left alone; a template must be a right one.
        let Ok(document) = texts::template(text) else {
            continue;
        };
        match Template::new(document) {
            Ok(template) => all.extend(template.parameter_schemas().clone()),
            Err(fault) => return Err(fault),
        }
    }
    all.extend(template.parameter_schemas().clone());
    Ok(all)
}

fn names(environment_files: Option<&Value>) -> Result<Vec<String>, Fault> {
    match environment_files {
        Some(Value::List(items)) => items
            .iter()
            .map(|item| {
                let name = item.as_str().map(str::to_owned);
                name.ok_or_else(|| fault::environment_file_missing(item.python_str()))
            })
            .collect(),
        // A text is taken for a list of names of one letter.
        Some(Value::String(text)) if !text.is_empty() => Err(fault::environment_file_missing(text)),
        Some(other) if other.is_truthy() => Err(fault::bad_request()),
        _ => Ok(Vec::new()),
    }
}

fn merge_file(
    sections: &mut Map,
    name: &str,
    files: &Files,
    schemas: &ParameterSchemas,
    strategies: &mut IndexMap<String, String>,
) -> Result<(), Fault> {
    let text = files
        .get(name)
        .ok_or_else(|| fault::environment_file_missing(name))?;
    let mut file = texts::environment(text).map_err(fault::value_error)?;
    request::check(&file).map_err(fault::value_error)?;
    let in_file = file.shift_remove("parameter_merge_strategies");
    if let Some(other) = in_file.as_ref().filter(|value| value.as_map().is_none()) {
        return Err(lacks(other, "get"));
    }
    for (section, new) in file {
        if !new.is_truthy() {
            continue;
        }
        let old = sections
            .get(&section)
            .cloned()
            .unwrap_or_else(|| Value::Map(Map::new()));
        let merged = match section.as_str() {
            Some("parameters" | "parameter_defaults") => {
                let merge = Merge {
                    schemas,
                    in_file: in_file.as_ref(),
                    file: name,
                };
                merge.parameters(old, new, strategies)?
            }
            _ => merged_map(old, new, false)?,
        };
        sections.insert(section, merged);
    }
    Ok(())
}

struct Merge<'m> {
    schemas: &'m ParameterSchemas,
    in_file: Option<&'m Value>,
    file: &'m str,
}

impl Merge<'_> {
    fn parameters(
        &self,
        old: Value,
        new: Value,
        strategies: &mut IndexMap<String, String>,
    ) -> Result<Value, Fault> {
        let Value::Map(new) = new else {
            return Err(lacks(&new, "items"));
        };
        let mut known = Vec::new();
        for (key, value) in &new {
            let name = key.json_text();
            let Some(schema) = self.schemas.get(&name).filter(|_| !value.is_null()) else {
                continue;
            };
            let strategy = self.strategy(&name, strategies);
            let agreed = strategies
                .entry(name.clone())
                .or_insert_with(|| strategy.clone());
            if *agreed != strategy {
                return Err(fault::merge_strategy_conflict(strategy, name, self.file));
            }
            known.push((key, name, value, schema, strategy));
        }
        let Value::Map(mut old) = old else {
            return Err(lacks(&old, "get"));
        };
        if old.is_empty() {
            return Ok(Value::Map(new));
        }
        for (key, name, value, schema, strategy) in known {
            let merged = match strategy.as_str() {
                MERGE | DEEP_MERGE => {
                    let is_deep = strategy == DEEP_MERGE;
                    merged_value(old.get(key), value, schema, &name, is_deep)?
                }
                _ => value.clone(),
            };
            old.insert(key.clone(), merged);
        }
        Ok(Value::Map(old))
    }

    /// The strategy for a parameter: that of this file, of an earlier one, or this file's default.
    fn strategy(&self, name: &str, strategies: &IndexMap<String, String>) -> String {
        let written = |key: &str| self.in_file?.get(key)?.as_str();
        let default = written("default").unwrap_or(OVERWRITE);
        let strategy = written(name)
            .or_else(|| strategies.get(name).map(String::as_str))
            .unwrap_or(default);
        match strategy {
            OVERWRITE | MERGE | DEEP_MERGE => strategy.to_owned(),
            _ => default.to_owned(),
        }
    }
}

/// One value merged into another: maps joined, lists and texts put after each other.
fn merged_value(
    old: Option<&Value>,
    new: &Value,
    schema: &ParameterSchema,
    name: &str,
    is_deep: bool,
) -> Result<Value, Fault> {
    let old = old.filter(|old| old.is_truthy()).cloned();
    match schema.data_type {
        DataType::Map => {
            let new = match new {
                Value::String(text) if !text.is_empty() => json::read(text).map_err(|reason| {
                    fault::value_error(format!("Invalid parameter in environment {reason}."))
                })?,
                other => json::round_trip(other),
            };
            merged_map(old.unwrap_or_default(), new, is_deep)
        }
        _ if !matches!(new, Value::String(_) | Value::List(_)) => {
            Err(fault::value_error("Invalid parameter in environment ."))
        }
        DataType::List => merged_list(old, new.clone()),
        DataType::String | DataType::Number => match (old, new) {
            (None, Value::String(_)) => Ok(new.clone()),
            (Some(Value::String(old)), Value::String(new)) => Ok(Value::from(old + new)),
            _ => Err(fault::bad_request()),
        },
        _ => Err(fault::merge_strategy_invalid(MERGE, name)),
    }
}

fn merged_list(old: Option<Value>, new: Value) -> Result<Value, Fault> {
    match (old, new) {
        (None, new) => Ok(new),
        (Some(Value::List(mut old)), Value::List(new)) => {
            old.extend(new);
            Ok(Value::List(old))
        }
        (Some(Value::String(old)), Value::String(new)) => Ok(format!("{old},{new}").into()),
        (Some(old), Value::List(_)) => Err(lacks(&old, "extend")),
        _ => Err(fault::bad_request()),
    }
}

fn merged_map(old: Value, new: Value, is_deep: bool) -> Result<Value, Fault> {
    if !old.is_truthy() {
        return Ok(new);
    }
    let Value::Map(new) = new else {
        return Err(lacks(&new, "items"));
    };
    let Value::Map(mut old) = old else {
        return Err(fault::bad_request());
    };
    for (key, value) in new {
        if value.is_null() {
            continue;
        }
        let before = old.get(&key).filter(|before| before.is_truthy()).cloned();
        let merged = match (value, before) {
            (value @ Value::Map(_), Some(before)) if is_deep => merged_map(before, value, true)?,
            (value @ Value::List(_), before) if is_deep => merged_list(before, value)?,
            (Value::String(text), Some(Value::String(before))) if is_deep => {
                Value::from(before + &text)
            }
            (Value::String(_), Some(_)) if is_deep => return Err(fault::bad_request()),
            (value, _) => value,
        };
        old.insert(key, merged);
    }
    Ok(Value::Map(old))
}
