//! What came of a signal to a resource.

/// What a resource type made of a signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Signalled {
    /// Something that the type tells, for the event's reason.
    Told(String),
    /// Something; the event tells what the signal held.
    Taken,
    /// Nothing: no event tells of it.
    #[expect(
        dead_code,
        reason = "types that scale ignore signals in their cool-down"
    )]
    Ignored,
}
