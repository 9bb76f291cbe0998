//! `Fn::GetAZs`: the availability zones.

use heat_spec::{Fault, Value};

use super::Function;
use crate::expression::Call;
use crate::expression::scope::Scope;

/// `REGION`, which is not looked at.
pub(crate) static GET_AZS: Function = Function::new(zones);

fn zones(_: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let zones = scope.state.availability_zones()?;
    Ok(Some(Value::List(
        zones.into_iter().map(Value::from).collect(),
    )))
}
