//! Stack actions: perform.

pub(super) mod perform;
