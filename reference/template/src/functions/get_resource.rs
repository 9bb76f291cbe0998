//! `get_resource`: the reference id of a resource.

use heat_spec::{Fault, Value};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;

/// `get_resource: NAME`.
pub(crate) static GET_RESOURCE: Function = Function {
    refers_to: Some(name),
    ..Function::new(reference_id)
};

fn name(call: &Call, scope: &Scope<'_>) -> Result<Value, Fault> {
    resolve(&call.arguments, scope)
}

fn reference_id(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let name = name(call, scope)?;
    let resource = scope.resource(&name, || "unknown".to_owned())?;
    let id = scope.state.reference_id(&resource.name);
    scope.budget.spend_value(&id)?;
    Ok(Some(id))
}
