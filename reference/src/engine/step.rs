//! One step: what it has at hand, and how it may end.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt as _;
use heat_spec::{Fault, Rendering};
use heat_template::StackDefinition;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::{Mutex, watch};

use super::abort::{self, AbortReason};
use super::{
    Failure, States, check, clean_up, converge, delete_snapshot, resume, snapshot, suspend,
};
use crate::app::App;
use crate::resources::held;
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks::StackRecord;
use crate::store::steps::{self, Step, StepKind, Subject};
use crate::store::{StoreError, templates};

/// What the steps of a traversal share.
#[derive(Debug)]
pub(super) struct StepContext {
    pub(super) app: App,
    /// The stack as it was when the traversal was taken up.
    pub(super) stack: StackRecord,
    /// The traversal's id.
    pub(super) traversal: String,
    /// The template that the stack is brought in line with, parsed.
    pub(super) definition: Arc<StackDefinition>,
    /// What functions see of the resources.
    pub(super) states: States,
    /// When the action times out.
    pub(super) deadline: Timestamp,
}

/// How a step ended.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The resource is as the step wants it.
    Done,
    /// The resource's action failed; the stack's reason for failing.
    Failed(String),
    /// The step was told to stop.
    Aborted(AbortReason),
    /// Another traversal has taken over and does the rest.
    Superseded,
}

/// Why a step cannot go on.
#[derive(Debug, thiserror::Error)]
pub(super) enum StepError {
    /// The resource's action failed.
    #[error("resource {action} failed: {reason}")]
    Failed {
        /// The action: `CREATE`.
        action: String,
        /// The resource's status reason.
        reason: String,
    },
    /// A function in the resource's definition has no value; nothing was done to the resource.
    #[error("{reason}")]
    Unresolved {
        /// What the function says.
        reason: String,
    },
    /// Another traversal has taken over.
    #[error("another traversal has taken over")]
    Superseded,
    /// The server failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl StepContext {
    /// Reads what the traversal's steps need.
    pub(super) async fn load(
        app: &App,
        stack: StackRecord,
        traversal: String,
    ) -> Result<Self, StoreError> {
        let (row, template_id) = (stack.row, stack.template_id);
        let (template, records) = app
            .store
            .call(move |tx| {
                Ok::<_, StoreError>((
                    templates::get(tx, template_id)?,
                    resources::of_stack(tx, row)?,
                ))
            })
            .await?;
        let definition = app.definitions.get(&stack, template_id, template)?;
        let states = States::new(&definition, &records);
        let seconds = match stack.timeout_mins {
            Some(minutes) if minutes > 0 => minutes.saturating_mul(60),
            _ => i64::try_from(app.config.limits.stack_action_timeout).unwrap_or(i64::MAX),
        };
        let deadline = stack
            .started_at
            .saturating_add(SignedDuration::from_secs(seconds))
            .unwrap_or(Timestamp::MAX);
        Ok(Self {
            app: app.clone(),
            stack,
            traversal,
            definition,
            states,
            deadline,
        })
    }

    /// Notes that a step is done which changed nothing that has to be stored with it.
    pub(super) async fn finish(&self, position: usize) -> Result<(), StepError> {
        let (row, traversal) = (self.stack.row, self.traversal.clone());
        let noted = self
            .app
            .store
            .call(move |tx| steps::finish(tx, row, &traversal, position));
        Ok(noted.await?)
    }

    /// The record of a resource.
    pub(super) async fn record(&self, id: i64) -> Result<Option<ResourceRecord>, StoreError> {
        self.app.store.call(move |tx| resources::get(tx, id)).await
    }
}

impl StepError {
    /// What the stack's reason says of it.
    fn stack_reason(self) -> String {
        match self {
            Self::Failed { action, reason } => format!("Resource {action} failed: {reason}"),
            Self::Unresolved { reason } => reason,
            Self::Superseded | Self::Store(_) => "the server failed".to_owned(),
        }
    }

    /// A definition with a function that has no value, of which upstream tells only with the stack.
    pub(super) fn unresolved(fault: &Fault) -> Self {
        Self::Unresolved {
            reason: fault.text(Rendering::Once),
        }
    }

    /// A failure of a resource's action.
    pub(super) fn failed(action: &str, resource_name: &str, failure: &Failure) -> Self {
        Self::Failed {
            action: action.to_owned(),
            reason: failure.reason(resource_name),
        }
    }
}

/// Runs a step to its end, or until it is told to stop.
pub(super) async fn run(
    context: &StepContext,
    position: usize,
    step: &Step,
    mut aborted: watch::Receiver<Option<AbortReason>>,
) -> Outcome {
    let uninterrupted = Arc::new(Mutex::new(()));
    let action = AssertUnwindSafe(async {
        match step.kind {
            StepKind::Check => check::check(context, position, step.resource_id).await,
            StepKind::CleanUp => clean_up::clean_up(context, position, step.resource_id).await,
            // It is large, and would lie in every other future around it.
            StepKind::Converge => {
                Box::pin(converge::converge(context, position, step.resource_id)).await
            }
            StepKind::DeleteSnapshot => {
                delete_snapshot::delete_snapshot(context, position, step.resource_id).await
            }
            StepKind::Resume => resume::resume(context, position, step.resource_id).await,
            StepKind::Snapshot => snapshot::snapshot(context, position, step.resource_id).await,
            StepKind::Suspend => suspend::suspend(context, position, step.resource_id).await,
        }
    });
    let action = held(uninterrupted.clone(), action.catch_unwind());
    let abort_reason = async {
        let reason = aborted
            .wait_for(Option::is_some)
            .await
            .ok()
            .and_then(|reason| *reason);
        match reason {
            Some(reason) => {
                let _guard = uninterrupted.lock().await;
                reason
            }
            // The worker is gone, and with it the one who could stop this step.
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        biased;
        reason = abort_reason => {
            let aborted = match step.subject() {
                Subject::Resource(id) => abort::abort(context, id, reason).await,
                Subject::Snapshot(_) => Ok(()),
            };
            match aborted {
                Ok(()) => Outcome::Aborted(reason),
                Err(error) => outcome(Err(error.into())),
            }
        },
        result = action => match result {
            Ok(result) => outcome(result),
            Err(_) => Outcome::Failed("the server failed".to_owned()),
        },
    }
}

/// Why a step that waits for its subject fails without waiting; nothing if it does not.
///
/// The state that a resource must have to be suspended or resumed is looked at before anything
/// else, and what another traversal is doing with it is none.
pub(super) async fn refusal(
    context: &StepContext,
    step: &Step,
) -> Result<Option<String>, StoreError> {
    let check_state = match step.kind {
        StepKind::Resume => resume::check_state,
        StepKind::Suspend => suspend::check_state,
        _ => return Ok(None),
    };
    let record = context.record(step.resource_id).await?;
    Ok(record
        .and_then(|record| check_state(&record).err())
        .map(StepError::stack_reason))
}

fn outcome(result: Result<(), StepError>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(StepError::Superseded) => Outcome::Superseded,
        Err(error) => {
            if let StepError::Store(error) = &error {
                tracing::error!(%error, "a step could not be stored");
            }
            Outcome::Failed(error.stack_reason())
        }
    }
}
