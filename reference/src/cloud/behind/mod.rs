//! Puts the cloud behind wiremock: one server per service, each with one mock that takes every
//! request.
//!
//! wiremock keeps every request that a mock has matched, for as long as the mock is mounted. So
//! that a server which stays up does not grow, the mocks are mounted anew after every so many
//! requests ([`recycle`]), while no request of the [`client`](super::client) is under way.
//! wiremock stops listening for good if accepting a connection ever fails.

mod mocks;
mod recycle;
mod shared;

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::Arc;

use futures::future::join_all;
use tokio::sync::RwLock;
use tokio::task::JoinHandle;
use uuid::Uuid;
use wiremock::MockServer;

use super::client::Client;
use super::config::Config;
use super::injection::Rule;
use super::rows;
use super::seed::SeedError;
use super::service::Service;
use super::state::Cloud;
use crate::clock::Clock;
use crate::store::{Store, StoreError};
use shared::Shared;
pub(crate) use shared::Tokens;

/// The running cloud. Dropping it ends its servers.
#[derive(Debug)]
pub(crate) struct Running {
    shared: Arc<Shared>,
    client: Client,
    recycler: JoinHandle<()>,
}

/// Why the cloud could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum StartError {
    /// The state could not be read or written.
    #[error("the cloud's state cannot be read or written")]
    Store(#[from] StoreError),
    /// The seed contradicts the rules of the cloud.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// No socket to listen on.
    #[error("no socket for the cloud's {0:?} service")]
    Listen(Service, #[source] std::io::Error),
}

impl Running {
    /// Loads the state and starts the services that the configuration wants, on the listeners
    /// that are given, or else on free ports of the loopback interface.
    ///
    /// # Errors
    ///
    /// If the state cannot be read, the seed makes no sense, or there is no port to be had.
    pub(crate) async fn start(
        config: &Config,
        store: &Store,
        clock: &Clock,
        http: reqwest::Client,
        mut listeners: HashMap<Service, TcpListener>,
    ) -> Result<Self, StartError> {
        let objects = store.call(rows::load).await?;
        let mut cloud = Cloud::new(config, clock, objects)?;
        let changed = cloud.objects.changed();
        store
            .call(move |transaction| rows::save(transaction, &changed))
            .await?;
        cloud.objects.keep();

        let secret = Uuid::new_v4().to_string();
        let mut services = Vec::new();
        for service in Service::ALL {
            if config.services.contains(&service) {
                let listener = match listeners.remove(&service) {
                    Some(listener) => listener,
                    None => TcpListener::bind(("127.0.0.1", 0))
                        .map_err(|error| StartError::Listen(service, error))?,
                };
                services.push((service, listener));
            }
        }
        let servers: Vec<(Service, MockServer)> =
            join_all(services.into_iter().map(|(service, listener)| async move {
                let server = MockServer::builder()
                    .listener(listener)
                    .disable_request_recording()
                    .start()
                    .await;
                (service, server)
            }))
            .await;
        let base_urls: HashMap<Service, String> = servers
            .iter()
            .map(|(service, server)| (*service, server.uri()))
            .collect();
        let gate = Arc::new(RwLock::new(()));
        let shared = Arc::new(Shared::new(
            cloud,
            store.clone(),
            secret.clone(),
            base_urls.clone(),
            config.recycle_after.max(1),
        ));
        for (service, server) in &servers {
            mocks::mount(&shared, *service, server).await;
        }
        let recycler = tokio::spawn(recycle::run(
            Arc::clone(&shared),
            servers,
            Arc::clone(&gate),
        ));
        Ok(Self {
            client: Client::new(
                http,
                base_urls,
                config.assumes_other_services(),
                secret,
                gate,
                clock.clone(),
            ),
            shared,
            recycler,
        })
    }

    /// Ends the servers, and waits for that.
    pub(crate) async fn stop(mut self) {
        self.recycler.abort();
        // It was aborted: there is nothing to learn from its end.
        let _ = (&mut self.recycler).await;
    }

    /// What talks to the services.
    pub(crate) fn client(&self) -> Client {
        self.client.clone()
    }

    /// The services that run and the URLs of their endpoints.
    pub(crate) fn endpoints(&self) -> Vec<(Service, String)> {
        self.client.endpoints()
    }

    /// Lets in users with these tokens, as the services of a real cloud do; the first call counts.
    pub(crate) fn admit(&self, tokens: Box<dyn Tokens>) {
        let _ = self.shared.tokens.set(tokens);
    }

    /// Puts a rule into force.
    pub(crate) fn inject(&self, rule: Rule) {
        self.shared.cloud().inject(rule);
    }

    /// Lifts all rules.
    pub(crate) fn clear(&self) {
        self.shared.cloud().clear();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The task owns the servers, which end with it.
        self.recycler.abort();
    }
}
