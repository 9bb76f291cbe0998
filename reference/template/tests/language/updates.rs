//! What an update compares: properties, immutable parameters.

use heat_spec::{Value, value};
use heat_template::{Answers, Outcome, Properties, ResourceSchema};

use crate::support::{Operation, request};

fn schema() -> ResourceSchema {
    ResourceSchema::from_value(&value!({
        "resource_type": "A::B",
        "properties": {
            "in_place": { "type": "string", "update_allowed": true },
            "replaced": { "type": "integer", "default": 3 },
            "fixed": { "type": "list", "immutable": true },
            "also_fixed": { "type": "any", "immutable": true },
            "description": { "type": "string", "update_allowed": true },
        },
    }))
    .unwrap()
}

fn properties(given: &Value) -> Properties {
    let given = given.as_map().unwrap();
    match Properties::check(&schema(), given, "of the resource", &[], &Answers::new()).unwrap() {
        Outcome::Done(properties) => properties,
        Outcome::Needs(questions) => panic!("{questions:?}"),
    }
}

#[test]
fn values_are_coerced_and_filled_in() {
    assert_eq!(
        properties(&value!({ "in_place": 5, "replaced": "7" })).to_value(),
        value!({
            "in_place": "5",
            "replaced": 7,
            "fixed": null,
            "also_fixed": null,
            "description": "of the resource",
        })
    );
}

#[test]
fn a_change_is_made_in_place_only_if_every_property_allows_it() {
    let before = properties(&value!({ "in_place": "a" }));
    let change = |given: &Value| before.changes(&properties(given), &schema(), "r").unwrap();
    assert!(
        change(&value!({ "in_place": "a", "replaced": "3" }))
            .values
            .is_empty()
    );
    let changes = change(&value!({ "in_place": "b" }));
    assert_eq!(Value::Map(changes.values), value!({ "in_place": "b" }));
    assert!(!changes.is_replacement);
    let changes = change(&value!({ "replaced": 4 }));
    assert_eq!(
        Value::Map(changes.values),
        value!({ "in_place": null, "replaced": 4 })
    );
    assert!(changes.is_replacement);
}

#[test]
fn immutable_properties_refuse_to_change() {
    let before = properties(&value!({ "fixed": [1], "also_fixed": 1 }));
    let after = properties(&value!({ "fixed": [true], "also_fixed": { "a": 1 } }));
    // `[1]` and `[true]` are equal in Python.
    let fault = before.changes(&after, &schema(), "r").unwrap_err();
    insta::assert_snapshot!(fault, @"Update to properties also_fixed of r (A::B) is not supported.");
}

#[test]
fn immutable_parameters_are_compared_with_what_is_given() {
    let stack = |size: Value| {
        let body = value!({
            "template": {
                "heat_template_version": "2021-04-16",
                "parameters": {
                    "size": { "type": "number", "immutable": true },
                    "free": { "type": "string", "default": "a" },
                },
            },
            "parameters": { "size": size },
        });
        request(Operation::Preview, &body).unwrap()
    };
    let (old, same, text) = (stack(1.into()), stack(1.into()), stack("1".into()));
    let check = |new: &heat_template::StackDefinition| {
        let given = new.environment().parameters();
        old.parameters().check_unchanged(new.parameters(), given)
    };
    assert_eq!(check(&same), Ok(()));
    insta::assert_snapshot!(
        check(&text).unwrap_err(),
        @"The following parameters are immutable and may not be updated: size"
    );
}
