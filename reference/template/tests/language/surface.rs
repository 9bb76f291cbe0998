//! What a service asks of templates, environments and schemas beside their evaluation.

use heat_spec::{Value, value};
use heat_template::{
    DeletionPolicy, Environment, FrozenDefinition, Initial, Properties, ResourceSchema,
    ResourceTypes, Template,
};

use crate::support::{Operation, TYPES, request, stack};

#[test]
fn a_template_tells_what_it_consists_of() {
    let document = value!({
        "heat_template_version": "2021-04-16",
        "resources": {
            "a": { "type": "OS::Heat::None", "properties": { "x": 1 } },
            "b": { "type": "child.yaml" },
        },
    });
    let template = Template::new(document.clone()).unwrap();
    assert_eq!(template.document(), document);
    assert_eq!(template.resource_count(), 2);
    assert_eq!(
        template.template_types().collect::<Vec<_>>(),
        ["child.yaml"]
    );
    assert_eq!(
        template.place_of_properties("a"),
        ["resources", "a", "properties"]
    );
    assert_eq!(
        template.without_resources(),
        value!({ "heat_template_version": "2021-04-16", "resources": {} })
    );
    assert_eq!(
        template.empty_like(),
        value!({ "heat_template_version": "2021-04-16" })
    );
    let amazon = value!({ "AWSTemplateFormatVersion": "2010-09-09" });
    let template = Template::new(amazon.clone()).unwrap();
    assert_eq!(template.resource_count(), 0);
    assert_eq!(
        template.place_of_properties("a"),
        ["Resources", "a", "Properties"]
    );
    assert_eq!(template.without_resources(), amazon);
    assert_eq!(template.empty_like(), amazon);
}

#[test]
fn sections_and_keys_of_resources_are_known_by_version() {
    let unknown = |document: Value| Template::new(document).unwrap().unknown_section();
    let with = |version: &str, section: &str| -> Value {
        let key = if version < "2011" {
            "AWSTemplateFormatVersion"
        } else {
            "heat_template_version"
        };
        [(key, version), (section, "")].into_iter().collect()
    };
    for (version, section, is_known) in [
        ("2021-04-16", "outputs", true),
        ("2021-04-16", "conditions", true),
        ("2016-04-08", "conditions", false),
        ("2021-04-16", "Outputs", false),
        ("2010-09-09", "Outputs", true),
    ] {
        let expected = (!is_known).then(|| section.to_owned());
        assert_eq!(unknown(with(version, section)), expected, "{version}");
    }
    let keys = |resources: Value| {
        let document = value!({ "heat_template_version": "2021-04-16", "resources": resources });
        let refusal = Template::new(document).unwrap().check_resource_keys();
        refusal.err().map(|fault| fault.id)
    };
    assert_eq!(keys(value!({ "a": { "type": "A::B" } })), None);
    assert_eq!(keys(value!({})), None);
    assert_eq!(keys(value!(["a"])), Some("attribute_error"));
    assert_eq!(keys(value!({ "a": 5 })), Some("resources_not_maps"));
    assert_eq!(
        keys(value!({ "a": { "condition": true } })),
        Some("resource_without_type")
    );
    assert_eq!(
        keys(value!({ "a": { "type": "A::B", "x": 1 } })),
        Some("resource_keyword")
    );
    // Those of other languages are not looked at.
    let document = value!({ "AWSTemplateFormatVersion": "2010-09-09", "Resources": ["a"] });
    assert!(
        Template::new(document)
            .unwrap()
            .check_resource_keys()
            .is_ok()
    );
}

#[test]
fn an_environment_names_the_templates_that_stand_for_types() {
    let environment = Environment::new(&value!({
        "resource_registry": {
            "A::B": "b.yaml",
            "A::C": "OS::Heat::None",
            "resources": { "r": { "A::D": "d.template", "hooks": "pre-create" } },
        },
        "parameter_defaults": { "p": 1 },
    }))
    .unwrap();
    let mut targets = environment.template_targets();
    targets.sort();
    assert_eq!(targets, ["b.yaml", "d.template"]);
    let defaults = value!({ "p": 1 });
    assert_eq!(Some(environment.parameter_defaults()), defaults.as_map());
}

#[test]
fn parameters_without_value_and_default_are_told_in_order() {
    let body = value!({
        "template": {
            "heat_template_version": "2021-04-16",
            "parameters": {
                "given": { "type": "string" },
                "z": { "type": "string" },
                "preset": { "type": "string", "default": "" },
                "a": { "type": "number" },
            },
        },
        "parameters": { "given": "x" },
    });
    let stack = request(Operation::Validate, &body).unwrap();
    assert_eq!(stack.parameters().without_values(), ["z", "a"]);
}

#[test]
fn a_schema_tells_what_may_change() {
    let schema = ResourceSchema::from_value(&value!({
        "resource_type": "A::B",
        "properties": {
            "a": { "type": "string", "required": true, "update_allowed": true },
            "b": { "type": "string", "immutable": true },
        },
    }))
    .unwrap();
    let flags = |name: &str| {
        let property = &schema.properties[name];
        [
            property.is_required(),
            property.is_update_allowed(),
            property.is_immutable(),
        ]
    };
    assert_eq!(flags("a"), [true, true, false]);
    assert_eq!(flags("b"), [false, false, true]);
}

