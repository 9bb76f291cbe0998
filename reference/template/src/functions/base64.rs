//! `Fn::Base64`: a text, as it is; whoever needs it in base64 encodes it.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;

/// `TEXT`.
pub(crate) static BASE64: Function = Function::new(text);

fn text(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    match resolve(&call.arguments, scope)? {
        text @ Value::String(_) => Ok(Some(text)),
        _ => Err(fault::base64_argument(call.name)),
    }
}
