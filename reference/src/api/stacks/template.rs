//! `stacks.template`: the template as it is stored.

use super::{Deleted, stack_of, stored_template};
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// Shows a stack's template; a deleted stack's has no resources left.
pub(in crate::api) async fn template(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let template = stored_template(&call, &stack).await?;
    Ok(Reply::ok(template.document))
}
