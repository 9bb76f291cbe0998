//! Which attributes of resources an expression refers to.

use super::Expression;
use super::scope::Scope;
use crate::functions::get_attr;
use crate::stack::attribute_path::AttributePath;

/// Gives `found` the resource and the attribute, with its path, of every `get_attr`; no attribute stands for all.
///
/// What cannot be told before the stack is made (a name that is itself an attribute) is left out.
pub(crate) fn attributes(
    expression: &Expression,
    scope: &Scope<'_>,
    found: &mut dyn FnMut(String, Option<AttributePath>),
) {
    match expression {
        Expression::Call(call) => {
            if let Some((resource, attribute)) = get_attr::target(call, scope) {
                found(resource, attribute);
            }
            attributes(&call.arguments, scope, found);
        }
        Expression::Map(map) => map.values().for_each(|item| attributes(item, scope, found)),
        Expression::List(items) => items.iter().for_each(|item| attributes(item, scope, found)),
        Expression::Scalar(_) | Expression::Absent => {}
    }
}
