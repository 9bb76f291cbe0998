//! `snapshots.restore`: begins to bring the stack back to what a snapshot holds.

use heat_spec::{Value, fault};
use heat_template::Template;

use super::look_up::snapshot_of;
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::stacks::{Deleted, stack_of};
use crate::api::type_policy::check_types;
use crate::engine::{Change, Message, begin};
use crate::resources::registry;
use crate::store::snapshots::{self, ResourceSnapshot};
use crate::store::stacks;
use crate::store::templates::{self, TemplateRecord};

/// Begins to restore the stack, whatever is being done with it.
pub(in crate::api) async fn restore(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    let id = call.path("snapshot_id").to_owned();
    let project_id = call.identity.project_id.clone();
    let template_id = stack.template_id;
    let current = call
        .app
        .store
        .call(move |tx| templates::get(tx, template_id))
        .await?;
    check_types(
        &call,
        &*call.app.definitions.get(&stack, template_id, current)?,
    )?;
    let (row, now) = (stack.row, call.app.clock.now());
    let definitions = call.app.definitions.clone();
    let roles = call.identity.roles.clone();
    call.app
        .store
        .call(move |tx| {
            let found = stacks::by_row(tx, row)?.filter(|stack| !stack.is_deleted());
            let mut stack = found.ok_or_else(|| fault::stack_not_found(stack.name))?;
            let snapshot = snapshot_of(tx, &stack, &project_id, &id)??;
            if snapshot.status != "COMPLETE" {
                return Err(fault::not_supported("Restoring incomplete snapshot").into());
            }
            let kept = snapshots::resources(tx, snapshot.row)?;
            // What the stack is inside of is no part of the snapshot.
            let template = TemplateRecord {
                facade: templates::get(tx, stack.template_id)?.facade,
                ..template(snapshot.data, &kept)
            };
            let template_id = templates::insert(tx, &template)?;
            let definition = definitions.get(&stack, template_id, template)?;
            // Upstream keeps time-out and roll-back as they are now, and no tags.
            stack.tags.clear();
            stack.roles = roles;
            stacks::set_tags(tx, row, &stack.tags)?;
            let change = Change {
                action: "RESTORE",
                template_id,
                definition: Some(&definition),
                now,
            };
            begin(tx, &mut stack, change)?;
            Ok::<_, Refusal>(())
        })
        .await?;
    call.app.workers.tell(&call.app, row, Message::Changed);
    Ok(Reply::Plain {
        status: 202,
        location: None,
    })
}

/// The template that a snapshot holds, its resources made of what was kept of them.
fn template(mut data: Value, kept: &[ResourceSnapshot]) -> TemplateRecord {
    let mut take = |name: &str| match &mut data {
        Value::Map(sections) => sections.shift_remove(name).unwrap_or_default(),
        _ => Value::Null,
    };
    let mut document = take("template");
    for resource in kept {
        restore_resource(&mut document, resource);
    }
    TemplateRecord {
        document,
        environment: take("environment"),
        files: take("files"),
        facade: Value::Null,
    }
}

fn restore_resource(document: &mut Value, kept: &ResourceSnapshot) {
    let (Some(resource_type), Some(data)) = (
        registry().get(&kept.resolved_type),
        kept.data.get("resource_data"),
    ) else {
        return;
    };
    let Ok(template) = Template::new(document.clone()) else {
        return;
    };
    let path = template.place_of_properties(&kept.name);
    let mut place = document;
    for key in path {
        let Value::Map(map) = place else { return };
        let Some(next) = map.get_mut(key) else { return };
        place = next;
    }
    if let Value::Map(properties) = place {
        resource_type.restore_properties(properties, data);
    }
}
