//! Deleting snapshots: by itself, and as a step of the stack's own end.

use super::Failure;
use super::step::{StepContext, StepError};
use crate::app::App;
use crate::resources::registry;
use crate::store::{StoreError, snapshots, steps};

/// Begins to delete the snapshot of that row, which is marked so; the stack takes no part in it.
pub(crate) fn begin(app: &App, row: i64) {
    let app = app.clone();
    tokio::spawn(async move {
        if let Err(error) = run(&app, row).await {
            tracing::error!(row, %error, "a snapshot's deletion stopped; a restart goes on with it");
        }
    });
}

/// The step: deletes a snapshot as far as that can be done, for the stack goes whatever happens.
pub(super) async fn delete_snapshot(
    context: &StepContext,
    position: usize,
    snapshot_row: i64,
) -> Result<(), StepError> {
    let project_id = &context.stack.project_id;
    if let Err((name, failure)) = release(&context.app, project_id, snapshot_row).await? {
        tracing::warn!(name, %failure, "what a resource kept for a snapshot stays");
    }
    let (stack_row, traversal) = (context.stack.row, context.traversal.clone());
    context
        .app
        .store
        .call(move |tx| {
            snapshots::remove(tx, snapshot_row)?;
            steps::finish(tx, stack_row, &traversal, position)
        })
        .await
        .map_err(|error: StoreError| error.into())
}

async fn run(app: &App, row: i64) -> Result<(), StoreError> {
    let project_id = app
        .store
        .call(move |tx| snapshots::project_id(tx, row))
        .await?;
    let Some(project_id) = project_id else {
        return Ok(());
    };
    let released = release(app, &project_id, row).await?;
    app.store
        .call(move |tx| match released {
            Ok(()) => snapshots::remove(tx, row),
            Err((name, failure)) => {
                let reason = failure.reason(&name);
                let reason = format!("Resource snapshot DELETE failed: {reason}");
                snapshots::set_state(tx, row, ("DELETE", "FAILED"), &reason)
            }
        })
        .await
}

/// Removes what the resources kept for a snapshot; the first resource that fails, with why.
async fn release(
    app: &App,
    project_id: &str,
    row: i64,
) -> Result<Result<(), (String, Failure)>, StoreError> {
    let kept = app
        .store
        .call(move |tx| snapshots::resources(tx, row))
        .await?;
    let mut released = Ok(());
    for resource in kept {
        let Some(resource_type) = registry().get(&resource.resolved_type) else {
            continue;
        };
        let data = resource.data.get("resource_data");
        let data = data.cloned().unwrap_or_default();
        let result = resource_type
            .delete_snapshot(&app.cloud, project_id, &data)
            .await;
        if let (Err(failure), Ok(())) = (result, &released) {
            released = Err((resource.name, failure));
        }
    }
    Ok(released)
}
