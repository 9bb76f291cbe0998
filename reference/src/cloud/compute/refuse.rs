//! Nova's errors.

use crate::cloud::refusal::Refusal;

/// 400 with a message.
pub(super) fn bad_request(message: impl Into<String>) -> Refusal {
    Refusal::new(400, "", message.into())
}

/// 400 for a member of the body that cannot be what it is.
pub(super) fn invalid_field(field: &str, value: &str, reason: &str) -> Refusal {
    bad_request(format!(
        "Invalid input for field/attribute {field}. Value: {value}. {reason}"
    ))
}

/// 403 with a message.
pub(super) fn forbidden(message: impl Into<String>) -> Refusal {
    Refusal::new(403, "", message.into())
}

/// 404 with a message.
pub(super) fn not_found(message: impl Into<String>) -> Refusal {
    Refusal::new(404, "", message.into())
}

/// 409 with a message.
pub(super) fn conflict(message: impl Into<String>) -> Refusal {
    Refusal::new(409, "", message.into())
}

/// There is no server with the id.
pub(super) fn no_server(id: &str) -> Refusal {
    not_found(format!("Instance {id} could not be found."))
}
