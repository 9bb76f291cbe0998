//! `stacks.environment`: the environment as it is stored, with hidden values masked.

use heat_spec::Value;
use heat_template::{Environment, Template};

use super::{Deleted, stack_of, stored_template};
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// Shows a stack's environment; that of a deleted stack stays.
pub(in crate::api) async fn environment(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let stored = stored_template(&call, &stack).await?;
    let files = stored.files();
    let template = Template::new(stored.document)?;
    let masked: Value = Environment::new(&stored.environment)?.masked(&template, &files)?;
    Ok(Reply::ok(masked))
}
