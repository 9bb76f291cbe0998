//! Functions that earlier versions had: a template that still calls them is told so.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;

/// Reads, but fails the check; without a check it stays as it is written.
pub(crate) static REMOVED: Function = Function {
    check: |call, _| Err(fault::function_removed(call.name)),
    ..Function::new(as_written)
};

fn as_written(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let arguments = resolve(&call.arguments, scope)?;
    Ok(Some([(call.name, arguments)].into_iter().collect()))
}
