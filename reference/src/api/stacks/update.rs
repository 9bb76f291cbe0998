//! `stacks.update`: everything anew but the name; what is left out falls back to its default.

use heat_spec::fault;

use super::proposed_update::{ProposedUpdate, Verb, check_state, proposed_update};
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::type_policy::check_supported;
use crate::engine::{Change, Message, begin};
use crate::store::stacks;
use crate::store::templates;

/// Updates a stack.
pub(in crate::api) async fn update(call: Call) -> Answer {
    let proposed = proposed_update(&call, Verb::Put, check_state).await?;
    accept(&call, proposed).await
}

/// Stores an update and leaves the rest to the engine.
pub(super) async fn accept(call: &Call, proposed: ProposedUpdate) -> Answer {
    let ProposedUpdate {
        stack,
        definition,
        template,
        arguments,
        is_merged,
        ..
    } = proposed;
    check_supported(&definition)?;
    let (row, name, now) = (stack.row, stack.name, call.app.clock.now());
    let roles = call.identity.roles.clone();
    call.app
        .store
        .call(move |tx| {
            let stack = stacks::by_row(tx, row)?.filter(|stack| !stack.is_deleted());
            let Some(mut stack) = stack else {
                return Err(Refusal::Fault(fault::stack_not_found(name)));
            };
            check_state(&stack)?;
            stack.roles = roles;
            stack.timeout_mins = arguments.timeout_mins.or(stack.timeout_mins);
            stack.disable_rollback = arguments.disable_rollback.unwrap_or(stack.disable_rollback);
            stack.is_converging = arguments.converge.unwrap_or(stack.is_converging);
            stack.tags = match arguments.tags {
                Some(tags) => tags,
                None if is_merged => stack.tags,
                None => Vec::new(),
            };
            stacks::set_tags(tx, row, &stack.tags)?;
            let template_id = templates::insert(tx, &template)?;
            let change = Change {
                action: "UPDATE",
                template_id,
                definition: Some(&definition),
                now,
            };
            Ok(begin(tx, &mut stack, change)?)
        })
        .await?;
    call.app.workers.tell(&call.app, row, Message::Changed);
    Ok(Reply::Plain {
        status: 202,
        location: None,
    })
}
