//! All exchanges of a run as an HTTP Archive 1.2, a page for each scenario.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::ReportError;
use crate::client::Exchange;
use crate::events::{History, Recorded};

/// The archive.
pub(super) fn text(history: &History) -> Result<String, ReportError> {
    let names: HashMap<usize, String> = history
        .started
        .scenarios
        .iter()
        .map(|one| {
            let title = format!("{} ({}:{})", one.name, one.feature, one.line);
            (one.number, title)
        })
        .collect();
    let mut pages: BTreeMap<usize, Value> = BTreeMap::new();
    let mut entries = Vec::new();
    for recorded in history.exchanges.values() {
        let scenario = recorded.scenario;
        let title = names
            .get(&scenario)
            .map_or("the run itself", String::as_str);
        pages.entry(scenario).or_insert_with(|| {
            json!({
                "startedDateTime": recorded.exchange.started.to_string(),
                "id": page_id(scenario),
                "title": title,
                "pageTimings": {},
            })
        });
        entries.push(entry(recorded));
    }
    let archive = json!({"log": {
        "version": "1.2",
        "creator": {"name": "heat-conformance", "version": history.started.suite},
        "pages": pages.into_values().collect::<Vec<Value>>(),
        "entries": entries,
        "comment": format!("run {} at {}", history.started.run, history.started.target.endpoint),
    }});
    // In one line, as nobody reads it, and it is large.
    serde_json::to_string(&archive).map_err(|error| ReportError::unmade("har", &error))
}

fn page_id(scenario: usize) -> String {
    format!("scenario-{scenario}")
}

fn entry(recorded: &Recorded) -> Value {
    let exchange = &recorded.exchange;
    let milliseconds = exchange.elapsed.as_secs_f64() * 1000.0;
    json!({
        "pageref": page_id(recorded.scenario),
        "startedDateTime": exchange.started.to_string(),
        "time": milliseconds,
        "request": request(exchange),
        "response": response(exchange),
        "cache": {},
        // The client sees only the whole.
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "comment": format!("#{} as {}", exchange.number, exchange.role),
        "_number": exchange.number,
        "_operation": exchange.operation,
    })
}

fn request(exchange: &Exchange) -> Value {
    let mut request = json!({
        "method": exchange.method,
        "url": exchange.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&exchange.request_headers),
        "queryString": query(&exchange.url),
        "headersSize": -1,
        "bodySize": exchange.request_body.as_ref().map_or(0, String::len),
    });
    if let Some(body) = &exchange.request_body {
        let mut types = exchange.request_headers.iter();
        let media_type = types.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        request["postData"] = json!({
            "mimeType": media_type.map_or("", |(_, value)| value.as_str()),
            "params": [],
            "text": body,
        });
    }
    request
}

fn response(exchange: &Exchange) -> Value {
    // The client does not see the words that the target itself chose.
    let status = reqwest::StatusCode::from_u16(exchange.status).ok();
    json!({
        "status": exchange.status,
        "statusText": status.and_then(|status| status.canonical_reason()).unwrap_or_default(),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&exchange.headers),
        "content": {
            "size": exchange.body.len(),
            "mimeType": exchange.header("content-type").unwrap_or_default(),
            "text": exchange.body,
        },
        "redirectURL": exchange.header("location").unwrap_or_default(),
        "headersSize": -1,
        "bodySize": exchange.body.len(),
    })
}

fn headers(headers: &[(String, String)]) -> Vec<Value> {
    let headers = headers.iter();
    headers
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}

fn query(url: &str) -> Vec<Value> {
    let Ok(url) = reqwest::Url::parse(url) else {
        return Vec::new();
    };
    let pairs = url.query_pairs();
    pairs
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}
