//! What a function is: its name, its parameters, what it does.

use super::arguments::Arguments;
use super::kind::Kind;
use crate::yaql::datum::Datum;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

/// What a function does.
pub(crate) type Body = fn(&Machine<'_>, &Arguments) -> Result<Datum, Problem>;

/// One of the functions that a name stands for.
pub(crate) struct Definition {
    /// The name.
    pub(crate) name: &'static str,
    /// How it is called.
    pub(crate) manner: Manner,
    /// What it takes.
    pub(crate) parameters: &'static [Parameter],
    /// Whether `name => value` names a parameter (else it is an argument itself).
    pub(crate) takes_names: bool,
    /// What it does.
    pub(crate) body: Body,
}

/// How a function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// `name(…)`.
    Function,
    /// `receiver.name(…)`.
    Method,
    /// Either.
    Both,
}

/// One parameter.
#[derive(Clone, Copy)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it takes.
    pub(crate) kind: Kind,
    /// Whether it must be given.
    pub(crate) presence: Presence,
}

/// How often a parameter is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Once.
    Required,
    /// Once or not at all.
    Optional,
    /// As often as one likes; only the last parameter.
    Many,
    /// By name only; any names.
    Named,
}

/// A function.
pub(crate) const fn function(
    name: &'static str,
    parameters: &'static [Parameter],
    body: Body,
) -> Definition {
    Definition {
        name,
        manner: Manner::Function,
        parameters,
        takes_names: true,
        body,
    }
}

/// A method.
pub(crate) const fn method(
    name: &'static str,
    parameters: &'static [Parameter],
    body: Body,
) -> Definition {
    Definition {
        manner: Manner::Method,
        ..function(name, parameters, body)
    }
}

/// A function that may be called as a method.
pub(crate) const fn either(
    name: &'static str,
    parameters: &'static [Parameter],
    body: Body,
) -> Definition {
    Definition {
        manner: Manner::Both,
        ..function(name, parameters, body)
    }
}

impl Definition {
    /// The same with `name => value` as an argument.
    pub(crate) const fn without_names(self) -> Self {
        Self {
            takes_names: false,
            ..self
        }
    }
}

/// A parameter that must be given.
pub(crate) const fn need(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        kind,
        presence: Presence::Required,
    }
}

/// A parameter that may be left out.
pub(crate) const fn may(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        kind,
        presence: Presence::Optional,
    }
}

/// Any number of arguments.
pub(crate) const fn many(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        kind,
        presence: Presence::Many,
    }
}

/// Any named arguments.
pub(crate) const fn named(kind: Kind) -> Parameter {
    Parameter {
        name: "",
        kind,
        presence: Presence::Named,
    }
}
