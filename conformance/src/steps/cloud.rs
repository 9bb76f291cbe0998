//! Steps that break the services behind a target, and mend them.

use cucumber::{given, when};

use crate::target::BrokenCalls;
use crate::world::{Stop, World};

/// `the network service answers DELETE "/v2.0/networks/*" with 500`
#[given(expr = "the {word} service answers {word} {string} with {int}")]
#[when(expr = "the {word} service answers {word} {string} with {int}")]
fn answers_with(
    world: &mut World,
    service: String,
    method: String,
    path: String,
    status: u16,
) -> Result<(), Stop> {
    let path = world.filled(&path)?;
    world.break_calls(&BrokenCalls {
        service,
        method,
        path,
        status,
    })
}

#[when("the services answer again")]
fn answer_again(world: &mut World) -> Result<(), Stop> {
    world.mend_calls()
}
