//! Steps that send requests of a size.

use cucumber::when;
use serde_json::{Map, Value, json};

use super::OperationId;
use crate::client::Body;
use crate::target::Role;
use crate::world::{Stop, World};

/// The shortest template that there is; a comment makes it longer.
const TEMPLATE: &str = "heat_template_version: 2013-05-23\n#";

#[when(expr = "{role} creates a stack {string} of {int} resources")]
async fn of_resources(
    world: &mut World,
    role: Role,
    alias: String,
    n_resources: usize,
) -> Result<(), Stop> {
    let resources: Map<String, Value> = (0..n_resources)
        .map(|number| (format!("r{number}"), json!({"type": "OS::Heat::None"})))
        .collect();
    let template = json!({"heat_template_version": "2013-05-23", "resources": resources});
    let fields = Map::from_iter([("template".to_owned(), template)]);
    world.create(role, &alias, fields).await?;
    Ok(())
}

#[when(expr = "{role} creates a stack {string} with a template text of {int} characters")]
async fn of_characters(
    world: &mut World,
    role: Role,
    alias: String,
    n_characters: usize,
) -> Result<(), Stop> {
    let fields = Map::from_iter([("template".to_owned(), json!(template(n_characters)))]);
    world.create(role, &alias, fields).await?;
    Ok(())
}

#[when(expr = "{role} sends {operation} with a template in a body of {int} bytes")]
async fn of_bytes(
    world: &mut World,
    role: Role,
    operation: OperationId,
    n_bytes: usize,
) -> Result<(), Stop> {
    let body = |template: &str, filler: usize| {
        json!({"template": template, "filler": "x".repeat(filler)}).to_string()
    };
    let template = template(TEMPLATE.len());
    let n_missing = n_bytes.saturating_sub(body(&template, 0).len());
    let mut request = world.request(operation.as_str(), role, None)?;
    request.body = Body::Text {
        media_type: Some("application/json".to_owned()),
        text: body(&template, n_missing),
    };
    world.send(request).await?;
    Ok(())
}

/// A template text of as many characters.
fn template(n_characters: usize) -> String {
    let n_missing = n_characters.saturating_sub(TEMPLATE.len());
    format!("{TEMPLATE}{}", "x".repeat(n_missing))
}
