//! Values of the template as values of expressions.

use std::rc::Rc;

use heat_spec::{Key, Value};

use super::identity::identity;
use super::{Datum, Dict};
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

/// The value that an expression sees.
pub(crate) fn input(machine: &Machine<'_>, value: &Value) -> Result<Datum, Problem> {
    Ok(match value {
        Value::Null => Datum::Null,
        Value::Bool(truth) => Datum::Bool(*truth),
        Value::Number(number) => Datum::Number(number.clone()),
        Value::String(text) => Datum::Text(Rc::from(text.as_str())),
        Value::List(items) => {
            let items: Result<_, _> = items.iter().map(|item| input(machine, item)).collect();
            Datum::tuple(items?)?
        }
        Value::Map(map) => {
            let entries: Result<_, Problem> = map
                .iter()
                .map(|(key, value)| {
                    let key = match key {
                        Key::String(text) => Datum::text(text),
                        Key::Other(value) => input(machine, value)?,
                    };
                    Ok((identity(machine, &key)?, (key, input(machine, value)?)))
                })
                .collect();
            Datum::Dict(Dict::new(entries?, true)?)
        }
    })
}
