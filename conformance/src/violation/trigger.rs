//! Conditions of rules, ready to be looked at.

use heat_spec::catalogue::{BodyExpectation, Matcher};
use regex::Regex;
use serde_json::Value;

use super::message::{Answer, Asked};
use super::rule::{ANY, When};
use crate::check::{points, same};
use crate::target::Role;

/// The conditions of a rule.
#[derive(Debug)]
pub(super) struct Trigger {
    when: When,
    operations: Vec<String>,
    query: Vec<(String, Regex)>,
    path: Option<Regex>,
    body: Option<Regex>,
    request: Vec<Point>,
    answer: Vec<Point>,
    after: Option<Box<Trigger>>,
    not_after: Option<Box<Trigger>>,
}

/// A place in a body and what is there.
#[derive(Debug)]
struct Point {
    at: String,
    test: Test,
}

#[derive(Debug)]
enum Test {
    Equals(Value),
    Matches(Regex),
    Contains(String),
    Present,
    Absent,
}

/// Why conditions cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TriggerError {
    /// A pattern is none.
    #[error(transparent)]
    Pattern(#[from] regex::Error),
    /// Schemas are not looked at.
    #[error("a condition at {0} is a schema")]
    Schema(String),
}

/// A request as conditions see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
    pub(super) asked: &'a Asked,
    /// The operations that it may be for.
    pub(super) operations: &'a [String],
    /// Who sent it, if that is known.
    pub(super) role: Option<Role>,
}

/// An exchange that is over.
#[derive(Debug)]
pub(super) struct Past {
    pub(super) asked: Asked,
    pub(super) operations: Vec<String>,
    pub(super) role: Option<Role>,
    pub(super) answer: Answer,
}

impl Past {
    fn seen(&self) -> Seen<'_> {
        Seen {
            asked: &self.asked,
            operations: &self.operations,
            role: self.role,
        }
    }
}

impl Trigger {
    /// The conditions of a rule of a violation of an operation.
    pub(super) fn new(when: &When, operation: &str) -> Result<Self, TriggerError> {
        let mut operations = when.operation.clone();
        if operations.is_empty() && when.path.is_none() {
            operations.push(operation.to_owned());
        }
        let inner = |when: &Option<Box<When>>| match when {
            Some(when) => Self::new(when, operation).map(|inner| Some(Box::new(inner))),
            None => Ok(None),
        };
        let pattern = |pattern: &Option<String>| pattern.as_deref().map(whole).transpose();
        let query = when.query_matches.iter();
        Ok(Self {
            operations,
            query: query
                .map(|(name, pattern)| Ok((name.clone(), whole(pattern)?)))
                .collect::<Result<_, regex::Error>>()?,
            path: pattern(&when.path)?,
            body: pattern(&when.body)?,
            after: inner(&when.after)?,
            not_after: inner(&when.not_after)?,
            request: tests(&when.request)?,
            answer: tests(&when.answer)?,
            when: when.clone(),
        })
    }

    /// What is not decided by one exchange alone.
    pub(super) fn when(&self) -> &When {
        &self.when
    }

    /// Whether the answer matters.
    pub(super) fn looks_at_answer(&self) -> bool {
        !self.when.status.is_empty() || !self.answer.is_empty()
    }

    /// Whether a request fits.
    pub(super) fn fits_request(&self, seen: Seen<'_>) -> bool {
        let When {
            method,
            query,
            without_query,
            role,
            header,
            ..
        } = &self.when;
        let asked = seen.asked;
        let operations = seen.operations;
        let pairs = asked.query_pairs();
        let has = |name: &String, value: &Option<String>| {
            pairs.iter().any(|(known, found)| {
                known == name && value.as_ref().is_none_or(|value| value == found)
            })
        };
        (self.operations.is_empty() || operations.iter().any(|one| self.is_about(one)))
            && (method.is_empty() || method.contains(&asked.method))
            && (role.is_empty() || seen.role.is_some_and(|one| role.contains(&one)))
            && query.iter().all(|(name, value)| has(name, value))
            && self.query.iter().all(|(name, pattern)| {
                let mut values = pairs.iter().filter(|(known, _)| known == name);
                values.any(|(_, value)| pattern.is_match(value))
            })
            && self
                .path
                .as_ref()
                .is_none_or(|path| path.is_match(&asked.path))
            && header.iter().all(|(name, value)| {
                let found = asked.headers.get(name.as_str());
                let found = found.and_then(|found| found.to_str().ok());
                found.is_some_and(|found| value.as_ref().is_none_or(|value| value == found))
            })
            && self
                .body
                .as_ref()
                .is_none_or(|body| body.is_match(&String::from_utf8_lossy(&asked.body)))
            && !without_query.iter().any(|name| has(name, &None))
            && hold(&self.request, || asked.json())
    }

    /// Whether the exchanges so far fit.
    pub(super) fn fits_past(&self, past: &[Past]) -> bool {
        let has = |trigger: &Self| {
            let mut past = past.iter();
            past.any(|past| trigger.fits_request(past.seen()) && trigger.fits_answer(&past.answer))
        };
        self.after.as_deref().is_none_or(has) && !self.not_after.as_deref().is_some_and(has)
    }

