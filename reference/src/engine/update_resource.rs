//! Updating a resource: nothing, in place, or by a replacement.

use heat_spec::{Fault, Map};
use heat_template::{Changes, FrozenDefinition, Properties, ResourceDefinition};

use super::create_resource::{self, set_state};
use super::observation::{self, Observation};
use super::step::{StepContext, StepError};
use super::transition::STATE_CHANGED;
use super::{Failure, hook, restriction, states, validation};
use crate::resources::{ResourceType, Work, names, registry, stored_properties};
use crate::software;
use crate::store::StoreError;
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks;

/// Brings an existing resource in line with the template.
pub(super) async fn update(
    context: &StepContext,
    position: usize,
    mut record: ResourceRecord,
) -> Result<(), StepError> {
    let name = record.name.clone();
    let Some(definition) = context.definition.resources().get(&name) else {
        return Err(StepError::Superseded);
    };
    let after = context
        .definition
        .frozen(&name, &context.states)
        .map_err(|fault| StepError::unresolved(&fault))?;
    let (wanted, properties) = match resolve(context, definition, &after).await {
        Ok(resolved) => resolved,
        Err(failure) => return refuse(context, &mut record, &failure).await,
    };
    let former_type = registry().get(&record.resolved_type);
    if former_type.is_none_or(|former| former.name() != wanted.name()) {
        restriction::check(context, &record, "replace").await?;
        return replace(context, position, record).await;
    }
    if record.status != "IN_PROGRESS" && context.stack.action != "CREATE" {
        hook::hold(context, &mut record, ("UPDATE", "pre-update")).await?;
    }
    if let Ok(schema) = definition.schema() {
        // One template may take another's place.
        schema.name.clone_into(&mut record.resolved_type);
        definition
            .declared_type
            .clone_into(&mut record.resource_type);
    }
    let mut before = stored_properties(wanted, &record.definition);
    let former = FrozenDefinition::from_value(&record.definition);
    let mut work = context.work(record, properties);
    work.wanted = Some(after.clone());
    if let Err(failure) = restore(context, wanted, &mut work).await {
        return refuse(context, &mut work.record, &failure).await;
    }
    if context.stack.is_converging && !before.values().is_empty() {
        match observation::observe(wanted, &work).await {
            Observation::Gone => return replace(context, position, work.record).await,
            Observation::Unknown => {}
            Observation::Seen(real) => correct(&mut before, real),
        }
    }
    if work.record.is("DELETE", "COMPLETE")
        || wanted.is_always_replaced()
        || is_beyond_repair(wanted, &work).await
    {
        restriction::check(context, &work.record, "replace").await?;
        if let Err(failure) = wanted.prepare_for_replacement(&mut work).await {
            return fail(context, &mut work.record, &failure).await;
        }
        return replace(context, position, work.record).await;
    }
    if wanted.is_placeholder() {
        return keep(context, position, wanted, &mut work, &after).await;
    }
    match changes(context, wanted, definition, before, &mut work).await {
        Err(fault) => refuse(context, &mut work.record, &fault.into()).await,
        Ok(changes) if changes.is_replacement => {
            restriction::check(context, &work.record, "replace").await?;
            mark_in_progress(context, &mut work.record).await?;
            replace_instead(context, position, wanted, &mut work, &name).await
        }
        Ok(changes)
            if !changes.values.is_empty() || after != former || wanted.is_always_updated() =>
        {
            restriction::check(context, &work.record, "update").await?;
            change(
                context,
                position,
                wanted,
                &mut work,
                &after,
                &changes.values,
            )
            .await
        }
        Ok(_) => keep(context, position, wanted, &mut work, &after).await,
    }
}

/// Whether the resource failed in a way that only another one mends.
async fn is_beyond_repair(resource_type: &dyn ResourceType, work: &Work) -> bool {
    match (work.record.action.as_str(), work.record.status.as_str()) {
        ("CHECK", "FAILED") => resource_type.needs_replace_checked(work).await,
        (_, "FAILED") => resource_type.needs_replace_failed(work).await,
        _ => false,
    }
}

/// Puts what a real thing is like in place of what it was made like, where that differs.
///
/// A name that the template does not give was made up, and is no difference.
fn correct(before: &mut Properties, real: Map) {
    for (name, value) in real {
        if let Some(name) = name.as_str()
            && !before.get(name).is_null()
        {
            before.set(name, value);
        }
    }
}

/// What changes in the properties, ids being compared where names were given.
async fn changes(
    context: &StepContext,
    wanted: &dyn ResourceType,
    definition: &ResourceDefinition,
    mut before: Properties,
    work: &mut Work,
) -> Result<Changes, Fault> {
    let schema = definition.schema()?;
    let name = &definition.name;
    let mut changes = before.changes(&work.properties, schema, name)?;
    if !changes.values.is_empty() {
        let (app, project_id) = (&context.app, &context.stack.project_id);
        names::resolve(app, project_id, wanted, &mut work.properties).await?;
        names::resolve_leniently(app, project_id, wanted, &mut before).await;
        changes = before.changes(&work.properties, schema, name)?;
    }
    work.before = before;
    Ok(changes)
}

/// Gives the resource back the place that it made for a replacement, if this is a rollback.
async fn restore(
    context: &StepContext,
    wanted: &dyn ResourceType,
    work: &mut Work,
) -> Result<(), Failure> {
    let Some(replacement_id) = work.record.replaced_by else {
        return Ok(());
    };
    if context.stack.action == "ROLLBACK" {
        let replacement = context.record(replacement_id).await?;
        wanted.restore(work, replacement.as_ref()).await?;
    }
    work.record.replaced_by = None;
    Ok(())
}

