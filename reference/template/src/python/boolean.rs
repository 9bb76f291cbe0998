//! Truth values written as text, strictly.

use heat_spec::Value;

use super::refusal::Refusal;

const TRUE: &[&str] = &["1", "t", "true", "on", "y", "yes"];
const FALSE: &[&str] = &["0", "f", "false", "off", "n", "no"];

/// The truth value that the text of `value` names, in any case and with space around it.
pub(crate) fn boolean(value: &Value) -> Result<bool, Refusal> {
    if let Value::Bool(truth) = value {
        return Ok(*truth);
    }
    let text = value.python_str();
    let name = text.trim().to_lowercase();
    if TRUE.contains(&name.as_str()) {
        Ok(true)
    } else if FALSE.contains(&name.as_str()) {
        Ok(false)
    } else {
        Err(Refusal::Value(format!(
            "Unrecognized value '{text}', acceptable values are: '0', '1', 'f', 'false', 'n', \
             'no', 'off', 'on', 't', 'true', 'y', 'yes'"
        )))
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn names_in_any_case_are_known_and_numbers_are_not() {
        for (text, expected) in [
            (value!("T"), Some(true)),
            (value!(" yes "), Some(true)),
            (value!("oFF"), Some(false)),
            (value!(1), Some(true)),
            (value!(0), Some(false)),
            (value!(2), None),
            (value!(1.0), None),
            (value!(""), None),
            (Value::Null, None),
        ] {
            assert_eq!(boolean(&text).ok(), expected, "{text:?}");
        }
    }
}
