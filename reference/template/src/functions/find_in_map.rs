//! `Fn::FindInMap`: a value of the section `Mappings`.

use heat_spec::{Fault, Value, fault};

use super::Function;
use super::unpack::{cannot_unpack, wrong_number};
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::index::subscript;

/// `[MAPPING, KEY, KEY]`.
pub(crate) static FIND_IN_MAP: Function = Function {
    accept,
    is_unpacking: true,
    ..Function::new(find)
};

fn accept(_: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        Some([_, _, _]) => Ok(()),
        // Upstream makes a missing key of this, and Python shows that in quotes.
        Some(items) => Err(fault::function_argument(format_args!(
            "'{}'",
            wrong_number(items.len(), 3)
        ))),
        None => Err(fault::function_argument(cannot_unpack(arguments))),
    }
}

fn find(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let mut found = scope.mappings.clone();
    for key in call.arguments.as_list().unwrap_or_default() {
        let key = resolve(key, scope)?;
        found = subscript(&found, &key)
            .map_err(|refusal| fault::function_argument(refusal.into_text()))?;
    }
    scope.budget.spend_value(&found)?;
    Ok(Some(found))
}
