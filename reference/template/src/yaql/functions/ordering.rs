//! Order: `orderBy`, `orderByDescending`, `thenBy`, `thenByDescending`, `reverse`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, method, need};
use crate::yaql::call::kind::Kind::{Iterable, Lambda, Sorting as SortingKind};
use crate::yaql::call::operators::holds;
use crate::yaql::cursor::Cursor;
use crate::yaql::datum::Datum;
use crate::yaql::datum::measure::deeper;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::{Sorting, Stream};

const COLLECTION: &[Parameter] = &[need("collection", Iterable), need("selector", Lambda)];
const SORTING: &[Parameter] = &[need("collection", SortingKind), need("selector", Lambda)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    method("orderBy", COLLECTION, |_, given| order(given, true)),
    method("orderByDescending", COLLECTION, |_, given| {
        order(given, false)
    }),
    method("thenBy", SORTING, |_, given| order(given, true)),
    method("thenByDescending", SORTING, |_, given| order(given, false)),
    method(
        "reverse",
        &[need("collection", Iterable)],
        |machine, given| {
            let mut items = super::lists::collect(machine, &mut given.cursor(0))?;
            let depth = Datum::tuple(items.clone())?.measure().depth;
            Stream::over(depth, move |_| Ok(items.pop()))
        },
    ),
];

/// The items of a collection that is to be put in order.
pub(crate) fn sorted(machine: &Machine<'_>, sorting: &Sorting) -> Result<Rc<Vec<Datum>>, Problem> {
    if let Some(sorted) = &*sorting.sorted.borrow() {
        return Ok(sorted.clone());
    }
    let mut keyed = Vec::new();
    for item in Cursor::new(sorting.collection.clone()).rest(machine)? {
        let keys: Result<Vec<Datum>, Problem> = sorting
            .order
            .iter()
            .map(|(selector, _)| selector.call(machine, std::slice::from_ref(&item)))
            .collect();
        keyed.push((keys?, item));
    }
    let keyed = merge_sort(keyed, &|a, b| is_before(machine, sorting, b, a))?;
    let sorted = Rc::new(keyed.into_iter().map(|(_, item)| item).collect::<Vec<_>>());
    *sorting.sorted.borrow_mut() = Some(sorted.clone());
    Ok(sorted)
}

type Keyed = (Vec<Datum>, Datum);

/// Whether `a` must stand before `b`.
fn is_before(
    machine: &Machine<'_>,
    sorting: &Sorting,
    a: &Keyed,
    b: &Keyed,
) -> Result<bool, Problem> {
    for (place, (selector, is_upwards)) in sorting.order.iter().enumerate() {
        let (Some(a), Some(b)) = (a.0.get(place), b.0.get(place)) else {
            break;
        };
        if holds(machine, "#operator_<", a, b, &selector.context)? {
            return Ok(*is_upwards);
        }
        if holds(machine, "#operator_>", a, b, &selector.context)? {
            return Ok(!is_upwards);
        }
    }
    Ok(false)
}

/// A stable sort that comparisons may fail in.
fn merge_sort(
    mut items: Vec<Keyed>,
    is_after: &dyn Fn(&Keyed, &Keyed) -> Result<bool, Problem>,
) -> Result<Vec<Keyed>, Problem> {
    if items.len() < 2 {
        return Ok(items);
    }
    let right = items.split_off(items.len() / 2);
    let mut left = merge_sort(items, is_after)?.into_iter().peekable();
    let mut right = merge_sort(right, is_after)?.into_iter().peekable();
    let mut merged = Vec::new();
    loop {
        let takes_right = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) => is_after(a, b)?,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (None, None) => return Ok(merged),
        };
        merged.extend(if takes_right {
            right.next()
        } else {
            left.next()
        });
    }
}

fn order(given: &Arguments, is_upwards: bool) -> Result<Datum, Problem> {
    let selector = given.lambda(1)?;
    let (collection, mut order) = match given.value(0) {
        // `thenBy` refines the order that there is.
        Datum::Sorting(sorting) => (sorting.collection.clone(), sorting.order.clone()),
        other => (other, Vec::new()),
    };
    order.push((selector, is_upwards));
    let sorting = Sorting {
        collection,
        order,
        sorted: RefCell::default(),
    };
    deeper(sorting.depth())?;
    Ok(Datum::Sorting(Rc::new(sorting)))
}
