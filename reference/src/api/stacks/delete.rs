//! `stacks.delete`: begins a delete and answers at once.

use heat_spec::{Value, fault, value};
use jiff::Timestamp;
use rusqlite::Transaction;

use super::{Deleted, stack_of};
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::engine::{Message, begin_delete};
use crate::store::stacks::{self, StackRecord};
use crate::store::{StoreError, templates};

/// Begins to delete a stack, whatever is being done with it.
pub(in crate::api) async fn delete(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    let (row, name) = (stack.row, stack.name);
    let now = call.app.clock.now();
    call.app
        .store
        .call(move |tx| {
            let stack = stacks::by_row(tx, row)?.filter(|stack| !stack.is_deleted());
            let Some(mut stack) = stack else {
                return Err(Refusal::Fault(fault::stack_not_found(name)));
            };
            stack.is_abandoned = false;
            Ok(begin_deletion(tx, &mut stack, now)?)
        })
        .await?;
    call.app.workers.tell(&call.app, row, Message::Aborted);
    Ok(Reply::Plain {
        status: 204,
        location: None,
    })
}

/// Stores the template of a deleted stack and begins to delete.
pub(super) fn begin_deletion(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut template = templates::get(tx, stack.template_id)?;
    template.document = without_resources(template.document);
    let template_id = templates::insert(tx, &template)?;
    begin_delete(tx, stack, template_id, now)
}

/// The template that a deleted stack shows: its own, with no resources.
fn without_resources(document: Value) -> Value {
    let Value::Map(mut sections) = document else {
        return document;
    };
    sections.insert("resources".into(), value!({}));
    Value::Map(sections)
}
