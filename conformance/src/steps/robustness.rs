//! Steps that send bad requests, very many of them.

use cucumber::then;
use heat_spec::catalogue::Operation;

use super::OperationId;
use crate::property::bad_request::{apply, awkward, random};
use crate::property::for_all;
use crate::target::Role;
use crate::world::{RequirementId, Stop, World};

/// Each is refused as it is documented, or done as if nothing were wrong with it; the service still
/// answers, and nothing stays behind.
#[then(expr = "no bad request of {operation} does harm [{requirement}]")]
async fn without_stack(
    world: &mut World,
    operation: OperationId,
    id: RequirementId,
) -> Result<(), Stop> {
    try_all(world, &operation, None, &id).await
}

#[then(expr = "no bad request of {operation} for the stack {string} does harm [{requirement}]")]
async fn for_stack(
    world: &mut World,
    operation: OperationId,
    stack: String,
    id: RequirementId,
) -> Result<(), Stop> {
    try_all(world, &operation, Some(&stack), &id).await
}

async fn try_all(
    world: &mut World,
    operation: &OperationId,
    stack: Option<&str>,
    id: &RequirementId,
) -> Result<(), Stop> {
    let operation = world.operation(operation.as_str())?.clone();
    let role = role_for(&operation);
    let catalogue = world.catalogue();
    // A second deletion finds nothing, so only the first good one could succeed.
    if !operation.methods.iter().any(|method| method == "DELETE") {
        world.try_good(&operation, role, stack).await?;
    }
    let found = for_all(
        id.as_str(),
        awkward(&catalogue, &operation, world.is_target_ours()),
        random(&catalogue, &operation),
        world.budget(),
        async |changes| {
            let good = world.good_request(&operation, role, stack)?;
            let bad = apply(&good, &operation, changes);
            world.try_bad(id, bad).await
        },
    )
    .await?;
    world.conclude_property(id, found)?;
    world.check_nothing_is_left(id).await
}

/// Who may use an operation: members, or administrators alone.
fn role_for(operation: &Operation) -> Role {
    match &operation.policy {
        Some(policy) if policy.roles.iter().all(|role| role == "admin") => Role::Admin,
        _ => Role::Member,
    }
}
