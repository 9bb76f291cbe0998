//! What can be broken in a request.

/// The changes of one request, made one after the other.
pub(crate) type BadRequest = Vec<Change>;

/// One change of a request.
///
/// Places in a JSON body are counted in the order of its text; numbers beyond the last place
/// begin again with the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The whole body.
    Body(String),
    /// The whole body, as bytes that are no text.
    Bytes(Vec<u8>),
    /// A field of the body, be it there or not; its value as JSON, or almost.
    Field { name: String, json: String },
    /// A value anywhere in the body; the new one as JSON, or almost.
    Value { place: usize, json: String },
    /// The name of a value anywhere in the body.
    Key { place: usize, name: String },
    /// A value anywhere in the body is left out.
    Missing { place: usize },
    /// More of a query, encoded or not.
    Query(String),
    /// A parameter of the path, encoded or not.
    Segment { parameter: usize, text: String },
    /// A header, in place of one of the same name.
    Header { name: String, value: String },
}
