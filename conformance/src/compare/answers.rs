//! Answers that differ: in their status, in headers that matter, in the shape of their body.
//!
//! Answers are compared within one scenario, operation and identity. How often something was
//! asked, and which of the values differ, is not looked at: ids, times and speed are no difference.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde::Serialize;
use serde_json::Value;

use super::shape::Shape;
use crate::client::Exchange;

/// Headers that clients go by.
const HEADERS: [&str; 5] = [
    "content-type",
    "location",
    "www-authenticate",
    "x-openstack-request-id",
    "allow",
];

/// The answers that a run saw.
#[derive(Debug, Default)]
pub struct Answers(BTreeMap<Asked, Answered>);

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Asked {
    scenario: String,
    operation: String,
    identity: String,
}

/// What came back.
#[derive(Debug, Default)]
struct Answered {
    statuses: BTreeSet<u16>,
    /// By status.
    headers: BTreeMap<u16, BTreeSet<String>>,
    shapes: BTreeMap<u16, Shape>,
}

/// An answer that differs.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct AnswerDifference {
    /// The scenario that asked.
    pub scenario: String,
    /// The operation.
    pub operation: String,
    /// As whom.
    pub identity: String,
    /// What differs: `status`, `header of 200`, `body of 200 at /stack/tags`.
    pub at: String,
    /// What the first run saw.
    pub first: String,
    /// What the second run saw.
    pub second: String,
}

impl Answers {
    /// Adds an exchange of a scenario.
    pub fn add(&mut self, scenario: &str, exchange: &Exchange) {
        let Some(operation) = &exchange.operation else {
            return;
        };
        let asked = Asked {
            scenario: scenario.to_owned(),
            operation: operation.clone(),
            identity: exchange.role.phrase().to_owned(),
        };
        let answered = self.0.entry(asked).or_default();
        let status = exchange.status;
        answered.statuses.insert(status);
        let headers = HEADERS.into_iter().filter_map(|name| {
            let value = exchange.header(name)?;
            Some(match name {
                "content-type" => format!("{name}: {value}"),
                _ => name.to_owned(),
            })
        });
        answered.headers.entry(status).or_default().extend(headers);
        // Exchanges that come from a file have their body as text alone.
        let json = exchange.json.clone();
        let json = json.or_else(|| serde_json::from_str(&exchange.body).ok());
        if let Some(json) = json.as_ref().filter(|json| !is_in_progress(json)) {
            let shape = answered.shapes.entry(status).or_default();
            shape.add(json, &renamed);
        }
    }

    /// What differs from another run's answers.
    pub(super) fn compare(&self, other: &Self) -> Vec<AnswerDifference> {
        let mut differences = Vec::new();
        for (asked, first) in &self.0 {
            // A scenario that only one could play shows in its requirements.
            if let Some(second) = other.0.get(asked) {
                first.compare(second, asked, &mut differences);
            }
        }
        differences
    }
}

impl Answered {
    fn compare(&self, other: &Self, asked: &Asked, differences: &mut Vec<AnswerDifference>) {
        let mut differ = |at: String, first: String, second: String| {
            if first != second {
                differences.push(AnswerDifference {
                    scenario: asked.scenario.clone(),
                    operation: asked.operation.clone(),
                    identity: asked.identity.clone(),
                    at,
                    first,
                    second,
                });
            }
        };
        let statuses = |one: &Self| words(one.statuses.iter().map(u16::to_string));
        differ("status".to_owned(), statuses(self), statuses(other));
        for status in self.statuses.intersection(&other.statuses) {
            let headers = |one: &Self| {
                let headers = one.headers.get(status);
                words(headers.into_iter().flatten().cloned())
            };
            differ(
                format!("headers of {status}"),
                headers(self),
                headers(other),
            );
            let (Some(first), Some(second)) = (self.shapes.get(status), other.shapes.get(status))
            else {
                continue;
            };
            let places: BTreeSet<&String> = first.0.keys().chain(second.0.keys()).collect();
            for place in places {
                let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent);
                let is_new = |shape: &Shape| !place.is_empty() && !shape.0.contains_key(parent);
                // Where the whole part is missing, that is said once.
                if is_new(first) || is_new(second) {
                    continue;
                }
                let types = |shape: &Shape| match shape.0.get(place) {
                    None => "nothing".to_owned(),
                    Some(types) => words(types.iter().map(|one| (*one).to_owned())),
                };
                differ(
                    format!("body of {status} at {place}"),
                    types(first),
                    types(second),
                );
            }
        }
    }
}