    fn is_about(&self, operation: &String) -> bool {
        let mut operations = self.operations.iter();
        operations.any(|one| one == operation || one == ANY)
    }

    /// Whether an answer fits.
    pub(super) fn fits_answer(&self, answer: &Answer) -> bool {
        (self.when.status.is_empty() || self.when.status.contains(&answer.status))
            && hold(&self.answer, || answer.json())
    }
}

/// Whether a value is as described; nothing is like a description that cannot be looked at.
pub(super) fn holds(expected: &[BodyExpectation], document: &Value) -> bool {
    tests(expected).is_ok_and(|points| points.iter().all(|point| point.holds(document)))
}

/// A pattern for whole texts.
fn whole(pattern: &str) -> Result<Regex, regex::Error> {
    Regex::new(&format!(r"\A(?s:{pattern})\z"))
}

fn tests(expected: &[BodyExpectation]) -> Result<Vec<Point>, TriggerError> {
    let point = |BodyExpectation { at, is }: &BodyExpectation| {
        let test = match is {
            Matcher::Equals(value) => Test::Equals(value.clone()),
            Matcher::Matches(pattern) => Test::Matches(whole(pattern)?),
            Matcher::Contains(text) => Test::Contains(text.clone()),
            Matcher::Present => Test::Present,
            Matcher::Absent => Test::Absent,
            Matcher::Schema(_) => return Err(TriggerError::Schema(at.clone())),
        };
        Ok(Point {
            at: at.clone(),
            test,
        })
    };
    expected.iter().map(point).collect()
}

fn hold(points: &[Point], document: impl FnOnce() -> Option<Value>) -> bool {
    if points.is_empty() {
        return true;
    }
    document().is_some_and(|document| points.iter().all(|point| point.holds(&document)))
}

impl Point {
    fn holds(&self, document: &Value) -> bool {
        let mut found = points(document, &self.at).into_iter();
        found.all(|(_, value)| self.test.holds(value))
    }
}

impl Test {
    fn holds(&self, value: Option<&Value>) -> bool {
        let text = value.and_then(Value::as_str);
        match self {
            Self::Equals(expected) => value.is_some_and(|value| same(expected, value)),
            Self::Matches(regex) => text.is_some_and(|text| regex.is_match(text)),
            Self::Contains(part) => text.is_some_and(|text| text.contains(part)),
            Self::Present => value.is_some(),
            Self::Absent => value.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;
    use axum::http::HeaderMap;
    use serde_json::json;

    use super::*;

    fn trigger(when: Value) -> Trigger {
        Trigger::new(&serde_json::from_value(when).unwrap(), "stacks.list").unwrap()
    }

    fn past(operation: &str, query: &str, status: u16, answer: &Value) -> Past {
        let mut headers = HeaderMap::new();
        headers.insert("x-auth-token", "secret".parse().unwrap());
        Past {
            asked: Asked {
                method: "GET".to_owned(),
                path: "/v1/p/stacks".to_owned(),
                query: query.to_owned(),
                headers,
                body: Bytes::from_static(b"{}"),
            },
            operations: vec![operation.to_owned()],
            role: Some(Role::Member),
            answer: Answer {
                status,
                headers: HeaderMap::new(),
                body: answer.to_string().into(),
            },
        }
    }

    /// Whether a request with this query fits.
    fn fits(when: Value, query: &str) -> bool {
        let past = past("stacks.list", query, 200, &json!({}));
        trigger(when).fits_request(past.seen())
    }

    #[test]
    fn every_condition_has_to_be_met() {
        assert!(fits(json!({}), ""));
        assert!(fits(
            json!({"query-matches": {"limit": "[0-9]+"}}),
            "limit=12"
        ));
        assert!(!fits(
            json!({"query-matches": {"limit": "[0-9]+"}}),
            "limit=12x"
        ));
        assert!(!fits(json!({"query-matches": {"limit": ".*"}}), "marker=1"));
        assert!(fits(json!({"header": {"x-auth-token": null}}), ""));
        assert!(!fits(json!({"header": {"x-auth-token": "other"}}), ""));
        assert!(fits(json!({"path": "/v1/.*"}), ""));
        assert!(!fits(json!({"path": "/v1"}), ""));
        assert!(!fits(json!({"body": ".+x"}), ""));
        assert!(!fits(json!({"role": "reader"}), ""));
        assert!(!fits(json!({"operation": "stacks.show"}), ""));
    }

    #[test]
    fn earlier_exchanges_decide() {
        let failed = json!([{"at": "/stack/stack_status", "is": {"equals": "CREATE_FAILED"}}]);
        let show = json!({"operation": "stacks.show", "status": 200, "answer": failed});
        let after = trigger(json!({"after": show}));
        let not_after = trigger(json!({"not-after": show}));
        let body = |status: &str| json!({"stack": {"stack_status": status}});
        let before = [past("stacks.show", "", 200, &body("CREATE_IN_PROGRESS"))];
        assert!(!after.fits_past(&before));
        assert!(not_after.fits_past(&before));
        let now = [past("stacks.show", "", 200, &body("CREATE_FAILED"))];
        assert!(after.fits_past(&now));
        assert!(!not_after.fits_past(&now));
    }
}
