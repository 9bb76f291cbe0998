//! `Ref`: the reference id of a resource, or the value of a parameter.

use heat_spec::{Fault, Value, fault};

use super::{Function, get_resource};
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::refusal::unhashable;

/// `NAME` of a parameter.
pub(crate) static TO_PARAMETER: Function = Function::new(parameter);

/// `NAME` of what the template has: of a resource if there is one.
///
/// Which of them it is is decided by the name as it is written, which can be no function.
pub(crate) fn chosen(
    arguments: &Expression,
    is_resource: &dyn Fn(&str) -> bool,
) -> Result<&'static Function, Fault> {
    match arguments {
        Expression::Scalar(Value::String(name)) if is_resource(name) => {
            Ok(&get_resource::GET_RESOURCE)
        }
        Expression::Scalar(_) => Ok(&TO_PARAMETER),
        other => Err(fault::function_argument(format_args!(
            "unhashable type: '{}'",
            other.python_type()
        ))),
    }
}

fn parameter(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let name = resolve(&call.arguments, scope)?;
    if matches!(name, Value::List(_) | Value::Map(_)) {
        return Err(fault::function_argument(unhashable(&name)));
    }
    let known = name
        .as_str()
        .filter(|name| scope.parameters.get(name).is_some());
    let Some(known) = known else {
        return Err(fault::template_reference(name.python_str(), "unknown"));
    };
    let value = scope.parameters.value(known)?;
    scope.budget.spend_value(value)?;
    Ok(Some(value.clone()))
}
