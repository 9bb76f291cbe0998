//! The body of a fault, as upstream's fault middleware writes it.

use heat_spec::{Value, fault, value};

/// `code`, `title`, `explanation` and `error`, which has a message only where one is shown.
pub(super) fn json(status: u16, kind: &str, message: Option<&str>) -> String {
    let mut error = value!({ "type": kind, "traceback": null });
    if let (Value::Map(error), Some(message)) = (&mut error, message) {
        error.insert("message".into(), message.into());
    }
    value!({
        "code": status,
        "title": fault::title(status),
        "explanation": fault::explanation(status),
        "error": error,
    })
    .to_json()
}

/// What a request whose content type is XML gets: upstream writes only the first key.
pub(super) fn xml(status: u16) -> String {
    format!("<code>{status}</code>")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_fault_with_and_without_a_message() {
        insta::assert_snapshot!(
            super::json(404, "EntityNotFound", Some("The Stack (é) could not be found.")),
            @r#"{"code": 404, "title": "Not Found", "explanation": "The resource could not be found.", "error": {"type": "EntityNotFound", "traceback": null, "message": "The Stack (\u00e9) could not be found."}}"#
        );
        insta::assert_snapshot!(
            super::json(400, "ValueError", None),
            @r#"{"code": 400, "title": "Bad Request", "explanation": "The server could not comply with the request since it is either malformed or otherwise incorrect.", "error": {"type": "ValueError", "traceback": null}}"#
        );
    }
}
