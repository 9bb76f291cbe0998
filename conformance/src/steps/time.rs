//! Steps that let time pass.

use std::time::Duration;

use cucumber::gherkin::Step;
use cucumber::when;

use super::{OperationId, body_of};
use crate::target::Role;
use crate::world::{Stop, World};

#[when(expr = "{int} second(s) pass(es)")]
async fn seconds_pass(world: &mut World, n_seconds: u64) -> Result<(), Stop> {
    world.let_pass(Duration::from_secs(n_seconds)).await
}

#[when(expr = "{role} sends {operation} with a token that has expired")]
async fn send_late(
    world: &mut World,
    role: Role,
    operation: OperationId,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let mut request = world.request(operation.as_str(), role, None)?;
    request.body = body_of(world, step)?;
    world.send_late(request).await?;
    Ok(())
}
