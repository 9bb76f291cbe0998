//! Python's own rules, where clients see them: what counts as a number, as equal, as a match.

pub(crate) mod arithmetic;
pub(crate) mod boolean;
pub(crate) mod equality;
pub(crate) mod exception;
pub(crate) mod index;
pub(crate) mod json;
pub(crate) mod number;
pub(crate) mod refusal;
pub(crate) mod regex;
pub(crate) mod strings;
