//! Equality as Python's `==`: truth values are numbers, order of keys does not matter.

use heat_spec::{Number, Value};

/// Whether two values are equal in Python.
pub(crate) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, item)| b.get(key).is_some_and(|other| equal(item, other)))
        }
        _ => match (number(a), number(b)) {
            (Some(a), Some(b)) => a == b,
            _ => a == b,
        },
    }
}

/// Whether `items` has an item equal to `value`.
pub(crate) fn contains(items: &[Value], value: &Value) -> bool {
    items.iter().any(|item| equal(item, value))
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Bool(truth) => Some(Number::Integer(i64::from(*truth))),
        Value::Number(number) => Some(number.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn truth_values_are_numbers_and_texts_are_not() {
        assert!(equal(&value!([true, 1.0]), &value!([1, 1])));
        assert!(equal(
            &value!({ "a": 1, "b": false }),
            &value!({ "b": 0, "a": true })
        ));
        assert!(!equal(&value!("1"), &value!(1)));
        assert!(!equal(&value!([1]), &value!([1, 2])));
        assert!(!equal(&Value::Null, &value!(0)));
    }
}
