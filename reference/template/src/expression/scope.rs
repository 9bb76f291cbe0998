//! What an evaluation may look at.

use std::sync::Arc;

use heat_spec::{Fault, Value, fault};
use indexmap::IndexMap;

use super::budget::Budget;
use crate::Files;
use crate::condition::Conditions;
use crate::lent::Lent;
use crate::parameter::parameters::Parameters;
use crate::resource::definition::ResourceDefinition;
use crate::resource::frozen::FrozenDefinition;
use crate::state::State;

/// The surroundings of one evaluation.
pub(crate) struct Scope<'s> {
    /// The stack's parameters.
    pub(crate) parameters: &'s Parameters,
    /// The template's tables.
    pub(crate) mappings: &'s Value,
    /// The files that came with the template.
    pub(crate) files: &'s Files,
    /// The template's conditions, while it is being read.
    pub(crate) conditions: Option<&'s Conditions>,
    /// The enabled resources; nothing while they are still being read.
    pub(crate) resources: Option<&'s IndexMap<String, Arc<ResourceDefinition>>>,
    /// The present values of resources.
    pub(crate) state: &'s dyn State,
    /// Whether there is a compute service.
    pub(crate) has_compute: bool,
    /// The time, and chance.
    pub(crate) lent: &'s Lent,
    /// The resource that this stack is inside of, if there is one.
    pub(crate) facade: Option<&'s FrozenDefinition>,
    /// What may still be produced.
    pub(crate) budget: Budget,
}

impl<'s> Scope<'s> {
    /// Whether a condition holds: `null` always does, a truth value says so itself, a text is the
    /// name of a condition.
    pub(crate) fn is_enabled(&self, condition: &Value) -> Result<bool, Fault> {
        match (condition, self.conditions) {
            (Value::Null, _) => Ok(true),
            (Value::Bool(truth), _) => Ok(*truth),
            (Value::String(name), Some(conditions)) => conditions.is_enabled(name, self),
            (other, _) => Err(fault::condition_unknown(other.python_str())),
        }
    }

    /// The resource that `name` names.
    ///
    /// Fails with `template_reference` if there is none or it is switched off by its condition;
    /// `path` is the place that the message names.
    pub(crate) fn resource(
        &self,
        name: &Value,
        path: impl FnOnce() -> String,
    ) -> Result<&'s Arc<ResourceDefinition>, Fault> {
        if matches!(name, Value::List(_) | Value::Map(_)) {
            // Python cannot look these up at all.
            return Err(fault::bad_request());
        }
        name.as_str()
            .and_then(|name| self.resources?.get(name))
            .ok_or_else(|| fault::template_reference(name.python_str(), path()))
    }
}
