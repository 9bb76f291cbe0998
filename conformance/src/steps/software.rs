//! Steps that make software configurations and deployments.
//!
//! The ids of the latest are remembered as `config_id` and `deployment_id`, its name and its server
//! as `config_name` and `server_id`; those of each as `id:NAME`.

use std::sync::Arc;

use cucumber::{given, when};
use serde_json::{Value, json};

use crate::client::Exchange;
use crate::target::Role;
use crate::world::{Polls, Stop, World};

/// A configuration of a script that greets.
#[given(expr = "a software configuration {string}")]
async fn member_has_configuration(world: &mut World, alias: String) -> Result<(), Stop> {
    configuration(world, Role::Member, &alias).await
}

#[given(expr = "{role} has a software configuration {string}")]
async fn somebody_has_configuration(
    world: &mut World,
    role: Role,
    alias: String,
) -> Result<(), Stop> {
    configuration(world, role, &alias).await
}

/// A deployment of the latest configuration to a server that nobody has; it waits for an end.
#[given(expr = "a software deployment to {string}")]
async fn member_has_deployment(world: &mut World, server: String) -> Result<(), Stop> {
    deployment(world, Role::Member, &server).await
}

#[given(expr = "{role} has a software deployment to {string}")]
async fn somebody_has_deployment(
    world: &mut World,
    role: Role,
    server: String,
) -> Result<(), Stop> {
    deployment(world, role, &server).await
}

/// A resource that is the server of a deployment: the deployment has been made, and is remembered.
#[given(expr = "the resource {string} of the stack {string} has a software deployment")]
#[when(expr = "the resource {string} of the stack {string} has a software deployment")]
async fn resource_is_deployed_to(
    world: &mut World,
    resource: String,
    stack: String,
) -> Result<(), Stop> {
    let stack_id = world.stack_id(&stack)?.to_owned();
    let server = format!("{}-{resource}-", world.name_of(&stack));
    let mut polls = Polls::of(&world.run().settings);
    loop {
        let request = world.request("software_deployments.list", Role::Member, None)?;
        let listed = world.send_aside(request).await?;
        let found = items(&listed).find(|item| {
            let server_id = item["server_id"].as_str().unwrap_or_default();
            server_id.starts_with(&server)
        });
        let shown = found.is_some().to_string();
        world.tell_poll(&server, "a deployment", &shown, &polls, &listed);
        if let Some(item) = found {
            remember(world, item);
            return Ok(());
        }
        if !polls.pause().await {
            let reason = format!("no software is deployed to {resource} of the stack {stack_id}");
            return Err(Stop::Blocked(reason));
        }
    }
}

#[when(expr = "the software deployment has the action {word}")]
async fn has_action(world: &mut World, action: String) -> Result<(), Stop> {
    let mut polls = Polls::of(&world.run().settings);
    loop {
        let request = world.request("software_deployments.show", Role::Member, None)?;
        let shown = world.send_aside(request).await?;
        let pointer = "/software_deployment/action";
        let seen = shown.json.as_ref().and_then(|json| json.pointer(pointer));
        let text = seen.and_then(Value::as_str).unwrap_or_default();
        world.tell_poll("the deployment's action", &action, text, &polls, &shown);
        if text == action {
            return Ok(());
        }
        if !polls.pause().await {
            let seen = seen.map_or_else(|| "nothing".to_owned(), Value::to_string);
            return Err(Stop::Blocked(format!("the deployment's action is {seen}")));
        }
    }
}

fn items(listed: &Exchange) -> impl Iterator<Item = &Value> {
    let items = listed
        .json
        .as_ref()
        .and_then(|json| json["software_deployments"].as_array());
    items.into_iter().flatten()
}

fn remember(world: &mut World, deployment: &Value) {
    let names = [
        ("id", "deployment_id"),
        ("config_id", "config_id"),
        ("server_id", "server_id"),
    ];
    for (field, name) in names {
        let text = deployment[field].as_str().unwrap_or_default().to_owned();
        world.remember(name, &text);
    }
}

async fn configuration(world: &mut World, role: Role, alias: &str) -> Result<(), Stop> {
    let name = world.name_of(alias);
    let body = json!({
        "name": name,
        "group": "script",
        "config": "echo $who",
        "inputs": [{
            "name": "who",
            "description": "Whom to greet",
            "type": "String",
            "default": "you",
        }],
        "outputs": [{
            "name": "said",
            "description": "What was said",
            "type": "String",
            "error_output": true,
        }],
        "options": {"shell": "sh"},
    });
    let id = made(
        world,
        role,
        "software_configs.create",
        body,
        "/software_config/id",
    )
    .await?;
    world.remember("config_id", &id);
    world.remember("config_name", &name);
    world.remember(&format!("id:{alias}"), &id);
    Ok(())
}

async fn deployment(world: &mut World, role: Role, server: &str) -> Result<(), Stop> {
    let config_id = world.remembered("config_id").map(str::to_owned);
    let config_id = config_id
        .ok_or_else(|| Stop::Error("no step before this one made a configuration".to_owned()))?;
    let server_id = world.name_of(server);
    let body = json!({
        "config_id": config_id,
        "server_id": server_id,
        "input_values": {"who": "me"},
        "action": "CREATE",
        "status": "IN_PROGRESS",
        "status_reason": "Deploy data available",
    });
    let operation = "software_deployments.create";
    let id = made(world, role, operation, body, "/software_deployment/id").await?;
    world.remember("deployment_id", &id);
    world.remember("server_id", &server_id);
    world.remember(&format!("id:{server}"), &id);
    Ok(())
}

/// The id of what a request makes.
async fn made(
    world: &mut World,
    role: Role,
    operation: &str,
    body: Value,
    pointer: &str,
) -> Result<String, Stop> {
    let request = world.request(operation, role, None)?.with_json(body);
    let exchange: Arc<Exchange> = world.send(request).await?;
    let id = exchange
        .json
        .as_ref()
        .and_then(|json| json.pointer(pointer)?.as_str());
    match id {
        Some(id) if exchange.status < 300 => Ok(id.to_owned()),
        _ => Err(Stop::Blocked(format!(
            "{operation} was answered with {}: {}",
            exchange.status,
            exchange.fault_message().unwrap_or_default()
        ))),
    }
}
