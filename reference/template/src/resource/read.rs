//! Reading the section `resources`.

use std::sync::Arc;

use heat_spec::{Fault, Map, Value, fault};
use indexmap::IndexMap;

use super::definition::{ResolvedType, ResourceDefinition};
use super::policy::DeletionPolicy;
use crate::expression::parse::{Parser, Place};
use crate::expression::path::Path;
use crate::expression::resolve::resolve;
use crate::expression::{Expression, located};
use crate::python::exception::uncaught;
use crate::python::refusal::unhashable;
use crate::version::Language;
use crate::words::Words;

/// The keys that came in 2016-10-14.
const LATER_KEYS: &[&str] = &["external_id", "condition"];

/// What stands for a declared type at a resource.
pub(crate) type Resolve<'r> = dyn FnMut(&str, &str) -> Result<ResolvedType, Fault> + 'r;

/// Reads the resources; those whose condition does not hold are left out.
pub(crate) fn resources(
    section: Option<&Map>,
    parser: &Parser<'_>,
    resolve_type: &mut Resolve<'_>,
) -> Result<IndexMap<String, Arc<ResourceDefinition>>, Fault> {
    let mut found = IndexMap::new();
    for (name, resource) in section.into_iter().flatten() {
        let name = name.json_text();
        let Some(map) = resource.as_map() else {
            return Err(fault::resources_not_maps(resource.python_type()));
        };
        let reader = Reader {
            name: &name,
            map,
            parser,
            words: parser.dialect.words(),
        };
        if let Some(definition) = reader.read(resolve_type)? {
            found.insert(name.clone(), Arc::new(definition));
        }
    }
    Ok(found)
}

struct Reader<'r> {
    name: &'r str,
    map: &'r Map,
    parser: &'r Parser<'r>,
    words: &'static Words,
}

