//! Deleting a server, with the ports that were made for it.

use super::status::wait_gone;
use super::{own_path, ports};
use crate::engine::Failure;
use crate::resources::Work;

/// Deletes the server, waits until it is gone, and deletes its internal ports.
pub(super) async fn delete(work: &mut Work) -> Result<(), Failure> {
    ports::forget_external(work).await?;
    if work.physical_id().is_some() {
        work.nova_delete(&own_path(work)).await?;
        wait_gone(work).await?;
    }
    ports::delete_internal_ports(work).await
}
