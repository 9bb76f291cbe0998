//! How much one expression may take.

/// How many items a collection may have that is walked over: Heat's default of
/// `[yaql] limit_iterators`.
pub(crate) const ITEMS: usize = 200;

/// How many bytes a value may take in Python: Heat's default of `[yaql] memory_quota`.
pub(crate) const BYTES: usize = 10_000;

/// How deeply expressions, values, iterators and contexts may be nested.
///
/// Python gives up at a thousand frames, which is a little more than this.
pub(crate) const DEPTH: usize = 100;

/// How deeply evaluations may be nested, those inside iterators included.
pub(crate) const FRAMES: usize = 160;

/// What one step of an evaluation costs of the budget of a pass.
pub(crate) const STEP: usize = 1024;
