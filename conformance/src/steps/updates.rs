//! Steps that update stacks, and compare them with what they were before.

use std::sync::Arc;

use cucumber::gherkin::Step;
use cucumber::{given, then, when};

use super::{doc_string, fields_of};
use crate::check::At;
use crate::target::Role;
use crate::world::{Differences, Look, RequirementId, Stop, World};

/// A doc string is the new template, and that of the scenario from now on; a table has further
/// fields of the request, where a null takes a field out.
#[when(expr = "{role} updates the stack {string}")]
async fn update(
    world: &mut World,
    role: Role,
    alias: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    if let Some(text) = &step.docstring {
        let text = world.filled(doc_string(text))?;
        world.set_template(text);
    }
    let fields = fields_of(world, step)?;
    world.update(role, &alias, fields).await?;
    Ok(())
}

/// What it is like now, for a comparison later.
#[given(expr = "a look at the stack {string}")]
#[when(expr = "the stack {string} is looked at")]
async fn look_at(world: &mut World, alias: String) -> Result<(), Stop> {
    let look = look(world, &alias).await?;
    if look.exchange.status != 200 {
        return Err(Stop::Blocked(format!(
            "the stack is not shown: {}",
            look.exchange
        )));
    }
    world.keep_look(&alias, look);
    Ok(())
}

/// In everything that it shows, its template included.
#[then(expr = "the stack {string} is what it was [{requirement}]")]
async fn is_what_it_was(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let now = look(world, &alias).await?;
    let before = world.look(&alias)?;
    let mut differences = Differences::default();
    for (field, old) in before.stack.as_object().into_iter().flatten() {
        let at = At::Body(format!("/stack/{field}"));
        differences.equal(at, old, &now.stack[field]);
    }
    differences.equal(template(), &before.template, &now.template);
    world.check(&id, Some(&now.exchange), differences)
}

#[then(expr = "the stack {string} keeps its id, name and time of creation [{requirement}]")]
async fn keeps_identity(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let now = look(world, &alias).await?;
    let before = world.look(&alias)?;
    let mut differences = Differences::default();
    for field in ["id", "stack_name", "creation_time"] {
        let at = At::Body(format!("/stack/{field}"));
        differences.equal(at, &before.stack[field], &now.stack[field]);
    }
    world.check(&id, Some(&now.exchange), differences)
}

#[then(expr = "the stack {string} was updated later than created [{requirement}]")]
async fn is_updated_later(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let now = look(world, &alias).await?;
    let time = |field: &str| now.stack[field].as_str().unwrap_or_default().to_owned();
    let (created, updated) = (time("creation_time"), time("updated_time"));
    let mut differences = Differences::default();
    // Both have the one form that times have, in which texts are in the order of the times.
    if updated <= created {
        let at = At::Body("/stack/updated_time".to_owned());
        differences.add(at, format!("a time after {created}"), updated);
    }
    world.check(&id, Some(&now.exchange), differences)
}

#[then(expr = "the stack {string} has the template and parameters that it had [{requirement}]")]
async fn has_old_template(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let now = look(world, &alias).await?;
    let before = world.look(&alias)?;
    let mut differences = Differences::default();
    differences.equal(template(), &before.template, &now.template);
    let at = At::Body("/stack/parameters".to_owned());
    differences.equal(at, &before.stack["parameters"], &now.stack["parameters"]);
    world.check(&id, Some(&now.exchange), differences)
}

/// Every output is what the latest request that was accepted gave for a parameter.
#[then(
    expr = "the answer has every output of the stack {string} equal to its newest {string} [{requirement}]"
)]
fn outputs_are_new(
    world: &mut World,
    alias: String,
    parameter: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let expected = &world.stack(&alias)?.given["parameters"][&parameter];
    let outputs = exchange
        .json
        .as_ref()
        .and_then(|json| json.pointer("/stack/outputs")?.as_array());
    let mut differences = Differences::default();
    let at = |place: &str| At::Body(format!("/stack/outputs{place}"));
    if outputs.is_none_or(Vec::is_empty) {
        differences.add(at(""), "outputs", "none");
    }
    for (index, output) in outputs.into_iter().flatten().enumerate() {
        let place = at(&format!("/{index}/output_value"));
        differences.equal(place, expected, &output["output_value"]);
    }
    world.check(&id, Some(&exchange), differences)
}

fn template() -> At {
    At::Course("the stack's template".to_owned())
}

async fn look(world: &mut World, alias: &str) -> Result<Look, Stop> {
    let role = world.stack(alias)?.role;
    // Without the id another stack of the name could be seen.
    world.stack_id(alias)?;
    let mut answers = Vec::new();
    for operation in ["stacks.show", "stacks.template"] {
        let request = world.request(operation, role, Some(alias))?;
        answers.push(world.send_aside(request).await?);
    }
    let json = |index: usize| answers[index].json.clone().unwrap_or_default();
    Ok(Look {
        stack: json(0)["stack"].clone(),
        template: json(1),
        exchange: answers.swap_remove(0),
    })
}
