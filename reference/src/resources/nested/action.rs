//! Actions on the stack inside of a resource: begun in one transaction, then waited for.

use std::sync::Arc;

use heat_spec::{Fault, Rendering, Value, fault};
use heat_template::{FrozenDefinition, Nested, StackDefinition, StackIdentity};
use rusqlite::Transaction;
use uuid::Uuid;

use super::attribute::{child, stack_of};
use super::cloud_formation_stack::with_templates;
use crate::config::Limits;
use crate::engine::{
    Change, Failure, InPlace, Message, begin, begin_in_place, begin_removal, validation,
};
use crate::resources::{Work, permission, registry};
use crate::store::stacks::{self, StackRecord};
use crate::store::templates::TemplateRecord;
use crate::store::{resources, templates};

/// Makes the stack inside of the resource.
pub(super) async fn create(
    work: &mut Work,
    nested: Nested,
    timeout_mins: Option<i64>,
) -> Result<(), Failure> {
    make(work, nested, timeout_mins, Value::Null).await
}

/// Makes the stack inside of the resource of what there is in an exported one.
pub(super) async fn adopt(
    work: &mut Work,
    nested: Nested,
    timeout_mins: Option<i64>,
    exported: &Value,
) -> Result<(), Failure> {
    let resources = exported.get("resources").and_then(Value::as_map);
    let resources = resources.cloned().unwrap_or_default();
    make(work, nested, timeout_mins, Value::Map(resources)).await
}

async fn make(
    work: &mut Work,
    nested: Nested,
    timeout_mins: Option<i64>,
    adoption: Value,
) -> Result<(), Failure> {
    let id = Uuid::new_v4().to_string();
    let definition = define(work, nested, &work.physical_name, &id).await?;
    let stack = StackRecord {
        id,
        owner_id: Some(work.stack.id.clone()),
        parent_resource: Some(work.record.name.clone()),
        adoption,
        timeout_mins,
        ..like_parent(work)
    };
    store(work, stack, definition).await
}

/// What a stack that a resource makes has from the stack around the resource.
pub(in crate::resources) fn like_parent(work: &Work) -> StackRecord {
    StackRecord {
        row: 0,
        name: work.physical_name.clone(),
        owner_id: None,
        parent_resource: None,
        // What fails is rolled back with the stack around the resource.
        disable_rollback: true,
        tags: Vec::new(),
        adoption: Value::Null,
        is_abandoned: false,
        previous_template_id: None,
        traversal: None,
        created_at: work.app.clock.now(),
        updated_at: None,
        deleted_at: None,
        ..work.stack.clone()
    }
}

/// Stores a stack, its first steps and its id as the resource's own, all at once.
pub(in crate::resources) async fn store(
    work: &mut Work,
    mut stack: StackRecord,
    definition: Arc<StackDefinition>,
) -> Result<(), Failure> {
    let template = to_store(&definition);
    let now = work.app.clock.now();
    let parent = work.stack.clone();
    let limits = work.app.config.limits.clone();
    let max_stacks = limits.max_stacks_per_tenant;
    let mut record = work.record.clone();
    let created = work.app.store.call(move |tx| {
        if stack.owner_id.is_some() {
            check_limits(tx, &parent, &definition, None, &limits)?;
        } else if max_stacks >= 0 && stacks::count_live(tx, &stack.project_id)? >= max_stacks {
            let text = fault::too_many_stacks(max_stacks).message;
            return Err(Failure::new("HTTPBadRequest", format!("ERROR: {text}")));
        }
        stack.template_id = templates::insert(tx, &template)?;
        stack.row = stacks::insert(tx, &stack)?;
        let action = match stack.adoption {
            Value::Null => "CREATE",
            _ => "ADOPT",
        };
        let change = change(action, stack.template_id, &definition, now);
        begin(tx, &mut stack, change)?;
        record.physical_resource_id = Some(stack.id);
        resources::update(tx, &record)?;
        Ok::<_, Failure>((stack.row, record))
    });
    let (row, record) = created.await?;
    work.record = record;
    work.app.workers.tell(&work.app, row, Message::Changed);
    Ok(())
}

