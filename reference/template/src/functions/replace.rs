//! `Fn::Replace`: a text with parts of it replaced.

use heat_spec::{Fault, Value, fault};

use super::unpack::cannot_unpack;
use super::{Function, str_replace};
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};

/// `[{ PART: SCALAR… }, TEXT]`.
pub(crate) static REPLACE: Function = Function {
    accept,
    ..Function::new(replace)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments {
        Expression::List(items) => match items.as_slice() {
            [Expression::Map(_) | Expression::Call(_), _] => Ok(()),
            [_, _] => Err(fault::str_replace_parameters(name)),
            _ => Err(fault::replace_arguments(name)),
        },
        Expression::Map(_) | Expression::Scalar(Value::String(_)) => {
            Err(fault::replace_arguments(name))
        }
        other => Err(fault::function_argument(cannot_unpack(other))),
    }
}

fn replace(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Some([params, template]) = call.arguments.as_list() else {
        return Err(fault::replace_arguments(call.name));
    };
    str_replace::scalars(call.name, template, params, scope)
}
