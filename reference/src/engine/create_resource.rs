//! Creating a resource: intent, call, wait, outcome; again if that may help.

use std::time::Duration;

use super::step::{StepContext, StepError};
use super::transition::{STATE_CHANGED, set_resource_state};
use super::{Failure, clean_up, hook, states, validation};
use crate::resources::{ResourceType, Work, names, registry, uninterrupted};
use crate::store::resources::ResourceRecord;

/// How often an action is tried again where that may help, as upstream's default has it.
pub(super) const ACTION_RETRY_LIMIT: u32 = 5;

/// Creates the resource, or goes on with a create that was interrupted.
pub(super) async fn create(
    context: &StepContext,
    position: usize,
    mut record: ResourceRecord,
) -> Result<(), StepError> {
    let is_resumed = record.is("CREATE", "IN_PROGRESS");
    // What replaces another is not held: its update was.
    let is_first = context.stack.action == "CREATE";
    if is_first && !is_resumed {
        hook::hold(context, &mut record, ("CREATE", "pre-create")).await?;
    }
    let (resource_type, mut work) = prepare(context, record, "CREATE").await?;
    let mut n_failures = 0;
    let mut first_failure = None;
    loop {
        match make(
            context,
            resource_type,
            &mut work,
            is_resumed && n_failures == 0,
        )
        .await
        {
            Ok(()) => break,
            Err(failure) => {
                mark_failed(context, &mut work, &failure).await?;
                let is_worth_retrying = failure.is_worth_retrying();
                let error = StepError::failed("CREATE", &work.record.name, &failure);
                if !is_worth_retrying {
                    return Err(error);
                }
                // However often it is tried, the stack fails for the reason that came first.
                let error = first_failure.take().unwrap_or(error);
                n_failures += 1;
                if n_failures > ACTION_RETRY_LIMIT {
                    return Err(error);
                }
                first_failure = Some(error);
                clean_up::delete(context, &mut work, resource_type, false).await?;
                context.app.clock.sleep(pause(n_failures)).await;
                work.record.physical_resource_id = None;
                mark_in_progress(context, &mut work.record).await?;
            }
        }
    }
    if is_first {
        let after = ("CREATE", "post-create");
        return hook::settle(context, position, resource_type, &mut work, after).await;
    }
    states::settle(context, position, resource_type, &mut work, "CREATE").await
}

/// Stores the intent: the resource in progress with its action, and the definition that it is made
/// by.
pub(super) async fn prepare(
    context: &StepContext,
    mut record: ResourceRecord,
    action: &'static str,
) -> Result<(&'static dyn ResourceType, Work), StepError> {
    let definition = context.definition.resources().get(record.name.as_str());
    let Some(definition) = definition else {
        return Err(StepError::Superseded);
    };
    definition
        .declared_type
        .clone_into(&mut record.resource_type);
    record.template_id = context.stack.template_id;
    record.requires = context.required_ids(&record.name);

    let frozen = context
        .definition
        .frozen(&record.name, &context.states)
        .map_err(|fault| StepError::unresolved(&fault))?;
    let prepared = async {
        let resource_type = registry().require(&definition.schema()?.name)?;
        let project_id = &context.stack.project_id;
        let app = &context.app;
        let mut properties = validation::resolve(app, project_id, definition, &frozen).await?;
        names::resolve(app, project_id, resource_type, &mut properties).await?;
        Ok::<_, Failure>((resource_type, properties))
    };
    match prepared.await {
        Ok((resource_type, properties)) => {
            if let Ok(schema) = definition.schema() {
                schema.name.clone_into(&mut record.resolved_type);
            }
            record.definition = frozen.to_value();
            record.set_metadata(frozen.metadata.clone());
            record.set_properties(frozen.properties.clone());
            begin(context, &mut record, action).await?;
            let work = context.work(record, properties);
            Ok((resource_type, work))
        }
        Err(failure) => {
            begin(context, &mut record, action).await?;
            let reason = failure.reason(&record.name);
            // Upstream puts the resource's name before the path once more for the stack.
            let failure = match failure {
                Failure::Fault(fault) if fault.path.starts_with("Properties") => {
                    Failure::Fault(fault.under(&[&record.name]))
                }
                other => other,
            };
            let error = StepError::failed(action, &record.name, &failure);
            set_state(context, &mut record, (action, "FAILED"), &reason).await?;
            Err(error)
        }
    }
}

/// Makes the real thing and waits for it; after a restart, looks first whether it is there.
async fn make(
    context: &StepContext,
    resource_type: &dyn ResourceType,
    work: &mut Work,
    is_resumed: bool,
) -> Result<(), Failure> {
    let is_there =
        is_resumed && (work.physical_id().is_some() || resource_type.find_unfinished(work).await?);
    if !is_there {
        uninterrupted(resource_type.create(work)).await?;
    }
    // Whoever asks in the meantime sees what there is already.
    let attributes = states::attributes(context, resource_type, work).await;
    if !attributes.is_empty() {
        work.set_attributes(attributes).await?;
    }
    resource_type.wait_created(work).await
}

async fn mark_in_progress(
    context: &StepContext,
    record: &mut ResourceRecord,
) -> Result<(), StepError> {
    begin(context, record, "CREATE").await
}

async fn begin(
    context: &StepContext,
    record: &mut ResourceRecord,
    action: &str,
) -> Result<(), StepError> {
    set_state(context, record, (action, "IN_PROGRESS"), STATE_CHANGED).await
}

async fn mark_failed(
    context: &StepContext,
    work: &mut Work,
    failure: &Failure,
) -> Result<(), StepError> {
    let reason = failure.reason(&work.record.name);
    set_state(context, &mut work.record, ("CREATE", "FAILED"), &reason).await
}

/// Writes a resource's new state with its event.
pub(super) async fn set_state(
    context: &StepContext,
    record: &mut ResourceRecord,
    (action, status): (&str, &str),
    reason: &str,
) -> Result<(), StepError> {
    let now = context.app.clock.now();
    let (mut changed, reason) = (record.clone(), reason.to_owned());
    let (action, status) = (action.to_owned(), status.to_owned());
    *record = context
        .app
        .store
        .call(move |tx| {
            set_resource_state(tx, &mut changed, (&action, &status), &reason, now)?;
            Ok::<_, crate::store::StoreError>(changed)
        })
        .await?;
    Ok(())
}

/// The pause before the next attempt: twice as long each time, and a little by chance.
pub(super) fn pause(n_failures: u32) -> Duration {
    let jitter = rand::random_range(0.0..2.0);
    Duration::from_secs(1 << n_failures.min(6)) + Duration::from_secs_f64(jitter)
}

impl StepContext {
    /// The stored resources that a resource comes after, by row.
    pub(super) fn required_ids(&self, resource_name: &str) -> Vec<i64> {
        match self.definition.dependencies() {
            Ok(dependencies) => self.states.ids(dependencies.requires(resource_name)),
            Err(_) => Vec::new(),
        }
    }

    /// What a resource type's functions get for this resource.
    pub(super) fn work(
        &self,
        record: ResourceRecord,
        properties: heat_template::Properties,
    ) -> Work {
        Work::new(&self.app, &self.stack, &self.definition, record, properties)
    }
}
