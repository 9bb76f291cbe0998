//! Which attributes of a stack's resources are referred to, and by which names they are kept.

use std::sync::Arc;

use heat_spec::{Value, value};
use heat_template::{
    AttributePath, Environment, Files, ResourceSchema, ResourceTypes, StackDefinition,
    StackIdentity, Template, attribute_name,
};

/// One type, whose attributes are of their own with every path.
struct Types;

impl ResourceTypes for Types {
    fn find(&self, resource_type: &str) -> Option<Arc<ResourceSchema>> {
        let mut schema = ResourceSchema::from_value(&value!({
            "resource_type": "A::B",
            "attributes": { "refs": {}, "one": {}, "other": {}, "show": {} },
        }))
        .ok()?;
        schema.has_attribute_paths = resource_type == "A::Group";
        ["A::B", "A::Group"]
            .contains(&resource_type)
            .then(|| Arc::new(schema))
    }
}

/// The names of the attributes of `r`, a resource of that type, that a value refers to.
fn referred(version: &str, resource_type: &str, value: Value) -> Vec<String> {
    let template = value!({
        "heat_template_version": version,
        "resources": {
            "r": { "type": resource_type },
            "by": { "type": "A::B", "metadata": { "m": value } },
        },
    });
    referred_in(template)
}

fn referred_in(template: Value) -> Vec<String> {
    let stack = stack(template);
    let names: Vec<String> = stack
        .referenced_attributes("r")
        .map(str::to_owned)
        .collect();
    let of_paths: Vec<String> = stack
        .referenced_paths("r")
        .map(AttributePath::name)
        .collect();
    assert_eq!(names, of_paths);
    names
}

fn stack(template: Value) -> StackDefinition {
    let identity = StackIdentity {
        name: "probe".to_owned(),
        id: None,
        project_id: "project".to_owned(),
    };
    let template = Template::new(template).unwrap();
    let environment = Environment::new(&value!({})).unwrap();
    StackDefinition::new(template, environment, Files::new(), identity, &Types).unwrap()
}

#[test]
fn attributes_are_noted_once_in_the_order_of_their_names() {
    let both = value!([
        { "get_attr": ["r", "one"] },
        { "k": { "get_attr": ["r", "one", "path"] } },
        { "list_join": ["", [{ "get_attr": ["r", "other"] }]] },
        { "get_attr": ["r", "one"] },
        { "get_resource": "r" },
    ]);
    assert_eq!(referred("2021-04-16", "A::B", both), ["one", "other"]);
    assert!(referred("2021-04-16", "A::B", value!({ "get_resource": "r" })).is_empty());
}

#[test]
fn all_attributes_are_those_but_show() {
    for all in [
        value!({ "get_attr": ["r"] }),
        value!({ "get_attr": ["r", null] }),
    ] {
        assert_eq!(
            referred("2021-04-16", "A::B", all),
            ["one", "other", "refs"]
        );
    }
    // What was never known as a type has none that could be told.
    assert!(referred("2021-04-16", "No::Such", value!({ "get_attr": ["r"] })).is_empty());
    let named = value!({ "get_attr": ["r", "x", "y"] });
    assert_eq!(referred("2021-04-16", "No::Such", named), ["x"]);
}

#[test]
fn paths_are_attributes_of_their_own_where_the_type_says_so() {
    let path = |attribute: &str| value!({ "get_attr": ["r", attribute, "k", 1] });
    assert_eq!(
        referred("2021-04-16", "A::Group", path("one")),
        ["one, k, 1"]
    );
    assert_eq!(referred("2021-04-16", "A::Group", path("refs")), ["refs"]);
    assert_eq!(referred("2021-04-16", "A::B", path("one")), ["one"]);
    assert_eq!(
        referred("2021-04-16", "A::B", path("resource.inner")),
        ["resource.inner, k, 1"]
    );
    assert_eq!(attribute_name("a", &[]), "a");
    assert_eq!(attribute_name("a", &[value!(1), value!("b")]), "a, 1, b");
}

#[test]
fn what_cannot_be_told_before_the_stack_is_made_is_left_out() {
    let by_attribute = value!({ "get_attr": ["r", { "get_attr": ["by", "one"] }] });
    assert!(referred("2021-04-16", "A::B", by_attribute).is_empty());
    let of_none = value!({ "get_attr": ["by", "one"] });
    assert!(referred("2021-04-16", "A::B", of_none).is_empty());
}

#[test]
fn outputs_and_properties_refer_too() {
    let get = |name: &str| value!({ "get_attr": ["r", name] });
    let names = referred_in(value!({
        "heat_template_version": "2014-10-16",
        "resources": {
            "r": { "type": "A::B" },
            "by": { "type": "A::B", "properties": { "p": get("one") } },
        },
        "outputs": { "o": { "value": get("other") } },
    }));
    assert_eq!(names, ["one", "other"]);
    let names = referred_in(value!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": { "r": { "Type": "A::B" } },
        "Outputs": { "o": { "Value": { "Fn::GetAtt": ["r", "one"] } } },
    }));
    assert_eq!(names, ["one"]);
}

#[test]
fn what_is_asked_for_an_attribute_is_needed_first() {
    for version in ["2013-05-23", "2014-10-16", "2016-10-14", "2021-04-16"] {
        let template = value!({
            "heat_template_version": version,
            "resources": {
                "r": { "type": "A::B" },
                "by": { "type": "A::B", "properties": { "p": { "get_attr": ["r", "one"] } } },
            },
        });
        let stack = stack(template);
        let dependencies = stack.dependencies().unwrap();
        assert_eq!(
            dependencies.requires("by").collect::<Vec<_>>(),
            ["r"],
            "{version}"
        );
        assert_eq!(dependencies.requires("r").next(), None);
    }
}