/// The type and the properties that the resource is to have, checked.
async fn resolve(
    context: &StepContext,
    definition: &ResourceDefinition,
    frozen: &FrozenDefinition,
) -> Result<(&'static dyn ResourceType, Properties), Failure> {
    let resource_type = registry().require(&definition.schema()?.name)?;
    let project_id = &context.stack.project_id;
    let properties = validation::resolve(&context.app, project_id, definition, frozen).await?;
    Ok((resource_type, properties))
}

/// Leaves the resource as it is; it belongs to the new template from now on.
async fn keep(
    context: &StepContext,
    position: usize,
    resource_type: &dyn ResourceType,
    work: &mut Work,
    after: &FrozenDefinition,
) -> Result<(), StepError> {
    work.record.template_id = context.stack.template_id;
    // Only a placeholder has another definition than before.
    work.record.definition = after.to_value();
    work.record.requires = context.required_ids(&work.record.name);
    if work.record.status == "FAILED" {
        const REASON: &str =
            "Update status to COMPLETE for FAILED resource neither update nor replace.";
        let action = work.record.action.clone();
        set_state(context, &mut work.record, (&action, "COMPLETE"), REASON).await?;
    }
    states::settle_unchanged(context, position, resource_type, work).await
}

/// Changes the real thing in place, or replaces it if the type asks for that.
async fn change(
    context: &StepContext,
    position: usize,
    resource_type: &dyn ResourceType,
    work: &mut Work,
    after: &FrozenDefinition,
    changes: &Map,
) -> Result<(), StepError> {
    let former_template_id = work.record.template_id;
    // Should the change fail, a rollback finds that the resource is not the former template's.
    work.record.template_id = context.stack.template_id;
    // Until it is known which of them it uses, it comes after those of both templates.
    for required in context.required_ids(&work.record.name) {
        if !work.record.requires.contains(&required) {
            work.record.requires.push(required);
        }
    }
    mark_in_progress(context, &mut work.record).await?;
    match resource_type.update(work, changes).await {
        Ok(()) => {
            let former = FrozenDefinition::from_value(&work.record.definition);
            if resource_type.takes_new_metadata() && after.has_other_metadata(&former) {
                let metadata = &work.record.metadata;
                let metadata = software::keep_deployments(&after.metadata, metadata);
                work.record.set_metadata(metadata);
            }
            work.record.definition = after.to_value();
            work.record.requires = context.required_ids(&work.record.name);
            work.record.set_properties(after.properties.clone());
            let after = ("UPDATE", "post-update");
            hook::settle(context, position, resource_type, work, after).await
        }
        Err(Failure::Replace) => {
            work.record.template_id = former_template_id;
            let shown = work.shown(resource_type.class_name());
            replace_instead(context, position, resource_type, work, &shown).await
        }
        Err(failure) => fail(context, &mut work.record, &failure).await,
    }
}

/// Ends an update that turned out to need a replacement, and makes that.
async fn replace_instead(
    context: &StepContext,
    position: usize,
    resource_type: &dyn ResourceType,
    work: &mut Work,
    shown: &str,
) -> Result<(), StepError> {
    if let Err(failure) = resource_type.prepare_for_replacement(work).await {
        return fail(context, &mut work.record, &failure).await;
    }
    let reason = format!("The Resource {shown} requires replacement.");
    set_state(context, &mut work.record, ("UPDATE", "COMPLETE"), &reason).await?;
    replace(context, position, work.record.clone()).await
}

async fn mark_in_progress(
    context: &StepContext,
    record: &mut ResourceRecord,
) -> Result<(), StepError> {
    set_state(context, record, ("UPDATE", "IN_PROGRESS"), STATE_CHANGED).await
}

/// Fails an update that cannot even begin.
async fn refuse(
    context: &StepContext,
    record: &mut ResourceRecord,
    failure: &Failure,
) -> Result<(), StepError> {
    mark_in_progress(context, record).await?;
    fail(context, record, failure).await
}

async fn fail(
    context: &StepContext,
    record: &mut ResourceRecord,
    failure: &Failure,
) -> Result<(), StepError> {
    let reason = failure.reason(&record.name);
    set_state(context, record, ("UPDATE", "FAILED"), &reason).await?;
    Err(StepError::failed("UPDATE", &record.name, failure))
}

/// Makes another resource in the place of this one, which is cleaned up later.
async fn replace(
    context: &StepContext,
    position: usize,
    record: ResourceRecord,
) -> Result<(), StepError> {
    let now = context.app.clock.now();
    let (row, traversal) = (context.stack.row, context.traversal.clone());
    let template_id = context.stack.template_id;
    let replacement = context
        .app
        .store
        .call(move |tx| {
            let stack = stacks::by_row(tx, row)?;
            if stack.is_none_or(|stack| stack.traversal.as_deref() != Some(&traversal)) {
                return Ok::<_, StoreError>(None);
            }
            let Some(mut old) = resources::get(tx, record.id)? else {
                return Ok(None);
            };
            let types = (old.resource_type.as_str(), old.resolved_type.as_str());
            let mut new = ResourceRecord::new(row, &old.name, types, template_id, now);
            new.replaces = Some(old.id);
            new.id = resources::insert(tx, &new)?;
            old.replaced_by = Some(new.id);
            resources::update(tx, &old)?;
            Ok(Some(new))
        })
        .await?;
    match replacement {
        Some(replacement) => create_resource::create(context, position, replacement).await,
        None => Err(StepError::Superseded),
    }
}
