//! `if`: one of two alternatives. Which one is decided when the template is read.

use heat_spec::{Fault, Value};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve_present;
use crate::expression::scope::Scope;

/// The alternative that was chosen.
pub(crate) static WITH_ELSE: Function = Function::new(chosen);

/// The same, or nothing where no other alternative is written.
pub(crate) static MAY_OMIT_ELSE: Function = Function::new(chosen);

fn chosen(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    resolve_present(&call.arguments, scope)
}
