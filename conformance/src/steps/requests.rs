//! Steps that send one request of an operation, as somebody, about a stack or not.
//!
//! A data table gives the fields of a JSON body, each value as JSON; a doc string is the body as
//! it is. Names in braces (`{name:web}`, `{id:web}`, `{project_id}`) are replaced in both.

use cucumber::gherkin::Step;
use cucumber::{given, when};

use super::{OperationId, body_of};
use crate::client::{Body, Request};
use crate::target::Role;
use crate::world::{Polls, Stop, World};

#[given(expr = "the next request has the header {string}")]
fn with_header(world: &mut World, header: String) -> Result<(), Stop> {
    let header = world.filled(&header)?;
    let (name, value) = header
        .split_once(':')
        .ok_or_else(|| Stop::Error(format!("`{header}` is not NAME: VALUE")))?;
    world.add_header(name.trim(), value.trim());
    Ok(())
}

#[when(expr = "{role} sends {operation}")]
async fn send(
    world: &mut World,
    role: Role,
    operation: OperationId,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let request = world.request(operation.as_str(), role, None)?;
    send_with_body(world, request, step).await
}

#[when(expr = "{role} sends {operation} with the query {string}")]
async fn send_with_query(
    world: &mut World,
    role: Role,
    operation: OperationId,
    query: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let query = world.filled(&query)?;
    let request = world.request(operation.as_str(), role, None)?;
    send_with_body(world, request.with_query(&query), step).await
}

#[when(expr = "{role} sends {operation} for the stack {string}")]
async fn send_for_stack(
    world: &mut World,
    role: Role,
    operation: OperationId,
    stack: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let request = world.request(operation.as_str(), role, Some(&stack))?;
    send_with_body(world, request, step).await
}

#[when(expr = "{role} sends {operation} for the stack {string} with the query {string}")]
async fn send_for_stack_with_query(
    world: &mut World,
    role: Role,
    operation: OperationId,
    stack: String,
    query: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let query = world.filled(&query)?;
    let request = world.request(operation.as_str(), role, Some(&stack))?;
    send_with_body(world, request.with_query(&query), step).await
}

#[when(expr = "{role} sends {operation} with the body {string}")]
async fn send_text(
    world: &mut World,
    role: Role,
    operation: OperationId,
    body: String,
) -> Result<(), Stop> {
    let mut request = world.request(operation.as_str(), role, None)?;
    request.body = Body::Text {
        media_type: Some("application/json".to_owned()),
        text: world.filled(&body)?,
    };
    world.send(request).await?;
    Ok(())
}

/// Anything else: `a member sends PUT to "/v1/{project_id}/stacks/{name:web}"`.
#[when(regex = r#"^(.+) sends ([A-Z]+) to "([^"]*)"$"#)]
async fn send_to_path(
    world: &mut World,
    role: Role,
    method: String,
    address: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let address = world.filled(&address)?;
    let (path, query) = address.split_once('?').unwrap_or((&address, ""));
    let request = Request {
        role,
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        headers: Vec::new(),
        body: Body::None,
    };
    send_with_body(world, request, step).await
}

/// Asks until the answer shows that nothing is in progress any more: another text at a JSON
/// pointer than `IN_PROGRESS`, or none, or a refusal.
#[when(
    expr = "{role} sends {operation} for the stack {string} until the answer is settled at {string}"
)]
async fn send_until_settled(
    world: &mut World,
    role: Role,
    operation: OperationId,
    stack: String,
    pointer: String,
) -> Result<(), Stop> {
    let mut polls = Polls::of(&world.run().settings);
    loop {
        let request = world.request(operation.as_str(), role, Some(&stack))?;
        let exchange = world.send(request).await?;
        let seen = exchange.json.as_ref();
        let seen = seen.and_then(|json| json.pointer(&pointer)?.as_str());
        let shown = seen.unwrap_or_default();
        world.tell_poll(&pointer, "settled", shown, &polls, &exchange);
        if seen != Some("IN_PROGRESS") {
            return Ok(());
        }
        if !polls.pause().await {
            return Err(Stop::Blocked(format!("{pointer} stays IN_PROGRESS")));
        }
    }
}

/// Asks until the answer has something at a JSON pointer, or is a refusal, or long enough.
#[when(
    expr = "{role} sends {operation} for the stack {string} until the answer has something at {string}"
)]
async fn send_until_there(
    world: &mut World,
    role: Role,
    operation: OperationId,
    stack: String,
    pointer: String,
) -> Result<(), Stop> {
    send_until(world, role, &operation, &stack, ("", &pointer)).await
}

#[when(
    expr = "{role} sends {operation} for the stack {string} with the query {string} until the answer has something at {string}"
)]
async fn send_with_query_until_there(
    world: &mut World,
    role: Role,
    operation: OperationId,
    stack: String,
    query: String,
    pointer: String,
) -> Result<(), Stop> {
    send_until(world, role, &operation, &stack, (&query, &pointer)).await
}

async fn send_until(
    world: &mut World,
    role: Role,
    operation: &OperationId,
    stack: &str,
    (query, pointer): (&str, &str),
) -> Result<(), Stop> {
    let mut polls = Polls::for_a_moment(&world.run().settings);
    loop {
        let request = world.request(operation.as_str(), role, Some(stack))?;
        let exchange = world.send(request.with_query(query)).await?;
        let seen = exchange.json.as_ref();
        let is_there = seen.is_some_and(|json| json.pointer(pointer).is_some());
        // What is missing for too long, or refused, shows in what is checked next.
        if is_there || exchange.status >= 400 || !polls.pause().await {
            return Ok(());
        }
    }
}

async fn send_with_body(world: &mut World, mut request: Request, step: &Step) -> Result<(), Stop> {
    request.body = body_of(world, step)?;
    world.send(request).await?;
    Ok(())
}
