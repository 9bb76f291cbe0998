//! `snapshots.create`: begins to keep everything that it takes to restore the stack.

use heat_spec::{Map, Value, fault};
use uuid::Uuid;

use super::view::view;
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data;
use crate::api::stacks::{Deleted, stack_of};
use crate::engine::{InPlace, Message, begin_in_place, document};
use crate::software::configs;
use crate::store::snapshots::{self, SnapshotRecord};
use crate::store::{stacks, templates};

/// Begins a snapshot of a stack that is at rest.
pub(in crate::api) async fn create(call: Call) -> Answer {
    let body = request_data::body(call.body.as_ref())?;
    let name = configs::text(body.get("name").unwrap_or(&Value::Null), "name")?;
    let stack = stack_of(&call, Deleted::Refused).await?;
    let (row, now) = (stack.row, call.app.clock.now());
    let limit = call.app.config.limits.max_snapshots_per_stack;
    let is_limited = limit >= 0 && !call.identity.has_role("admin");
    let project_id = call.identity.project_id.clone();
    let definitions = call.app.definitions.clone();
    let snapshot = call
        .app
        .store
        .call(move |tx| {
            let found = stacks::by_row(tx, row)?.filter(|stack| !stack.is_deleted());
            let mut stack = found.ok_or_else(|| fault::stack_not_found(stack.name))?;
            if stack.is_in_progress() {
                return Err(fault::action_in_progress(&stack.name, &stack.action).into());
            }
            let n_snapshots = snapshots::rows_of_stack(tx, row)?.len() as u64;
            if is_limited && n_snapshots >= limit.unsigned_abs() {
                return Err(fault::too_many_snapshots(limit).into());
            }
            let template = templates::get(tx, stack.template_id)?;
            let definition = definitions.get(&stack, stack.template_id, template.clone())?;
            let snapshot = SnapshotRecord {
                row: 0,
                id: Uuid::new_v4().to_string(),
                stack_row: row,
                project_id,
                name,
                action: "CREATE".to_owned(),
                status: "IN_PROGRESS".to_owned(),
                status_reason: None,
                data: document(&stack, template, Value::Map(Map::new())),
                created_at: now,
            };
            snapshots::insert(tx, &snapshot)?;
            let action = InPlace::Snapshot(snapshot.id.clone());
            begin_in_place(tx, &mut stack, &action, &definition, now)?;
            Ok::<_, Refusal>(snapshot)
        })
        .await?;
    call.app.workers.tell(&call.app, row, Message::Changed);
    let data = snapshot.data.clone();
    Ok(Reply::ok(view(&snapshot, data)))
}
