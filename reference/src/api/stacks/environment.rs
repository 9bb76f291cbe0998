//! `stacks.environment`: the environment as it is stored, with hidden values masked.

use heat_spec::Value;
use heat_template::{Environment, Files, Template};

use super::{Deleted, stack_of};
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::store::templates;

/// Shows a stack's environment; that of a deleted stack stays.
pub(in crate::api) async fn environment(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let stored = call
        .app
        .store
        .call(move |tx| templates::get(tx, stack.template_id))
        .await?;
    let files: Files = stored
        .files
        .as_map()
        .into_iter()
        .flatten()
        .filter_map(|(name, content)| Some((name.as_str()?.into(), content.as_str()?.into())))
        .collect();
    let template = Template::new(stored.document)?;
    let masked: Value = Environment::new(&stored.environment)?.masked(&template, &files)?;
    Ok(Reply::ok(masked))
}
