//! `stacks.delete`: begins a delete and answers at once.

use heat_spec::fault;

use super::{Deleted, stack_of};
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::engine::{Message, begin_removal};
use crate::store::stacks;

/// Begins to delete a stack, whatever is being done with it.
pub(in crate::api) async fn delete(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    remove(&call, stack.row, stack.name, false).await?;
    Ok(Reply::Plain {
        status: 204,
        location: None,
    })
}

/// Begins to remove a stack; if it is abandoned, the real things behind its resources stay.
pub(super) async fn remove(
    call: &Call,
    row: i64,
    name: String,
    is_abandoned: bool,
) -> Result<(), Refusal> {
    let now = call.app.clock.now();
    call.app
        .store
        .call(move |tx| {
            let stack = stacks::by_row(tx, row)?.filter(|stack| !stack.is_deleted());
            let Some(mut stack) = stack else {
                return Err(Refusal::Fault(fault::stack_not_found(name)));
            };
            stack.is_abandoned = is_abandoned;
            Ok(begin_removal(tx, &mut stack, now)?)
        })
        .await?;
    call.app.workers.tell(&call.app, row, Message::Aborted);
    Ok(())
}
