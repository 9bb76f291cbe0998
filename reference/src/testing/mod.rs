//! What the tests of the HTTP face share: a server whose operations tell what they were called
//! with, and a client that sends what it is told to the byte.

mod client;
mod handlers;

pub(crate) use client::{Answer, exchange, raw};

use std::sync::{Arc, OnceLock};

use heat_spec::Catalogue;
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::config::Config;
use crate::server::{self, Listeners, Running};

/// A running server and what is needed to talk to it.
pub(crate) struct Server {
    running: Running,
    /// Host and port of the Orchestration API.
    pub(crate) orchestration: String,
    /// Host and port of the identity service; empty if it has no port.
    pub(crate) identity: String,
    pub(crate) clock: Clock,
}

/// The usual settings: free ports, state in memory, and no cloud.
pub(crate) fn config() -> Config {
    let mut config = Config::ephemeral();
    config.cloud.services.clear();
    config.cloud.assume_other_services = Some(false);
    config
}

/// Starts a server with the usual settings.
pub(crate) async fn start() -> Server {
    start_with(config()).await
}

/// Starts a server with these settings.
pub(crate) async fn start_with(config: Config) -> Server {
    let clock = config.clock.clone();
    let listeners = Listeners::bind(&config).unwrap();
    let orchestration = listeners.orchestration.local_addr().unwrap().to_string();
    let identity = listeners.identity.as_ref();
    let identity = identity.map_or(String::new(), |listener| {
        listener.local_addr().unwrap().to_string()
    });
    let running = server::start_with(listeners, config, catalogue(), handlers::handler)
        .await
        .unwrap();
    Server {
        running,
        orchestration,
        identity,
        clock,
    }
}

/// The catalogue, loaded once for all tests.
fn catalogue() -> Arc<Catalogue> {
    static CATALOGUE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    CATALOGUE
        .get_or_init(|| Arc::new(Catalogue::load_operations("upstream").unwrap()))
        .clone()
}

impl Server {
    /// Asks the Orchestration API.
    pub(crate) async fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        exchange(&self.orchestration, method, path, headers, body.as_bytes()).await
    }

    /// `GET` from the Orchestration API, with that token, for JSON.
    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        let headers = [("X-Auth-Token", token), ("Accept", "application/json")];
        self.ask("GET", path, &headers, "").await
    }

    /// Asks the identity service; an empty token is not sent.
    pub(crate) async fn identity(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Option<Value>,
    ) -> Answer {
        let mut headers = Vec::new();
        if !token.is_empty() {
            headers.push(("X-Auth-Token", token));
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        exchange(&self.identity, method, path, &headers, body.as_bytes()).await
    }

    /// A token of a user of the seed for that project, and the project's id.
    pub(crate) async fn token(&self, user: &str, project: &str) -> (String, String) {
        let body = password_request(user, "secret", Some(project));
        let answer = self
            .identity("POST", "/v3/auth/tokens", "", Some(body))
            .await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let project = answer.json()["token"]["project"]["id"].clone();
        (
            answer.header("x-subject-token").unwrap().to_owned(),
            project.as_str().unwrap().to_owned(),
        )
    }

    /// Ends the server.
    pub(crate) async fn shutdown(self) {
        self.running.shutdown().await;
    }

    /// The running server itself.
    pub(crate) fn running(&self) -> &Running {
        &self.running
    }
}

/// The body of a request for a token, scoped to a project of the default domain if one is named.
pub(crate) fn password_request(user: &str, password: &str, project: Option<&str>) -> Value {
    let domain = json!({ "name": "Default" });
    let user = json!({ "name": user, "password": password, "domain": domain });
    let identity = json!({ "methods": ["password"], "password": { "user": user } });
    match project {
        None => json!({ "auth": { "identity": identity } }),
        Some(project) => {
            let scope = json!({ "project": { "name": project, "domain": domain } });
            json!({ "auth": { "identity": identity, "scope": scope } })
        }
    }
}