#[test]
fn types_say_little_unless_a_service_does() {
    assert_eq!(TYPES.aliases(), []);
    assert_eq!(TYPES.max_depth(), 5);
    assert!(!TYPES.overlooks_unavailable());
}

#[test]
fn a_stack_shows_its_resources_as_far_as_they_can_be_read() {
    let body = value!({
        "template": {
            "heat_template_version": "2021-04-16",
            "parameters": { "p": { "type": "string" } },
            "resources": {
                "r": {
                    "type": "OS::Heat::TestResource",
                    "properties": {
                        "value": ["a", { "get_param": "p" }, { "k": { "get_param": "p" } }],
                        "wait_secs": 3,
                        "update_replace": null,
                        "client_name": { "get_file": "none" },
                    },
                    "metadata": { "a": { "list_join": ["-", ["b", "c"]] } },
                },
                "from_outside": { "type": "OS::Heat::None", "external_id": "x" },
                "bare": { "type": "OS::Heat::None" },
            },
        },
        "files": { "f": "text" },
    });
    let stack = request(Operation::Validate, &body).unwrap();
    let metadata = |resource: &str| Value::Map(stack.metadata(resource, &Initial).unwrap());
    assert_eq!(metadata("r"), value!({ "a": "b-c" }));
    assert_eq!(metadata("bare"), value!({}));
    let shown = stack.shown_properties("r", &Initial);
    assert_eq!(shown.get("wait_secs"), &value!(3));
    let property = |name: &str| stack.property_without_missing("r", name).unwrap();
    assert_eq!(property("value"), value!(["a", null, { "k": null }]));
    assert_eq!(property("wait_secs"), value!(3));
    assert_eq!(property("fail"), Value::Null);
    // A parameter that is missing is one thing, everything else another.
    let refused = stack.property_without_missing("r", "client_name");
    assert!(refused.is_err(), "{refused:?}");
    let resources = stack.resources();
    let gives = |name: &str| resources["r"].gives(name);
    assert!(gives("wait_secs") && !gives("update_replace") && !gives("fail"));
    assert!(resources["from_outside"].is_external() && !resources["r"].is_external());
    assert_eq!(
        resources["from_outside"].deletion_policy(),
        DeletionPolicy::Retain
    );
    let frozen = stack.frozen("from_outside", &Initial).unwrap();
    assert_eq!(frozen.deletion_policy, value!("Retain"));
    assert_eq!(
        stack.frozen("bare", &Initial).unwrap().deletion_policy,
        Value::Null
    );
    assert_eq!(stack.files().get("f").map(String::as_str), Some("text"));
    assert_eq!(stack.identity().name, "dummy");
}

#[test]
fn policies_are_written_in_lower_case_since_newton() {
    let policy = |version: &str, name: &str| {
        let template = value!({
            "heat_template_version": version,
            "resources": { "r": { "type": "OS::Heat::None", "deletion_policy": name } },
        });
        let body: Value = [("template", template)].into_iter().collect();
        let stack = request(Operation::Preview, &body).ok()?;
        Some(stack.resources()["r"].deletion_policy())
    };
    for (name, lower, expected) in [
        ("Delete", "delete", DeletionPolicy::Delete),
        ("Retain", "retain", DeletionPolicy::Retain),
        ("Snapshot", "snapshot", DeletionPolicy::Snapshot),
    ] {
        assert_eq!(policy("2021-04-16", name), Some(expected));
        assert_eq!(policy("2016-10-14", lower), Some(expected));
        assert_eq!(policy("2016-04-08", name), Some(expected));
        assert_eq!(policy("2016-04-08", lower), None);
    }
}

#[test]
fn stored_properties_are_read_leniently_and_can_be_changed() {
    let schema = ResourceSchema::from_value(&value!({
        "resource_type": "A::B",
        "properties": { "a": { "type": "integer" }, "b": { "type": "string" } },
    }))
    .unwrap();
    let given = value!({ "a": "no number", "b": 5, "c": 1 });
    let mut properties = Properties::stored(&schema, given.as_map().unwrap());
    assert_eq!(properties.to_value(), value!({ "a": null, "b": "5" }));
    properties.set("a", value!(7));
    assert_eq!(properties.get("a"), &value!(7));
    assert_eq!(properties.values().len(), 2);
}

#[test]
fn frozen_definitions_are_compared_by_metadata_too() {
    let frozen = |metadata: Value| {
        FrozenDefinition::from_value(&value!({
            "type": "A::B",
            "properties": { "a": 1 },
            "metadata": metadata,
        }))
    };
    let (one, other) = (frozen(value!({ "m": 1 })), frozen(value!({ "m": 2 })));
    assert!(one.has_other_metadata(&other) && !one.has_other_metadata(&one));
    let given = value!({ "a": 1 });
    assert_eq!(Some(&one.given_properties()), given.as_map());
    let resources = value!({ "r": { "type": "OS::Heat::None" } });
    let template = value!({ "heat_template_version": "2021-04-16", "resources": resources });
    let bare = stack(&template).frozen("r", &Initial).unwrap();
    assert!(bare.given_properties().is_empty());
}
