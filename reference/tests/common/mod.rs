//! The program as a process, and a client of it.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]
#![allow(dead_code, clippy::allow_attributes, reason = "no test uses all of it")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// A server in a process of its own; killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    client: Client,
}

/// Somebody with a token.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    endpoint: String,
    token: String,
}

impl Server {
    /// Starts the program on free ports.
    pub(crate) async fn start(database: Option<&Path>, config: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heat-reference"));
        command
            .args([
                "--listen",
                "127.0.0.1:0",
                "--identity-listen",
                "127.0.0.1:0",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        for (flag, path) in [("--database", database), ("--config", config)] {
            if let Some(path) = path {
                command.arg(flag).arg(path);
            }
        }
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let base_url = loop {
            let line = lines.next().unwrap().unwrap();
            if let Some(url) = line.strip_prefix("orchestration: ") {
                break url.trim_end_matches("/v1").to_owned();
            }
        };
        let client = Client::log_in(&base_url, "demo", "demo").await;
        Self { child, client }
    }

    /// Another client, of that user in that project.
    pub(crate) async fn log_in(&self, user: &str, project: &str) -> Client {
        let (base_url, _) = self.client.endpoint.rsplit_once("/v1/").unwrap();
        Client::log_in(base_url, user, project).await
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Ends the process at once, whatever it is doing.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Client {
    /// The id of the project in the paths.
    pub(crate) fn project(&self) -> &str {
        self.endpoint.rsplit('/').next().unwrap()
    }

    /// The same client, at the endpoint of another one.
    pub(crate) fn at(&self, other: &Self) -> Self {
        Self {
            endpoint: other.endpoint.clone(),
            ..self.clone()
        }
    }

    /// The same client, with the version in its addresses spelled in another way.
    pub(crate) fn spelling(&self, version: &str) -> Self {
        Self {
            endpoint: self.endpoint.replace("/v1/", &format!("/{version}/")),
            ..self.clone()
        }
    }

    /// The same client with another token, at another endpoint.
    pub(crate) fn bearing(&self, token: &str, endpoint: &str) -> Self {
        Self {
            endpoint: endpoint.to_owned(),
            token: token.to_owned(),
            ..self.clone()
        }
    }

    /// Somebody who comes in with the id of a user and a password, to a project; nobody if he is
    /// not let in.
    pub(crate) async fn somebody(
        &self,
        auth_url: &str,
        (user_id, password): (&str, &str),
        project_id: &str,
    ) -> Option<Self> {
        let body = json!({ "auth": {
            "identity": { "methods": ["password"], "password": { "user": {
                "id": user_id, "password": password } } },
            "scope": { "project": { "id": project_id } } } });
        let url = format!("{auth_url}auth/tokens");
        let answer = self.http.post(url).json(&body).send().await.unwrap();
        let token = answer.headers().get("x-subject-token")?.to_str().unwrap();
        let (base, _) = self.endpoint.rsplit_once('/').unwrap();
        Some(self.bearing(token, &format!("{base}/{project_id}")))
    }

    async fn log_in(base_url: &str, user: &str, project: &str) -> Self {
        // The second and later times, the provider is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only(std::iter::empty())
            .no_proxy()
            .build()
            .unwrap();
        let body = json!({ "auth": {
            "identity": { "methods": ["password"], "password": { "user": {
                "name": user, "password": "secret", "domain": { "id": "default" } } } },
            "scope": { "project": { "name": project, "domain": { "id": "default" } } } } });
        let url = format!("{base_url}/identity/v3/auth/tokens");
        let answer = http.post(url).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        let token = answer.headers()["x-subject-token"]
            .to_str()
            .unwrap()
            .to_owned();
        let body: Value = answer.json().await.unwrap();
        let project = body["token"]["project"]["id"].as_str().unwrap();
        Self {
            http,
            endpoint: format!("{base_url}/v1/{project}"),
            token,
        }
    }

    /// Sends a request; the status and the body.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.endpoint))
            .header("X-Auth-Token", &self.token)
            .header("Accept", "application/json");
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        (
            answer.status().as_u16(),
            answer.json().await.unwrap_or_default(),
        )
    }

    /// Sends a request to that URL without a token; the status and the body.
    pub(crate) async fn bare(&self, method: Method, url: &str, body: Value) -> (u16, Value) {
        let request = self.http.request(method, url);
        let answer = request.json(&body).send().await.unwrap();
        (
            answer.status().as_u16(),
            answer.json().await.unwrap_or_default(),
        )
    }

    /// Creates a stack; its path.
    pub(crate) async fn create(&self, name: &str, template: Value) -> String {
        let body = json!({ "stack_name": name, "template": template });
        let (status, answer) = self.send(Method::POST, "/stacks", Some(body)).await;
        assert_eq!(status, 201, "{answer}");
        format!("/stacks/{name}/{}", answer["stack"]["id"].as_str().unwrap())
    }

    /// Shows a stack.
    pub(crate) async fn show(&self, path: &str) -> Value {
        let (status, answer) = self.send(Method::GET, path, None).await;
        assert_eq!(status, 200, "{answer}");
        answer["stack"].clone()
    }

    /// Shows a stack when nothing is under way any more.
    pub(crate) async fn settled(&self, path: &str) -> Value {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let stack = self.show(path).await;
            let status = stack["stack_status"].as_str().unwrap();
            if !status.ends_with("IN_PROGRESS") {
                return stack;
            }
            assert!(
                Instant::now() < deadline,
                "still {status}: {}",
                self.events(path).await
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// A stack's events, oldest first, a line each.
    pub(crate) async fn events(&self, path: &str) -> String {
        let (status, answer) = self
            .send(Method::GET, &format!("{path}/events?sort_dir=asc"), None)
            .await;
        assert_eq!(status, 200, "{answer}");
        let text = |event: &Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
        answer["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| {
                format!(
                    "{} {} {}",
                    text(event, "resource_name"),
                    text(event, "resource_status"),
                    text(event, "resource_status_reason")
                )
            })
            .collect::<Vec<_>>()
            .join("\n")
    }
}
