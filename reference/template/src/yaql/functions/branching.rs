//! Choices: `switch`, `selectCase`, `selectAllCases`, `examine`, `switchCase`, `coalesce`.

use crate::yaql::call::arguments::{Argument, Arguments};
use crate::yaql::call::definition::{Definition, function, many, method, need};
use crate::yaql::call::kind::Kind::{Int, Lambda, LazyRule};
use crate::yaql::datum::Datum;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("switch", &[many("args", LazyRule)], switch).without_names(),
    function("selectCase", &[many("args", Lambda)], |machine, given| {
        let cases = given.lambdas(0);
        for (place, case) in cases.iter().enumerate() {
            if case.call(machine, &[])?.is_truthy() {
                return Ok(Datum::count(place));
            }
        }
        Ok(Datum::count(cases.len()))
    }),
    function("selectAllCases", &[many("args", Lambda)], |_, given| {
        let cases = given.lambdas(0);
        let mut place = 0;
        Stream::over(given.context.depth(), move |machine| {
            while let Some(case) = cases.get(place) {
                place += 1;
                if case.call(machine, &[])?.is_truthy() {
                    return Ok(Some(Datum::count(place - 1)));
                }
            }
            Ok(None)
        })
    }),
    function("examine", &[many("args", Lambda)], |_, given| {
        let mut cases = given.lambdas(0).into_iter();
        Stream::over(given.context.depth(), move |machine| {
            let Some(case) = cases.next() else {
                return Ok(None);
            };
            let truth = case.call(machine, &[])?.is_truthy();
            Ok(Some(Datum::Bool(truth)))
        })
    }),
    method(
        "switchCase",
        &[need("case", Int), many("args", Lambda)],
        |machine, given| {
            let cases = given.lambdas(1);
            let chosen = usize::try_from(given.integer(0, 0))
                .ok()
                .and_then(|place| cases.get(place));
            match chosen.or(cases.last()) {
                Some(case) => case.call(machine, &[]),
                None => Ok(Datum::Null),
            }
        },
    ),
    function("coalesce", &[many("args", Lambda)], |machine, given| {
        for option in given.lambdas(0) {
            let value = option.call(machine, &[])?;
            if !value.is_null() {
                return Ok(value);
            }
        }
        Ok(Datum::Null)
    }),
];

fn switch(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    for case in &given.values {
        if let Argument::Rule(condition, value) = case
            && condition.call(machine, &[])?.is_truthy()
        {
            return value.call(machine, &[]);
        }
    }
    Ok(Datum::Null)
}
