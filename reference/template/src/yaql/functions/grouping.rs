//! `groupBy`: the items of a collection by a key of theirs.

use indexmap::IndexMap;

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, may, method, need};
use crate::yaql::call::kind::Kind::{Iterable, Lambda};
use crate::yaql::datum::equality::equal;
use crate::yaql::datum::identity::identity;
use crate::yaql::datum::{Datum, size};
use crate::yaql::lambda::Lambda as Function;
use crate::yaql::limits::ITEMS;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[method(
    "groupBy",
    &[
        need("collection", Iterable),
        need("keySelector", Lambda),
        may("valueSelector", Lambda),
        may("aggregator", Lambda),
    ],
    group_by,
)];

fn group_by(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let (key_of, value_of) = (given.lambda(1)?, given.given_lambda(2));
    let mut groups: IndexMap<String, (Datum, Vec<Datum>)> = IndexMap::new();
    let mut items = given.cursor(0);
    while let Some(item) = items.next(machine)? {
        let value = match &value_of {
            Some(value_of) => value_of.call(machine, std::slice::from_ref(&item))?,
            None => item.clone(),
        };
        let key = key_of.call(machine, &[item])?;
        let group = groups.entry(identity(machine, &key)?);
        group.or_insert_with(|| (key, Vec::new())).1.push(value);
        size::check_dict(groups.len())?;
    }
    if groups.len() > ITEMS {
        return Err(Problem::too_large(ITEMS));
    }
    let mut groups = groups.into_values();
    let mut aggregator = given.given_lambda(3).map(Aggregator::new);
    Stream::over(given.context.depth(), move |machine| {
        let Some((key, values)) = groups.next() else {
            return Ok(None);
        };
        let values = Datum::list(values)?;
        match &mut aggregator {
            None => Datum::tuple(vec![key, values]).map(Some),
            Some(aggregator) => aggregator.apply(machine, key, values).map(Some),
        }
    })
}

/// What is made of each group.
///
/// An aggregator gets the values of the group; one that cannot do with them gets key and values
/// together, as earlier versions of the language had it, unless it has done with values before.
struct Aggregator {
    function: Function,
    may_fall_back: bool,
    failure: Option<Problem>,
}

impl Aggregator {
    fn new(function: Function) -> Self {
        Self {
            function,
            may_fall_back: true,
            failure: None,
        }
    }

    fn apply(
        &mut self,
        machine: &Machine<'_>,
        key: Datum,
        values: Datum,
    ) -> Result<Datum, Problem> {
        if self.failure.is_none() {
            match self.function.call(machine, std::slice::from_ref(&values)) {
                Ok(result) => {
                    if !looks_like_group(machine, &values, &result)? {
                        self.may_fall_back = false;
                    }
                    return Datum::tuple(vec![key, result]);
                }
                Err(problem @ (Problem::NoMatch(_) | Problem::Index(_))) => {
                    self.failure = Some(problem);
                }
                Err(problem) => return Err(problem),
            }
        }
        if self.may_fall_back {
            let group = Datum::tuple(vec![key, values])?;
            match self.function.call(machine, &[group]) {
                Ok(result) if result.known_length() == Some(2) => return Ok(result),
                Err(Problem::Fault(fault)) => return Err(Problem::Fault(fault)),
                Ok(_) | Err(_) => {}
            }
        }
        Err(self.failure.clone().unwrap_or_else(Problem::stop))
    }
}

/// Whether a result could be that of an aggregator that expects key and values.
fn looks_like_group(
    machine: &Machine<'_>,
    values: &Datum,
    result: &Datum,
) -> Result<bool, Problem> {
    let (Some(values), Some(result)) = (values.as_items(), result.as_items()) else {
        return Ok(false);
    };
    let ([first, _], [same, _]) = (values.values.as_slice(), result.values.as_slice()) else {
        return Ok(false);
    };
    equal(machine, first, same)
}
