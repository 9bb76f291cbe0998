//! Whole templates: sections, resources, conditions, outputs, and what is found first
//! (`data/templates.json`, `data/cloud_formation_templates.json`).

use heat_spec::{Map, Value};

use crate::support::{Operation, assert_rows, only, refused, request, rows};

#[test]
fn templates_are_accepted_and_refused_as_by_heat() {
    assert_rows(&rows(include_str!("../data/templates.json")), seen);
}

#[test]
fn cloud_formation_templates_are_accepted_and_refused_as_by_heat() {
    let table = include_str!("../data/cloud_formation_templates.json");
    assert_rows(&rows(table), seen);
}

fn seen(row: &Value) -> Map {
    let operation = match row.get("by").and_then(Value::as_str) {
        Some("validate") => Operation::Validate,
        _ => Operation::Preview,
    };
    match request(operation, row) {
        Err(fault) => only("refused", refused(operation, &fault)),
        Ok(_) if operation == Operation::Preview => only("accepted", true.into()),
        Ok(stack) => [
            (
                "parameters_shown".into(),
                Value::Map(stack.parameters().described().unwrap()),
            ),
            ("environment_shown".into(), stack.environment().shown()),
        ]
        .into_iter()
        .collect(),
    }
}
