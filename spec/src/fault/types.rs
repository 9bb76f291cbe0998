//! Fault types: the exception classes that clients see, each with its HTTP status.

/// An exception class of Heat as clients see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultType {
    /// The class name in `error.type`.
    pub name: &'static str,
    /// The HTTP status that it yields.
    pub status: u16,
    /// Whether `error.message` is shown; Heat hides the text of Python's own exceptions.
    pub shows_message: bool,
}

const fn own(name: &'static str, status: u16) -> FaultType {
    FaultType {
        name,
        status,
        shows_message: true,
    }
}

const fn python(name: &'static str, status: u16) -> FaultType {
    FaultType {
        name,
        status,
        shows_message: false,
    }
}

/// The types, first those that controllers raise, then those of the engine.
///
/// Source: upstream's fault middleware (`heat/api/middleware/fault.py`) and the exceptions that it
/// maps.
pub const TYPES: &[FaultType] = &[
    own("HTTPBadRequest", 400),
    own("HTTPForbidden", 403),
    own("HTTPNotFound", 404),
    own("HTTPMethodNotAllowed", 405),
    own("HTTPServiceUnavailable", 503),
    own("HTTPInternalServerError", 500),
    python("AttributeError", 400),
    python("ValueError", 400),
    own("ActionInProgress", 409),
    own("EntityNotFound", 404),
    own("ResourceNotFound", 404),
    own("NotFound", 404),
    own("SnapshotNotFound", 404),
    own("ResourceActionNotSupported", 400),
    own("PhysicalResourceIDAmbiguity", 400),
    own("ResourceNotAvailable", 404),
    own("Forbidden", 403),
    own("InvalidTenant", 403),
    own("StackExists", 409),
    own("StackValidationFailed", 400),
    own("InvalidSchemaError", 400),
    own("InvalidTemplateReference", 400),
    own("InvalidTemplateVersion", 400),
    own("InvalidTemplateSection", 400),
    own("UnknownUserParameter", 400),
    own("UserParameterMissing", 400),
    own("NotSupported", 400),
    own("RequestLimitExceeded", 400),
    own("Invalid", 400),
    // Upstream does not map it, so that clients see a 500 for a mistake of their own.
    own("InvalidRestrictedAction", 400),
    own("ResourcePropertyConflict", 400),
    own("PropertyUnspecifiedError", 400),
    own("ResourceTypeUnavailable", 400),
    own("InvalidBreakPointHook", 400),
    own("ImmutableParameterModified", 400),
    own("CircularDependencyException", 400),
];

/// The type of that name.
pub fn fault_type(name: &str) -> Option<&'static FaultType> {
    TYPES.iter().find(|fault_type| fault_type.name == name)
}

/// The reason phrase that stands in `title`, by status.
pub fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

/// The general sentence that stands in `explanation`, by status.
pub fn explanation(status: u16) -> &'static str {
    match status {
        400 | 405 => {
            "The server could not comply with the request since it is either malformed or \
             otherwise incorrect."
        }
        403 => "Access was denied to this resource.",
        404 => "The resource could not be found.",
        409 => "There was a conflict when trying to complete your request.",
        503 => "The server is currently unavailable. Please try again at a later time.",
        _ => "The server has either erred or is incapable of performing the requested operation.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_its_words() {
        let words = [400, 401, 403, 404, 405, 409, 500, 503]
            .map(|status| format!("{status} {}: {}", title(status), explanation(status)));
        insta::assert_snapshot!(words.join("\n"), @r"
        400 Bad Request: The server could not comply with the request since it is either malformed or otherwise incorrect.
        401 Unauthorized: The server has either erred or is incapable of performing the requested operation.
        403 Forbidden: Access was denied to this resource.
        404 Not Found: The resource could not be found.
        405 Method Not Allowed: The server could not comply with the request since it is either malformed or otherwise incorrect.
        409 Conflict: There was a conflict when trying to complete your request.
        500 Internal Server Error: The server has either erred or is incapable of performing the requested operation.
        503 Service Unavailable: The server is currently unavailable. Please try again at a later time.
        ");
    }
}
