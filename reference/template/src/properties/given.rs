//! Where the values of properties come from: a plain map, or a part of the template.

use heat_spec::{Fault, Key, Map, Value};
use indexmap::IndexMap;

use crate::expression::Expression;
use crate::expression::path::Path;
use crate::expression::references::references;
use crate::expression::resolve::resolve_present;
use crate::expression::scope::Scope;

/// Given values.
#[derive(Clone, Copy)]
pub(crate) enum Given<'g> {
    /// Known values.
    Values(&'g Map),
    /// Values that are still to be evaluated.
    Expressions(&'g IndexMap<Key, Expression>, &'g Scope<'g>),
}

/// One given value.
pub(crate) struct GivenValue {
    /// The value.
    pub(crate) value: Value,
    /// Whether it depends on a resource that does not exist yet: then it is a placeholder, and
    /// constraints do not apply.
    pub(crate) is_preliminary: bool,
}

impl Given<'_> {
    /// The names, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        match self {
            Self::Values(map) => map.keys().map(Key::json_text).collect(),
            Self::Expressions(map, _) => map.keys().map(Key::json_text).collect(),
        }
    }

    /// Whether a value is given at all, whatever it evaluates to.
    pub(crate) fn has(&self, name: &str) -> bool {
        match self {
            Self::Values(map) => map.contains_key(name),
            Self::Expressions(map, _) => map.contains_key(name),
        }
    }

    /// The value; nothing if there is none or an `if` leaves it out.
    pub(crate) fn get(&self, name: &str) -> Result<Option<GivenValue>, Fault> {
        match self {
            Self::Values(map) => Ok(map.get(name).map(|value| GivenValue {
                value: value.clone(),
                is_preliminary: false,
            })),
            Self::Expressions(map, scope) => {
                let Some(expression) = map.get(name) else {
                    return Ok(None);
                };
                let mut is_preliminary = false;
                references(expression, scope, &Path::Root(""), &mut |resource| {
                    is_preliminary |= scope.state.is_initial(resource);
                })?;
                let value = resolve_present(expression, scope)?;
                Ok(value.map(|value| GivenValue {
                    value,
                    is_preliminary,
                }))
            }
        }
    }
}
