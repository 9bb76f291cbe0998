//! Signals: what a client, or something inside of a resource, tells a resource.

use std::sync::Arc;

use heat_spec::{Fault, Map, Value, fault};
use heat_template::{HOOKS, StackDefinition};
use rusqlite::Transaction;

use super::Failure;
use super::transition::{add_hook_event, add_resource_event};
use crate::app::App;
use crate::resources::{ResourceType, Signalled, Work, registry, stored_properties};
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks::{self, StackRecord};
use crate::store::{StoreError, resource_data, templates};

/// The key under which a resource keeps a signal that takes long, with its `details`, until it is
/// done with it.
pub(crate) const UNFINISHED_SIGNAL: &str = "unfinished_signal";

/// The member of a signal that names a hook to be cleared.
const UNSET_HOOK: &str = "unset_hook";

/// Gives a signal to a resource, or clears the hook that it waits at.
///
/// What the resource's type makes of the signal shows in events only: one that it cannot use is
/// dropped. Fails with `not_supported` while the resource is suspended or deleted, with
/// `hook_unknown`, `hook_not_set`, and with `resource_action_not_supported`.
pub(crate) async fn signal(
    app: &App,
    stack: &StackRecord,
    definition: &Arc<StackDefinition>,
    record: &ResourceRecord,
    details: Option<Map>,
) -> Result<Result<(), Fault>, StoreError> {
    let Some(resource_type) = registry().get(&record.resolved_type) else {
        return Ok(Err(unsupported()));
    };
    let shown = work_on(app, stack, definition, resource_type, record.clone())
        .shown(resource_type.class_name());
    let (id, now) = (record.id, app.clock.now());
    let hook = details.as_ref().and_then(|details| details.get(UNSET_HOOK));
    let hook = hook.map(Value::python_str);
    let is_hook = hook.is_some();
    let current = app
        .store
        .call(move |tx| {
            let Some(current) = resources::get(tx, id)? else {
                return Ok(Err(unsupported()));
            };
            let checked = match hook {
                Some(hook) => clear_hook(tx, &current, &hook, &shown, now)?,
                None => check_action(tx, &current, now)?,
            };
            Ok::<_, StoreError>(checked.map(|()| current))
        })
        .await?;
    let current = match current {
        Ok(current) => current,
        Err(fault) => return Ok(Err(fault)),
    };
    if !is_hook {
        if !resource_type.takes_signals() {
            return Ok(Err(unsupported()));
        }
        let details = details.map_or(Value::Null, Value::Map);
        let work = work_on(app, stack, definition, resource_type, current);
        take(resource_type, work, details).await?;
    }
    app.workers.signalled(stack.row).notify_waiters();
    Ok(Ok(()))
}

/// Goes on with the signals that resources were taking when the server ended.
pub(super) async fn resume(app: &App) -> Result<(), StoreError> {
    let unfinished = app.store.call(|tx| {
        let mut unfinished = Vec::new();
        for record in resource_data::find(tx, UNFINISHED_SIGNAL)? {
            let Some(stack) = stacks::by_row(tx, record.stack_row)? else {
                continue;
            };
            if !stack.is_deleted() {
                let template = templates::get(tx, stack.template_id)?;
                unfinished.push((record, stack, template));
            }
        }
        Ok::<_, StoreError>(unfinished)
    });
    for (record, stack, template) in unfinished.await? {
        let definition = app.definitions.get(&stack, stack.template_id, template)?;
        let begun = record.data.get(UNFINISHED_SIGNAL).cloned();
        let details = begun.and_then(|begun| begun.get("details").cloned());
        if let Some(resource_type) = registry().get(&record.resolved_type) {
            let work = work_on(app, &stack, &definition, resource_type, record);
            go_on(resource_type, work, details.unwrap_or_default());
        }
    }
    Ok(())
}

/// Gives a signal to another resource of the stack that the work is done for.
pub(crate) async fn signal_from_inside(
    work: &Work,
    record: ResourceRecord,
    details: &Value,
) -> Result<(), StoreError> {
    let Some(resource_type) = registry().get(&record.resolved_type) else {
        return Ok(());
    };
    let (app, stack) = (&work.app, &work.stack);
    let signalled = work_on(app, stack, &work.definition, resource_type, record);
    take(resource_type, signalled, details.clone()).await?;
    app.workers.signalled(stack.row).notify_waiters();
    Ok(())
}

/// Lets the type take the signal, and tells of it in an event.
async fn take(
    resource_type: &'static dyn ResourceType,
    mut work: Work,
    details: Value,
) -> Result<(), StoreError> {
    match resource_type.signal(&mut work, &details).await {
        Ok(Signalled::Begun) => go_on(resource_type, work, details),
        taken => tell(&work, &details, taken).await?,
    }
    Ok(())
}

/// Does what takes long about a signal, while nobody waits for it.
fn go_on(resource_type: &'static dyn ResourceType, mut work: Work, details: Value) {
    let workers = work.app.workers.clone();
    workers.spawn(async move {
        let taken = resource_type.finish_signal(&mut work).await;
        // Who sees the event sees what came of the signal.
        let told = match refresh_all(&work).await {
            Ok(()) => tell(&work, &details, taken).await,
            Err(error) => Err(error),
        };
        match told {
            Ok(()) => {
                let row = work.record.stack_row;
                work.app.workers.signalled(row).notify_waiters();
            }
            Err(error) => {
                tracing::error!(%error, "a signal's work stopped; a restart goes on with it");
            }
        }
    });
}

