//! Templates and environments are told apart from other texts as Heat does it.

use heat_spec::value;
use heat_spec::yaml::{
    Limits, TemplateError, check_template_size, read_any_template, read_environment, read_template,
};

fn refusal(text: &str) -> String {
    read_template(text, &Limits::default())
        .unwrap_err()
        .to_string()
}

#[test]
fn a_template_is_a_mapping_with_a_version() {
    let limits = Limits::default();
    for key in [
        "heat_template_version",
        "HeatTemplateFormatVersion",
        "AWSTemplateFormatVersion",
    ] {
        let template = read_template(&format!("{key}: 2021-04-16"), &limits).unwrap();
        assert_eq!(template, value!({ key: "2021-04-16" }));
    }
    // Even without a value, which is judged elsewhere.
    assert!(read_template("heat_template_version:", &limits).is_ok());
    let not_found = "Template format version not found.";
    for text in [
        "",
        "---",
        "# a\n",
        "~",
        "{}",
        "a: 1",
        "Heat_template_version: 1",
    ] {
        assert_eq!(refusal(text), not_found, "{text:?}");
    }
    let no_mapping = "The template is not a JSON object or YAML mapping.";
    for text in ["hello", "1", "[]", "- a", "\"{}\"", "null", "true", "NaN"] {
        assert_eq!(refusal(text), no_mapping, "{text:?}");
    }
}

#[test]
fn json_is_tried_first() {
    let limits = Limits::default();
    // In YAML these would be text, a merge, an error, and a number to the base of 8.
    let text = r#"{"heat_template_version": 1e3, "<<": {"a": 1}, "=": "\ud83d\ude00", "b": 10}"#;
    let template = read_template(text, &limits).unwrap();
    assert_eq!(
        template.python_repr(),
        "{'heat_template_version': 1000.0, '<<': {'a': 1}, '=': '😀', 'b': 10}"
    );
    // What is no JSON is YAML, braces or not.
    let text = "{heat_template_version: 2021-04-16, a: 010}";
    assert_eq!(
        read_template(text, &limits).unwrap(),
        value!({ "heat_template_version": "2021-04-16", "a": 8 })
    );
}

#[test]
fn the_message_of_yaml_is_shown() {
    insta::assert_snapshot!(refusal("a: [b"), @r#"
    Error parsing template [root stack] while parsing a flow sequence
      in "<unicode string>", line 1, column 4:
        a: [b
           ^
    expected ',' or ']', but got '<stream end>'
      in "<unicode string>", line 1, column 6:
        a: [b
             ^
    "#);
    insta::assert_snapshot!(refusal("heat_template_version: 2021-04-16\n\tresources: {}"), @r#"
    Error parsing template [root stack] while scanning for the next token
    found character '\t' that cannot start any token
      in "<unicode string>", line 2, column 1:
        	resources: {}
        ^
    "#);
    let error = read_template("!Ref a", &Limits::default()).unwrap_err();
    insta::assert_snapshot!(error.at_url("file:///nested.yaml"), @r#"
    Error parsing template file:///nested.yaml could not determine a constructor for the tag '!Ref'
      in "<unicode string>", line 1, column 1:
        !Ref a
        ^
    "#);
    // An error of Python itself is no error of YAML.
    assert_eq!(
        refusal("a: !!int b"),
        "invalid literal for int() with base 10: 'b'"
    );
}

#[test]
fn size_is_checked_first_and_counted_in_characters() {
    let limits = Limits {
        characters: 25,
        ..Limits::default()
    };
    assert!(read_template("heat_template_version: éé", &limits).is_ok());
    let error = read_template("[heat_template_version: éé", &limits).unwrap_err();
    assert_eq!(
        error,
        TemplateError::TooLong {
            size: 26,
            limit: 25
        }
    );
    insta::assert_snapshot!(
        error,
        @"Template size (26 bytes) exceeds maximum allowed size (25 bytes)."
    );
    // Of an object in a request, the rendering by Python counts.
    let template = value!({ "heat_template_version": 1 });
    let size = template.python_repr().chars().count();
    assert_eq!(size, 28);
    assert!(check_template_size(size, &limits).is_err());
    assert!(check_template_size(25, &limits).is_ok());
}

#[test]
fn data_to_adopt_needs_no_version_and_may_be_longer() {
    let limits = Limits {
        characters: 5,
        ..Limits::default()
    };
    let data = read_any_template(r#"{"template": {}, "resources": {}}"#, &limits).unwrap();
    assert_eq!(data, value!({ "template": {}, "resources": {} }));
    let data = read_any_template("template: {}", &limits).unwrap();
    assert_eq!(data, value!({ "template": {} }));
    let error = read_any_template("hello", &limits).unwrap_err();
    assert_eq!(error, TemplateError::NotMapping);
}

#[test]
fn an_environment_is_a_mapping() {
    let environment = read_environment("parameters:\n  day: 2021-04-16\n").unwrap();
    assert_eq!(
        environment,
        value!({ "parameters": { "day": "2021-04-16" } })
    );
    let long = "a".repeat(Limits::default().characters);
    let environment = read_environment(&format!("parameters: {long}")).unwrap();
    assert_eq!(environment, value!({ "parameters": long }));
    for text in ["", "# a\n", "~", "---\n"] {
        assert_eq!(read_environment(text).unwrap(), value!({}), "{text:?}");
    }
    for text in ["hello", "[]", "1"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(
                read_environment(text).unwrap_err(),
                @"The environment is not a valid YAML mapping data type."
            );
        }
    }
    insta::assert_snapshot!(read_environment("a: [b").unwrap_err(), @r#"
    while parsing a flow sequence
      in "<unicode string>", line 1, column 4:
        a: [b
           ^
    expected ',' or ']', but got '<stream end>'
      in "<unicode string>", line 1, column 6:
        a: [b
             ^
    "#);
}

#[test]
fn an_environment_is_yaml_even_if_it_looks_like_json() {
    let environment = read_environment(r#"{"parameters": {"a": 1e3, "b": "\ud83d\ude00"}}"#);
    assert_eq!(
        environment.unwrap(),
        value!({ "parameters": { "a": "1e3", "b": "😀" } })
    );
}
