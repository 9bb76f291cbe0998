//! `stacks.preview_update`: what an update would do with the resources, without doing it.

use std::collections::HashMap;

use heat_spec::{Map, Value, value};

use super::proposed_update::{Verb, proposed_update};
use super::update_effects::effects;
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::boolean_text;
use crate::engine::preview::Effect;

/// The lists of the answer, in its order.
const LISTS: [Effect; 5] = [
    Effect::Unchanged,
    Effect::Updated,
    Effect::Replaced,
    Effect::Added,
    Effect::Deleted,
];

/// Previews an update.
pub(in crate::api) async fn preview_update(call: Call) -> Answer {
    changes(&call, Verb::Put).await
}

/// The answer to a preview of an update.
pub(super) async fn changes(call: &Call, verb: Verb) -> Answer {
    let show_nested = call.query("show_nested").filter(|text| !text.is_empty());
    let show_nested = show_nested.map(|text| boolean_text(text, "show_nested"));
    let show_nested = show_nested.transpose()?.unwrap_or(false);
    let proposed = proposed_update(call, verb, |_| Ok(())).await?;
    let mut lists: HashMap<Effect, Vec<Value>> = HashMap::new();
    for (effect, view) in effects(call, &proposed, show_nested).await? {
        lists.entry(effect).or_default().push(view);
    }
    let changes: Map = LISTS
        .into_iter()
        .map(|effect| {
            let views = lists.remove(&effect).unwrap_or_default();
            (effect.name().into(), Value::List(views))
        })
        .collect();
    Ok(Reply::ok(
        value!({ "resource_changes": Value::Map(changes) }),
    ))
}
