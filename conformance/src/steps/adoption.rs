//! Steps that adopt stacks that were abandoned.

use std::sync::Arc;

use cucumber::gherkin::Step;
use cucumber::when;
use serde_json::Value;

use super::fields_of;
use super::stacks::blocked_by;
use crate::target::Role;
use crate::world::{Stop, World};

/// Of the exported stack in the last answer, once the stack itself is gone; the table has further
/// fields of the request.
#[when(expr = "the stack {string} has gone, and {role} adopts it as {string}")]
async fn adopt(
    world: &mut World,
    former: String,
    role: Role,
    alias: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let exported = Arc::clone(world.last()?);
    let reached = world.wait_until_gone(&former).await?;
    blocked_by(reached.difference)?;
    let mut fields = fields_of(world, step)?;
    fields.insert("template".to_owned(), Value::Null);
    let exported = Value::String(exported.body.clone());
    fields.insert("adopt_stack_data".to_owned(), exported);
    world.create(role, &alias, fields).await?;
    Ok(())
}
