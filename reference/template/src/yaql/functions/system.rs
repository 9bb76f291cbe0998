//! Variables and functions: `let`, `with`, `unpack`, `def`, `assert`, `call`.

use super::lists::collect;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, function, many, may, method, named, need};
use crate::yaql::call::dispatch::{self, Given};
use crate::yaql::call::kind::Kind::{Any, Iterable, Lambda, Mapping, Sequence, Text};
use crate::yaql::datum::Datum;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Memory;

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("let", &[many("args", Any), named(Any)], |_, given| {
        let context = given
            .context
            .with_arguments(&given.rest(0), given.named.clone())?;
        Ok(Datum::Context(context))
    }),
    function("with", &[many("args", Any)], |_, given| {
        let context = given.context.with_arguments(&given.rest(0), Vec::new())?;
        Ok(Datum::Context(context))
    }),
    method(
        "unpack",
        &[need("sequence", Iterable), many("args", Text)],
        unpack,
    ),
    function(
        "def",
        &[need("name", Text), need("func", Lambda)],
        |_, given| {
            let context = given
                .context
                .with_function(&given.text(0), given.lambda(1)?)?;
            Ok(Datum::Context(context))
        },
    ),
    method(
        "assert",
        &[
            need("obj", Any),
            need("condition", Lambda),
            may("message", Text),
        ],
        |machine, given| {
            let value = Memory::of(given.value(0));
            if given.lambda(1)?.holds(machine, &value)? {
                return Ok(value);
            }
            let message = given.given_text(2);
            Err(Problem::other(
                message.as_deref().unwrap_or("Assertion failed"),
            ))
        },
    ),
    function(
        "call",
        &[
            need("name", Text),
            need("args", Sequence),
            need("kwargs", Mapping),
        ],
        |machine, given| {
            let mut arguments: Vec<Given> = given.items(1).into_iter().map(Given::Value).collect();
            for (name, value) in given.dict(2)?.entries.values() {
                if let Datum::Text(name) = name {
                    arguments.push(Given::Named(name.to_string(), value.clone()));
                }
            }
            dispatch::call(machine, &given.text(0), None, arguments, &given.context)
        },
    ),
];

/// The items of a collection as variables, by the names that are given or by their places.
fn unpack(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let items = collect(machine, &mut given.cursor(0))?;
    let names: Vec<String> = (1..given.values.len())
        .map(|place| given.text(place))
        .map(|name| name.strip_prefix('$').unwrap_or(&name).to_owned())
        .map(|name| {
            if name.is_empty() {
                "1".to_owned()
            } else {
                name
            }
        })
        .collect();
    if names.is_empty() {
        return Ok(Datum::Context(
            given.context.with_arguments(&items, Vec::new())?,
        ));
    }
    if names.len() != items.len() {
        return Err(Problem::Other(format!(
            "Cannot unpack {} elements into {}",
            items.len().min(names.len() + 1),
            names.len()
        )));
    }
    let values = names.into_iter().zip(items).collect();
    Ok(Datum::Context(given.context.with_values(values)?))
}
