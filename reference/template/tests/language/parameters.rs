//! Parameters: definitions, values and constraints (`data/parameters.json`), and how they show.

use heat_spec::{Map, Value, value};
use heat_template::Initial;

use crate::support::{Operation, assert_rows, only, refused, request, rows};

#[test]
fn parameters_are_what_heat_makes_of_them() {
    assert_rows(&rows(include_str!("../data/parameters.json")), seen);
}

#[test]
fn parameters_of_cloud_formation_are_what_heat_makes_of_them() {
    let table = include_str!("../data/cloud_formation_parameters.json");
    assert_rows(&rows(table), |row| {
        let template = value!({
            "AWSTemplateFormatVersion": "2010-09-09",
            "Parameters": { "p": row.get("definition").cloned() },
            "Outputs": { "o": { "Value": { "Ref": "p" } } },
        });
        seen_in(template, row)
    });
}

fn seen(row: &Value) -> Map {
    let version = row
        .get("in")
        .and_then(Value::as_str)
        .unwrap_or("2021-04-16");
    let template = value!({
        "heat_template_version": version,
        "parameters": { "p": row.get("definition").cloned() },
        "outputs": { "o": { "value": { "get_param": "p" } } },
    });
    seen_in(template, row)
}

/// What the parameter of a template comes to.
fn seen_in(template: Value, row: &Value) -> Map {
    let mut body: Value = [("template", template)].into_iter().collect();
    if let (Some(given), Value::Map(fields)) = (row.get("given"), &mut body) {
        fields.insert("parameters".into(), value!({ "p": given }));
    }
    match request(Operation::Preview, &body) {
        Err(fault) => only("refused", refused(Operation::Preview, &fault)),
        Ok(stack) => {
            let text = stack.parameters().as_text().unwrap()["p"].clone();
            let value = stack.output("o", &Initial).unwrap();
            [("text".into(), text), ("value".into(), value)]
                .into_iter()
                .collect()
        }
    }
}

#[test]
fn validation_shows_definitions_and_given_values_unmasked() {
    let stack = request(
        Operation::Validate,
        &value!({
            "template": {
                "heat_template_version": "2021-04-16",
                "parameters": {
                    "secret": { "type": "string", "hidden": true, "label": "A secret" },
                    "size": {
                        "type": "number", "default": 3, "description": "How many",
                        "tags": ["a"],
                        "constraints": [
                            { "range": { "min": 1, "max": 5 }, "description": "Few." },
                            { "modulo": { "step": 2, "offset": 1 }, "description": "Odd." },
                        ],
                    },
                    "name": {
                        "type": "string",
                        "constraints": [
                            { "length": { "max": 5 } },
                            { "allowed_pattern": "[a-z]*" },
                            { "allowed_values": ["a", "b"] },
                            { "custom_constraint": "nova.flavor" },
                        ],
                    },
                },
            },
            "parameters": { "secret": "hush" },
        }),
    )
    .unwrap();
    assert_eq!(
        Value::Map(stack.parameters().described().unwrap()),
        value!({
            "secret": {
                "Type": "String", "Description": "", "NoEcho": "true", "Label": "A secret",
                "Value": "hush",
            },
            "size": {
                "Type": "Number", "Description": "How many", "NoEcho": "false", "Label": "size",
                "Default": 3, "Tags": ["a"], "MinValue": 1, "MaxValue": 5, "Step": 2, "Offset": 1,
                "ConstraintDescription": "Few. Odd.",
            },
            "name": {
                "Type": "String", "Description": "", "NoEcho": "false", "Label": "name",
                "MaxLength": 5, "AllowedPattern": "[a-z]*", "AllowedValues": ["a", "b"],
                "CustomConstraint": "nova.flavor",
            },
        })
    );
}

#[test]
fn views_of_a_stack_show_text_and_mask_hidden_values() {
    let stack = request(
        Operation::Preview,
        &value!({
            "template": {
                "heat_template_version": "2021-04-16",
                "parameters": {
                    "secret": { "type": "json", "default": { "a": 1 }, "hidden": true },
                    "list": { "type": "comma_delimited_list", "default": ["a", "b"] },
                    "json": { "type": "json", "default": { "a": [true, null] } },
                },
            },
        }),
    )
    .unwrap();
    assert_eq!(
        Value::Map(stack.parameters().as_text().unwrap()),
        value!({
            "OS::stack_id": "None",
            "OS::project_id": "project",
            "OS::stack_name": "probe",
            "secret": "******",
            "list": "a,b",
            "json": r#"{"a": [true, null]}"#,
        })
    );
}

#[test]
fn descriptions_are_texts_whatever_they_are_written_as() {
    let stack = request(
        Operation::Validate,
        &value!({
            "template": {
                "heat_template_version": "2021-04-16",
                "description": { "a": true },
                "parameters": { "p": { "type": "string", "description": 5, "label": [1] } },
            },
        }),
    )
    .unwrap();
    assert_eq!(stack.template().description(), value!("{'a': True}"));
    let shown = stack.parameters().described().unwrap();
    assert_eq!(shown["p"].get("Description"), Some(&value!("5")));
    assert_eq!(shown["p"].get("Label"), Some(&value!("[1]")));
}
