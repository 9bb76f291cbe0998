//! Mounts mocks anew when they have seen enough, so that wiremock forgets what they saw.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::RwLock;
use wiremock::MockServer;

use super::mocks;
use super::shared::Shared;
use crate::cloud::service::Service;

/// How long to wait for a quiet moment before trying again.
const PATIENCE: Duration = Duration::from_millis(5);

/// Runs until it is aborted.
///
/// Between taking the old mock off and mounting the new one, requests would go astray; the gate
/// keeps the client from sending any. At first the task waits for a moment when no request is
/// under way, as one that is held back on purpose must not hold up all others. When a mock has
/// seen twice as much as it may, the task insists.
pub(super) async fn run(
    shared: Arc<Shared>,
    servers: Vec<(Service, MockServer)>,
    gate: Arc<RwLock<()>>,
) {
    loop {
        shared.full.notified().await;
        for (service, server) in &servers {
            while shared.fullness(*service) >= 1 {
                let closed = if shared.fullness(*service) >= 2 {
                    gate.write().await
                } else if let Ok(closed) = gate.try_write() {
                    closed
                } else {
                    tokio::time::sleep(PATIENCE).await;
                    continue;
                };
                server.reset().await;
                mocks::mount(&shared, *service, server).await;
                shared.forget(*service);
                drop(closed);
            }
        }
    }
}
