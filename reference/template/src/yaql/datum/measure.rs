//! How deeply values are nested and how many parts they have, counted when they are made.

use heat_spec::fault;

use super::{Datum, Dict, Items, Set};
use crate::yaql::limits::DEPTH;
use crate::yaql::problem::Problem;
use indexmap::IndexMap;
use std::rc::Rc;

/// The size of a value: what is shared counts as often as it is reached, since that is what a walk
/// costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    /// How many levels it has below itself.
    pub(crate) depth: usize,
    /// How many parts it has, itself included.
    pub(crate) weight: usize,
}

impl Measure {
    /// Something without parts.
    pub(crate) const SCALAR: Self = Self {
        depth: 0,
        weight: 1,
    };

    /// Something that is nested and cannot be walked over more than once.
    pub(crate) fn of_depth(depth: usize) -> Self {
        Self { depth, weight: 1 }
    }

    /// A text: long ones cost more.
    pub(crate) fn of_text(text: &str) -> Self {
        Self {
            depth: 0,
            weight: 1 + text.len() / 64,
        }
    }

    /// Both side by side.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            depth: self.depth.max(other.depth),
            weight: self.weight.saturating_add(other.weight),
        }
    }

    /// What holds all of these; refuses what is nested too deeply.
    fn around(parts: impl Iterator<Item = Self>) -> Result<Self, Problem> {
        let inner = parts.fold(Self::SCALAR, Self::and);
        Ok(Self {
            depth: deeper(inner.depth)?,
            weight: inner.weight,
        })
    }
}

/// One level more; refuses what is nested too deeply.
pub(crate) fn deeper(depth: usize) -> Result<usize, Problem> {
    if depth >= DEPTH {
        return Err(fault::function_value_too_deep(DEPTH).into());
    }
    Ok(depth + 1)
}

impl Items {
    /// Items, measured.
    pub(crate) fn new(values: Vec<Datum>) -> Result<Rc<Self>, Problem> {
        let measure = Measure::around(values.iter().map(Datum::measure))?;
        Ok(Rc::new(Self { values, measure }))
    }
}

impl Dict {
    /// A map, measured; `is_frozen` unless it is one that Python could change.
    pub(crate) fn new(
        entries: IndexMap<String, (Datum, Datum)>,
        is_frozen: bool,
    ) -> Result<Rc<Self>, Problem> {
        let parts = entries
            .values()
            .map(|(key, value)| key.measure().and(value.measure()));
        let measure = Measure::around(parts)?;
        Ok(Rc::new(Self {
            entries,
            is_frozen,
            measure,
        }))
    }
}

impl Set {
    /// A set, measured.
    pub(crate) fn new(members: IndexMap<String, Datum>) -> Result<Rc<Self>, Problem> {
        let measure = Measure::around(members.values().map(Datum::measure))?;
        Ok(Rc::new(Self { members, measure }))
    }
}

impl Datum {
    /// A list that cannot be changed.
    pub(crate) fn tuple(values: Vec<Self>) -> Result<Self, Problem> {
        Items::new(values).map(Self::Tuple)
    }

    /// A list that could be changed.
    pub(crate) fn list(values: Vec<Self>) -> Result<Self, Problem> {
        Items::new(values).map(Self::List)
    }
}
