//! Steps that create stacks with names of a length, and with one value after another.

use cucumber::gherkin::Step;
use cucumber::{then, when};
use serde_json::Map;

use crate::target::Role;
use crate::world::{RequirementId, Stop, World};

#[when(expr = "{role} creates a stack with a name of {int} characters")]
async fn with_long_name(world: &mut World, role: Role, length: usize) -> Result<(), Stop> {
    let n_missing = length.saturating_sub(world.name_of("").chars().count());
    world
        .create(role, &"x".repeat(n_missing), Map::new())
        .await?;
    Ok(())
}

/// The answer to a creation with each of the values in the table, a JSON text in each row.
#[then(expr = "each value of {string} is answered as required [{requirement}]")]
async fn each_value(
    world: &mut World,
    field: String,
    id: RequirementId,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let rows: Vec<&String> = step
        .table
        .iter()
        .flat_map(|table| &table.rows)
        .flatten()
        .collect();
    if rows.is_empty() {
        return Err(Stop::Error("there are no values".to_owned()));
    }
    for row in rows {
        let value = world.filled_json(row)?;
        let fields = Map::from_iter([(field.clone(), value)]);
        world.create(Role::Member, "value", fields).await?;
        world.expect(&id)?;
    }
    Ok(())
}
