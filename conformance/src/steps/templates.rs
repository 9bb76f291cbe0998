//! Steps about templates: previews, validations, and templates that come back.

use std::sync::Arc;

use cucumber::gherkin::Step;
use cucumber::{then, when};
use heat_spec::yaml::{Limits, read_template};
use serde_json::Value;

use super::fields_of;
use crate::check::At;
use crate::target::Role;
use crate::world::{Differences, RequirementId, Stop, World};

/// Of the template of the scenario; a table has further fields of the request, where a null takes
/// a field out.
#[when(expr = "{role} previews a stack {string}")]
async fn preview(
    world: &mut World,
    role: Role,
    alias: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let fields = fields_of(world, step)?;
    let body = world.creation_of(&alias, fields);
    let request = world.request("stacks.preview", role, None)?;
    world.send(request.with_json(body)).await?;
    Ok(())
}

#[when(expr = "{role} validates the template")]
async fn validate(world: &mut World, role: Role, #[step] step: &Step) -> Result<(), Stop> {
    send_validation(world, role, "", step).await
}

#[when(expr = "{role} validates the template with the query {string}")]
async fn validate_with_query(
    world: &mut World,
    role: Role,
    query: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    send_validation(world, role, &query, step).await
}

async fn send_validation(
    world: &mut World,
    role: Role,
    query: &str,
    step: &Step,
) -> Result<(), Stop> {
    let fields = fields_of(world, step)?;
    let body = world.template_with(fields);
    let request = world.request("templates.validate", role, None)?;
    let query = world.filled(query)?;
    world
        .send(request.with_query(&query).with_json(body))
        .await?;
    Ok(())
}

/// As an object, whether it was sent as one or as text.
#[then(expr = "the answer is the template of the stack {string} [{requirement}]")]
fn is_the_template(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let expected = as_object(&world.stack(&alias)?.given["template"])?;
    let seen = exchange.json.clone().unwrap_or_default();
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, exchange.status);
    differences.equal(At::Body(String::new()), expected, seen);
    world.check(&id, Some(&exchange), differences)
}

#[then(expr = "the answer says that {string} needs {string} [{requirement}]")]
fn says_who_needs(
    world: &mut World,
    dependant: String,
    needed: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let pointer = "/stack/resources";
    let resources = exchange
        .json
        .as_ref()
        .and_then(|json| json.pointer(pointer)?.as_array());
    let required_by = |name: &str| {
        let mut items = resources.into_iter().flatten();
        let item = items.find(|item| item["resource_name"] == name);
        item.map_or(Value::Null, |item| item["required_by"].clone())
    };
    let mut differences = Differences::default();
    for (name, expected) in [(&needed, vec![dependant.as_str()]), (&dependant, vec![])] {
        let at = At::Body(format!("{pointer}, {name}, required_by"));
        differences.equal(at, Value::from(expected), required_by(name));
    }
    world.check(&id, Some(&exchange), differences)
}

fn as_object(template: &Value) -> Result<Value, Stop> {
    match template.as_str() {
        None => Ok(template.clone()),
        Some(text) => read_template(text, &Limits::default())
            .map(Value::from)
            .map_err(|error| Stop::Error(format!("the scenario's template: {error}"))),
    }
}
