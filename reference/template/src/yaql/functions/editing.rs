//! Changed copies of collections: `delete`, `replace`, `replaceMany`, `insert`, `insertMany`.

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, may, method, need};
use crate::yaql::call::kind::Kind::{Any, Int, Iterable, IterableNoSet, Sequence};
use crate::yaql::cursor::Cursor;
use crate::yaql::datum::Datum;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    method(
        "delete",
        &[
            need("collection", Iterable),
            need("position", Int),
            may("count", Int),
        ],
        |_, given| {
            let (mut items, span) = (given.cursor(0), Span::new(given, 1, 2));
            let mut place = 0;
            Stream::over(items.depth(), move |machine| {
                while let Some(item) = items.next(machine)? {
                    place += 1;
                    if !span.has(place - 1) {
                        return Ok(Some(item));
                    }
                }
                Ok(None)
            })
        },
    ),
    method(
        "replace",
        &[
            need("collection", Iterable),
            need("position", Int),
            need("value", Any),
            may("count", Int),
        ],
        |_, given| {
            let value = Datum::tuple(vec![given.value(2)])?;
            replace(given, value)
        },
    ),
    method(
        "replaceMany",
        &[
            need("collection", Iterable),
            need("position", Int),
            need("values", Iterable),
            may("count", Int),
        ],
        |_, given| replace(given, given.value(2)),
    ),
    method(
        "insert",
        &[
            need("collection", IterableNoSet),
            need("position", Int),
            need("value", Any),
        ],
        |_, given| {
            let value = Datum::tuple(vec![given.value(2)])?;
            insert(given, value, false)
        },
    ),
    method(
        "insert",
        &[
            need("collection", Sequence),
            need("position", Int),
            need("value", Any),
        ],
        into_list,
    ),
    method(
        "insertMany",
        &[
            need("collection", Iterable),
            need("position", Int),
            need("values", Iterable),
        ],
        |_, given| insert(given, given.value(2), true),
    ),
];

/// Places from one on: so many, or with a negative number all.
#[derive(Clone, Copy)]
struct Span {
    position: i64,
    count: i64,
}

impl Span {
    fn new(given: &Arguments, position: usize, count: usize) -> Self {
        Self {
            position: given.integer(position, 0),
            count: given.integer(count, 1),
        }
    }

    fn has(self, place: i64) -> bool {
        place >= self.position
            && (self.count < 0 || place < self.position.saturating_add(self.count))
    }
}

/// The next of the values that are being put in; they are closed behind the last one.
fn next_of(open: &mut Option<Cursor>, machine: &Machine<'_>) -> Result<Option<Datum>, Problem> {
    let Some(values) = open else {
        return Ok(None);
    };
    let next = values.next(machine)?;
    if next.is_none() {
        *open = None;
    }
    Ok(next)
}

/// The first place of the span becomes the values, the others go.
fn replace(given: &Arguments, values: Datum) -> Result<Datum, Problem> {
    let (mut items, span) = (given.cursor(0), Span::new(given, 1, 3));
    let depth = items.depth().max(values.measure().depth);
    let mut values = Some(values);
    let mut open: Option<Cursor> = None;
    let mut place = 0;
    Stream::over(depth, move |machine| {
        loop {
            if let Some(value) = next_of(&mut open, machine)? {
                return Ok(Some(value));
            }
            let Some(item) = items.next(machine)? else {
                return Ok(None);
            };
            place += 1;
            if !span.has(place - 1) {
                return Ok(Some(item));
            }
            open = values.take().map(Cursor::new);
        }
    })
}

/// The values before the item at the place; at the end if the collection is shorter.
fn insert(given: &Arguments, values: Datum, may_be_first: bool) -> Result<Datum, Problem> {
    let mut items = given.cursor(0);
    let depth = items.depth().max(values.measure().depth);
    let position = given.integer(1, 0);
    let mut values = Some(values);
    let mut open: Option<Cursor> = None;
    if may_be_first && position < 0 {
        open = values.take().map(Cursor::new);
    }
    let mut held: Option<Datum> = None;
    let mut place = 0;
    Stream::over(depth, move |machine| {
        loop {
            if let Some(value) = next_of(&mut open, machine)? {
                return Ok(Some(value));
            }
            if let Some(item) = held.take() {
                return Ok(Some(item));
            }
            let Some(item) = items.next(machine)? else {
                // Behind the last item, if there was no place before it.
                if position >= place
                    && let Some(values) = values.take()
                {
                    open = Some(Cursor::new(values));
                    continue;
                }
                return Ok(None);
            };
            place += 1;
            if place - 1 != position {
                return Ok(Some(item));
            }
            open = values.take().map(Cursor::new);
            held = Some(item);
        }
    })
}

fn into_list(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let mut items = given.items(0);
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let position = given.integer(1, 0);
    let position = if position < 0 {
        position.saturating_add(length).max(0)
    } else {
        position.min(length)
    };
    items.insert(
        usize::try_from(position).unwrap_or_default(),
        given.value(2),
    );
    Datum::list(items)
}
