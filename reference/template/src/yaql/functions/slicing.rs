//! Parts of collections: `slice`, `splitWhere`, `sliceWhere`, `splitAt`.

use super::lists::collect;
use crate::yaql::call::definition::{Definition, Parameter, method, need};
use crate::yaql::call::kind::Kind::{Int, Iterable, Lambda};
use crate::yaql::datum::Datum;
use crate::yaql::datum::equality::equal;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;

const PREDICATE: &[Parameter] = &[need("collection", Iterable), need("predicate", Lambda)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    method(
        "slice",
        &[need("collection", Iterable), need("length", Int)],
        |_, given| {
            let length = usize::try_from(given.integer(1, 0)).map_err(|_| {
                Problem::other(
                    "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
                )
            })?;
            let mut items = given.cursor(0);
            Stream::over(items.depth(), move |machine| {
                let mut part = Vec::new();
                while part.len() < length {
                    match items.next(machine)? {
                        Some(item) => part.push(item),
                        None => break,
                    }
                }
                if part.is_empty() {
                    return Ok(None);
                }
                Datum::tuple(part).map(Some)
            })
        },
    ),
    method("splitWhere", PREDICATE, |_, given| {
        let predicate = given.lambda(1)?;
        let mut items = given.cursor(0);
        Stream::over(items.depth().max(given.context.depth()), move |machine| {
            let mut part = Vec::new();
            while let Some(item) = items.next(machine)? {
                if predicate.holds(machine, &item)? {
                    return Datum::tuple(part).map(Some);
                }
                part.push(item);
            }
            if part.is_empty() {
                return Ok(None);
            }
            Datum::tuple(part).map(Some)
        })
    }),
    method("sliceWhere", PREDICATE, |_, given| {
        let predicate = given.lambda(1)?;
        let mut items = given.cursor(0);
        let mut part = Vec::new();
        let mut last: Option<Datum> = None;
        Stream::over(items.depth().max(given.context.depth()), move |machine| {
            while let Some(item) = items.next(machine)? {
                let value = predicate.call(machine, std::slice::from_ref(&item))?;
                let is_other = match &last {
                    Some(last) => !equal(machine, last, &value)?,
                    None => false,
                };
                last = Some(value);
                if is_other {
                    let done = std::mem::replace(&mut part, vec![item]);
                    return Datum::tuple(done).map(Some);
                }
                part.push(item);
            }
            if part.is_empty() {
                return Ok(None);
            }
            Datum::tuple(std::mem::take(&mut part)).map(Some)
        })
    }),
    method(
        "splitAt",
        &[need("collection", Iterable), need("index", Int)],
        |machine, given| {
            let mut first = collect(machine, &mut given.cursor(0))?;
            let index = given.integer(1, 0);
            let length = first.len();
            let index = match usize::try_from(index) {
                Ok(index) => index.min(length),
                Err(_) => {
                    length.saturating_sub(usize::try_from(index.unsigned_abs()).unwrap_or(length))
                }
            };
            let second = first.split_off(index);
            Datum::list(vec![Datum::tuple(first)?, Datum::tuple(second)?])
        },
    ),
];
