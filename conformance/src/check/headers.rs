//! Headers against what an expectation says of them.

use heat_spec::catalogue::HeaderExpectation;
use indexmap::IndexMap;

use super::placeholder::Placeholders;
use super::{At, Difference, ExpectationError};
use crate::client::Exchange;

/// What differs in the expected headers.
pub(super) fn differences(
    expected: &IndexMap<String, HeaderExpectation>,
    exchange: &Exchange,
    placeholders: &Placeholders,
) -> Result<Vec<Difference>, ExpectationError> {
    let mut differences = Vec::new();
    for (name, expectation) in expected {
        let seen = exchange.header(name);
        let differs = |expected: String| {
            Difference::new(
                At::Header(name.clone()),
                expected,
                seen.unwrap_or("no such header"),
            )
        };
        match expectation {
            HeaderExpectation::Equals(text) => {
                let text = placeholders.fill(text)?;
                if seen != Some(text.as_str()) {
                    differences.push(differs(text));
                }
            }
            HeaderExpectation::Matches(pattern) => {
                let regex = placeholders.pattern(pattern)?;
                if !seen.is_some_and(|value| regex.is_match(value)) {
                    let filled = placeholders.fill(pattern)?;
                    differences.push(differs(format!("a value that matches {filled}")));
                }
            }
            HeaderExpectation::Absent => {
                if seen.is_some() {
                    differences.push(differs("no such header".to_owned()));
                }
            }
        }
    }
    Ok(differences)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::placeholders;
    use serde_json::{Value, json};

    /// What is wrong with `Location`, which every answer is asked for by another case.
    fn wrong(expectation: &Value, location: Option<&str>) -> Vec<String> {
        let mut exchange = Exchange::sample("stacks.create", 201, &json!({}));
        let header = location.map(|value| ("location".to_owned(), value.to_owned()));
        exchange.headers.extend(header);
        let expected = serde_json::from_value(json!({"Location": expectation})).unwrap();
        differences(&expected, &exchange, &placeholders())
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn equals_takes_the_same_text_only() {
        let expected = || json!({"equals": "http://h/{stack_name}"});
        assert_eq!(wrong(&expected(), Some("http://h/web")), [""; 0]);
        for near in [
            "http://h/Web",
            "http://h/web/",
            "/web",
            "http://h/{stack_name}",
            "",
        ] {
            assert_eq!(
                wrong(&expected(), Some(near)),
                [format!(
                    "header Location: expected http://h/web, seen {near}"
                )]
            );
        }
        assert_eq!(
            wrong(&expected(), None),
            ["header Location: expected http://h/web, seen no such header"]
        );
    }

    #[test]
    fn matches_takes_the_whole_value_only() {
        let expected = || json!({"matches": "https?://[^/]+/{stack_name}"});
        assert_eq!(wrong(&expected(), Some("https://h/web")), [""; 0]);
        for near in [
            "https://h/web2",
            "x https://h/web",
            "https://h/v1/web",
            "https://h/WEB",
        ] {
            assert_eq!(wrong(&expected(), Some(near)).len(), 1, "{near}");
        }
        assert_eq!(
            wrong(&expected(), None),
            [
                "header Location: expected a value that matches https?://[^/]+/web, \
                seen no such header"
            ]
        );
    }

    #[test]
    fn absent_does_not_take_an_empty_one() {
        assert_eq!(wrong(&json!("absent"), None), [""; 0]);
        assert_eq!(
            wrong(&json!("absent"), Some("")),
            ["header Location: expected no such header, seen "]
        );
    }
}
