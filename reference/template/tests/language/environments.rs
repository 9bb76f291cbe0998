//! Environments and environment files: `data/environments.json`, hooks, masking.

use heat_spec::{Map, Rendering, Value, value};
use heat_template::{Environment, Files, Template};

use crate::support::{Operation, assert_rows, only, refused, request, rows};

#[test]
fn environments_are_merged_and_shown_as_by_heat() {
    assert_rows(&rows(include_str!("../data/environments.json")), seen);
}

fn seen(row: &Value) -> Map {
    match request(Operation::Validate, row) {
        Err(fault) => only("refused", refused(Operation::Validate, &fault)),
        Ok(stack) => only("shown", stack.environment().shown()),
    }
}

#[test]
fn what_is_stored_reads_back_the_same() {
    let sections = value!({
        "parameters": { "a": 1 },
        "parameter_defaults": { "b": [2] },
        "resource_registry": {
            "A::B": "OS::Heat::None",
            "resources": { "r": { "hooks": "pre-create", "A::B": "OS::Heat::Value" } },
        },
        "event_sinks": [{ "type": "zaqar-queue", "target": "q" }],
        "encrypted_param_names": ["a"],
    });
    let stored = Environment::new(&sections).unwrap().stored();
    assert_eq!(stored, sections);
    assert_eq!(Environment::new(&stored).unwrap().stored(), stored);
}

#[test]
fn hidden_values_are_masked_those_of_templates_among_the_files_too() {
    let template = Template::new(value!({
        "heat_template_version": "2021-04-16",
        "parameters": { "own": { "type": "string", "hidden": true }, "open": { "type": "string" } },
    }))
    .unwrap();
    let child = value!({
        "heat_template_version": "2021-04-16",
        "parameters": { "childs": { "type": "string", "hidden": true } },
    });
    let files: Files = [("child.yaml".to_owned(), child.to_json())]
        .into_iter()
        .collect();
    let environment = Environment::new(&value!({
        "parameters": { "own": "a", "open": "b" },
        "parameter_defaults": { "childs": "c" },
    }))
    .unwrap();
    let masked = environment.masked(&template, &files).unwrap();
    assert_eq!(
        masked.get("parameters"),
        Some(&value!({ "own": "******", "open": "b" }))
    );
    assert_eq!(
        masked.get("parameter_defaults"),
        Some(&value!({ "childs": "******" }))
    );
}

#[test]
fn strategies_that_cannot_be_followed_are_refused() {
    let refusal = |strategies: [&str; 2], value: Value| {
        let file = |strategy: &str| {
            let file = value!({
                "parameters": { "p": value.clone() },
                "parameter_merge_strategies": { "p": strategy },
            });
            file.to_json()
        };
        let body = value!({
            "template": {
                "heat_template_version": "2021-04-16",
                "parameters": { "p": { "type": "boolean" } },
            },
            "files": { "a": file(strategies[0]), "b": file(strategies[1]) },
            "environment_files": ["a", "b"],
        });
        request(Operation::Validate, &body)
            .err()
            .map(|fault| fault.text(Rendering::Once))
    };
    assert_eq!(
        refusal(["merge", "overwrite"], value!("yes")).as_deref(),
        Some("Conflicting merge strategy 'overwrite' for parameter 'p' in file 'b'.")
    );
    for strategy in ["merge", "deep_merge"] {
        assert_eq!(
            refusal([strategy; 2], value!("yes")).as_deref(),
            Some("Invalid merge strategy 'merge' for parameter 'p'.")
        );
    }
    assert_eq!(refusal(["overwrite"; 2], value!("yes")), None);
}

#[test]
fn hooks_and_restrictions_apply_by_pattern() {
    let environment = Environment::new(&value!({
        "resource_registry": {
            "resources": {
                "web_*": { "hooks": ["pre-create", "pre-update"] },
                "*": { "restricted_actions": "replace" },
                "web_1": { "hooks": "pre-create", "restricted_actions": ["update", "replace"] },
            },
        },
    }))
    .unwrap();
    assert_eq!(environment.hooks("web_1"), ["pre-create", "pre-update"]);
    assert_eq!(
        environment.restricted_actions("web_1"),
        ["replace", "update"]
    );
    assert!(environment.hooks("db").is_empty());
}

#[test]
fn a_mapping_for_one_resource_applies_to_no_other() {
    // Upstream notes the mapping for all resources, depending on the order of its sets.
    let fault = request(
        Operation::Preview,
        &value!({
            "template": {
                "heat_template_version": "2021-04-16",
                "resources": {
                    "mapped": { "type": "OS::Heat::TestResource", "properties": { "odd": 1 } },
                    "other": { "type": "OS::Heat::TestResource", "properties": { "odd": 1 } },
                },
            },
            "environment": {
                "resource_registry": {
                    "resources": { "mapped": { "OS::Heat::TestResource": "OS::Heat::None" } },
                },
            },
        }),
    )
    .unwrap_err();
    insta::assert_snapshot!(fault, @"Property error: resources.other.properties: Unknown Property odd");
}

#[test]
fn circles_of_mappings_end() {
    let fault = request(
        Operation::Preview,
        &value!({
            "template": {
                "heat_template_version": "2021-04-16",
                "resources": { "r": { "type": "A::A" } },
            },
            "environment": {
                "resource_registry": { "A::A": "A::B", "A::B": "A::A", "A::*": "A::C" },
            },
        }),
    )
    .unwrap_err();
    insta::assert_snapshot!(fault, @"The Resource Type (A::A) could not be found.");
}

#[test]
fn sections_of_a_request_are_all_there_where_files_are_merged_into_them() {
    let sections = |has_files| Environment::sections_of_request(None, None, has_files).unwrap();
    assert_eq!(
        Value::Map(sections(true)),
        value!({
            "resource_registry": {}, "parameters": {}, "parameter_defaults": {},
            "encrypted_param_names": [], "event_sinks": [],
        })
    );
    // Upstream fails (500) on a text in place of the list of names; ours is refused.
    let template = Template::new(value!({ "heat_template_version": "2021-04-16" })).unwrap();
    let refused = |names: Value| {
        Environment::of_request(sections(true), Some(&names), &Files::new(), &template)
            .err()
            .map(|fault| fault.id)
    };
    assert_eq!(refused(value!("")), None);
    assert_eq!(refused(value!("ab")), Some("environment_file_missing"));
    assert_eq!(refused(value!({ "a": 1 })), Some("bad_request"));
}
