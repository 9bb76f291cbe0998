//! What came of a signal to a resource.

/// What a resource type made of a signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Signalled {
    /// Something that the type tells, for the event's reason.
    Told(String),
    /// Something; the event tells what the signal held.
    Taken,
    /// Something that takes long: `finish_signal` does it. The resource keeps the signal's `details`
    /// under [`UNFINISHED_SIGNAL`](crate::engine::UNFINISHED_SIGNAL) until then.
    Begun,
    /// Nothing: no event tells of it.
    Ignored,
}
