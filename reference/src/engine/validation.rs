//! Validation of a definition: asks the cloud what the rules cannot know, and asks again.

use heat_spec::Fault;
use heat_template::{
    Answer, Answers, FrozenDefinition, Outcome, Properties, Question, ResourceDefinition,
    StackDefinition, Strictness, expiration_problem,
};

use super::Failure;
use super::observation::is_missing;
use crate::app::App;
use crate::cloud::find;
use crate::resources::{EXTERNAL, Types, registry};

/// Validates a definition strictly, as a create does.
///
/// The rules are a pure function. Where they need to know whether something is there (a flavor,
/// say), they name it; it is looked up and the rules are applied again with the answer.
pub(crate) async fn validate(
    app: &App,
    project_id: &str,
    definition: &StackDefinition,
) -> Result<(), Fault> {
    let mut answers = Answers::new();
    loop {
        match definition.validate(
            Strictness::Full,
            &Types::new(&app.cloud, &app.config.limits),
            &answers,
        )? {
            Outcome::Done(()) => return Ok(()),
            Outcome::Needs(questions) => answer(app, project_id, questions, &mut answers).await,
        }
    }
}

/// A resource's properties with values from functions in them, checked and coerced.
pub(super) async fn resolve(
    app: &App,
    project_id: &str,
    resource: &ResourceDefinition,
    frozen: &FrozenDefinition,
) -> Result<Properties, Failure> {
    let schema = resource.schema()?;
    let given = frozen.given_properties();
    let mut answers = Answers::new();
    loop {
        match Properties::check(
            schema,
            &given,
            &resource.description,
            &["Properties"],
            &answers,
        )? {
            Outcome::Done(properties) => return Ok(properties),
            Outcome::Needs(questions) => answer(app, project_id, questions, &mut answers).await,
        }
    }
}

async fn answer(app: &App, project_id: &str, questions: Vec<Question>, answers: &mut Answers) {
    for question in questions {
        let answer = look_up(app, project_id, &question).await;
        answers.give(&question, answer);
    }
}

/// Asks the cloud; what it knows nothing of (constraints of services that are not pretended)
/// passes.
async fn look_up(app: &App, project_id: &str, question: &Question) -> Answer {
    // A resource type's own questions bear its name.
    if let Some((name, word)) = question.constraint.split_once(' ')
        && let Some(resource_type) = registry().get(name)
    {
        if word == EXTERNAL {
            let id = question.value.python_str();
            let is_missing = is_missing(&app.cloud, project_id, resource_type, &id).await;
            return if is_missing {
                Answer::Invalid(String::new())
            } else {
                Answer::Valid
            };
        }
        return resource_type
            .answer(&app.cloud, project_id, word, &question.value)
            .await;
    }
    if question.constraint == "expiration" {
        let now = app.clock.now().as_second();
        return match expiration_problem(&question.value, now) {
            Some(reason) => Answer::Invalid(reason),
            None => Answer::Valid,
        };
    }
    let value = question.value.python_str();
    if question.constraint.starts_with("keystone.") {
        let refusal = app.stack_users.refusal(&question.constraint, &value).await;
        return match refusal {
            Ok(None) => Answer::Valid,
            Ok(Some(reason)) => Answer::Invalid(reason),
            Err(error) => Answer::Invalid(error.to_string()),
        };
    }
    if !find::covers(&question.constraint) {
        return Answer::Valid;
    }
    match find::find(&app.cloud, project_id, &question.constraint, &value).await {
        Ok(()) => Answer::Valid,
        Err(reason) => Answer::Invalid(reason),
    }
}
