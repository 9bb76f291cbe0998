//! The delete of a stack, as a user or the stack around it asks for it.

use heat_spec::Value;
use heat_template::Template;
use jiff::Timestamp;
use rusqlite::Transaction;

use super::begin::begin_delete;
use crate::store::StoreError;
use crate::store::stacks::StackRecord;
use crate::store::templates;

/// Begins to delete a stack, whatever is being done with it; the caller tells the worker to abort
/// what runs.
pub(crate) fn begin_removal(
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
    Template::new(document.clone()).map_or(document, |template| template.without_resources())
}
