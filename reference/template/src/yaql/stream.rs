//! Items that are computed when they are asked for.

use std::cell::RefCell;
use std::rc::Rc;

use super::datum::Datum;
use super::datum::measure::deeper;
use super::lambda::Lambda;
use super::machine::Machine;
use super::problem::Problem;

/// What gives the next item; nothing at the end.
type Next = dyn FnMut(&Machine<'_>) -> Result<Option<Datum>, Problem>;

/// An iterator: it is used up by being walked over.
pub(crate) struct Stream {
    /// How deeply what it draws from is nested.
    pub(crate) depth: usize,
    /// Gone once it has come to its end.
    next: RefCell<Option<Box<Next>>>,
}

impl Stream {
    /// A stream over something that is nested `inner` levels deep.
    pub(crate) fn over(
        inner: usize,
        next: impl FnMut(&Machine<'_>) -> Result<Option<Datum>, Problem> + 'static,
    ) -> Result<Datum, Problem> {
        Ok(Datum::Stream(Rc::new(Self {
            depth: deeper(inner)?,
            next: RefCell::new(Some(Box::new(next))),
        })))
    }

    /// The next item.
    pub(crate) fn next(&self, machine: &Machine<'_>) -> Result<Option<Datum>, Problem> {
        // A stream that draws from itself.
        let Ok(mut next) = self.next.try_borrow_mut() else {
            return Err(Problem::other("generator already executing"));
        };
        let Some(step) = next.as_mut() else {
            return Ok(None);
        };
        let item = machine.nested(|| step(machine));
        if !matches!(item, Ok(Some(_))) {
            *next = None;
        }
        item
    }
}

/// A stream whose items are kept, so that it can be walked over again.
pub(crate) struct Memory {
    source: Rc<Stream>,
    items: RefCell<Vec<Datum>>,
}

impl Memory {
    /// Keeps the items of `datum`, if it would lose them.
    pub(crate) fn of(datum: Datum) -> Datum {
        match datum {
            Datum::Stream(source) => Datum::Memory(Rc::new(Self {
                source,
                items: RefCell::default(),
            })),
            other => other,
        }
    }

    /// The item at a place.
    pub(crate) fn get(
        &self,
        machine: &Machine<'_>,
        place: usize,
    ) -> Result<Option<Datum>, Problem> {
        if let Some(item) = self.items.borrow().get(place) {
            return Ok(Some(item.clone()));
        }
        let Some(item) = self.source.next(machine)? else {
            return Ok(None);
        };
        let mut items = self.items.borrow_mut();
        items.push(item.clone());
        super::datum::size::within(super::datum::size::list_size(items.len()))?;
        Ok(Some(item))
    }

    /// How deeply what it draws from is nested.
    pub(crate) fn depth(&self) -> usize {
        self.source.depth
    }
}

/// A collection that is put in order when it is walked over.
pub(crate) struct Sorting {
    /// The collection.
    pub(crate) collection: Datum,
    /// By what, the most important first; whether upwards.
    pub(crate) order: Vec<(Lambda, bool)>,
    /// The items in order, once they are.
    pub(crate) sorted: RefCell<Option<Rc<Vec<Datum>>>>,
}

impl Sorting {
    /// How deeply what it draws from is nested.
    pub(crate) fn depth(&self) -> usize {
        self.order
            .iter()
            .map(|(selector, _)| selector.depth())
            .fold(self.collection.measure().depth, usize::max)
    }
}