/// Brings the stack in line with another template and waits for that; makes one if there is none.
pub(super) async fn update(
    work: &mut Work,
    nested: Nested,
    timeout_mins: Option<i64>,
) -> Result<(), Failure> {
    if work.physical_id().is_none() {
        create(work, nested, timeout_mins).await?;
        return wait(work, "CREATE").await;
    }
    let Some(stack) = child(work).await? else {
        return Err(Failure::Replace);
    };
    if stack.is_deleted() {
        return Err(update_of_deleted(work, &stack.name));
    }
    let definition = define(work, nested, &stack.name, &stack.id).await?;
    change_to(work, stack.row, definition, timeout_mins).await?;
    wait(work, "UPDATE").await
}

/// Why a stack that was deleted by itself cannot be brought in line with anything.
///
/// Going back is asked for in another way, of which upstream's failures bear a class.
fn update_of_deleted(work: &Work, name: &str) -> Failure {
    let fault = fault::stack_not_found(name);
    match work.stack.action.as_str() {
        "ROLLBACK" => deleted(&fault),
        _ => refused(&fault),
    }
}

/// What becomes of a call to the engine about a stack that is deleted.
fn deleted(fault: &Fault) -> Failure {
    Failure::new("EntityNotFound_Remote", fault.text(Rendering::Once))
}

/// Begins to bring a stack in line with a definition.
pub(in crate::resources) async fn change_to(
    work: &Work,
    row: i64,
    definition: Arc<StackDefinition>,
    timeout_mins: Option<i64>,
) -> Result<(), Failure> {
    let template = to_store(&definition);
    let now = work.app.clock.now();
    let parent = work.stack.clone();
    let limits = work.app.config.limits.clone();
    let begun = work.app.store.call(move |tx| {
        let stack = stacks::by_row(tx, row)?.filter(|stack| !stack.is_deleted());
        let Some(mut stack) = stack else {
            return Err(Failure::Replace);
        };
        if stack.action == "DELETE" && stack.is_in_progress() {
            return Err(Failure::Replace);
        }
        if stack.owner_id.is_some() {
            check_limits(tx, &parent, &definition, Some(&stack), &limits)?;
        }
        stack.timeout_mins = timeout_mins;
        stack.is_converging = parent.is_converging;
        stack.roles = parent.roles;
        let template_id = templates::insert(tx, &template)?;
        begin(
            tx,
            &mut stack,
            change("UPDATE", template_id, &definition, now),
        )?;
        Ok(())
    });
    begun.await?;
    work.app.workers.tell(&work.app, row, Message::Changed);
    Ok(())
}

/// Deletes the stack and waits until it is gone.
pub(in crate::resources) async fn delete(work: &mut Work) -> Result<(), Failure> {
    let Some(stack) = child(work).await?.filter(|stack| !stack.is_deleted()) else {
        return Ok(());
    };
    let (row, now) = (stack.row, work.app.clock.now());
    let is_abandoned = work.stack.is_abandoned;
    if !(stack.action == "DELETE" && stack.is_in_progress()) {
        let begun = work
            .app
            .store
            .call(move |tx| match stacks::by_row(tx, row)? {
                Some(mut stack) if !stack.is_deleted() => {
                    stack.is_abandoned = is_abandoned;
                    begin_removal(tx, &mut stack, now)
                }
                _ => Ok(()),
            });
        begun.await?;
        work.app.workers.tell(&work.app, row, Message::Aborted);
    }
    wait(work, "DELETE").await
}

/// Does with the stack what is done with the resource, and waits for that.
pub(in crate::resources) async fn in_place(work: &Work, action: &InPlace) -> Result<(), Failure> {
    let Some(inside) = stack_of(work).await? else {
        if let Some(stack) = child(work).await? {
            return Err(deleted(&fault::stack_not_found(stack.name)));
        }
        let (verb, name) = (action.name().to_lowercase(), &work.record.name);
        return Err(Failure::new(
            "Error",
            format!("Cannot {verb} {name}, stack not created"),
        ));
    };
    let row = inside.stack.row;
    let is_begun = inside.stack.action == action.name() && inside.stack.is_in_progress();
    if !(work.is_interrupted && is_begun) {
        let (action, now) = (action.clone(), work.app.clock.now());
        let begun = work
            .app
            .store
            .call(move |tx| match stacks::by_row(tx, row)? {
                Some(mut stack) if !stack.is_deleted() => {
                    begin_in_place(tx, &mut stack, &action, &inside.definition, now)
                }
                _ => Ok(()),
            });
        begun.await?;
        work.app.workers.tell(&work.app, row, Message::Changed);
    }
    wait(work, action.name()).await
}

