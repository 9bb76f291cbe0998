//! `stacks.template`: the template as it is stored.

use super::{Deleted, stack_of};
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::store::templates;

/// Shows a stack's template; a deleted stack's has no resources left.
pub(in crate::api) async fn template(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let template = call
        .app
        .store
        .call(move |tx| templates::get(tx, stack.template_id))
        .await?;
    Ok(Reply::ok(template.document))
}
