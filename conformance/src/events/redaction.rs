//! What no file of a run holds: values of hidden parameters, and more of a body than anybody reads.
//!
//! Tokens are taken out before, by the client. Hidden values cannot be: the checks of what was
//! answered have to see whether the target gives them away.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use heat_spec::yaml::{self, Limits};
use serde_json::Value;

use super::Event;
use crate::check::Difference;
use crate::client::Exchange;
use crate::verdict::End;

/// The most bytes of a body that are kept.
const MAX_BODY: usize = 64 << 10;

/// Shorter values would be found in innocent texts; they are hidden beside their names only.
const MIN_ANYWHERE: usize = 6;

/// What stands in place of a hidden value.
const STARS: &str = "***";

/// The hidden parameters that requests of the run gave so far.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    names: BTreeSet<String>,
    /// What is replaced, and by what.
    replaced: Vec<(String, String)>,
}

impl Hidden {
    /// The event as it may be kept.
    pub(super) fn redact(&mut self, mut event: Event) -> Event {
        match &mut event {
            Event::Exchange { exchange, .. } => {
                self.learn(exchange);
                self.redact_exchange(exchange);
            }
            Event::Check {
                difference: Some(Difference { expected, seen, .. }),
                ..
            } => {
                self.replace(expected);
                self.replace(seen);
            }
            Event::Poll(poll) => self.replace(&mut poll.seen),
            Event::ScenarioFinished {
                end:
                    End::Blocked(reason)
                    | End::Error(reason)
                    | End::Unsupported(reason)
                    | End::Untested(reason),
                ..
            } => self.replace(reason),
            _ => {}
        }
        event
    }

    /// Whether an exchange can be kept as it is, as most can.
    fn is_fit(&self, exchange: &Exchange) -> bool {
        let bodies = [
            exchange.request_body.as_deref(),
            Some(exchange.body.as_str()),
        ];
        let is_long = bodies.iter().flatten().any(|body| body.len() > MAX_BODY);
        let headers = exchange.request_headers.iter().chain(&exchange.headers);
        let mut texts = bodies
            .into_iter()
            .flatten()
            .chain(headers.map(|(_, value)| value.as_str()))
            .chain([exchange.url.as_str()]);
        !is_long && !texts.any(|text| self.is_in(text))
    }

    fn redact_exchange(&self, exchange: &mut Arc<Exchange>) {
        if self.is_fit(exchange) {
            return;
        }
        let exchange = Arc::make_mut(exchange);
        self.replace(&mut exchange.url);
        for (_, value) in exchange
            .request_headers
            .iter_mut()
            .chain(&mut exchange.headers)
        {
            self.replace(value);
        }
        for body in exchange.request_body.iter_mut().chain([&mut exchange.body]) {
            self.replace(body);
            cut(body);
        }
    }

    fn is_in(&self, text: &str) -> bool {
        let mut replaced = self.replaced.iter();
        replaced.any(|(hidden, _)| text.contains(hidden.as_str()))
    }

    fn replace(&self, text: &mut String) {
        for (hidden, stars) in &self.replaced {
            if text.contains(hidden.as_str()) {
                *text = text.replace(hidden.as_str(), stars);
            }
        }
    }

    /// Learns the hidden values that a request gives.
    fn learn(&mut self, exchange: &Exchange) {
        let Some(text) = exchange.request_body.as_deref() else {
            return;
        };
        let declares = text.contains("hidden") || text.contains("NoEcho");
        if !declares && self.names.is_empty() {
            return;
        }
        let Ok(body) = serde_json::from_str::<Value>(text) else {
            return;
        };
        if declares && let Some(template) = document(body.get("template")) {
            self.learn_template(&template);
        }
        let environment = document(body.get("environment"));
        let given = [
            body.get("parameters"),
            environment.as_ref().and_then(|part| part.get("parameters")),
            environment
                .as_ref()
                .and_then(|part| part.get("parameter_defaults")),
        ];
        for parameters in given.into_iter().flatten().filter_map(Value::as_object) {
            for (name, value) in parameters {
                if self.names.contains(name) {
                    self.hide(name, value);
                }
            }
        }
    }

    /// Learns the names of a template's hidden parameters, and their defaults.
    fn learn_template(&mut self, template: &Value) {
        let sections = ["parameters", "Parameters"].map(|name| template.get(name));
        for parameters in sections.into_iter().flatten().filter_map(Value::as_object) {
            for (name, parameter) in parameters {
                let flags = ["hidden", "NoEcho"].map(|flag| parameter.get(flag));
                if flags.into_iter().flatten().any(is_true) {
                    self.names.insert(name.clone());
                    let defaults = ["default", "Default"].map(|key| parameter.get(key));
                    for default in defaults.into_iter().flatten() {
                        self.hide(name, default);
                    }
                }
            }
        }
    }

    fn hide(&mut self, name: &str, value: &Value) {
        let in_json = value.to_string();
        let stars = format!("\"{STARS}\"");
        for gap in ["", " "] {
            self.add(
                format!("\"{name}\":{gap}{in_json}"),
                format!("\"{name}\":{gap}{stars}"),
            );
        }
        if let Some(text) = value.as_str().filter(|text| text.len() >= MIN_ANYWHERE) {
            // As it is, in a document, and in a document that is a text in another one.
            let mut form = text.to_owned();
            for _ in 0..3 {
                self.add(form.clone(), STARS.to_owned());
                let quoted = Value::from(form.as_str()).to_string();
                quoted[1..quoted.len() - 1].clone_into(&mut form);
            }
        }
    }

