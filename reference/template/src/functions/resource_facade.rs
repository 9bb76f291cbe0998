//! `resource_facade`: what the resource says that stands for this stack in its parent.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};

/// `metadata`, `deletion_policy` or `update_policy`.
pub(crate) static RESOURCE_FACADE: Function = Function {
    accept,
    ..Function::new(facade)
};

/// The names, each with what Python misses where no resource stands for the stack.
const FIELDS: &[(&str, &str)] = &[
    ("metadata", "metadata_get"),
    ("deletion_policy", "t"),
    ("update_policy", "t"),
];

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    let is_known = |text: &str| FIELDS.iter().any(|(field, _)| *field == text);
    if arguments.as_text().is_some_and(is_known) {
        return Ok(());
    }
    let names: Vec<&str> = FIELDS.iter().map(|(field, _)| *field).collect();
    Err(fault::resource_facade_arguments(name, names.join(", ")))
}

/// Nested stacks do not exist here yet, so there is never such a resource.
fn facade(call: &Call, _scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let field = call.arguments.as_text().unwrap_or_default();
    let missed = FIELDS
        .iter()
        .find(|(known, _)| *known == field)
        .map_or("t", |(_, missed)| *missed);
    Err(fault::resource_facade_outside(missed))
}
