//! `make_url`: a URL from its parts, properly escaped.

use heat_spec::{Fault, Key, Map, Value, fault};
use indexmap::IndexMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Function;
use crate::expression::check::check_arguments;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::number;
use crate::python::refusal::Refusal;

/// A map of the parts below.
pub(crate) static MAKE_URL: Function = Function {
    check,
    ..Function::new(url)
};

/// The parts, in the order in which they are checked.
const PARTS: &[&str] = &[
    "scheme", "username", "password", "host", "port", "path", "query", "fragment",
];

/// Everything but letters, digits and `_.-~`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'_')
    .remove(b'.')
    .remove(b'-')
    .remove(b'~');
const IN_HOST: &AsciiSet = &RESERVED.remove(b':');
const IN_PATH: &AsciiSet = &RESERVED.remove(b'/');
const IN_QUERY: &AsciiSet = &IN_PATH.remove(b' ');

/// Schemes whose URLs have an authority, even an empty one.
const WITH_AUTHORITY: &[&str] = &[
    "ftp",
    "http",
    "gopher",
    "nntp",
    "telnet",
    "imap",
    "wais",
    "file",
    "mms",
    "https",
    "shttp",
    "snews",
    "prospero",
    "rtsp",
    "rtspu",
    "rsync",
    "svn",
    "svn+ssh",
    "sftp",
    "nfs",
    "git",
    "git+ssh",
    "ws",
    "wss",
    "itms-services",
];

fn check(call: &Call, scope: &Scope<'_>) -> Result<(), Fault> {
    check_arguments(call, scope)?;
    let Some(arguments) = call.arguments.as_map() else {
        return Err(fault::make_url_arguments(call.name));
    };
    let unknown: Vec<String> = arguments
        .keys()
        .filter(|key| !key.as_str().is_some_and(|key| PARTS.contains(&key)))
        .map(ToString::to_string)
        .collect();
    if !unknown.is_empty() {
        return Err(fault::make_url_keys(call.name, unknown.join(", ")));
    }
    check_parts(call, arguments)
}

/// Checks parts in order; a query ends the check, so that a fragment after it is not looked at.
///
/// What is computed is looked at when it is known.
fn check_parts(call: &Call, parts: &IndexMap<Key, Expression>) -> Result<(), Fault> {
    for part in PARTS {
        let Some(value) = parts.get(*part) else {
            continue;
        };
        match (*part, value) {
            ("query", Expression::Call(_) | Expression::Map(_)) => return Ok(()),
            ("query", _) => return Err(fault::make_url_argument(part, call.name, "map")),
            (_, Expression::Call(_) | Expression::Scalar(Value::String(_))) if *part != "port" => {}
            (_, Expression::Call(_)) => {}
            ("port", port) => check_port(call, &port.as_written(), parts)?,
            _ => return Err(fault::make_url_argument(part, call.name, "string")),
        }
    }
    Ok(())
}

fn check_port(call: &Call, port: &Value, parts: &IndexMap<Key, Expression>) -> Result<(), Fault> {
    let number = number::integer(port).map_err(|refusal| match refusal {
        Refusal::Value(_) => {
            let arguments: Value = parts
                .iter()
                .map(|(key, part)| (key.clone(), part.as_written()))
                .collect();
            fault::make_url_port(port.python_str(), call.name, arguments.python_repr())
        }
        Refusal::Type(text) => fault::function_argument(text),
    })?;
    if number.as_i64().is_some_and(|n| (1..=65535).contains(&n)) {
        Ok(())
    } else {
        Err(fault::make_url_port_range(number.python_str()))
    }
}

fn url(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let parts = resolve(&call.arguments, scope)?;
    let Some(parts) = parts.as_map() else {
        return Err(fault::make_url_arguments(call.name));
    };
    let known = parts
        .iter()
        .map(|(key, part)| (key.clone(), as_expression(part)))
        .collect();
    check_parts(call, &known)?;
    let text = |part: &str| parts.get(part).map_or(Ok(""), text_of);
    let scheme = text("scheme")?;
    if scheme.contains(':') {
        return Err(fault::make_url_scheme());
    }
    let authority = authority(parts)?;
    let path = escaped(text("path")?, IN_PATH);
    let query = parts.get("query").and_then(Value::as_map).map(query);
    let fragment = escaped(text("fragment")?, IN_PATH);
    let mut url = String::new();
    let has_authority =
        !authority.is_empty() || (WITH_AUTHORITY.contains(&scheme) && !path.starts_with("//"));
    if has_authority {
        url.push_str("//");
        url.push_str(&authority);
        if !path.is_empty() && !path.starts_with('/') {
            url.push('/');
        }
    }
    url.push_str(&path);
    if !scheme.is_empty() {
        url = format!("{scheme}:{url}");
    }
    if let Some(query) = query.filter(|query| !query.is_empty()) {
        url.push('?');
        url.push_str(&query);
    }
    if !fragment.is_empty() {
        url.push('#');
        url.push_str(&fragment);
    }
    scope.budget.spend_text(&url)?;
    Ok(Some(Value::from(url)))
}

/// A value that is known, as if it had been written.
fn as_expression(value: &Value) -> Expression {
    match value {
        Value::Map(map) => Expression::Map(
            map.iter()
                .map(|(key, item)| (key.clone(), as_expression(item)))
                .collect(),
        ),
        Value::List(items) => Expression::List(items.iter().map(as_expression).collect()),
        scalar => Expression::Scalar(scalar.clone()),
    }
}

fn text_of(value: &Value) -> Result<&str, Fault> {
    value
        .as_str()
        .ok_or_else(|| fault::function_argument("quote_from_bytes() expected bytes"))
}

fn authority(parts: &Map) -> Result<String, Fault> {
    let text = |part: &str| parts.get(part).map_or(Ok(""), text_of);
    let (username, password) = (text("username")?, text("password")?);
    let mut authority = String::new();
    if !username.is_empty() || !password.is_empty() {
        authority.push_str(&escaped(username, RESERVED));
        if !password.is_empty() {
            authority.push(':');
            authority.push_str(&escaped(password, RESERVED));
        }
        authority.push('@');
    }
    let host = text("host")?;
    let bare = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host);
    let host = escaped(bare, IN_HOST);
    if host.contains(':') {
        authority.push('[');
        authority.push_str(&host);
        authority.push(']');
    } else {
        authority.push_str(&host);
    }
    if let Some(port) = parts.get("port").filter(|port| port.is_truthy()) {
        authority.push(':');
        authority.push_str(&port.python_str());
    }
    Ok(authority)
}

/// Form encoding, but slashes stay.
fn query(pairs: &Map) -> String {
    let encoded = |text: &str| escaped(text, IN_QUERY).replace(' ', "+");
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(key, value)| {
            format!(
                "{}={}",
                encoded(&key.to_string()),
                encoded(&value.python_str())
            )
        })
        .collect();
    pairs.join("&")
}

fn escaped(text: &str, reserved: &'static AsciiSet) -> String {
    utf8_percent_encode(text, reserved).to_string()
}