/// Tells in an event what became of a signal, and keeps what changes with it.
async fn tell(
    work: &Work,
    details: &Value,
    taken: Result<Signalled, Failure>,
) -> Result<(), StoreError> {
    let reason = match taken {
        Ok(Signalled::Told(text)) => Some(format!("Signal: {text}")),
        Ok(Signalled::Taken) => Some(told_by(details)),
        Ok(Signalled::Begun | Signalled::Ignored) => return Ok(()),
        // What cannot be stored must not be acknowledged.
        Err(Failure::Store(error)) => return Err(error),
        Err(failure) => {
            let resource = &work.record.name;
            tracing::info!(resource, error = %failure, "a signal cannot be used");
            None
        }
    };
    let (id, now) = (work.record.id, work.app.clock.now());
    if let Some(reason) = reason {
        let store = &work.app.store;
        let told = store.call(move |tx| match resources::get(tx, id)? {
            Some(record) => {
                let state = ("SIGNAL", record.status.as_str());
                add_resource_event(tx, &record, state, &reason, now)
            }
            None => Ok(()),
        });
        told.await?;
    }
    refresh_all(work).await
}

/// Keeps what changes with signals about the resources of the stack.
async fn refresh_all(work: &Work) -> Result<(), StoreError> {
    let (store, row) = (&work.app.store, work.record.stack_row);
    for record in store.call(move |tx| resources::of_stack(tx, row)).await? {
        refresh(work, record).await?;
    }
    Ok(())
}

/// Keeps what the attributes are by now that the template refers to, if they change with signals.
async fn refresh(work: &Work, record: ResourceRecord) -> Result<(), StoreError> {
    let Some(resource_type) = registry().get(&record.resolved_type) else {
        return Ok(());
    };
    let Value::Map(mut attributes) = record.attributes.clone() else {
        return Ok(());
    };
    let definition = work.definition.clone();
    let names: Vec<&str> = definition.referenced_attributes(&record.name).collect();
    if !resource_type.follows_signals() || names.is_empty() {
        return Ok(());
    }
    let id = record.id;
    let work = work_on(
        &work.app,
        &work.stack,
        &work.definition,
        resource_type,
        record,
    );
    for name in names {
        match resource_type.attribute(&work, name).await {
            Ok(now) => drop(attributes.insert(name.into(), now)),
            // A group that shrank has that member no more.
            Err(Failure::Fault(fault)) if fault.id == "group_member_missing" => {
                attributes.shift_remove(name);
            }
            Err(_) => {}
        }
    }
    let attributes = Value::Map(attributes);
    let store = &work.app.store;
    store
        .call(move |tx| resources::set_attributes(tx, id, &attributes))
        .await
}

/// What an event says of a signal that the type says nothing of.
fn told_by(details: &Value) -> String {
    let Value::Map(fields) = details else {
        return "No signal details provided".to_owned();
    };
    let field = |name: &str| fields.get(name).map(Value::python_str);
    match (field("previous"), field("current"), field("reason")) {
        (Some(previous), Some(current), Some(reason)) => {
            format!("alarm state changed from {previous} to {current} ({reason})")
        }
        _ => "Unknown".to_owned(),
    }
}

/// Lets the resource go on that waits at the hook.
fn clear_hook(
    tx: &Transaction<'_>,
    record: &ResourceRecord,
    hook: &str,
    shown: &str,
    now: jiff::Timestamp,
) -> Result<Result<(), Fault>, StoreError> {
    let is_set = record.hook.as_deref() == Some(hook);
    // A resource that is deleted may wait for its hook as well.
    if !is_set && let Err(fault) = check_action(tx, record, now)? {
        return Ok(Err(fault));
    }
    if !HOOKS.contains(&hook) {
        return Ok(Err(fault::hook_unknown(hook, shown)));
    }
    if !is_set {
        return Ok(Err(fault::hook_not_set(hook, shown)));
    }
    let stack = stacks::by_row(tx, record.stack_row)?;
    let traversal = stack.and_then(|stack| stack.traversal).unwrap_or_default();
    resources::clear_hook(tx, record.id, &traversal, hook)?;
    add_hook_event(tx, record, &format!("Hook {hook} is cleared"), now)?;
    Ok(Ok(()))
}

/// Refuses what is suspended or deleted, which an event tells of.
fn check_action(
    tx: &Transaction<'_>,
    record: &ResourceRecord,
    now: jiff::Timestamp,
) -> Result<Result<(), Fault>, StoreError> {
    let action = record.action.as_str();
    if !matches!(action, "DELETE" | "SUSPEND") {
        return Ok(Ok(()));
    }
    let reason = format!("Cannot signal resource during {action}");
    add_resource_event(tx, record, (action, &record.status), &reason, now)?;
    let what = format!("Signal resource during {action}");
    Ok(Err(fault::not_supported(what)))
}

fn work_on(
    app: &App,
    stack: &StackRecord,
    definition: &Arc<StackDefinition>,
    resource_type: &dyn ResourceType,
    record: ResourceRecord,
) -> Work {
    let properties = stored_properties(resource_type, &record.definition);
    Work::new(app, stack, definition, record, properties)
}

fn unsupported() -> Fault {
    fault::resource_action_not_supported("signal")
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn an_event_tells_of_alarms_and_of_little_else() {
        assert_eq!(told_by(&Value::Null), "No signal details provided");
        assert_eq!(told_by(&value!({ "a": 1 })), "Unknown");
        let alarm = value!({ "previous": "ok", "current": "alarm", "reason": null });
        assert_eq!(
            told_by(&alarm),
            "alarm state changed from ok to alarm (None)"
        );
    }
}
