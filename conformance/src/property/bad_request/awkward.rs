//! What services are known to stumble over, for each operation.

use heat_spec::Catalogue;
use heat_spec::catalogue::{Authentication, Operation};
use serde_json::Value;

use super::fields::fields;
use super::odd_json::ODD;
use super::odd_template::{bombs, odd_templates};
use super::{BadRequest, Change};

/// Whole bodies.
const BODIES: [&str; 17] = [
    "",
    " ",
    "{",
    "}",
    "null",
    "true",
    "7",
    "\"text\"",
    "[]",
    "[{}]",
    "{}",
    "{'a': 1}",
    "{\"a\": 1,}",
    "{\"a\": NaN}",
    "{} {}",
    "\u{feff}{}",
    "stack_name=web&template=x",
];

/// Texts in a query or a segment of a path.
pub(super) const TEXTS: [&str; 14] = [
    "",
    "-1",
    "99999999999999999999999999",
    "1.5",
    "true",
    "%00",
    "%",
    "%zz",
    "%ff%fe",
    "%F0%9F%98%80",
    "a%0D%0Ab",
    "%2F..%2F..",
    "'%20OR%20'1'='1",
    "%7B%7D%5B%5D%22%5C",
];

/// Whole queries.
const QUERIES: [&str; 8] = [
    "&&&===",
    "?",
    "%",
    "%zz=%zz",
    "%00=%00",
    "=a",
    "a[]=1&a[b]=2",
    "unknown=1&unknown=2",
];

/// Headers, name and value.
pub(super) const HEADERS: [(&str, &str); 18] = [
    ("content-type", ""),
    ("content-type", "/"),
    ("content-type", "text/plain"),
    ("content-type", "application/xml"),
    ("content-type", "application/json; charset=utf-16"),
    ("content-type", "application/x-www-form-urlencoded"),
    ("content-type", "multipart/form-data"),
    ("content-encoding", "gzip"),
    ("accept", ""),
    ("accept", ";;q=x,"),
    ("accept", "application/xml"),
    ("accept", "*/*;q=0"),
    ("accept-encoding", "identity;q=0"),
    ("accept-language", "-*-;q=9"),
    ("x-auth-token", ""),
    ("x-auth-token", "' OR '1'='1"),
    ("x-http-method-override", "DELETE"),
    ("range", "bytes=9-1"),
];

/// The bad requests of an operation that are always tried.
///
/// Bombs are for servers that are nobody else's: they are small to send, and take a careless
/// service all its time and memory.
pub(crate) fn awkward(
    catalogue: &Catalogue,
    operation: &Operation,
    with_bombs: bool,
) -> Vec<BadRequest> {
    let mut changes = Vec::new();
    changes.extend(bodies());
    // A web server may close the connection over a large body that the service never reads.
    if with_bombs || operation.authentication == Authentication::Required {
        changes.extend(large_bodies());
    }
    if let Some(request) = &operation.request {
        changes.extend(in_fields(&fields(catalogue, &request.schema)));
        if with_bombs {
            let bombs = bombs().into_iter();
            changes.extend(bombs.map(|text| field("template", &Value::from(text).to_string())));
        }
    }
    changes.extend(queries(operation));
    changes.extend(paths(operation));
    changes.extend(HEADERS.map(|(name, value)| header(name, value)));
    changes.push(header("x-auth-token", &"t".repeat(9_000)));
    changes.into_iter().map(|change| vec![change]).collect()
}

fn bodies() -> impl Iterator<Item = Change> {
    let texts = BODIES.map(|text| Change::Body(text.to_owned()));
    texts.into_iter().chain([
        Change::Bytes(b"{\"stack_name\": \"\xff\xfe\"}".to_vec()),
        Change::Bytes(b"\xff\xfe{\0}\0".to_vec()),
        Change::Bytes(b"\x1f\x8b\x08\0\0\0\0\0".to_vec()),
    ])
}

fn large_bodies() -> [Change; 3] {
    let deep = |open: &str| Change::Body(open.repeat(50_000));
    let long = format!("{{\"a\": \"{}\"}}", "x".repeat(1_100_000));
    [deep("["), deep("{\"a\":"), Change::Body(long)]
}

/// Each field with odd values, different ones from field to field; odd templates; an unknown
/// field.
fn in_fields(names: &[String]) -> Vec<Change> {
    const N_VALUES: usize = 5;
    let mut odd = ODD.iter().cycle();
    let mut changes = Vec::new();
    for name in names {
        changes.push(field(name, "null"));
        changes.extend(odd.by_ref().take(N_VALUES).map(|json| field(name, json)));
    }
    for text in odd_templates() {
        changes.push(field("template", &Value::from(text).to_string()));
    }
    changes.push(field("unknown\u{0}", "NaN"));
    changes
}

fn field(name: &str, json: &str) -> Change {
    Change::Field {
        name: name.to_owned(),
        json: json.to_owned(),
    }
}

fn queries(operation: &Operation) -> Vec<Change> {
    const N_TEXTS: usize = 3;
    let mut texts = TEXTS.iter().cycle();
    let mut queries: Vec<String> = QUERIES.map(str::to_owned).to_vec();
    for parameter in &operation.query_parameters {
        let name = &parameter.name;
        let some = texts.by_ref().take(N_TEXTS);
        queries.extend(some.map(|text| format!("{name}={text}")));
        queries.push(format!("{name}=a&{name}=1&{name}"));
    }
    queries.push("a=1&".repeat(2_000));
    queries.push(format!("a={}", "%41".repeat(5_000)));
    queries.into_iter().map(Change::Query).collect()
}

fn paths(operation: &Operation) -> Vec<Change> {
    let segment = |parameter, text: &str| Change::Segment {
        parameter,
        text: text.to_owned(),
    };
    let n_parameters = operation.path.parameters().count();
    let mut changes = Vec::new();
    for parameter in 0..n_parameters {
        changes.extend(TEXTS.map(|text| segment(parameter, text)));
        changes.push(segment(parameter, &"a".repeat(5_000)));
        changes.push(segment(parameter, "a/b"));
    }
    changes
}

fn header(name: &str, value: &str) -> Change {
    Change::Header {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}