fn words(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        "nothing".to_owned()
    } else {
        words.join(", ")
    }
}

/// Whether an answer shows a stack in the middle of something: chance decides who sees that, and no
/// outputs are shown then.
fn is_in_progress(answer: &Value) -> bool {
    let status = answer.pointer("/stack/stack_status");
    let status = status.and_then(Value::as_str);
    status.is_some_and(|status| status.ends_with("_IN_PROGRESS"))
}

/// A key without what is the run's own: its prefix, ids.
fn renamed(key: &str) -> String {
    use std::sync::LazyLock;
    static OWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            "hc-[0-9a-f]{8}-|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}",
        )
        .ok()
    });
    match &*OWN {
        Some(own) => own.replace_all(key, "…").into_owned(),
        None => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answers(exchanges: &[(&str, u16, Value)]) -> Answers {
        let mut answers = Answers::default();
        for (scenario, status, body) in exchanges {
            answers.add(scenario, &Exchange::sample("stacks.show", *status, body));
        }
        answers
    }

    fn differences(first: &[(&str, u16, Value)], second: &[(&str, u16, Value)]) -> Vec<String> {
        let found = answers(first).compare(&answers(second));
        let told = found
            .iter()
            .map(|one| format!("{}: {} | {}", one.at, one.first, one.second));
        told.collect()
    }

    #[test]
    fn values_order_and_number_of_answers_are_no_difference() {
        let one = json!({"stack": {"id": "1", "parameters": {"hc-01234567-web": "x"}}});
        let other = json!({"stack": {"parameters": {"hc-89abcdef-web": "yy"}, "id": "2"}});
        let twice = [("s", 200, other.clone()), ("s", 200, other)];
        assert!(differences(&[("s", 200, one)], &twice).is_empty());
    }

    #[test]
    fn what_was_seen_in_the_middle_of_something_is_no_difference() {
        let stack = |status: &str| json!({"stack": {"stack_status": status}});
        let done = json!({"stack": {"stack_status": "CREATE_COMPLETE", "outputs": []}});
        let polled = [
            ("s", 200, stack("CREATE_IN_PROGRESS")),
            ("s", 200, done.clone()),
        ];
        assert!(differences(&polled, &[("s", 200, done.clone())]).is_empty());
        let deleting = [("s", 200, stack("DELETE_IN_PROGRESS"))];
        assert!(differences(&[("s", 200, done.clone())], &deleting).is_empty());
        let ended = [("s", 200, stack("CREATE_COMPLETE"))];
        assert_eq!(
            differences(&[("s", 200, done)], &ended),
            ["body of 200 at /stack/outputs: array | nothing"]
        );
    }

    #[test]
    fn status_and_shape_are_told_where_they_differ() {
        let first = json!({"stack": {"id": "1", "tags": null, "outputs": [{"a": 1}]}});
        let second = json!({"stack": {"id": 1, "outputs": [{"a": 1, "b": {"c": 2}}]}});
        assert_eq!(
            differences(
                &[("s", 200, first), ("s", 404, json!({}))],
                &[("s", 200, second), ("s", 410, json!({}))]
            ),
            [
                "status: 200, 404 | 200, 410",
                "body of 200 at /stack/id: string | number",
                "body of 200 at /stack/outputs/*/b: nothing | object",
                "body of 200 at /stack/tags: null | nothing",
            ]
        );
        assert!(differences(&[("s", 200, json!(1))], &[("t", 200, json!(""))]).is_empty());
    }
}
