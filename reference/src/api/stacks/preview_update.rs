//! `stacks.preview_update`: what an update would do with the resources, without doing it.

use std::collections::HashMap;

use heat_spec::{Map, Value, value};

use super::proposed_update::{ProposedUpdate, Verb, proposed_update};
use super::resource_view;
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data::boolean_text;
use crate::engine::preview::{Effect, effect};
use crate::store::resources::{self, ResourceRecord};

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
    if let Some(text) = call.query("show_nested").filter(|text| !text.is_empty()) {
        boolean_text(text, "show_nested")?;
    }
    let proposed = proposed_update(call, verb, |_| Ok(())).await?;
    let mut lists: HashMap<Effect, Vec<Value>> = HashMap::new();
    for (effect, view) in views(call, &proposed).await? {
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

/// What would become of each resource, and how it is shown: as it is if it would be changed in
/// place or deleted, otherwise as something that nothing was done with.
async fn views(call: &Call, proposed: &ProposedUpdate) -> Result<Vec<(Effect, Value)>, Refusal> {
    let ProposedUpdate {
        stack,
        current,
        definition,
        ..
    } = proposed;
    let row = stack.row;
    let records = call
        .app
        .store
        .call(move |tx| resources::of_stack(tx, row))
        .await?;
    // A replacement comes after what it replaces, and is the one that counts.
    let records: HashMap<&str, &ResourceRecord> = records
        .iter()
        .map(|record| (record.name.as_str(), record))
        .collect();
    let mut views = Vec::new();
    for name in definition.resources().keys() {
        let record = records.get(name.as_str()).copied();
        let record = record.filter(|_| current.resources().contains_key(name));
        let effect = match record {
            None => Effect::Added,
            Some(record) => effect(&call.app, stack, definition, record).await?,
        };
        let view = match record.filter(|_| effect == Effect::Updated) {
            Some(record) => resource_view::existing(&call.app, stack, current, record).await?,
            None => Value::Map(resource_view::initial(stack, definition, name)?),
        };
        views.push((effect, view));
    }
    for name in current.resources().keys() {
        if let Some(record) = records.get(name.as_str())
            && !definition.resources().contains_key(name)
        {
            let view = resource_view::existing(&call.app, stack, current, record).await?;
            views.push((Effect::Deleted, view));
        }
    }
    Ok(views)
}
