//! Answers that are no faults: the bodies that upstream's HTTP library makes of the exceptions
//! 202, 302 and of a 400, 404 or 503 before any operation is found.
//!
//! Their form depends on `Accept` alone.

use bytes::Bytes;
use heat_spec::value;
use http::{HeaderValue, Response, StatusCode, header};

use super::accept::{Form, preferred_form};
use super::render::{Body, with_body};

/// The answer of that status; with a `location`, the sentence is about it.
pub(super) fn plain(status: u16, location: Option<&str>, accept: Option<&str>) -> Response<Body> {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = if code == StatusCode::NO_CONTENT {
        Response::new(Body::default())
    } else {
        let form = preferred_form(accept);
        let (content_type, body) = body(form, code, location);
        with_body(content_type, Bytes::from(body))
    };
    *response.status_mut() = code;
    if let Some(location) = location.and_then(|url| HeaderValue::try_from(url).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// The same for HEAD: upstream forgets the form there.
pub(super) fn plain_head(status: u16) -> Response<Body> {
    let mut response = with_body("text/html; charset=UTF-8", Bytes::new());
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

fn body(form: Form, code: StatusCode, location: Option<&str>) -> (&'static str, String) {
    let title = code.canonical_reason().unwrap_or_default();
    let line = format!("{} {title}", code.as_u16());
    match form {
        Form::Json => {
            let body = value!({ "message": markup(code, location), "code": line, "title": title });
            ("application/json", body.to_json())
        }
        Form::Html => {
            let escaped = location.map(escape);
            let markup = markup(code, escaped.as_deref());
            let page = format!(
                "<html>\n <head>\n  <title>{line}</title>\n </head>\n <body>\n  \
                 <h1>{line}</h1>\n  {markup}\n </body>\n</html>"
            );
            ("text/html; charset=UTF-8", page)
        }
        Form::Text => {
            let sentence = match location {
                Some(url) => {
                    format!(
                        "The resource was found at {url}; you should be redirected automatically.  "
                    )
                }
                None => format!("{}\n\n   ", explanation(code)),
            };
            ("text/plain; charset=UTF-8", format!("{line}\n\n{sentence}"))
        }
    }
}

fn markup(code: StatusCode, location: Option<&str>) -> String {
    match location {
        Some(url) => format!(
            "The resource was found at <a href=\"{url}\">{url}</a>;\n\
             you should be redirected automatically.\n\n"
        ),
        None => format!("{}<br /><br />\n\n\n", explanation(code)),
    }
}

fn explanation(code: StatusCode) -> &'static str {
    match code {
        StatusCode::ACCEPTED => "The request is accepted for processing.",
        code => heat_spec::fault::explanation(code.as_u16()),
    }
}

/// HTML's five characters, as references.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#x27;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "http://h/v1/p/stacks/n/i%22?a=1&b=+c";

    #[test]
    fn a_redirect_in_three_forms() {
        insta::assert_snapshot!(body(Form::Json, StatusCode::FOUND, Some(URL)).1, @r#"{"message": "The resource was found at <a href=\"http://h/v1/p/stacks/n/i%22?a=1&b=+c\">http://h/v1/p/stacks/n/i%22?a=1&b=+c</a>;\nyou should be redirected automatically.\n\n", "code": "302 Found", "title": "Found"}"#);
        insta::assert_debug_snapshot!(body(Form::Html, StatusCode::FOUND, Some(URL)).1, @r#""<html>\n <head>\n  <title>302 Found</title>\n </head>\n <body>\n  <h1>302 Found</h1>\n  The resource was found at <a href=\"http://h/v1/p/stacks/n/i%22?a=1&amp;b=+c\">http://h/v1/p/stacks/n/i%22?a=1&amp;b=+c</a>;\nyou should be redirected automatically.\n\n\n </body>\n</html>""#);
        insta::assert_debug_snapshot!(body(Form::Text, StatusCode::FOUND, Some(URL)).1, @r#""302 Found\n\nThe resource was found at http://h/v1/p/stacks/n/i%22?a=1&b=+c; you should be redirected automatically.  ""#);
    }

    #[test]
    fn an_acceptance_in_three_forms() {
        insta::assert_snapshot!(body(Form::Json, StatusCode::ACCEPTED, None).1, @r#"{"message": "The request is accepted for processing.<br /><br />\n\n\n", "code": "202 Accepted", "title": "Accepted"}"#);
        insta::assert_debug_snapshot!(body(Form::Html, StatusCode::ACCEPTED, None).1, @r#""<html>\n <head>\n  <title>202 Accepted</title>\n </head>\n <body>\n  <h1>202 Accepted</h1>\n  The request is accepted for processing.<br /><br />\n\n\n\n </body>\n</html>""#);
        insta::assert_debug_snapshot!(body(Form::Text, StatusCode::ACCEPTED, None).1, @r#""202 Accepted\n\nThe request is accepted for processing.\n\n   ""#);
    }
}
