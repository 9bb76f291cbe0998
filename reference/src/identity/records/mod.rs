//! The identity service's state in SQLite: plain functions over a transaction, one file per table.

pub(crate) mod assignments;
pub(crate) mod domains;
pub(crate) mod projects;
pub(crate) mod roles;
pub(crate) mod settings;
pub(crate) mod tokens;
pub(crate) mod users;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Attributes that are kept but have no meaning here, such as a user's `email`.
pub(crate) type Extra = serde_json::Map<String, serde_json::Value>;

/// A new id: 32 hexadecimal digits.
pub(crate) fn new_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// Whether an insertion or a change failed because the name is taken.
pub(crate) fn is_duplicate(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    error.sqlite_error().is_some_and(|error| {
        [
            ffi::SQLITE_CONSTRAINT_UNIQUE,
            ffi::SQLITE_CONSTRAINT_PRIMARYKEY,
        ]
        .contains(&error.extended_code)
    })
}

/// A column of JSON text.
fn from_json<T: DeserializeOwned + Default>(text: &str) -> T {
    // The text was written by `to_json`.
    serde_json::from_str(text).unwrap_or_default()
}

/// A value as the text of a column.
fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
