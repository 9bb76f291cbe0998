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
