//! The types of parameters: which arguments they take.

use crate::yaql::datum::Datum;
use crate::yaql::tree::{Node, NodeKind};

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anything.
    Any,
    /// Anything but `null`.
    Some,
    /// `null`.
    Null,
    /// Anything with items; at most so many as the limit says are seen.
    Iterable,
    /// The same, but no set.
    IterableNoSet,
    /// What is used up by being walked over.
    Iterator,
    /// A list.
    Sequence,
    /// What `orderBy` gives.
    Sorting,
    /// A map.
    Mapping,
    /// A set.
    Set,
    /// Text.
    Text,
    /// Text or `null`.
    TextOrNull,
    /// An integer or a truth value.
    Int,
    /// The same or `null`.
    IntOrNull,
    /// A number.
    Number,
    /// A number or `null`.
    NumberOrNull,
    /// A date with its time.
    Moment,
    /// A stretch of time.
    Timespan,
    /// A truth value.
    Bool,
    /// A regular expression.
    Pattern,
    /// A value of `key => value`.
    Rule,
    /// An expression that the function evaluates itself.
    Lambda,
    /// `condition => value`, which the function evaluates itself.
    LazyRule,
}

impl Kind {
    /// Whether arguments are handed over without being evaluated.
    pub(crate) fn is_lazy(self) -> bool {
        matches!(self, Self::Lambda | Self::LazyRule)
    }

    /// Whether this takes an argument as it is written: constants are looked at, all else might fit.
    pub(crate) fn takes_node(self, node: &Node) -> bool {
        match (self, &node.kind) {
            (Self::Lambda, _) => true,
            (Self::LazyRule, kind) => matches!(kind, NodeKind::Rule(..)),
            (_, NodeKind::Constant(value)) => self.takes(value),
            (_, NodeKind::Word(word)) => self.takes(&Datum::Text(word.clone())),
            _ => true,
        }
    }

    /// Whether this takes a value.
    pub(crate) fn takes(self, datum: &Datum) -> bool {
        match self {
            Self::Any | Self::Lambda => true,
            Self::Some => !datum.is_null(),
            Self::Null => datum.is_null(),
            Self::Iterable => datum.is_iterable(),
            Self::IterableNoSet => datum.is_iterable() && !datum.is_set(),
            Self::Iterator => datum.is_iterator(),
            Self::Sequence => datum.as_items().is_some(),
            Self::Sorting => matches!(datum, Datum::Sorting(_)),
            Self::Mapping => matches!(datum, Datum::Dict(_)),
            Self::Set => datum.is_set(),
            Self::Text => matches!(datum, Datum::Text(_)),
            Self::TextOrNull => matches!(datum, Datum::Text(_) | Datum::Null),
            Self::Int | Self::IntOrNull => match datum {
                Datum::Bool(_) => true,
                Datum::Number(number) => number.is_integer(),
                other => self == Self::IntOrNull && other.is_null(),
            },
            Self::Number => matches!(datum, Datum::Number(_)),
            Self::NumberOrNull => matches!(datum, Datum::Number(_) | Datum::Null),
            Self::Moment => matches!(datum, Datum::Moment(_)),
            Self::Timespan => matches!(datum, Datum::Timespan(_)),
            Self::Bool => matches!(datum, Datum::Bool(_)),
            Self::Pattern => matches!(datum, Datum::Pattern(_)),
            Self::Rule => matches!(datum, Datum::Rule(_)),
            Self::LazyRule => false,
        }
    }

    /// Whether everything that this takes is also taken by `other`, by Python's classes.
    pub(crate) fn is_within(self, other: Self) -> bool {
        use Kind::{Any, Iterable, IterableNoSet, Iterator, Sequence, Set, Some, Sorting, Text};
        if self.is_lazy() || other.is_lazy() || self == other {
            return false;
        }
        match other {
            Any | Some => !matches!(self, Any | Some),
            Iterable | IterableNoSet => {
                matches!(self, Iterator | Sequence | Sorting | Set | Text)
            }
            Sequence => self == Text,
            _ => false,
        }
    }
}
