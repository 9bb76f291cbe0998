//! Which resources an expression refers to.

use heat_spec::Fault;

use super::Expression;
use super::path::{Path, text_of};
use super::scope::Scope;

/// Gives `found` the name of every resource that the expression refers to, in the order of the
/// text, inner calls first.
///
/// Fails at the first reference to a resource that is not there.
pub(crate) fn references<'s>(
    expression: &Expression,
    scope: &Scope<'s>,
    path: &Path<'_>,
    found: &mut dyn FnMut(&'s str),
) -> Result<(), Fault> {
    match expression {
        Expression::Call(call) => {
            // What the call itself refers to must be there before its arguments are looked at.
            let own = match call.function.refers_to {
                Some(name_of) => {
                    let name = name_of(call, scope)?;
                    Some(scope.resource(&name, || path.dotted())?)
                }
                None => None,
            };
            references(&call.arguments, scope, &path.key(call.name), found)?;
            if let Some(resource) = own {
                found(&resource.name);
            }
            Ok(())
        }
        Expression::Map(map) => map
            .iter()
            .try_for_each(|(key, item)| references(item, scope, &path.key(&text_of(key)), found)),
        Expression::List(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| references(item, scope, &path.index(index), found)),
        Expression::Scalar(_) | Expression::Absent => Ok(()),
    }
}
