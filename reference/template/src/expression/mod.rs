//! Parts of a template with the functions in them found: parsed once, evaluated many times.

pub(crate) mod attributes;
pub(crate) mod budget;
pub(crate) mod check;
pub(crate) mod parse;
pub(crate) mod path;
pub(crate) mod references;
pub(crate) mod resolve;
pub(crate) mod scope;

use heat_spec::{Fault, Key, Value};
use indexmap::IndexMap;

use crate::functions::Function;

/// A value with function calls in it.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    /// A scalar.
    Scalar(Value),
    /// A sequence.
    List(Vec<Expression>),
    /// A mapping that is no call.
    Map(IndexMap<Key, Expression>),
    /// A call of a function.
    Call(Box<Call>),
    /// The alternative that an `if` leaves out: what holds it is as if not written.
    Absent,
}

/// One call of a function.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The function, in the variant of the template's version.
    pub(crate) function: &'static Function,
    /// The name under which it was called.
    pub(crate) name: &'static str,
    /// The arguments; of an `if` the alternative that was chosen.
    pub(crate) arguments: Expression,
}

impl Call {
    /// Whether this is an `if`, whose arguments are the alternative that was chosen.
    fn is_choice(&self) -> bool {
        matches!(self.name, "if" | "Fn::If")
    }
}

impl Expression {
    /// The items, if this is a written list.
    pub(crate) fn as_list(&self) -> Option<&[Expression]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if this is a written map.
    pub(crate) fn as_map(&self) -> Option<&IndexMap<Key, Expression>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The text, if this is written text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Scalar(value) => value.as_str(),
            _ => None,
        }
    }

    /// The expression as it was written, with the alternatives of `if` that were chosen.
    pub(crate) fn as_written(&self) -> Value {
        match self {
            Self::Scalar(value) => value.clone(),
            Self::List(items) => Value::List(items.iter().map(Self::as_written).collect()),
            Self::Map(map) => Value::Map(
                map.iter()
                    .map(|(key, item)| (key.clone(), item.as_written()))
                    .collect(),
            ),
            Self::Call(call) if call.is_choice() => call.arguments.as_written(),
            Self::Call(call) => [(call.name, call.arguments.as_written())]
                .into_iter()
                .collect(),
            Self::Absent => Value::Null,
        }
    }

    /// Whether this is a function call.
    pub(crate) fn is_call(&self) -> bool {
        matches!(self, Self::Call(_))
    }

    /// Whether this is written and empty in Python's sense: `null`, `""`, `[]`, `{}`, `0`.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Scalar(value) => !value.is_truthy(),
            Self::List(items) => items.is_empty(),
            Self::Map(map) => map.is_empty(),
            Self::Call(_) | Self::Absent => false,
        }
    }
}

/// The fault with this place, unless it has a place or a type of its own.
pub(crate) fn located(mut fault: Fault, path: impl FnOnce() -> String) -> Fault {
    if is_unplaced(&fault) {
        fault.path = path();
    }
    fault
}

fn is_unplaced(fault: &Fault) -> bool {
    fault.error_type == "StackValidationFailed" && fault.path.is_empty() && fault.heading.is_empty()
}
