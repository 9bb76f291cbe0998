//! The inputs and outputs of a software configuration: what they may be like, and what is stored.
//!
//! Values of the wrong kind become the right one where upstream turns them into it.

use heat_spec::{Fault, Key, Map, Number, Value, fault};

/// The kinds of inputs and outputs.
const TYPES: &[&str] = &["String", "Number", "CommaDelimitedList", "Json", "Boolean"];

/// The inputs as they are stored: only what is given, and a type.
pub(super) fn inputs(given: &Value) -> Result<Value, Fault> {
    each(given, input)
}

/// The outputs as they are stored.
pub(super) fn outputs(given: &Value) -> Result<Value, Fault> {
    each(given, output)
}

fn each(given: &Value, read: fn(&Map) -> Result<Map, Fault>) -> Result<Value, Fault> {
    if !given.is_truthy() {
        return Ok(Value::List(Vec::new()));
    }
    let items = given.as_list().ok_or_else(fault::bad_request)?;
    let maps = items
        .iter()
        .map(|item| item.as_map().ok_or_else(fault::bad_request));
    let maps: Vec<&Map> = maps.collect::<Result<_, _>>()?;
    let read = maps.into_iter().map(|map| read(map).map(Value::Map));
    Ok(Value::List(read.collect::<Result<_, _>>()?))
}

fn input(given: &Map) -> Result<Map, Fault> {
    const KEYS: &[&str] = &[
        "name",
        "description",
        "type",
        "default",
        "replace_on_change",
        "value",
    ];
    check_type_of_default(given)?;
    let mut input = common(given, KEYS)?;
    if let Some(default) = given.get("default") {
        // Without a type of its own the default is what it is.
        let default = match given.get("type").and_then(Value::as_str) {
            Some(kind) => of_type(default, kind)?,
            None => default.clone(),
        };
        if given.contains_key("type") || !default.is_null() {
            input.insert(Key::from("default"), default);
        }
    }
    if flag(given.get("replace_on_change"))? {
        input.insert(Key::from("replace_on_change"), Value::Bool(true));
    }
    if let Some(value) = given.get("value") {
        input.insert(Key::from("value"), value.clone());
    }
    Ok(input)
}

fn output(given: &Map) -> Result<Map, Fault> {
    let mut output = common(given, &["name", "description", "type", "error_output"])?;
    let is_error = flag(given.get("error_output"))?;
    output.insert(Key::from("error_output"), Value::Bool(is_error));
    Ok(output)
}

/// Refuses an unknown type beside a default before anything else, as upstream then reads the two as a
/// parameter of a template; it does not where the default is empty and the type another than a text.
fn check_type_of_default(given: &Map) -> Result<(), Fault> {
    match (given.get("type"), given.get("default")) {
        (Some(kind), Some(default)) => match kind.as_str() {
            Some(kind) if TYPES.contains(&kind) => Ok(()),
            _ if default.as_str() == Some("") => Ok(()),
            _ => Err(fault::parameter_type(kind.python_str())),
        },
        _ => Ok(()),
    }
}

/// Name, description and type.
fn common(given: &Map, known: &[&str]) -> Result<Map, Fault> {
    let is_known = |key: &Key| key.as_str().is_some_and(|key| known.contains(&key));
    if !given.keys().all(is_known) {
        return Err(fault::value_error("unknown key of an input or output"));
    }
    let name = given.get("name");
    let name = name.ok_or_else(|| fault::value_error("an input or output has no name"))?;
    let mut item = Map::new();
    item.insert(Key::from("name"), text(name)?);
    if let Some(description) = given.get("description") {
        item.insert(Key::from("description"), text(description)?);
    }
    let kind = match given.get("type") {
        None | Some(Value::Null) => "String",
        Some(kind) => kind
            .as_str()
            .filter(|kind| TYPES.contains(kind))
            .ok_or_else(|| fault::value_error("no type of inputs and outputs"))?,
    };
    item.insert(Key::from("type"), Value::from(kind));
    Ok(item)
}

