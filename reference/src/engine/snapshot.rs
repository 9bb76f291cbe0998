//! The step that keeps what it takes to restore a resource.

use super::in_place::{Also, end, start, subject};
use super::step::{StepContext, StepError};
use crate::store::snapshots;

const SNAPSHOT: &str = "SNAPSHOT";

/// Keeps the resource for the snapshot that the traversal makes.
pub(super) async fn snapshot(
    context: &StepContext,
    position: usize,
    resource_id: i64,
) -> Result<(), StepError> {
    let (resource_type, record) = subject(context, resource_id, SNAPSHOT).await?;
    let mut work = start(context, resource_type, record, SNAPSHOT).await?;
    let result = resource_type.snapshot(&mut work).await;
    let id = context.traversal.clone();
    let (subject, outcome) = ((resource_type, work), (SNAPSHOT, result));
    let also: Also = Some(Box::new(move |tx, record| {
        snapshots::insert_resource(tx, &id, record)
    }));
    end(context, position, subject, outcome, also).await
}
