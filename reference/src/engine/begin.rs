//! The start of an action: what is wanted, and the steps to it, stored in one transaction.

use std::collections::HashMap;

use heat_template::StackDefinition;
use jiff::Timestamp;
use rusqlite::Transaction;

use super::plan::{self, Wanted, best_existing};
use super::transition::set_stack_state;
use crate::store::StoreError;
use crate::store::resources::{self, ResourceRecord};
use crate::store::snapshots;
use crate::store::stacks::StackRecord;
use crate::store::steps::{self, StepKind};
use crate::store::templates;

/// What an action changes on a stack before its steps begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change<'a> {
    /// The action: `CREATE`, `UPDATE`, `ROLLBACK`.
    pub(crate) action: &'a str,
    /// The stored template that the stack is to be brought in line with.
    pub(crate) template_id: i64,
    /// The same, parsed; none for a template without resources.
    pub(crate) definition: Option<&'a StackDefinition>,
    /// When.
    pub(crate) now: Timestamp,
}

/// Sets the stack in progress towards a template and stores the steps.
///
/// Every resource that the template wants and that does not exist is stored, so that it is listed
/// before anything is done with it. Templates that the stack turns from are kept no longer than
/// needed.
pub(crate) fn begin(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    change: Change<'_>,
) -> Result<(), StoreError> {
    let former = [Some(stack.template_id), stack.previous_template_id];
    if !matches!(change.action, "CREATE" | "ADOPT" | "ROLLBACK") {
        stack.previous_template_id = Some(stack.template_id);
    }
    if !matches!(change.action, "ADOPT" | "ROLLBACK") {
        stack.adoption = heat_spec::Value::Null;
    }
    stack.template_id = change.template_id;
    let traversal = uuid::Uuid::new_v4().to_string();
    start(tx, stack, change.action, &traversal, change.now)?;
    let existing = resources::of_stack(tx, stack.row)?;
    let wanted = store_wanted(tx, stack, &existing, change)?;
    let mut graph = plan::plan(&wanted, &existing);
    if change.action == "DELETE" {
        graph.extend(plan::delete_snapshots(&snapshots::rows_of_stack(
            tx, stack.row,
        )?));
    }
    steps::replace(tx, stack.row, &traversal, &graph)?;
    let mut former = former.into_iter().flatten();
    former.try_for_each(|id| templates::retire(tx, id, change.now))
}

/// An action that leaves the template as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum InPlace {
    /// Looks whether everything is as it should be.
    Check,
    /// Ends a suspension.
    Resume,
    /// Makes the snapshot of this id.
    Snapshot(String),
    /// Suspends everything.
    Suspend,
}

impl InPlace {
    /// The action as clients see it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Check => "CHECK",
            Self::Resume => "RESUME",
            Self::Snapshot(_) => "SNAPSHOT",
            Self::Suspend => "SUSPEND",
        }
    }
}

/// Sets the stack in progress with an action that leaves its template as it is.
///
/// `definition` is that of the stack's template.
pub(crate) fn begin_in_place(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    action: &InPlace,
    definition: &StackDefinition,
    now: Timestamp,
) -> Result<(), StoreError> {
    let traversal = match action {
        InPlace::Snapshot(id) => id.clone(),
        _ => uuid::Uuid::new_v4().to_string(),
    };
    start(tx, stack, action.name(), &traversal, now)?;
    let existing = resources::of_stack(tx, stack.row)?;
    let change = Change {
        action: action.name(),
        template_id: stack.template_id,
        definition: Some(definition),
        now,
    };
    let wanted = store_wanted(tx, stack, &existing, change)?;
    let graph = match action {
        InPlace::Check => plan::forward(StepKind::Check, &wanted),
        InPlace::Resume => plan::forward(StepKind::Resume, &wanted),
        InPlace::Snapshot(_) => plan::forward(StepKind::Snapshot, &wanted),
        InPlace::Suspend => plan::backward(StepKind::Suspend, &existing),
    };
    steps::replace(tx, stack.row, &traversal, &graph)
}

/// Sets the stack in progress with an action, under a new traversal.
fn start(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    action: &str,
    traversal: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    give_up_snapshot(tx, stack)?;
    if action != "CREATE" {
        stack.updated_at = Some(now);
    }
    stack.started_at = now;
    stack.traversal = Some(traversal.to_owned());
    let reason = format!("Stack {action} started");
    set_stack_state(tx, stack, (action, "IN_PROGRESS"), &reason, now)
}

/// Marks the snapshot that is being made as failed: nobody will complete it.
fn give_up_snapshot(tx: &Transaction<'_>, stack: &StackRecord) -> Result<(), StoreError> {
    let id = stack.traversal.as_deref().unwrap_or_default();
    match snapshots::get(tx, id)? {
        Some(snapshot) if snapshot.is("CREATE", "IN_PROGRESS") => snapshots::set_state(
            tx,
            snapshot.row,
            ("CREATE", "FAILED"),
            "Stack SNAPSHOT cancelled",
        ),
        _ => Ok(()),
    }
}

/// Begins a delete: the same towards a template without resources.
///
/// An action that is under way is cancelled first; the caller tells the worker to abort what runs.
pub(crate) fn begin_delete(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    template_id: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    if stack.is_in_progress() {
        let action = stack.action.clone();
        let reason = format!("Stack {action} cancelled");
        set_stack_state(tx, stack, (&action, "FAILED"), &reason, now)?;
    }
    begin(
        tx,
        stack,
        Change {
            action: "DELETE",
            template_id,
            definition: None,
            now,
        },
    )
}

fn store_wanted(
    tx: &Transaction<'_>,
    stack: &StackRecord,
    existing: &[ResourceRecord],
    change: Change<'_>,
) -> Result<Vec<Wanted>, StoreError> {
    let Some(definition) = change.definition else {
        return Ok(Vec::new());
    };
    let dependencies = definition.dependencies().map_err(StoreError::Template)?;
    let mut ids: HashMap<&str, i64> = HashMap::new();
    // Dependants first, which is the order that resource lists show.
    for name in dependencies.order().rev() {
        let found = best_existing(
            existing,
            name,
            stack.template_id,
            stack.previous_template_id,
        );
        let id = if let Some(resource) = found {
            resource.id
        } else {
            let resource = definition.resources().get(name);
            let declared = resource.map_or("", |resource| &resource.declared_type);
            let schema = resource.and_then(|resource| resource.schema().ok());
            let types = (declared, schema.map_or("", |schema| &schema.name));
            let record =
                ResourceRecord::new(stack.row, name, types, change.template_id, change.now);
            resources::insert(tx, &record)?
        };
        ids.insert(name, id);
    }
    Ok(dependencies
        .order()
        .map(|name| Wanted {
            resource_id: ids.get(name).copied().unwrap_or_default(),
            requires: dependencies
                .requires(name)
                .filter_map(|required| ids.get(required).copied())
                .collect(),
        })
        .collect())
}