impl Reader<'_> {
    /// Reads the fields in Heat's order; nothing if the condition does not hold.
    fn read(&self, resolve_type: &mut Resolve<'_>) -> Result<Option<ResourceDefinition>, Fault> {
        self.parser.scope.budget.renew();
        let dialect = self.parser.dialect;
        let words = &self.words.resource;
        if dialect.language() == Language::Hot {
            self.refuse_other_keys()?;
        }
        let Some(Expression::Scalar(Value::String(declared_type))) =
            self.field(words.kind, is_text, "string")?
        else {
            return Err(fault::resource_without_type());
        };
        let properties = self.field(words.properties, is_map, "object")?;
        let metadata = self.field(words.metadata, is_map, "object")?;
        let depends_on = self.depends_on()?;
        let deletion_policy = self.deletion_policy(dialect.has_lower_case_policies())?;
        let update_policy = self.field(words.update_policy, is_map, "object")?;
        let description = self.description()?;
        let (mut external_id, mut condition) = (None, None);
        if dialect.has_external_ids() {
            external_id = self.field(words.external_id, is_text_or_call, "string")?;
        }
        if dialect.has_conditions() {
            condition = self.condition()?;
        }
        if let Some(condition) = &condition {
            let scope = self.parser.scope;
            let is_enabled = scope
                .is_enabled(condition)
                .map_err(|fault| located(fault, || self.place_of_condition()))?;
            if !is_enabled {
                return Ok(None);
            }
        }
        let resolved = resolve_type(&declared_type, self.name);
        Ok(Some(ResourceDefinition {
            name: self.name.to_owned(),
            declared_type,
            description,
            properties,
            metadata,
            depends_on,
            deletion_policy,
            update_policy,
            external_id,
            condition,
            resolved,
        }))
    }

    /// Refuses what the first look at the template lets pass, and this version has not.
    fn refuse_other_keys(&self) -> Result<(), Fault> {
        let later = if self.parser.dialect.has_conditions() {
            &[][..]
        } else {
            LATER_KEYS
        };
        let other: Vec<&str> = later
            .iter()
            .chain(&["value"])
            .copied()
            .filter(|key| self.map.contains_key(*key))
            .collect();
        if other.is_empty() {
            Ok(())
        } else {
            Err(fault::resource_keywords_of_later_versions(other.join(", ")))
        }
    }

    /// A field with its functions found, if it is there and of the right kind.
    fn field(
        &self,
        key: &str,
        is_right: fn(&Expression) -> bool,
        expected: &str,
    ) -> Result<Option<Expression>, Fault> {
        self.parsed(key, Place::Template)?
            .map(|field| {
                if is_right(&field) {
                    Ok(field)
                } else {
                    Err(fault::resource_field_type(self.name, key, expected))
                }
            })
            .transpose()
    }

    fn parsed(&self, key: &str, place: Place) -> Result<Option<Expression>, Fault> {
        self.map
            .get(key)
            .map(|field| {
                let resources = Path::Root(self.words.resources);
                let resource = resources.key(self.name);
                self.parser.parse(field, place, &resource.key(key))
            })
            .transpose()
    }

    fn depends_on(&self) -> Result<Option<Vec<String>>, Fault> {
        match self.map.get(self.words.resource.depends_on) {
            None => Ok(None),
            Some(Value::String(name)) => Ok(Some(vec![name.clone()])),
            Some(Value::List(names)) => names
                .iter()
                .map(|name| {
                    let name = name.as_str().map(str::to_owned);
                    name.ok_or_else(|| {
                        fault::resource_depends_on_items(self.name, self.words.resource.depends_on)
                    })
                })
                .collect::<Result<_, _>>()
                .map(Some),
            Some(_) => Err(fault::resource_field_type(
                self.name,
                self.words.resource.depends_on,
                "list or string",
            )),
        }
    }

    /// The policy is evaluated at once: it may depend on parameters, not on resources.
    fn deletion_policy(&self, lower_case: bool) -> Result<Option<DeletionPolicy>, Fault> {
        let field = self.field(
            self.words.resource.deletion_policy,
            is_text_or_call,
            "string",
        )?;
        let Some(field) = field else {
            return Ok(None);
        };
        let policy = resolve(&field, self.parser.scope)?;
        match &policy {
            Value::Null => Ok(None),
            Value::List(_) | Value::Map(_) => Err(fault::function_argument(unhashable(&policy))),
            _ => policy
                .as_str()
                .and_then(|name| DeletionPolicy::read(name, lower_case))
                .map(Some)
                .ok_or_else(|| fault::deletion_policy(policy.python_str())),
        }
    }

    fn place_of_condition(&self) -> String {
        let words = self.words;
        format!(
            "{}.{}.{}",
            words.resources, self.name, words.resource.condition
        )
    }

    fn description(&self) -> Result<String, Fault> {
        match self.map.get(self.words.resource.description) {
            None => Ok(String::new()),
            Some(Value::String(description)) => Ok(description.clone()),
            Some(_) => Err(fault::resource_field_type(
                self.name,
                self.words.resource.description,
                "string",
            )),
        }
    }

    fn condition(&self) -> Result<Option<Value>, Fault> {
        let Some(condition) = self.parsed(self.words.resource.condition, Place::Condition)? else {
            return Ok(None);
        };
        let is_right = condition.is_call()
            || matches!(
                condition,
                Expression::Scalar(Value::String(_) | Value::Bool(_))
            );
        if !is_right {
            return Err(fault::resource_field_type(
                self.name,
                self.words.resource.condition,
                self.words.resource.condition_kind,
            ));
        }
        resolve(&condition, self.parser.scope)
            .map(Some)
            .map_err(|fault| match fault.id {
                // Upstream looks the name of the section's condition up later than this one.
                "condition_unknown" => uncaught(fault),
                _ => located(fault, || self.place_of_condition()),
            })
    }
}

fn is_text(field: &Expression) -> bool {
    field.as_text().is_some()
}

fn is_text_or_call(field: &Expression) -> bool {
    is_text(field) || field.is_call()
}

fn is_map(field: &Expression) -> bool {
    field.as_map().is_some() || field.is_call()
}