    fn add(&mut self, hidden: String, stars: String) {
        if !self.replaced.iter().any(|(known, _)| *known == hidden) {
            self.replaced.push((hidden, stars));
        }
    }
}

/// A part of a body, which may be a document of its own as text.
fn document(part: Option<&Value>) -> Option<Value> {
    match part? {
        Value::String(text) => {
            let document = yaml::read(text, &Limits::default()).ok()?;
            Some((&document.value).into())
        }
        part => Some(part.clone()),
    }
}

/// Whether a flag is set, in one of the words that Heat takes for it.
fn is_true(flag: &Value) -> bool {
    match flag {
        Value::Bool(flag) => *flag,
        Value::String(word) => {
            !matches!(word.to_lowercase().as_str(), "false" | "no" | "0" | "off")
        }
        other => other.as_f64() != Some(0.0),
    }
}

fn cut(body: &mut String) {
    if body.len() > MAX_BODY {
        let n_bytes = body.len();
        let end = (0..=MAX_BODY).rev().find(|end| body.is_char_boundary(*end));
        body.truncate(end.unwrap_or(0));
        // Writing to a String cannot fail.
        let _ = write!(body, "… ({n_bytes} bytes)");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SECRET: &str = "s3cret \"pass\" wörd";

    fn kept(hidden: &mut Hidden, request: &Value, answer: &Value) -> String {
        let mut exchange = Exchange::sample("stacks.create", 201, answer);
        exchange.request_body = Some(request.to_string());
        let event = Event::Exchange {
            scenario: 1,
            overhead_us: 0,
            curl: String::new(),
            exchange: Arc::new(exchange),
        };
        serde_json::to_string(&hidden.redact(event)).unwrap()
    }

    #[test]
    fn a_hidden_value_stands_nowhere_in_whatever_form_it_is_given() {
        let hot = json!({"parameters": {"key": {"type": "string", "hidden": true}}});
        let text = "parameters:\n  key: {type: string, hidden: 'yes'}\n";
        let cfn = json!({"Parameters": {"key": {"Type": "String", "NoEcho": "true"}}});
        for template in [hot, json!(text), cfn] {
            for given in [
                json!({"template": template, "parameters": {"key": SECRET}}),
                json!({"template": template, "environment": {"parameters": {"key": SECRET}}}),
                json!({
                    "template": template,
                    "environment": json!({"parameters": {"key": SECRET}}).to_string(),
                }),
                json!({
                    "template": template,
                    "environment": {"parameter_defaults": {"key": SECRET}},
                }),
            ] {
                let mut hidden = Hidden::default();
                let echo = json!({"stack": {"parameters": {"key": SECRET}}});
                let line = kept(&mut hidden, &given, &echo);
                assert!(!line.contains("s3cret"), "{line}");
                assert!(line.contains("***"));
                // An update that keeps the template gives another value under the same name.
                let later = json!({"parameters": {"key": "another one"}});
                let line = kept(&mut hidden, &later, &json!("it is another one"));
                assert!(!line.contains("another one"), "{line}");
            }
        }
    }

    #[test]
    fn short_values_are_hidden_beside_their_names_and_others_are_kept() {
        let mut hidden = Hidden::default();
        let template = json!({"parameters": {
            "pin": {"type": "number", "hidden": true}, "size": {"type": "number"},
        }});
        let given = json!({"template": template, "parameters": {"pin": 77, "size": 77}});
        let line = kept(&mut hidden, &given, &json!({"port": 77}));
        assert!(line.contains(r#"\"pin\":\"***\",\"size\":77"#), "{line}");
        assert!(line.contains(r#"{\"port\":77}"#), "{line}");
    }

    #[test]
    fn what_a_check_or_an_end_says_is_redacted_as_well() {
        let mut hidden = Hidden::default();
        let template = json!({"parameters": {"key": {"default": SECRET, "hidden": true}}});
        kept(&mut hidden, &json!({"template": template}), &Value::Null);
        let difference = Difference::new(crate::check::At::Status, "stars", SECRET);
        let check = Event::Check {
            scenario: 1,
            requirement: "a.b".to_owned(),
            exchange: None,
            is_generated: false,
            alternative: None,
            difference: Some(difference),
        };
        let end = Event::ScenarioFinished {
            scenario: 1,
            at: jiff::Timestamp::UNIX_EPOCH,
            end: End::Blocked(format!("it showed {SECRET}")),
            step: None,
            seconds: 0.0,
            n_requests: 0,
        };
        for event in [check, end] {
            let line = serde_json::to_string(&hidden.redact(event)).unwrap();
            assert!(!line.contains("s3cret") && line.contains("***"), "{line}");
        }
    }

    #[test]
    fn long_bodies_are_cut_between_characters() {
        let line = kept(
            &mut Hidden::default(),
            &json!({}),
            &json!("ü".repeat(MAX_BODY)),
        );
        assert!(line.len() < MAX_BODY + 2000);
        assert!(line.contains(&format!("ü… ({} bytes)", 2 * MAX_BODY + 2)));
    }
}