/// Waits until the stack is at rest; fails if its action did.
pub(in crate::resources) async fn wait(work: &Work, action: &str) -> Result<(), Failure> {
    loop {
        let Some(stack) = child(work).await? else {
            return gone(work, action);
        };
        let at_rest = work.app.workers.at_rest(stack.row);
        let notified = at_rest.notified();
        tokio::pin!(notified);
        // What happens from here on is heard; what happened before is seen now.
        notified.as_mut().enable();
        match child(work).await? {
            None => return gone(work, action),
            Some(stack) if stack.traversal.is_some() => notified.await,
            Some(stack) if stack.is_deleted() => return gone(work, action),
            Some(stack) if stack.status == "FAILED" => {
                return Err(Failure::inside(action, &stack.status_reason));
            }
            Some(_) => return Ok(()),
        }
    }
}

fn gone(work: &Work, action: &str) -> Result<(), Failure> {
    if action == "DELETE" {
        return Ok(());
    }
    let name = &work.physical_name;
    Err(Failure::new(
        "NotFound",
        format!("The Stack ({name}) could not be found."),
    ))
}

/// The definition of the stack inside, validated with all its values.
async fn define(
    work: &Work,
    nested: Nested,
    name: &str,
    id: &str,
) -> Result<Arc<StackDefinition>, Failure> {
    let identity = StackIdentity {
        name: name.to_owned(),
        id: Some(id.to_owned()),
        project_id: work.project_id.clone(),
    };
    let definition = work
        .definition
        .child(work.resource()?, nested, identity, registry())
        .and_then(|definition| definition.template().check_sections().map(|()| definition))
        .map_err(|fault| refused(&fault))?;
    let definition = with_templates(definition, &work.app.config).await;
    permission::check_stack(&work.stack.roles, &work.app.config.policy, &definition)
        .map_err(|fault| refused(&fault))?;
    let definition = Arc::new(definition.behind(work.frozen()));
    validation::validate(&work.app, &work.project_id, &definition)
        .await
        .map_err(|fault| refused(&fault))?;
    Ok(definition)
}

/// What the stack's own request would be refused with, which bears no class here.
fn refused(fault: &Fault) -> Failure {
    Failure::inside("", &fault.text(Rendering::Once))
}

fn to_store(definition: &StackDefinition) -> TemplateRecord {
    TemplateRecord {
        document: definition.template().document(),
        environment: definition.environment().stored(),
        files: definition.files().iter().collect(),
        facade: definition
            .facade()
            .map(FrozenDefinition::to_value)
            .unwrap_or_default(),
    }
}

fn change<'a>(
    action: &'a str,
    template_id: i64,
    definition: &'a StackDefinition,
    now: jiff::Timestamp,
) -> Change<'a> {
    Change {
        action,
        template_id,
        definition: Some(definition),
        now,
    }
}

/// Refuses a stack too deep inside of others, and more resources in a tree than a stack may have.
fn check_limits(
    tx: &Transaction<'_>,
    parent: &StackRecord,
    definition: &StackDefinition,
    existing: Option<&StackRecord>,
    limits: &Limits,
) -> Result<(), Failure> {
    let ancestors = stacks::ancestors(tx, parent)?;
    let max_depth = limits.max_nested_stack_depth;
    if existing.is_none() && ancestors.len() as u64 >= u64::from(max_depth) {
        return Err(refused(&fault::request_limit_exceeded(format_args!(
            "Recursion depth exceeds {max_depth}."
        ))));
    }
    let limit = limits.max_resources_per_stack;
    if limit < 0 {
        return Ok(());
    }
    let root = ancestors.last().map_or(parent.row, |root| root.row);
    let mut total = definition.template().resource_count() as u64;
    total += stacks::count_resources_of_tree(tx, root)?;
    if let Some(existing) = existing {
        total -= stacks::count_resources(tx, existing.row)?.min(total);
    }
    if total > limit.unsigned_abs() {
        return Err(refused(&fault::too_many_resources()));
    }
    Ok(())
}
