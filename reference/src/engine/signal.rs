//! Signals: what a client, or something inside of a resource, tells a resource.

use std::sync::Arc;

use heat_spec::{Fault, Map, Value, fault};
use heat_template::{HOOKS, StackDefinition};
use rusqlite::Transaction;

use super::Failure;
use super::transition::add_resource_event;
use crate::app::App;
use crate::resources::{ResourceType, Signalled, Work, registry, stored_properties};
use crate::store::StoreError;
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks::StackRecord;

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
        take(resource_type, work, &details).await?;
    }
    app.workers.signalled(stack.row).notify_waiters();
    Ok(Ok(()))
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
    take(resource_type, signalled, details).await?;
    app.workers.signalled(stack.row).notify_waiters();
    Ok(())
}

/// Lets the type take the signal, and tells of it in an event.
async fn take(
    resource_type: &dyn ResourceType,
    mut work: Work,
    details: &Value,
) -> Result<(), StoreError> {
    let reason = match resource_type.signal(&mut work, details).await {
        Ok(Signalled::Told(text)) => format!("Signal: {text}"),
        Ok(Signalled::Taken) => told_by(details),
        Ok(Signalled::Ignored) => return Ok(()),
        // What cannot be stored must not be acknowledged.
        Err(Failure::Store(error)) => return Err(error),
        Err(failure) => {
            let resource = &work.record.name;
            tracing::info!(resource, error = %failure, "a signal cannot be used");
            return Ok(());
        }
    };
    let (id, now) = (work.record.id, work.app.clock.now());
    let row = work.record.stack_row;
    let records = work
        .app
        .store
        .call(move |tx| {
            if let Some(record) = resources::get(tx, id)? {
                let state = ("SIGNAL", record.status.as_str());
                add_resource_event(tx, &record, state, &reason, now)?;
            }
            resources::of_stack(tx, row)
        })
        .await?;
    for record in records {
        refresh(&work, record).await?;
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
    if !resource_type.follows_signals() || attributes.is_empty() {
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
    for (name, value) in &mut attributes {
        if let Ok(now) = resource_type
            .attribute(&work, name.as_str().unwrap_or_default())
            .await
        {
            *value = now;
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
    resources::set_hook(tx, record.id, None)?;
    let state = (record.action.as_str(), record.status.as_str());
    let reason = format!("Hook {hook} is cleared");
    add_resource_event(tx, record, state, &reason, now)?;
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
