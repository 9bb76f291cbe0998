//! `Fn::GetAZs`: the availability zones.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::Call;
use crate::expression::scope::Scope;

/// `REGION`, which is not looked at.
pub(crate) static GET_AZS: Function = Function::new(zones);

fn zones(_: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    if !scope.has_compute {
        return Err(fault::no_endpoint("compute"));
    }
    Ok(Some(Value::List(vec![Value::from(ZONE)])))
}

/// The zone that every compute service has.
const ZONE: &str = "nova";
