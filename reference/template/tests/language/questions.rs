//! Custom constraints: what only the cloud knows is asked, answered, and checked again.

use std::sync::Arc;

use heat_spec::{Value, value};
use heat_template::{
    Answer, Answers, Environment, Files, Outcome, Properties, Question, ResourceSchema,
    ResourceTypes, StackDefinition, StackIdentity, Strictness, Template,
};

struct Cloud(Arc<ResourceSchema>);

impl ResourceTypes for Cloud {
    fn find(&self, resource_type: &str) -> Option<Arc<ResourceSchema>> {
        (resource_type == self.0.name).then(|| self.0.clone())
    }
}

fn cloud() -> Cloud {
    let schema = ResourceSchema::from_value(&value!({
        "resource_type": "OS::Nova::Server",
        "properties": {
            "flavor": { "type": "string", "constraints": [{ "custom_constraint": "nova.flavor" }] },
            "size": { "type": "integer", "constraints": [{ "range": { "max": 3 } }] },
        },
    }))
    .unwrap();
    Cloud(Arc::new(schema))
}

fn stack(cloud: &Cloud) -> StackDefinition {
    StackDefinition::new(
        Template::new(value!({
            "heat_template_version": "2021-04-16",
            "parameters": {
                "flavor": {
                    "type": "string", "default": "small",
                    "constraints": [{ "custom_constraint": "nova.flavor" }],
                },
            },
            "resources": {
                "a": {
                    "type": "OS::Nova::Server",
                    "properties": { "flavor": { "get_param": "flavor" } },
                },
                "b": {
                    "type": "OS::Nova::Server",
                    "properties": { "flavor": "large", "size": 9 },
                },
            },
        }))
        .unwrap(),
        Environment::default(),
        Files::new(),
        StackIdentity::default(),
        cloud,
    )
    .unwrap()
}

fn question(flavor: &str) -> Question {
    Question {
        constraint: "nova.flavor".to_owned(),
        value: flavor.into(),
    }
}

#[test]
fn each_question_is_asked_once_and_hides_later_faults() {
    let cloud = cloud();
    let asked = stack(&cloud)
        .validate(Strictness::Full, &cloud, &Answers::new())
        .unwrap();
    assert_eq!(
        asked,
        Outcome::Needs(vec![question("small"), question("large")])
    );
}

#[test]
fn an_answer_is_for_one_value_of_one_constraint() {
    let cloud = cloud();
    let asked = |question: Question| {
        let mut answers = Answers::new();
        answers.give(&question, Answer::Valid);
        stack(&cloud).validate(Strictness::Full, &cloud, &answers)
    };
    assert_eq!(
        asked(question("small")),
        Ok(Outcome::Needs(vec![question("large")]))
    );
    let of_another = Question {
        constraint: "nova.keypair".to_owned(),
        ..question("small")
    };
    assert_eq!(
        asked(of_another),
        Ok(Outcome::Needs(vec![question("small"), question("large")]))
    );
}

#[test]
fn what_a_resource_will_be_is_no_value_to_ask_about() {
    let cloud = cloud();
    let template = value!({
        "heat_template_version": "2021-04-16",
        "resources": {
            "a": { "type": "OS::Nova::Server" },
            "b": {
                "type": "OS::Nova::Server",
                "properties": { "flavor": { "list_join": ["", [{ "get_resource": "a" }, "x"]] } },
            },
        },
    });
    let (template, environment) = (Template::new(template).unwrap(), Environment::default());
    let identity = StackIdentity::default();
    let stack =
        StackDefinition::new(template, environment, Files::new(), identity, &cloud).unwrap();
    let asked = stack.validate(Strictness::Full, &cloud, &Answers::new());
    assert_eq!(asked, Ok(Outcome::Done(())));
}

#[test]
fn every_fault_of_the_properties_can_be_told() {
    let cloud = cloud();
    let template = value!({
        "heat_template_version": "2021-04-16",
        "resources": {
            "right": { "type": "OS::Nova::Server", "properties": { "flavor": "small" } },
            "wrong": {
                "type": "OS::Nova::Server",
                "properties": { "odd": 1, "size": 9, "odder": 2, "flavor": { "get_param": "none" } },
            },
            "unknown": { "type": "No::Such", "properties": { "odd": 1 } },
        },
    });
    let (template, environment) = (Template::new(template).unwrap(), Environment::default());
    let identity = StackIdentity::default();
    let stack =
        StackDefinition::new(template, environment, Files::new(), identity, &cloud).unwrap();
    let told = |resource: &str| -> Vec<String> {
        let faults = stack.property_faults(resource, &Answers::new());
        faults.iter().map(ToString::to_string).collect()
    };
    for fine in ["right", "unknown", "none"] {
        assert!(told(fine).is_empty(), "{fine}");
    }
    insta::assert_snapshot!(told("wrong").join("\n"), @r"
    Property error: resources.wrong.properties: Unknown Property odd
    Property error: resources.wrong.properties: Unknown Property odder
    Property error: resources.wrong.properties.flavor: The Parameter (none) was not provided.
    Property error: resources.wrong.properties.size: 9 is out of range (min: None, max: 3)
    ");
}

#[test]
fn with_answers_the_first_fault_shows() {
    let (cloud, mut answers) = (cloud(), Answers::new());
    answers.give(&question("small"), Answer::Valid);
    answers.give(&question("large"), Answer::Valid);
    let fault = stack(&cloud)
        .validate(Strictness::Full, &cloud, &answers)
        .unwrap_err();
    insta::assert_snapshot!(
        fault,
        @"Property error: resources.b.properties.size: 9 is out of range (min: None, max: 3)"
    );
    let reason = "The Flavor (small) could not be found.".to_owned();
    answers.give(&question("small"), Answer::Invalid(reason));
    let fault = stack(&cloud)
        .validate(Strictness::Full, &cloud, &answers)
        .unwrap_err();
    insta::assert_snapshot!(
        fault,
        @"Parameter 'flavor' is invalid: Error validating value 'small': The Flavor (small) could not be found."
    );
}

#[test]
fn properties_are_checked_likewise_before_a_resource_is_made() {
    let (cloud, answers) = (cloud(), Answers::new());
    let given = value!({ "flavor": "small" });
    let check = |given: &Value, answers: &Answers| {
        let given = given.as_map().unwrap();
        Properties::check(&cloud.0, given, "", &["Properties"], answers)
    };
    assert_eq!(
        check(&given, &answers),
        Ok(Outcome::Needs(vec![question("small")]))
    );
    let fault = check(&value!({ "size": 4 }), &answers).unwrap_err();
    insta::assert_snapshot!(
        fault,
        @"Property error: Properties.size: 4 is out of range (min: None, max: 3)"
    );
}
