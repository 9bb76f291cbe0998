//! Tests of one JSON value.

use heat_spec::catalogue::Matcher;
use serde_json::Value;

use super::placeholder::Placeholders;
use super::{At, Difference, ExpectationError};
use crate::contract::Contract;

/// What differs between a value and what it must be; `None` is a value that is not there.
pub(super) fn compare(
    matcher: &Matcher,
    at: &str,
    value: Option<&Value>,
    placeholders: &Placeholders,
    contract: &Contract,
) -> Result<Option<Difference>, ExpectationError> {
    let differs = |expected: String| {
        Some(Difference::new(
            At::Body(at.to_owned()),
            expected,
            seen(value),
        ))
    };
    let text = value.and_then(Value::as_str);
    Ok(match matcher {
        Matcher::Equals(expected) => {
            let expected = placeholders.fill_json(expected)?;
            match value {
                Some(value) if same(&expected, value) => None,
                _ => differs(expected.to_string()),
            }
        }
        Matcher::Matches(pattern) => {
            let regex = placeholders.pattern(pattern)?;
            match text {
                Some(text) if regex.is_match(text) => None,
                _ => differs(format!(
                    "a text that matches {}",
                    placeholders.fill(pattern)?
                )),
            }
        }
        Matcher::Contains(part) => {
            let part = placeholders.fill(part)?;
            match text {
                Some(text) if text.contains(&part) => None,
                _ => differs(format!("a text that holds {part:?}")),
            }
        }
        Matcher::Schema(schema) => match value {
            None => differs("a value".to_owned()),
            Some(value) => contract
                .errors_by(schema, value)?
                .into_iter()
                .next()
                .map(|error| {
                    Difference::new(
                        At::Body(format!("{at}{}", error.instance)),
                        format!("a value that is valid by the schema at {}", error.schema),
                        error.message,
                    )
                }),
        },
        Matcher::Present if value.is_none() => differs("something".to_owned()),
        Matcher::Absent if value.is_some() => differs("nothing".to_owned()),
        Matcher::Present | Matcher::Absent => None,
    })
}

/// A value as a reader sees it.
pub(super) fn seen(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), Value::to_string)
}

