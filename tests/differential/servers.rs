//! The two services that are asked.

use std::time::Duration;

use heat_conformance::http_client;
use heat_conformance::target::{Cloud, Tls};
use heat_reference::{Config, Running, start};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::outcome::Outcome;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A Heat, and what it is asked with.
pub(crate) struct Server {
    http: reqwest::Client,
    url: String,
    token: Option<String>,
    running: Option<Running>,
}

impl Server {
    /// The Heat of a cloud of `clouds.yaml`.
    pub(crate) async fn of_cloud(name: &str) -> Self {
        let cloud = Cloud::named(name).unwrap();
        let http = http_client(&cloud.tls(), PATIENCE).unwrap();
        let session = cloud.sign_in(&http).await.unwrap();
        let endpoint = session.endpoint();
        Self {
            url: format!("{}/v1/{}", endpoint.root(), endpoint.project_id()),
            token: session.token(&http, Timestamp::now()).await.unwrap(),
            http,
            running: None,
        }
    }

    /// A reference server of its own.
    pub(crate) async fn reference() -> Self {
        let config = json!({
            "listen": "127.0.0.1:0",
            "identity_listen": "127.0.0.1:0",
            "auth": "none",
        });
        let config: Config = serde_json::from_value(config).unwrap();
        let running = start(config).await.unwrap();
        Self {
            http: http_client(&Tls::default(), PATIENCE).unwrap(),
            url: running.endpoint("differential"),
            token: None,
            running: Some(running),
        }
    }

    /// What a preview comes to.
    pub(crate) async fn preview(&self, body: &Value) -> Outcome {
        let mut request = self
            .http
            .post(format!("{}/stacks/preview", self.url))
            .json(body);
        if let Some(token) = &self.token {
            request = request.header("X-Auth-Token", token);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let answer = answer.json().await.unwrap_or_default();
        Outcome::of(status, &answer)
    }

    /// Ends the server, if it is of our own.
    pub(crate) async fn stop(self) {
        if let Some(running) = self.running {
            running.shutdown().await;
        }
    }
}
