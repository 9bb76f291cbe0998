//! The schema of an attribute.

/// What an attribute is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributeSchema {
    /// Its type (`string`, `map`, …), if that is known.
    pub data_type: Option<String>,
}
