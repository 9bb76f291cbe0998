//! The stack that a path names.

use heat_spec::fault;

use crate::api::call::Call;
use crate::api::reply::Refusal;
use crate::store::stacks::{self, StackRecord};
use crate::store::templates::{self, TemplateRecord};

/// Whether an operation also works on a deleted stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::api) enum Deleted {
    /// It does.
    Allowed,
    /// To it, the stack is not there.
    Refused,
}

/// The stack of the path's name and id, which must both be its own.
pub(in crate::api) async fn stack_of(
    call: &Call,
    deleted: Deleted,
) -> Result<StackRecord, Refusal> {
    let (name, id) = (
        call.path("stack_name").to_owned(),
        call.path("stack_id").to_owned(),
    );
    let scope = call.scope().map(str::to_owned);
    let found = call
        .app
        .store
        .call(move |tx| stacks::by_id(tx, scope.as_deref(), &id))
        .await?;
    match found {
        Some(stack)
            if stack.name == name && (deleted == Deleted::Allowed || !stack.is_deleted()) =>
        {
            Ok(stack)
        }
        _ => Err(fault::stack_not_found(name).into()),
    }
}

/// The template that a stack has, with its environment and files.
pub(in crate::api) async fn stored_template(
    call: &Call,
    stack: &StackRecord,
) -> Result<TemplateRecord, Refusal> {
    let template_id = stack.template_id;
    let store = &call.app.store;
    Ok(store
        .call(move |tx| templates::get(tx, template_id))
        .await?)
}
