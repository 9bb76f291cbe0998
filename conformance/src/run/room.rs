//! How many stacks there is room for, where the target's quota is known.

use super::RunError;
use super::state::{Run, SendError};
use crate::client::{Body, Request};
use crate::target::Role;

/// The setting that limits the stacks of a project, by Heat's name.
const QUOTA: &str = "max_stacks_per_tenant";

/// Keeps the run within the quota of the project: what others made there counts as well.
pub(super) async fn keep_within(run: &Run) -> Result<(), RunError> {
    let target = run.client.target();
    let quota = target
        .settings
        .get(QUOTA)
        .and_then(serde_json::Value::as_u64);
    // What has controls gives scenarios a target of their own where they need another quota.
    let Some(quota) = quota.filter(|_| target.controls.is_none()) else {
        return Ok(());
    };
    let n_others = n_stacks(run)
        .await
        .map_err(|error| RunError::Unreachable(error.to_string()))?;
    let room = u32::try_from(quota.saturating_sub(n_others)).unwrap_or(u32::MAX);
    if room == 0 {
        return Err(RunError::NoRoom { quota, n_others });
    }
    let too_many = run.n_stacks_allowed.get().saturating_sub(room);
    run.stacks
        .forget_permits(usize::try_from(too_many).unwrap_or(usize::MAX));
    run.n_stacks_allowed
        .set(run.n_stacks_allowed.get().min(room));
    Ok(())
}

/// How many stacks the project has, by the count that comes with a list.
async fn n_stacks(run: &Run) -> Result<u64, SendError> {
    let project = run
        .client
        .session(Role::Member)?
        .endpoint()
        .project_id()
        .to_owned();
    let request = Request {
        role: Role::Member,
        method: "GET".to_owned(),
        path: format!("/v1/{project}/stacks"),
        query: "with_count=true".to_owned(),
        headers: Vec::new(),
        body: Body::None,
    };
    let exchange = run.send(0, request).await?;
    let json = exchange.json.as_ref();
    let count = json.and_then(|json| json.get("count")?.as_u64());
    let listed = json.and_then(|json| Some(json.get("stacks")?.as_array()?.len() as u64));
    Ok(count.or(listed).unwrap_or(0))
}
