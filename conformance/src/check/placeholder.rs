//! Names in braces, which stand for what the scenario used.

use indexmap::IndexMap;
use regex::Regex;
use serde_json::Value;

use crate::client::Exchange;
use crate::target::Endpoint;

/// What the names in braces stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placeholders(IndexMap<String, String>);

/// A name in braces that stands for nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing is known for {{{0}}}")]
pub(crate) struct UnknownPlaceholder(pub(crate) String);

impl Placeholders {
    /// Lets a name stand for a text; a later text replaces an earlier one.
    pub(crate) fn set(&mut self, name: &str, text: impl Into<String>) {
        self.0.insert(name.to_owned(), text.into());
    }

    /// Lets names stand for what they stand for elsewhere.
    pub(crate) fn set_all(&mut self, others: &Self) {
        for (name, text) in &others.0 {
            self.set(name, text);
        }
    }

    /// Lets the usual names stand for the parts of an endpoint.
    pub(crate) fn set_endpoint(&mut self, endpoint: &Endpoint) {
        self.set("endpoint", endpoint.to_string());
        self.set("base_url", endpoint.root());
        self.set("project_id", endpoint.project_id());
    }

    /// Lets the parameters of a request's path, and the texts of its body, stand for themselves.
    pub(crate) fn set_request(&mut self, exchange: &Exchange) {
        let body: Option<Value> = exchange
            .request_body
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok());
        if let Some(Value::Object(fields)) = body {
            for (name, value) in fields {
                if let Value::String(text) = value {
                    self.set(&name, text);
                }
            }
        }
        for (name, text) in &exchange.path_parameters {
            self.set(name, text);
        }
    }

    /// What a name stands for.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The text with every name replaced.
    pub(crate) fn fill(&self, text: &str) -> Result<String, UnknownPlaceholder> {
        self.replace(text, str::to_owned)
    }

    /// A regular expression with every name replaced by what it stands for, literally, that
    /// matches whole texts.
    pub(crate) fn pattern(&self, text: &str) -> Result<Regex, PatternError> {
        let filled = self.replace(text, regex::escape)?;
        Ok(Regex::new(&format!(r"\A(?:{filled})\z"))?)
    }

    /// A JSON value with every name in its texts replaced; keys stay as they are.
    pub(crate) fn fill_json(&self, value: &Value) -> Result<Value, UnknownPlaceholder> {
        Ok(match value {
            Value::String(text) => Value::String(self.fill(text)?),
            Value::Array(items) => Value::Array(
                items
                    .iter()
                    .map(|item| self.fill_json(item))
                    .collect::<Result<_, _>>()?,
            ),
            Value::Object(fields) => Value::Object(
                fields
                    .iter()
                    .map(|(key, value)| Ok((key.clone(), self.fill_json(value)?)))
                    .collect::<Result<_, _>>()?,
            ),
            other => other.clone(),
        })
    }

    /// Only lower-case names count, so that braces of JSON, of YAML (`{get_param: x}`) and of
    /// regular expressions (`{8}`) stay what they are.
    fn replace(
        &self,
        text: &str,
        render: impl Fn(&str) -> String,
    ) -> Result<String, UnknownPlaceholder> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find('{') {
            filled.push_str(&rest[..start]);
            let after = &rest[start + 1..];
            match after.find('}').map(|end| &after[..end]) {
                Some(name) if is_name(name) => {
                    let value = self
                        .get(name)
                        .ok_or_else(|| UnknownPlaceholder(name.to_owned()))?;
                    filled.push_str(&render(value));
                    rest = &after[name.len() + 1..];
                }
                _ => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

/// Why there is no pattern.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PatternError {
    /// A name stands for nothing.
    #[error(transparent)]
    Unknown(#[from] UnknownPlaceholder),
    /// It is no regular expression.
    #[error(transparent)]
    Syntax(#[from] regex::Error),
}

fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b':' | b'-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn placeholders() -> Placeholders {
        let mut placeholders = Placeholders::default();
        placeholders.set("stack_name", "hc-1.web");
        placeholders
    }

    #[test]
    fn names_are_replaced_and_other_braces_stay() {
        let filled = placeholders().fill("The Stack ({stack_name}) {8} {} {a: b} {A} {");
        assert_eq!(filled.unwrap(), "The Stack (hc-1.web) {8} {} {a: b} {A} {");
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        assert_eq!(
            placeholders().fill("{stack_id}"),
            Err(UnknownPlaceholder("stack_id".to_owned()))
        );
    }

    #[test]
    fn a_pattern_takes_what_a_name_stands_for_literally() {
        let pattern = placeholders()
            .pattern("x/{stack_name}/[0-9a-f]{4}")
            .unwrap();
        assert!(pattern.is_match("x/hc-1.web/00ff"));
        assert!(!pattern.is_match("x/hc-1xweb/00ff"));
        assert!(!pattern.is_match("yx/hc-1.web/00ff"));
    }

    #[test]
    fn texts_of_json_are_filled() {
        assert_eq!(
            placeholders().fill_json(&json!({"{stack_name}": ["{stack_name}", 1]})),
            Ok(json!({"{stack_name}": ["hc-1.web", 1]}))
        );
    }

    #[test]
    fn only_lower_case_names_are_names() {
        let mut placeholders = placeholders();
        for name in ["a", "a1", "a_b-c:d", "A", "aB", "1a", "_a", "a.b", "a b"] {
            placeholders.set(name, "!");
        }
        for name in ["a", "a1", "a_b-c:d"] {
            assert_eq!(placeholders.fill(&format!("{{{name}}}")).unwrap(), "!");
        }
        for other in ["{A}", "{aB}", "{1a}", "{_a}", "{a.b}", "{a b}", "{}", "{a"] {
            assert_eq!(placeholders.fill(other).unwrap(), other);
        }
        assert_eq!(placeholders.fill("{{a}}{a}}{").unwrap(), "{!}!}{");
    }

    #[test]
    fn a_pattern_matches_whole_texts() {
        let pattern = placeholders().pattern("a|b{stack_name}").unwrap();
        for text in ["a", "bhc-1.web"] {
            assert!(pattern.is_match(text), "{text}");
        }
        for near in ["ab", "ba", "ahc-1.web", "a\n", "A", ""] {
            assert!(!pattern.is_match(near), "{near:?}");
        }
        assert!(matches!(
            placeholders().pattern("{a}"),
            Err(PatternError::Unknown(_))
        ));
        assert!(matches!(
            placeholders().pattern("["),
            Err(PatternError::Syntax(_))
        ));
    }

    #[test]
    fn an_unknown_name_in_json_is_an_error_however_deep() {
        assert_eq!(
            placeholders().fill_json(&json!([{"a": [1, "{b}"]}])),
            Err(UnknownPlaceholder("b".to_owned()))
        );
    }

    #[test]
    fn a_later_text_replaces_an_earlier_one() {
        let mut placeholders = placeholders();
        let mut others = Placeholders::default();
        others.set("stack_name", "db");
        others.set("stack_id", "1");
        placeholders.set_all(&others);
        assert_eq!(placeholders.get("stack_name"), Some("db"));
        assert_eq!(placeholders.get("stack_id"), Some("1"));
        assert_eq!(placeholders.get("stack"), None);
    }

    #[test]
    fn the_texts_of_a_request_and_then_its_path_stand_for_themselves() {
        let mut exchange = Exchange::sample("stacks.update", 202, &json!({}));
        exchange.request_body =
            Some(r#"{"stack_name": "a", "tags": "b", "timeout": 1}"#.to_owned());
        let path = [("stack_name", "c"), ("stack_id", "1")];
        exchange.path_parameters = path
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        let mut placeholders = placeholders();
        placeholders.set_request(&exchange);
        let known = ["stack_name", "tags", "stack_id", "timeout"];
        assert_eq!(
            known.map(|name| placeholders.get(name)),
            [Some("c"), Some("b"), Some("1"), None]
        );
        exchange.request_body = Some("[".to_owned());
        exchange.path_parameters.clear();
        placeholders.set_request(&exchange);
        assert_eq!(placeholders.get("stack_name"), Some("c"));
    }

    #[test]
    fn the_parts_of_an_endpoint_have_names() {
        let mut placeholders = Placeholders::default();
        placeholders.set_endpoint(&Endpoint::parse("http://h:1/heat/v1/p", None).unwrap());
        let names = ["endpoint", "base_url", "project_id"];
        assert_eq!(
            names.map(|name| placeholders.get(name).unwrap()),
            ["http://h:1/heat/v1/p", "http://h:1/heat", "p"]
        );
    }
}
