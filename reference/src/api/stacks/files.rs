//! `stacks.files`: the files that came with the template.

use super::{Deleted, stack_of, stored_template};
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// Shows a stack's files by name; those of a deleted stack stay.
pub(in crate::api) async fn files(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let template = stored_template(&call, &stack).await?;
    Ok(Reply::ok(template.files))
}
