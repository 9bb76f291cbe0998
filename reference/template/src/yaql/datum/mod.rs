//! The values that expressions work on: what templates have, and Python's iterators, sets, views.

pub(crate) mod equality;
pub(crate) mod identity;
pub(crate) mod input;
pub(crate) mod measure;
pub(crate) mod moment;
pub(crate) mod output;
pub(crate) mod repr;
pub(crate) mod size;

use std::rc::Rc;

use heat_spec::Number;
use indexmap::IndexMap;

use self::measure::Measure;
use self::moment::{Moment, Timespan};
use super::context::Context;
use super::pattern::Pattern;
use super::stream::{Memory, Sorting, Stream};

/// One value.
#[derive(Clone)]
pub(crate) enum Datum {
    /// `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    Text(Rc<str>),
    /// A list that cannot be changed: those of the data and of `[…]`.
    Tuple(Rc<Items>),
    /// A list that could be: what some functions return. Python neither compares it with the
    /// other kind nor takes it as a key.
    List(Rc<Items>),
    /// A map.
    Dict(Rc<Dict>),
    /// A set.
    Set(Rc<Set>),
    /// The keys, values or entries of a map.
    View(Rc<Dict>, Part),
    /// Items that are computed when they are asked for, once.
    Stream(Rc<Stream>),
    /// The same, remembered.
    Memory(Rc<Memory>),
    /// Items that are put in order when they are asked for.
    Sorting(Rc<Sorting>),
    /// A date with its time.
    Moment(Moment),
    /// A stretch of time.
    Timespan(Timespan),
    /// A regular expression.
    Pattern(Rc<Pattern>),
    /// Variables.
    Context(Rc<Context>),
    /// `key => value`.
    Rule(Rc<(Datum, Datum)>),
}

/// What a view of a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its keys.
    Keys,
    /// Its values.
    Values,
    /// Its entries, as lists of two.
    Items,
}

/// The items of a list.
pub(crate) struct Items {
    /// The items.
    pub(crate) values: Vec<Datum>,
    /// How large they are.
    pub(crate) measure: Measure,
}

/// A map in the order of insertion.
pub(crate) struct Dict {
    /// Keys and values by the identity of the key.
    pub(crate) entries: IndexMap<String, (Datum, Datum)>,
    /// Whether it cannot be changed, so that it may be a key.
    pub(crate) is_frozen: bool,
    /// How large they are.
    pub(crate) measure: Measure,
}

/// A set in the order of insertion (Python's order is that of its hashes).
pub(crate) struct Set {
    /// The members by their identity.
    pub(crate) members: IndexMap<String, Datum>,
    /// How large they are.
    pub(crate) measure: Measure,
}

impl Datum {
    /// Text.
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(Rc::from(text))
    }

    /// An integer.
    pub(crate) fn count(count: usize) -> Self {
        Self::Number(Number::from(count))
    }

    /// An integer.
    pub(crate) fn integer(number: i64) -> Self {
        Self::Number(Number::Integer(number))
    }

    /// The items, if this is a list of either kind.
    pub(crate) fn as_items(&self) -> Option<&Rc<Items>> {
        match self {
            Self::Tuple(items) | Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether this is an iterator in Python's sense: it is used up by being walked over.
    pub(crate) fn is_iterator(&self) -> bool {
        matches!(self, Self::Stream(_) | Self::Memory(_))
    }

    /// Whether this has items (text and maps do not count).
    pub(crate) fn is_iterable(&self) -> bool {
        matches!(
            self,
            Self::Tuple(_)
                | Self::List(_)
                | Self::Set(_)
                | Self::View(..)
                | Self::Stream(_)
                | Self::Memory(_)
                | Self::Sorting(_)
        )
    }

    /// Whether Python holds this for a set.
    pub(crate) fn is_set(&self) -> bool {
        matches!(self, Self::Set(_) | Self::View(_, Part::Keys | Part::Items))
    }

    /// How many items this has, if that is known without walking.
    pub(crate) fn known_length(&self) -> Option<usize> {
        match self {
            Self::Tuple(items) | Self::List(items) => Some(items.values.len()),
            Self::Dict(dict) | Self::View(dict, _) => Some(dict.entries.len()),
            Self::Set(set) => Some(set.members.len()),
            _ => None,
        }
    }

    /// Python's truth of this.
    pub(crate) fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(truth) => *truth,
            Self::Number(number) => !number.is_zero(),
            Self::Text(text) => !text.is_empty(),
            Self::Timespan(timespan) => timespan.0 != 0,
            other => other.known_length() != Some(0),
        }
    }

    /// How large this is.
    pub(crate) fn measure(&self) -> Measure {
        match self {
            Self::Tuple(items) | Self::List(items) => items.measure,
            Self::Dict(dict) | Self::View(dict, _) => dict.measure,
            Self::Set(set) => set.measure,
            Self::Stream(stream) => Measure::of_depth(stream.depth),
            Self::Memory(memory) => Measure::of_depth(memory.depth()),
            Self::Sorting(sorting) => Measure::of_depth(sorting.depth()),
            Self::Context(context) => Measure::of_depth(context.depth()),
            Self::Rule(rule) => rule.0.measure().and(rule.1.measure()),
            Self::Text(text) => Measure::of_text(text),
            Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Moment(_)
            | Self::Timespan(_)
            | Self::Pattern(_) => Measure::SCALAR,
        }
    }

    /// The number, if this is one or a truth value.
    pub(crate) fn as_number(&self) -> Option<Number> {
        match self {
            Self::Bool(truth) => Some(Number::Integer(i64::from(*truth))),
            Self::Number(number) => Some(number.clone()),
            _ => None,
        }
    }
}

impl From<bool> for Datum {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<String> for Datum {
    fn from(text: String) -> Self {
        Self::Text(Rc::from(text))
    }
}

impl From<Number> for Datum {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl Datum {
    /// The name of the Python type.
    pub(crate) fn python_type(&self) -> &'static str {
        match self {
            Self::Null => "NoneType",
            Self::Bool(_) => "bool",
            Self::Number(Number::Float(_)) => "float",
            Self::Number(_) => "int",
            Self::Text(_) => "str",
            Self::Tuple(_) => "tuple",
            Self::List(_) => "list",
            Self::Dict(dict) if dict.is_frozen => "FrozenDict",
            Self::Dict(_) => "dict",
            Self::Set(_) => "frozenset",
            Self::View(_, Part::Keys) => "KeysView",
            Self::View(_, Part::Values) => "ValuesView",
            Self::View(_, Part::Items) => "ItemsView",
            Self::Stream(_) | Self::Memory(_) => "generator",
            Self::Sorting(_) => "OrderingIterable",
            Self::Moment(_) => "datetime.datetime",
            Self::Timespan(_) => "datetime.timedelta",
            Self::Pattern(_) => "re.Pattern",
            Self::Context(_) => "Context",
            Self::Rule(_) => "MappingRule",
        }
    }
}
