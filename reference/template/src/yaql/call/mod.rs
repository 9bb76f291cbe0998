//! Calls: which function a name stands for, and how its arguments reach it.

pub(crate) mod arguments;
pub(crate) mod definition;
pub(crate) mod dispatch;
pub(crate) mod kind;
pub(crate) mod limited;
pub(crate) mod mapping;
pub(crate) mod member;
pub(crate) mod operators;
