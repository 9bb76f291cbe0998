//! `stacks.detail`: all stacks of the project at once, whatever the query says.

use heat_spec::{Value, value};

use super::view::summary;
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::store::stack_list::{self, StackQuery};

/// Lists all live stacks that are neither nested nor hidden, newest first.
pub(in crate::api) async fn detail(call: Call) -> Answer {
    let query = StackQuery {
        project_id: call.scope().map(str::to_owned),
        hidden_tags: call.app.config.hidden_stack_tags.clone(),
        ..StackQuery::default()
    };
    let stacks = call
        .app
        .store
        .call(move |tx| stack_list::list(tx, &query))
        .await?;
    let items: Vec<Value> = stacks
        .iter()
        .map(|stack| summary(&call, stack, false))
        .collect();
    Ok(Reply::ok(value!({ "stacks": items })))
}