/// Equal, key order aside; 1 and 1.0 are the same number.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            // Long integers are alike as floats, and yet not the same.
            let are_integers = !left.is_f64() && !right.is_f64();
            left == right || !are_integers && left.as_f64() == right.as_f64()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same(l, r))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, value)| right.get(key).is_some_and(|other| same(value, other)))
        }
        _ => left == right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{contract, placeholders};
    use serde_json::json;

    /// What is wrong with a value at `/p`; nothing if it will do.
    fn wrong(matcher: Value, value: Option<&Value>) -> Option<String> {
        let matcher: Matcher = serde_json::from_value(matcher).unwrap();
        compare(&matcher, "/p", value, &placeholders(), &contract())
            .unwrap()
            .map(|difference| difference.to_string())
    }

    /// Asserts that one value will do, and that those which nearly do will not.
    fn fits_only(matcher: Value, fitting: &Value, near_misses: &[Value]) {
        assert_eq!(wrong(matcher.clone(), Some(fitting)), None);
        for value in near_misses {
            let difference = wrong(matcher.clone(), Some(value)).unwrap_or_default();
            assert!(difference.starts_with("body /p"), "{value} for {matcher}");
        }
        assert!(wrong(matcher, None).is_some());
    }

    #[test]
    fn equals_takes_the_same_value_only() {
        fits_only(
            json!({"equals": "{stack_name}.1"}),
            &json!("web.1"),
            &[
                json!("web.2"),
                json!("Web.1"),
                json!("web.1 "),
                json!("{stack_name}.1"),
                json!(["web.1"]),
                json!(null),
            ],
        );
        fits_only(
            json!({"equals": 1}),
            &json!(1.0),
            &[json!(2), json!("1"), json!(true), json!(1.5), json!(-1)],
        );
        fits_only(
            json!({"equals": null}),
            &json!(null),
            &[json!(""), json!({})],
        );
        fits_only(
            json!({"equals": [1, {"a": null}]}),
            &json!([1, {"a": null}]),
            &[
                json!([{"a": null}, 1]),
                json!([1]),
                json!([1, {"a": null}, 2]),
                json!([1, {}]),
                json!([1, {"b": null}]),
                json!([1, {"a": null, "b": null}]),
            ],
        );
        assert_eq!(
            wrong(json!({"equals": 1}), None).unwrap(),
            "body /p: expected 1, seen nothing"
        );
    }

    #[test]
    fn matches_takes_the_whole_of_a_text_only() {
        fits_only(
            json!({"matches": "{stack_name}-[0-9]{2}"}),
            &json!("web-01"),
            &[
                json!("web-1"),
                json!("web-011"),
                json!("my-web-01"),
                json!("WEB-01"),
                json!("web-01\n"),
                json!(1),
                json!(null),
            ],
        );
        fits_only(json!({"matches": "1"}), &json!("1"), &[json!(1)]);
        assert_eq!(
            wrong(json!({"matches": "{stack_name}+"}), Some(&json!("we"))).unwrap(),
            r#"body /p: expected a text that matches web+, seen "we""#
        );
    }

    #[test]
    fn contains_takes_texts_that_hold_the_part() {
        fits_only(
            json!({"contains": "({stack_name})"}),
            &json!("The Stack (web) already exists."),
            &[
                json!("The Stack (Web) already exists."),
                json!("The Stack web already exists."),
                json!(["(web)"]),
            ],
        );
        fits_only(json!({"contains": "1"}), &json!("21"), &[json!(21)]);
        assert_eq!(
            wrong(json!({"contains": "{stack_name}"}), None).unwrap(),
            r#"body /p: expected a text that holds "web", seen nothing"#
        );
    }

    #[test]
    fn schema_takes_what_is_valid_by_it() {
        let matcher = json!({"schema": {
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "integer", "maximum": 3}},
            "additionalProperties": false,
        }});
        fits_only(
            matcher.clone(),
            &json!({"id": 3}),
            &[
                json!({"id": 4}),
                json!({"id": "3"}),
                json!({"id": null}),
                json!({}),
                json!({"id": 3, "name": "a"}),
                json!([{"id": 3}]),
            ],
        );
        let difference = wrong(matcher.clone(), Some(&json!({"id": 4}))).unwrap();
        assert!(difference.starts_with("body /p/id: "), "{difference}");
        assert_eq!(
            wrong(matcher, None).unwrap(),
            "body /p: expected a value, seen nothing"
        );
        // A schema of the catalogue, by its name.
        fits_only(
            json!({"schema": {"$ref": "uuid"}}),
            &json!("00000000-0000-4000-8000-000000000000"),
            &[
                json!("00000000-0000-4000-8000-00000000000"),
                json!("00000000000040008000000000000000"),
            ],
        );
    }

    #[test]
    fn present_takes_null_and_absent_does_not() {
        assert_eq!(wrong(json!("present"), Some(&json!(null))), None);
        assert_eq!(
            wrong(json!("present"), None).unwrap(),
            "body /p: expected something, seen nothing"
        );
        assert_eq!(wrong(json!("absent"), None), None);
        assert_eq!(
            wrong(json!("absent"), Some(&json!(null))).unwrap(),
            "body /p: expected nothing, seen null"
        );
    }

    #[test]
    fn what_cannot_be_looked_at_is_an_error_and_no_difference() {
        let error = |matcher: Value| {
            let matcher: Matcher = serde_json::from_value(matcher).unwrap();
            let value = json!("web");
            compare(&matcher, "", Some(&value), &placeholders(), &contract())
                .unwrap_err()
                .to_string()
        };
        for kind in ["equals", "matches", "contains"] {
            assert_eq!(
                error(json!({kind: "{nobody}"})),
                "nothing is known for {nobody}"
            );
        }
        assert!(error(json!({"matches": "("})).contains("unclosed group"));
        assert!(error(json!({"schema": {"type": "txt"}})).starts_with("schema `"));
    }

    #[test]
    fn equality_does_not_mind_the_order_of_keys() {
        assert!(same(
            &json!({"a": 1, "b": [1.0, {"c": null}]}),
            &json!({"b": [1, {"c": null}], "a": 1})
        ));
    }

    #[test]
    fn integers_are_the_same_to_the_last_digit() {
        let long = 9_007_199_254_740_992_u64;
        assert!(same(&json!(long), &json!(long)));
        assert!(!same(&json!(long), &json!(long + 1)));
        assert!(!same(&json!(i64::MIN), &json!(i64::MIN + 1)));
        assert!(same(&json!(0.5), &json!(0.5)));
        assert!(!same(&json!(0.5), &json!(0.25)));
    }
}
