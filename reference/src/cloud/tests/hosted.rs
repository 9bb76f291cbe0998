//! A running cloud, with its services on loopback.

use std::collections::HashMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::clock::Clock;
use crate::cloud::behind::Running;
use crate::cloud::client::Client;
use crate::cloud::config::Config;
use crate::cloud::service::Service;
use crate::store::Store;

pub(super) struct Hosted {
    pub(super) running: Running,
    pub(super) client: Client,
    pub(super) clock: Clock,
    pub(super) store: Store,
}

impl Hosted {
    /// A cloud in memory.
    pub(super) async fn new() -> Self {
        Self::with(&Config::default(), None).await
    }

    pub(super) async fn with(config: &Config, path: Option<&Path>) -> Self {
        let store = Store::open(path).await.unwrap();
        let clock = Clock::real();
        let running = Running::start(config, &store, &clock, http(), HashMap::new())
            .await
            .unwrap();
        Self {
            client: running.client(),
            running,
            clock,
            store,
        }
    }

    /// The URL of a service's endpoint.
    pub(super) fn url(&self, service: Service) -> String {
        let endpoints = self.running.endpoints();
        let found = endpoints.into_iter().find(|(known, _)| *known == service);
        found.unwrap().1
    }

    /// Makes a network; returns its id.
    pub(super) async fn make_network(&self, project: &str, name: &str) -> String {
        let body = json!({ "network": { "name": name } });
        let made = self
            .client
            .post(Service::Network, "/v2.0/networks", &body, project)
            .await
            .unwrap();
        super::bench::id(&made["network"])
    }

    /// The names of a project's own networks.
    pub(super) async fn networks(&self, project: &str) -> Vec<Value> {
        let path = format!("/v2.0/networks?project_id={project}");
        let body = self
            .client
            .get(Service::Network, &path, project)
            .await
            .unwrap();
        let networks = body["networks"].as_array().unwrap().clone();
        networks
            .iter()
            .map(|network| network["name"].clone())
            .collect()
    }
}

/// A client that trusts nobody's certificates and asks no proxy.
pub(super) fn http() -> reqwest::Client {
    // Another test may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}
