//! Whether an answer is what was recorded, but for ids and times.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::answer::Answer;
use crate::ids::Ids;
use crate::order;
use crate::recording::Response;
use crate::volatile::{Kind, form, parts};

/// Where an answer is not what was recorded.
#[derive(Debug)]
pub(crate) struct Difference {
    /// `status`, a header's name, or a JSON pointer.
    pub(crate) at: String,
    pub(crate) recorded: String,
    pub(crate) seen: String,
}

/// Headers that are compared by their text.
const HEADERS: &[&str] = &[
    "Content-Type",
    "Location",
    "Allow",
    "WWW-Authenticate",
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers",
    "Access-Control-Max-Age",
    "Vary",
];

/// Compares an answer with a recorded one, and notes the ids that it gives.
pub(crate) struct Comparison<'a> {
    ids: &'a mut Ids,
    /// The path that was asked.
    path: &'a str,
    differences: Vec<Difference>,
}

impl<'a> Comparison<'a> {
    /// What differs in the answer to a request for that path.
    pub(crate) fn differences(
        ids: &'a mut Ids,
        path: &'a str,
        recorded: &Response,
        seen: &Answer,
    ) -> Vec<Difference> {
        let mut comparison = Self {
            ids,
            path,
            differences: Vec::new(),
        };
        comparison.compare(recorded, seen);
        comparison.differences
    }

    fn compare(&mut self, recorded: &Response, seen: &Answer) {
        if recorded.status != seen.status {
            self.differ("status", &recorded.status, &seen.status);
        }
        for name in HEADERS {
            match (recorded.header(name), seen.header(name)) {
                (None, None) => {}
                (Some(recorded), Some(seen)) => self.text(name, recorded, seen),
                (recorded, seen) => self.differ(name, &show(recorded), &show(seen)),
            }
        }
        let request_id = "x-openstack-request-id";
        let (had, has) = (recorded.header(request_id), seen.header(request_id));
        if had.is_some() != has.is_some() {
            self.differ(request_id, &show(had), &show(has));
        }
        self.value("", &recorded.value(), &seen.value());
    }

    fn value(&mut self, at: &str, recorded: &Value, seen: &Value) {
        match (recorded, seen) {
            (Value::String(recorded), Value::String(seen)) => self.text(at, recorded, seen),
            (Value::Array(recorded), Value::Array(seen)) if at == "/services" => {
                self.engines(recorded, seen);
            }
            (Value::Array(recorded), Value::Array(seen)) if recorded.len() == seen.len() => {
                let list = at.rsplit('/').next().unwrap_or_default();
                let pairing = order::pairing(list, self.path, self.ids, recorded, seen);
                for (index, (recorded, pair)) in recorded.iter().zip(pairing).enumerate() {
                    self.value(&format!("{at}/{index}"), recorded, &seen[pair]);
                }
            }
            (Value::Object(recorded), Value::Object(seen)) => {
                for (key, value) in recorded {
                    let at = format!("{at}/{key}");
                    match seen.get(key) {
                        _ if self.is_free(key) => {}
                        Some(other) => self.value(&at, value, other),
                        None => self.differ(&at, value, &"nothing"),
                    }
                }
                for (key, value) in seen {
                    if !recorded.contains_key(key) && !self.is_free(key) {
                        self.differ(&format!("{at}/{key}"), &"nothing", value);
                    }
                }
            }
            (recorded, seen) if recorded == seen => {}
            (recorded, seen) => self.differ(at, recorded, seen),
        }
    }

    /// How many engines run, and since when, is each service's own affair: only what they look like
    /// is compared.
    fn engines(&mut self, recorded: &[Value], seen: &[Value]) {
        let looks = |engines: &[Value]| -> BTreeSet<String> { engines.iter().map(look).collect() };
        let (recorded, seen) = (looks(recorded), looks(seen));
        if !seen.is_subset(&recorded) || seen.is_empty() != recorded.is_empty() {
            self.differ("/services", &format!("{recorded:?}"), &format!("{seen:?}"));
        }
    }

    /// Whether each server may word this itself: descriptions of types and functions.
    fn is_free(&self, key: &str) -> bool {
        let is_description = key.eq_ignore_ascii_case("description");
        is_description
            && (self.path.contains("/resource_types") || self.path.contains("/functions"))
    }

    fn text(&mut self, at: &str, recorded: &str, seen: &str) {
        let (old, new) = (parts(recorded), parts(seen));
        let mut is_same = old.len() == new.len();
        for (old, new) in old.iter().zip(&new) {
            is_same &= old.kind == new.kind
                && match old.kind {
                    Kind::Plain => old.text == new.text,
                    Kind::Id => self.ids.is_for(old.text, new.text),
                    Kind::Time => form(old.text) == form(new.text),
                    Kind::Noise => true,
                };
        }
        let is_chance = is_random(recorded) && is_random(seen) && recorded.len() == seen.len();
        if !is_same && !is_chance {
            self.differ(at, &recorded, &seen);
        }
    }

    fn differ(&mut self, at: &str, recorded: &dyn ToString, seen: &dyn ToString) {
        self.differences.push(Difference {
            at: at.to_owned(),
            recorded: recorded.to_string(),
            seen: seen.to_string(),
        });
    }
}

/// Whether a text looks like one that `OS::Heat::RandomString` made.
fn is_random(text: &str) -> bool {
    matches!(text.len(), 8 | 32)
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && text
            .chars()
            .any(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// The fields of an engine with their types, but for a time that it may not have yet.
fn look(engine: &Value) -> String {
    let type_of = |value: &Value| match value {
        Value::String(_) => "text",
        Value::Number(_) => "number",
        _ => "something else",
    };
    let fields = engine.as_object().into_iter().flatten();
    let looks = fields.map(|(name, value)| match name.as_str() {
        "updated_at" | "deleted_at" => name.clone(),
        _ => format!("{name}: {}", type_of(value)),
    });
    looks
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
        .join(", ")
}

fn show(header: Option<&str>) -> String {
    header.map_or("nothing".to_owned(), |text| format!("`{text}`"))
}
