//! `stacks.abandon`: exports a stack and deletes it, but not the real things behind its resources.

use super::delete::remove;
use super::export::{check_enabled, exported};
use super::{Deleted, stack_of};
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// Abandons a stack, whatever is being done with it.
pub(in crate::api) async fn abandon(call: Call) -> Answer {
    check_enabled(&call)?;
    let stack = stack_of(&call, Deleted::Refused).await?;
    let (row, name) = (stack.row, stack.name.clone());
    let document = exported(&call, stack).await?;
    remove(&call, row, name, true).await?;
    Ok(Reply::ok(document))
}
