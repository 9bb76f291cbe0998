//! `stacks.create`: validates everything, stores it, and leaves the rest to the engine. With an
//! exported stack it adopts that.

use uuid::Uuid;

use super::proposal::{self, Proposal};
use super::view;
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data;
use crate::api::type_policy::check_supported;
use crate::engine::{Change, Message, begin};
use crate::store::stacks::{self, StackRecord};
use crate::store::templates;

/// Creates a stack.
pub(in crate::api) async fn create(call: Call) -> Answer {
    let body = request_data::body(call.body.as_ref())?;
    let id = Uuid::new_v4().to_string();
    let proposal = proposal::new_stack(&call, body, Some(id.clone())).await?;
    check_supported(&proposal.definition)?;
    let stack = store(&call, id, proposal).await?;
    call.app
        .workers
        .tell(&call.app, stack.row, Message::Changed);
    Ok(Reply::Json {
        status: 201,
        location: Some(call.stack_url(&stack.project_id, &stack.name, &stack.id)),
        body: view::created(&call, &stack),
    })
}

async fn store(call: &Call, id: String, proposal: Proposal) -> Result<StackRecord, Refusal> {
    let now = call.app.clock.now();
    let identity = call.identity.clone();
    let limit = call.app.config.limits.max_stacks_per_tenant;
    let Proposal {
        name,
        arguments,
        definition,
        template,
        adoption,
    } = proposal;
    let action = if adoption.is_some() {
        "ADOPT"
    } else {
        "CREATE"
    };
    call.app
        .store
        .call(move |tx| {
            // All was free when it was checked; other requests may have taken it since.
            proposal::require_free(tx, &identity, Some(&name), limit)?;
            let template_id = templates::insert(tx, &template)?;
            let mut stack = StackRecord {
                id,
                stack_user_project_id: Some(Uuid::new_v4().simple().to_string()),
                template_id,
                adoption: adoption.unwrap_or_default(),
                ..proposal::record(&identity, &name, &arguments, now)
            };
            stack.row = stacks::insert(tx, &stack)?;
            let change = Change {
                action,
                template_id,
                definition: Some(&definition),
                now,
            };
            begin(tx, &mut stack, change)?;
            Ok(stack)
        })
        .await
        .map_err(|error: Refusal| error)
}
