//! Arguments that Python unpacks into variables.

use heat_spec::Value;

use crate::expression::Expression;

/// The arguments as a list: of a text its letters, of a map its keys.
pub(crate) fn unpacked(arguments: Expression) -> Expression {
    match arguments {
        Expression::Scalar(Value::String(text)) => Expression::List(
            text.chars()
                .map(|letter| Expression::Scalar(Value::from(letter.to_string())))
                .collect(),
        ),
        Expression::Map(map) => Expression::List(
            map.into_keys()
                .map(|key| Expression::Scalar(Value::from(key.json_text())))
                .collect(),
        ),
        other => other,
    }
}

/// What Python says of arguments that it cannot unpack.
pub(crate) fn cannot_unpack(arguments: &Expression) -> String {
    format!(
        "cannot unpack non-iterable {} object",
        arguments.python_type()
    )
}

/// What Python says of a list that has not as many items as there are variables.
pub(crate) fn wrong_number(found: usize, expected: usize) -> String {
    if found > expected {
        format!("too many values to unpack (expected {expected})")
    } else {
        format!("not enough values to unpack (expected {expected}, got {found})")
    }
}
