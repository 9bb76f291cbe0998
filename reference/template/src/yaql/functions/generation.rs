//! Collections from nothing: `range`, `sequence`, `repeat`, `generate`, `generateMany`.

use std::collections::{HashSet, VecDeque};

use heat_spec::Number;

use crate::python::arithmetic;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, function, may, method, need};
use crate::yaql::call::kind::Kind::{Any, Bool, Int, Lambda};
use crate::yaql::cursor::Cursor;
use crate::yaql::datum::identity::identity;
use crate::yaql::datum::{Datum, size};
use crate::yaql::lambda::Lambda as Function;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("range", &[need("stop", Int)], |_, given| {
        range(0, given.integer(0, 0), 1)
    }),
    function(
        "range",
        &[need("start", Int), need("stop", Int), may("step", Int)],
        |_, given| {
            range(
                given.integer(0, 0),
                given.integer(1, 0),
                given.integer(2, 1),
            )
        },
    ),
    function(
        "sequence",
        &[may("start", Int), may("step", Int)],
        |_, given| {
            let mut next = given.number(0);
            let step = given
                .given(1)
                .map_or(Number::Integer(1), |_| given.number(1));
            Stream::over(0, move |_| {
                let following = arithmetic::add(&next, &step).map_err(Problem::Other)?;
                Ok(Some(Datum::Number(std::mem::replace(&mut next, following))))
            })
        },
    ),
    method(
        "repeat",
        &[need("value", Any), may("times", Int)],
        |_, given| {
            let value = given.value(0);
            let mut left = given.integer(1, -1);
            Stream::over(value.measure().depth, move |_| {
                if left == 0 {
                    return Ok(None);
                }
                left = (left - 1).max(-1);
                Ok(Some(value.clone()))
            })
        },
    ),
    function(
        "generate",
        &[
            need("initial", Any),
            need("predicate", Lambda),
            need("producer", Lambda),
            may("selector", Lambda),
            may("decycle", Bool),
        ],
        generate,
    ),
    function(
        "generateMany",
        &[
            need("initial", Any),
            need("producer", Lambda),
            may("selector", Lambda),
            may("decycle", Bool),
            may("depthFirst", Bool),
        ],
        generate_many,
    ),
];

fn range(start: i64, end: i64, step: i64) -> Result<Datum, Problem> {
    if step == 0 {
        return Err(Problem::other("range() arg 3 must not be zero"));
    }
    let mut next = Some(start);
    Stream::over(0, move |_| {
        let item = next.filter(|item| if step > 0 { *item < end } else { *item > end });
        next = item.and_then(|item| item.checked_add(step));
        Ok(item.map(Datum::integer))
    })
}

fn generate(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let (predicate, producer) = (given.lambda(1)?, given.lambda(2)?);
    let selector = given.given_lambda(3);
    let mut past = given.flag(4).then(HashSet::new);
    let mut last: Option<Datum> = None;
    let initial = given.value(0);
    let depth = initial.measure().depth.max(given.context.depth());
    Stream::over(depth, move |machine| {
        let item = match last.take() {
            None => initial.clone(),
            Some(last) => producer.call(machine, &[last])?,
        };
        if !predicate.holds(machine, &item)? || !is_new(machine, past.as_mut(), &item)? {
            return Ok(None);
        }
        last = Some(item.clone());
        selected(machine, selector.as_ref(), item).map(Some)
    })
}

fn generate_many(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let producer = given.lambda(1)?;
    let selector = given.given_lambda(2);
    let mut past = given.flag(3).then(HashSet::new);
    let is_depth_first = given.flag(4);
    let mut queue = VecDeque::from([given.value(0)]);
    let mut last: Option<Datum> = None;
    let depth = queue[0].measure().depth.max(given.context.depth());
    Stream::over(depth, move |machine| {
        if let Some(last) = last.take() {
            let following = producer.call(machine, &[last])?;
            let mut items = Cursor::new(following);
            let mut found = VecDeque::new();
            while let Some(item) = items.next(machine)? {
                found.push_back(item);
                size::within(size::list_size(queue.len() + found.len()))?;
            }
            if is_depth_first {
                found.append(&mut queue);
                queue = found;
            } else {
                queue.append(&mut found);
            }
        }
        while let Some(item) = queue.pop_front() {
            if is_new(machine, past.as_mut(), &item)? {
                last = Some(item.clone());
                return selected(machine, selector.as_ref(), item).map(Some);
            }
        }
        Ok(None)
    })
}

/// Whether an item has not been there before, if that matters.
fn is_new(
    machine: &Machine<'_>,
    past: Option<&mut HashSet<String>>,
    item: &Datum,
) -> Result<bool, Problem> {
    let Some(past) = past else {
        return Ok(true);
    };
    let is_new = past.insert(identity(machine, item)?);
    size::check_set(past.len())?;
    Ok(is_new)
}

fn selected(
    machine: &Machine<'_>,
    selector: Option<&Function>,
    item: Datum,
) -> Result<Datum, Problem> {
    match selector {
        Some(selector) => selector.call(machine, &[item]),
        None => Ok(item),
    }
}
