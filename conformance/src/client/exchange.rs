//! Exchanges: requests with their answers, as they are kept and shown.

use std::fmt;
use std::time::Duration;

use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::target::Role;

/// The most bytes of a body in a line for a shell: systems take no longer word than 128 KiB.
const MAX_BODY: usize = 100_000;

/// A request and its answer, redacted: neither tokens nor passwords are in it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Exchange {
    /// Its number within the run.
    pub number: u64,
    /// Who asked.
    pub role: Role,
    /// The operation that the catalogue knows under this path.
    pub operation: Option<String>,
    /// The other operations of the path, where it has not this verb and all of them refuse it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_operations: Vec<String>,
    /// Whether the operation has this verb; if not, it can only be refused.
    pub is_method_known: bool,
    /// The parameters of the path, decoded.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub path_parameters: IndexMap<String, String>,
    /// The verb.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The request's headers.
    pub request_headers: Vec<(String, String)>,
    /// Whether it had a token of its own in place of that of the role.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_own_token: bool,
    /// The request's body.
    pub request_body: Option<String>,
    /// When it was sent.
    pub started: Timestamp,
    /// How long the whole answer took.
    #[serde(rename = "elapsed_us", with = "crate::events::micros")]
    pub elapsed: Duration,
    /// How long it took to make the request and to keep the answer.
    #[serde(skip)]
    pub overhead: Duration,
    /// How often the connection had to be made again before anything could be sent.
    pub n_reconnects: u32,
    /// The answer's status.
    pub status: u16,
    /// The answer's headers, in order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The answer's body; what is not UTF-8 is replaced.
    pub body: String,
    /// The body as JSON, if it is; not kept in files, which have the body.
    #[serde(skip)]
    pub json: Option<Value>,
}

impl Exchange {
    /// A header of the answer, the first of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The answer's media type, without parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        let essence = value.split(';').next().unwrap_or(value);
        Some(essence.trim().to_ascii_lowercase())
    }

    /// The message of a fault in the answer, whatever its shape.
    pub fn fault_message(&self) -> Option<&str> {
        let json = self.json.as_ref()?;
        ["/error/message", "/message", "/explanation"]
            .into_iter()
            .find_map(|pointer| json.pointer(pointer)?.as_str())
    }

    /// The request as a line for a shell; the token stands as `$OS_TOKEN`.
    pub fn curl(&self) -> String {
        let mut words = vec![format!("curl -i -X {}", self.method), quoted(&self.url)];
        words.extend(self.request_headers.iter().map(|(name, value)| {
            if is_secret_header(name) {
                // Double quotes, so that the shell puts the reader's own token in.
                format!("-H \"{name}: $OS_TOKEN\"")
            } else {
                format!("-H {}", quoted(&format!("{name}: {value}")))
            }
        }));
        words.extend(self.request_body.as_deref().map(|body| match body.len() {
            ..=MAX_BODY => format!("--data-raw {}", quoted(body)),
            n_bytes => format!(
                "--data-binary @BODY # {n_bytes} bytes: save the request_body of exchange {} of \
                 events.jsonl as BODY",
                self.number
            ),
        }));
        words.join(" ")
    }
}

/// `#17 GET http://… → 200`
impl fmt::Display for Exchange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "#{} {} {} → {}",
            self.number, self.method, self.url, self.status
        )
    }
}

/// Whether a header carries a secret.
pub(crate) fn is_secret_header(name: &str) -> bool {
    const SECRET: [&str; 8] = [
        "x-auth-token",
        "x-storage-token",
        "x-subject-token",
        "x-service-token",
        "x-auth-key",
        "authorization",
        "cookie",
        "set-cookie",
    ];
    SECRET
        .iter()
        .any(|secret| name.eq_ignore_ascii_case(secret))
}

/// A text in single quotes, for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
impl Exchange {
    /// An answer of JSON to a request of an operation, with a request id.
    pub(crate) fn sample(operation: &str, status: u16, body: &Value) -> Self {
        let headers = [
            ("content-type", "application/json"),
            (
                "x-openstack-request-id",
                "req-00000000-0000-4000-8000-000000000000",
            ),
        ];
        Self {
            number: 1,
            role: Role::Member,
            operation: Some(operation.to_owned()),
            other_operations: Vec::new(),
            is_method_known: true,
            path_parameters: IndexMap::new(),
            method: "POST".to_owned(),
            url: "http://h/v1/p/stacks".to_owned(),
            request_headers: Vec::new(),
            has_own_token: false,
            request_body: None,
            started: Timestamp::UNIX_EPOCH,
            elapsed: Duration::ZERO,
            overhead: Duration::ZERO,
            n_reconnects: 0,
            status,
            headers: headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
            body: body.to_string(),
            json: Some(body.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_no_shell_takes_is_said_to_be_elsewhere() {
        let mut exchange = Exchange::sample("stacks.create", 400, &Value::Null);
        exchange.request_body = Some("x".repeat(100_000));
        assert!(exchange.curl().ends_with("xxx'"));
        exchange.request_body = Some("x".repeat(100_001));
        insta::assert_snapshot!(exchange.curl(), @"curl -i -X POST 'http://h/v1/p/stacks' --data-binary @BODY # 100001 bytes: save the request_body of exchange 1 of events.jsonl as BODY");
    }

    #[test]
    fn the_curl_line_holds_no_token_and_survives_quotes() {
        let mut exchange = Exchange::sample("stacks.list", 200, &Value::Null);
        exchange.url.push_str("?name=a'b");
        exchange.request_body = Some("{\"a\": \"it's\"}".to_owned());
        exchange.request_headers = vec![
            ("accept".to_owned(), "application/json".to_owned()),
            ("x-auth-token".to_owned(), "***".to_owned()),
        ];
        insta::assert_snapshot!(exchange.curl(), @r#"curl -i -X POST 'http://h/v1/p/stacks?name=a'\''b' -H 'accept: application/json' -H "x-auth-token: $OS_TOKEN" --data-raw '{"a": "it'\''s"}'"#);
    }
}
