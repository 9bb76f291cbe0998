//! `get_file`: the content of a file that came with the template.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;

/// `get_file: KEY`.
pub(crate) static GET_FILE: Function = Function::new(content);

fn content(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let key = resolve(&call.arguments, scope)?;
    let Some(key) = key.as_str() else {
        return Err(fault::argument_not_text(call.name));
    };
    let content = scope
        .files
        .get(key)
        .ok_or_else(|| fault::get_file_missing(call.name, key))?;
    scope.budget.spend_text(content)?;
    Ok(Some(Value::from(content)))
}
