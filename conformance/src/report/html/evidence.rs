//! The exchanges behind the checks that the page shows.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::client::Exchange;
use crate::events::History;
use crate::report::{CheckResult, RequirementResult};

/// So many looks at a requirement are shown: all that failed, as far as this goes, and others.
const MAX_SHOWN: usize = 5;

/// The most characters of a body: where all is well, and where something is broken.
const MAX_BODY: [usize; 2] = [1_500, 20_000];

/// The exchanges that the page shows.
pub(super) struct Evidence<'a> {
    history: &'a History,
    exchanges: BTreeMap<u64, Shaped>,
}

/// A look at a requirement.
pub(super) struct Shown<'a> {
    pub(super) check: &'a CheckResult,
    /// The exchange in one line.
    pub(super) line: Option<String>,
    pub(super) number: u64,
}

/// An exchange as the page holds it.
#[derive(Serialize)]
struct Shaped {
    request: String,
    request_headers: Vec<(String, String)>,
    request_body: Option<String>,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    role: String,
    operation: Option<String>,
    at: String,
    milliseconds: f64,
    curl: String,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(history: &'a History) -> Self {
        Self {
            history,
            exchanges: BTreeMap::new(),
        }
    }

    /// The looks at a requirement that are shown: those that broke it, or the last that met it.
    pub(super) fn of(&mut self, result: &'a RequirementResult) -> Vec<Shown<'a>> {
        let (met, broken): (Vec<&CheckResult>, Vec<&CheckResult>) =
            result.checks.iter().partition(|check| check.is_met);
        let checks: Vec<&CheckResult> = if broken.is_empty() {
            met.last().copied().into_iter().collect()
        } else {
            broken.into_iter().take(MAX_SHOWN).collect()
        };
        let shown = checks.into_iter().map(|check| {
            let recorded = check
                .exchange
                .and_then(|number| self.history.exchanges.get(&number));
            let exchange = recorded.map(|recorded| recorded.exchange.as_ref());
            if let Some(exchange) = exchange {
                let shaped = Shaped::of(exchange, MAX_BODY[usize::from(!check.is_met)]);
                let known = self.exchanges.get(&exchange.number);
                if known.is_none_or(|known| known.body.len() < shaped.body.len()) {
                    self.exchanges.insert(exchange.number, shaped);
                }
            }
            Shown {
                check,
                line: exchange.map(Exchange::to_string),
                number: check.exchange.unwrap_or_default(),
            }
        });
        shown.collect()
    }

    /// As JSON that may stand in a script element, which only `<` could end.
    pub(super) fn json(&self) -> Result<String, String> {
        let text = serde_json::to_string(&self.exchanges).map_err(|error| error.to_string())?;
        Ok(text.replace('<', "\\u003c"))
    }
}

impl Shaped {
    fn of(exchange: &Exchange, max_body: usize) -> Self {
        Self {
            request: format!("{} {}", exchange.method, exchange.url),
            request_headers: exchange.request_headers.clone(),
            request_body: exchange
                .request_body
                .as_deref()
                .map(|body| cut(body, max_body)),
            status: exchange.status,
            headers: exchange.headers.clone(),
            body: cut(&exchange.body, max_body),
            role: exchange.role.to_string(),
            operation: exchange.operation.clone(),
            at: exchange.started.to_string(),
            milliseconds: (exchange.elapsed.as_secs_f64() * 100_000.0).round() / 100.0,
            curl: cut(&exchange.curl(), max_body),
        }
    }
}

fn cut(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
    }
}
