//! Steps that send a body of some media type, or of none.

use cucumber::gherkin::Step;
use cucumber::when;

use super::{OperationId, doc_string};
use crate::client::Body;
use crate::target::Role;
use crate::world::{Stop, World};

#[when(expr = "{role} sends {operation} with a body of no type")]
async fn send_untyped(
    world: &mut World,
    role: Role,
    operation: OperationId,
    #[step] step: &Step,
) -> Result<(), Stop> {
    send(world, role, &operation, None, step).await
}

#[when(expr = "{role} sends {operation} with a body of the type {string}")]
async fn send_typed(
    world: &mut World,
    role: Role,
    operation: OperationId,
    media_type: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    send(world, role, &operation, Some(media_type), step).await
}

/// Sends the step's doc string.
async fn send(
    world: &mut World,
    role: Role,
    operation: &OperationId,
    media_type: Option<String>,
    step: &Step,
) -> Result<(), Stop> {
    let text = step.docstring.as_deref().map(doc_string);
    let text = text.ok_or_else(|| Stop::Error("the step has no doc string".to_owned()))?;
    let mut request = world.request(operation.as_str(), role, None)?;
    request.body = Body::Text {
        media_type,
        text: world.filled(text)?,
    };
    world.send(request).await?;
    Ok(())
}