/// A default as a value of its type; an empty text stays one, whatever the type.
fn of_type(default: &Value, kind: &str) -> Result<Value, Fault> {
    let is_empty_text = default.as_str() == Some("");
    let wrong = || Err(fault::value_error(format_args!("the default is no {kind}")));
    match (kind, default) {
        ("String", _) => text(default),
        _ if is_empty_text => Ok(default.clone()),
        ("Number", Value::Number(_) | Value::Bool(_))
        | ("CommaDelimitedList", Value::List(_))
        | ("Json", Value::Map(_) | Value::String(_)) => Ok(default.clone()),
        ("Number", Value::Null) => Ok(Value::from(0)),
        ("Number", Value::String(text)) => match number(text) {
            Some(number) => Ok(Value::Number(number)),
            None => wrong(),
        },
        ("CommaDelimitedList", Value::Null) => Ok(Value::List(Vec::new())),
        ("CommaDelimitedList", Value::String(text)) => {
            Ok(Value::List(text.split(',').map(Value::from).collect()))
        }
        ("Json", Value::Null) => Ok(Value::Map(Map::new())),
        ("Json", Value::List(_)) => Ok(Value::from(default.to_json())),
        ("Boolean", _) => flag(Some(default)).map(Value::Bool),
        _ => wrong(),
    }
}

/// A text, or an integer or truth value as text; nothing is the empty text.
fn text(value: &Value) -> Result<Value, Fault> {
    match value {
        Value::Null => Ok(Value::from("")),
        Value::List(_) | Value::Map(_) | Value::Number(Number::Float(_)) => {
            Err(fault::value_error("neither a text nor an integer"))
        }
        other => Ok(Value::from(other.python_str())),
    }
}

fn flag(value: Option<&Value>) -> Result<bool, Fault> {
    match value {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(Value::String(text)) if text.eq_ignore_ascii_case("true") => Ok(true),
        Some(Value::String(text)) if text.eq_ignore_ascii_case("false") => Ok(false),
        Some(_) => Err(fault::value_error("neither true nor false")),
    }
}

fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    if let Some(integer) = Number::parse_integer(text, 10) {
        return Some(integer);
    }
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(Number::Float(number))
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    fn default_of(kind: &str, default: Value) -> String {
        let given = value!([{ "name": "i", "type": kind, "default": default }]);
        match inputs(&given) {
            Ok(inputs) => inputs.pointer("/0/default").unwrap().to_json(),
            Err(fault) => fault.error_type.to_owned(),
        }
    }

    #[test]
    fn a_default_becomes_a_value_of_its_type() {
        // As OpenStack Heat 27 answers.
        assert_eq!(default_of("String", value!(5)), r#""5""#);
        assert_eq!(default_of("String", value!(null)), r#""""#);
        assert_eq!(default_of("String", value!([1])), "ValueError");
        assert_eq!(default_of("String", value!(1.5)), "ValueError");
        assert_eq!(default_of("Number", value!("3.5")), "3.5");
        assert_eq!(default_of("Number", value!("")), r#""""#);
        assert_eq!(default_of("Number", value!("z")), "ValueError");
        assert_eq!(default_of("Number", value!("inf")), "ValueError");
        assert_eq!(
            default_of("CommaDelimitedList", value!("a,b")),
            r#"["a", "b"]"#
        );
        assert_eq!(default_of("Json", value!([1])), r#""[1]""#);
        assert_eq!(default_of("Json", value!(1)), "ValueError");
        assert_eq!(default_of("Boolean", value!("tRue")), "true");
        assert_eq!(default_of("Boolean", value!("yes")), "ValueError");
    }

    #[test]
    fn an_unknown_type_is_told_of_beside_a_default() {
        let refusal = |item: Value| inputs(&value!([item])).unwrap_err();
        let refused = refusal(value!({ "nope": 1, "type": "Text", "default": "x" }));
        assert_eq!(refused.error_type, "InvalidSchemaError");
        assert_eq!(refused.message, "Invalid type (Text)");
        let refused = refusal(value!({ "name": "i", "type": null, "default": 1 }));
        assert_eq!(refused.message, "Invalid type (None)");
        for item in [
            value!({ "name": "i", "type": "Text" }),
            value!({ "name": "i", "type": "Text", "default": "" }),
        ] {
            assert_eq!(refusal(item).error_type, "ValueError");
        }
    }

    #[test]
    fn an_output_is_no_error_unless_it_says_so() {
        let given = value!([{ "name": "o" }, { "name": "e", "error_output": "true" }]);
        assert_eq!(
            outputs(&given).unwrap(),
            value!([
                { "name": "o", "type": "String", "error_output": false },
                { "name": "e", "type": "String", "error_output": true },
            ])
        );
    }

    #[test]
    fn what_is_no_list_of_maps_is_no_request() {
        for given in [value!({ "a": 1 }), value!("x"), value!([1])] {
            assert_eq!(inputs(&given).unwrap_err().error_type, "HTTPBadRequest");
        }
        for given in [value!([{}]), value!([{ "name": "a", "nope": 1 }])] {
            assert_eq!(inputs(&given).unwrap_err().error_type, "ValueError");
        }
        assert_eq!(inputs(&value!("")).unwrap(), value!([]));
    }
}
