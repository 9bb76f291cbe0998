//! The arguments of a call, as its function takes them out.
//!
//! They have been checked against the parameters before: what has the wrong type here was never
//! given.

use std::rc::Rc;

use heat_spec::Number;
use num_bigint::BigInt;

use crate::yaql::context::Context;
use crate::yaql::cursor::Cursor;
use crate::yaql::datum::moment::{Moment, Timespan, out_of_range};
use crate::yaql::datum::{Datum, Dict};
use crate::yaql::lambda::Lambda;
use crate::yaql::problem::Problem;

/// One argument.
#[derive(Clone)]
pub(crate) enum Argument {
    /// Left out.
    Absent,
    /// A value.
    Value(Datum),
    /// Something that the function evaluates itself.
    Lambda(Lambda),
    /// `condition => value`, likewise.
    Rule(Lambda, Lambda),
}

/// The arguments of one call.
pub(crate) struct Arguments {
    /// One for each parameter, then those without number.
    pub(crate) values: Vec<Argument>,
    /// Those that have names of their own.
    pub(crate) named: Vec<(String, Datum)>,
    /// The variables where the call stands.
    pub(crate) context: Rc<Context>,
}

impl Arguments {
    /// The value at a place; `null` if it was left out.
    pub(crate) fn value(&self, place: usize) -> Datum {
        self.given(place).unwrap_or(Datum::Null)
    }

    /// The value at a place, if it was given.
    pub(crate) fn given(&self, place: usize) -> Option<Datum> {
        match self.values.get(place)? {
            Argument::Value(datum) => Some(datum.clone()),
            _ => None,
        }
    }

    /// The text at a place; empty if it was left out.
    pub(crate) fn text(&self, place: usize) -> Rc<str> {
        self.given_text(place).unwrap_or_else(|| Rc::from(""))
    }

    /// The text at a place, unless that is `null` or was left out.
    pub(crate) fn given_text(&self, place: usize) -> Option<Rc<str>> {
        match self.values.get(place)? {
            Argument::Value(Datum::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// The number at a place; a truth value counts as 0 or 1.
    pub(crate) fn number(&self, place: usize) -> Number {
        self.value(place).as_number().unwrap_or(Number::Integer(0))
    }

    /// The integer at a place.
    pub(crate) fn big(&self, place: usize) -> BigInt {
        match self.number(place) {
            Number::Integer(number) => BigInt::from(number),
            Number::Big(number) => number,
            Number::Float(_) => BigInt::ZERO,
        }
    }

    /// The integer at a place, as far as it fits; `otherwise` if it was left out.
    pub(crate) fn integer(&self, place: usize, otherwise: i64) -> i64 {
        match self.given(place).as_ref().and_then(Datum::as_number) {
            Some(Number::Integer(number)) => number,
            Some(Number::Big(number)) if number > BigInt::ZERO => i64::MAX,
            Some(Number::Big(_)) => i64::MIN,
            _ => otherwise,
        }
    }

    /// The stretch of time at a place; none at all if it was left out.
    pub(crate) fn timespan(&self, place: usize) -> Timespan {
        match self.value(place) {
            Datum::Timespan(timespan) => timespan,
            _ => Timespan(0),
        }
    }

    /// The date at a place, which must be given.
    pub(crate) fn moment(&self, place: usize) -> Result<Moment, Problem> {
        match self.value(place) {
            Datum::Moment(moment) => Ok(moment),
            _ => Err(out_of_range()),
        }
    }

    /// Whether the value at a place is given and true.
    pub(crate) fn flag(&self, place: usize) -> bool {
        self.value(place).is_truthy()
    }

    /// The start of the collection at a place.
    pub(crate) fn cursor(&self, place: usize) -> Cursor {
        Cursor::new(self.value(place))
    }

    /// The items of the list at a place.
    pub(crate) fn items(&self, place: usize) -> Vec<Datum> {
        self.value(place)
            .as_items()
            .map(|items| items.values.clone())
            .unwrap_or_default()
    }

    /// The map at a place.
    pub(crate) fn dict(&self, place: usize) -> Result<Rc<Dict>, Problem> {
        match self.value(place) {
            Datum::Dict(dict) => Ok(dict),
            _ => Dict::new(indexmap::IndexMap::new(), true),
        }
    }

    /// What the function evaluates itself at a place, if it was given.
    pub(crate) fn given_lambda(&self, place: usize) -> Option<Lambda> {
        match self.values.get(place)? {
            Argument::Lambda(lambda) => Some(lambda.clone()),
            _ => None,
        }
    }

    /// The same where it must be given.
    pub(crate) fn lambda(&self, place: usize) -> Result<Lambda, Problem> {
        self.given_lambda(place)
            .ok_or_else(|| Problem::other("'NoneType' object is not callable"))
    }

    /// The values from a place on.
    pub(crate) fn rest(&self, place: usize) -> Vec<Datum> {
        (place..self.values.len())
            .map(|place| self.value(place))
            .collect()
    }

    /// What the function evaluates itself, from a place on.
    pub(crate) fn lambdas(&self, place: usize) -> Vec<Lambda> {
        (place..self.values.len())
            .filter_map(|place| self.given_lambda(place))
            .collect()
    }
}
