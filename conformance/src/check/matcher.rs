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
            left == right || left.as_f64() == right.as_f64()
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
    use serde_json::json;

    #[test]
    fn equality_does_not_mind_the_order_of_keys() {
        assert!(same(
            &json!({"a": 1, "b": [1.0, {"c": null}]}),
            &json!({"b": [1, {"c": null}], "a": 1})
        ));
        assert!(!same(&json!({"a": 1}), &json!({"a": 1, "b": null})));
        assert!(!same(&json!(1), &json!("1")));
        assert!(!same(&json!([1, 2]), &json!([2, 1])));
    }
}
