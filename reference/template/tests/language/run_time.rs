//! Evaluation when resources exist: references, attributes, outputs, frozen definitions.

use heat_spec::{Fault, Value, fault, value};
use heat_template::{FrozenDefinition, State, select};

use crate::support::stack;

/// Resources with the attribute `value` and an id made of their name; `late` is not made yet.
struct Running;

impl State for Running {
    fn reference_id(&self, resource: &str) -> Value {
        format!("id-of-{resource}").into()
    }

    fn attribute(&self, resource: &str, attribute: &str, path: &[Value]) -> Result<Value, Fault> {
        match attribute {
            _ if resource == "late" => Ok(Value::Null),
            "value" => Ok(select(&value!({ "k": ["x", "y"] }), path)),
            _ => Err(fault::template_attribute(resource, attribute)),
        }
    }

    fn attributes(&self, resource: &str) -> Result<Value, Fault> {
        Ok(value!({ "value": resource }))
    }

    fn is_initial(&self, resource: &str) -> bool {
        resource == "late"
    }
}

fn template(version: &str) -> Value {
    value!({
        "heat_template_version": version,
        "resources": {
            "v": {
                "type": "OS::Heat::Value",
                "properties": { "value": 1 },
                "metadata": { "of": { "get_resource": "late" } },
                "depends_on": ["late"],
                "deletion_policy": "Retain",
            },
            "late": {
                "type": "OS::Heat::TestResource",
                "properties": {
                    "value": { "list_join": ["-", [{ "get_resource": "v" }, "a"]] },
                    "wait_secs": { "get_attr": ["q", "value", "k", 7] },
                },
            },
            "q": { "type": "OS::Heat::Value", "properties": { "value": 1 } },
        },
        "outputs": {
            "part": { "value": { "get_attr": ["q", "value", "k", 1] }, "description": "a part" },
            "nothing": { "value": { "get_attr": ["late", "output"] } },
            "id": { "value": { "get_resource": "q" } },
            "wrong": { "value": { "get_attr": ["q", "show"] } },
        },
    })
}

/// The template without its circle: `late` refers to `v`, which depends on it.
fn without_circle(version: &str) -> Value {
    let mut template = template(version);
    if let Value::Map(sections) = &mut template
        && let Some(Value::Map(resources)) = sections.get_mut("resources")
        && let Some(Value::Map(v)) = resources.get_mut("v")
    {
        v.shift_remove("depends_on");
        v.shift_remove("metadata");
    }
    template
}

#[test]
fn outputs_are_evaluated_and_their_errors_told() {
    for version in ["2013-05-23", "2014-10-16", "2021-04-16"] {
        let stack = stack(&without_circle(version));
        assert_eq!(stack.output("part", &Running), Ok("y".into()));
        assert_eq!(stack.output("nothing", &Running), Ok(Value::Null));
        assert_eq!(stack.output("id", &Running), Ok("id-of-q".into()));
        assert_eq!(
            stack.output("wrong", &Running).unwrap_err().message,
            "The Referenced Attribute (q show) is incorrect."
        );
        assert_eq!(stack.outputs().unwrap()["part"].description(), "a part");
        assert_eq!(
            stack.outputs().unwrap()["id"].description(),
            "No description given"
        );
    }
}

#[test]
fn all_attributes_of_a_resource_come_as_a_map() {
    let mut template = without_circle("2015-10-15");
    if let Value::Map(sections) = &mut template {
        sections.insert(
            "outputs".into(),
            value!({ "all": { "value": { "get_attr": ["q"] } } }),
        );
    }
    assert_eq!(
        stack(&template).output("all", &Running),
        Ok(value!({ "value": "q" }))
    );
}

#[test]
fn a_frozen_definition_has_every_function_evaluated_and_reads_back() {
    let stack = stack(&without_circle("2021-04-16"));
    let frozen = stack.frozen("late", &Running).unwrap();
    assert_eq!(
        frozen.to_value(),
        value!({
            "type": "OS::Heat::TestResource",
            "properties": { "value": "id-of-v-a", "wait_secs": null },
        })
    );
    assert_eq!(FrozenDefinition::from_value(&frozen.to_value()), frozen);
    let other = stack.frozen("v", &Running).unwrap();
    assert_eq!(other.deletion_policy, "Retain".into());
    assert_ne!(frozen, other);
}

#[test]
fn dependencies_follow_references_and_the_order_of_the_template() {
    let stack = stack(&without_circle("2021-04-16"));
    let dependencies = stack.dependencies().unwrap();
    assert_eq!(dependencies.order().collect::<Vec<_>>(), ["v", "q", "late"]);
    assert_eq!(
        dependencies.requires("late").collect::<Vec<_>>(),
        ["v", "q"]
    );
    assert_eq!(dependencies.required_by("q").collect::<Vec<_>>(), ["late"]);
}

#[test]
fn metadata_alone_makes_a_circle() {
    let body = value!({ "template": template("2021-04-16") });
    let fault = crate::support::request(crate::support::Operation::Preview, &body).unwrap_err();
    insta::assert_snapshot!(
        fault,
        @r#"Circular Dependency Found: {TestResource "late": {Value "v"}, Value "v": {TestResource "late"}}"#
    );
}

#[test]
fn zones_are_those_of_the_compute_service() {
    let template = value!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Outputs": { "o": { "Value": { "Fn::GetAZs": "" } } },
    });
    let stack = stack(&template);
    assert_eq!(stack.output("o", &Running), Ok(value!(["nova"])));
    let without = stack.with_compute(false).output("o", &Running);
    assert_eq!(without.map_err(|fault| fault.id), Err("no_endpoint"));
}
