//! Checking calls without evaluating them: what a template gets wrong whatever its parameters are.

use heat_spec::{Fault, Rendering};

use super::path::{Path, text_of};
use super::scope::Scope;
use super::{Call, Expression};

/// Checks every call in an expression; `path` says where it stands.
pub(crate) fn check(
    expression: &Expression,
    scope: &Scope<'_>,
    path: &Path<'_>,
) -> Result<(), Fault> {
    match expression {
        Expression::Call(call) => (call.function.check)(call, scope)
            .map_err(|fault| as_fault_of_template(fault, &path.key(call.name))),
        Expression::Map(map) => map
            .iter()
            .try_for_each(|(key, item)| check(item, scope, &path.key(&text_of(key)))),
        Expression::List(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| check(item, scope, &path.index(index))),
        Expression::Scalar(_) | Expression::Absent => Ok(()),
    }
}

/// The check of most functions: nothing but their arguments.
pub(crate) fn check_arguments(call: &Call, scope: &Scope<'_>) -> Result<(), Fault> {
    check(&call.arguments, scope, &Path::Root(""))
}

/// Whatever a call is refused with is told as a fault of the template, unless the request as a
/// whole is told to be wrong.
fn as_fault_of_template(fault: Fault, path: &Path<'_>) -> Fault {
    if fault.id == "bad_request" {
        return fault;
    }
    Fault {
        error_type: "StackValidationFailed",
        heading: String::new(),
        path: path.located(),
        message: fault.text(Rendering::Once),
        ..fault
    }
}
