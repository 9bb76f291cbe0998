//! Talks to the services of the cloud, as Heat's clients talk to Nova, Neutron and Glance.
//!
//! Heat's status reasons contain what the Python clients make of errors, so that this client
//! makes the same of them: see [`error`].

pub(crate) mod error;
mod glance;
mod neutron;
mod nova;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};
use serde_json::Value;
use tokio::sync::RwLock;

use super::call::encode;
use super::service::Service;
use crate::clock::Clock;
use error::ClientError;

/// Carries the token that only the engine knows.
pub(super) const TOKEN_HEADER: &str = "x-auth-token";
/// Carries the project that a call is for, encoded as in a path.
pub(super) const PROJECT_HEADER: &str = "x-project-id";

/// How long to wait before sending again when a connection failed: Heat tries twice more.
const RETRY_DELAYS: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(1)];

/// A client of all services; cheap to clone, its connections are shared.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    http: reqwest::Client,
    base_urls: HashMap<Service, String>,
    assumes_others: bool,
    secret: String,
    gate: Arc<RwLock<()>>,
    clock: Clock,
}

/// What came back.
struct Response {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Client {
    pub(super) fn new(
        http: reqwest::Client,
        base_urls: HashMap<Service, String>,
        assumes_others: bool,
        secret: String,
        gate: Arc<RwLock<()>>,
        clock: Clock,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                http,
                base_urls,
                assumes_others,
                secret,
                gate,
                clock,
            }),
        }
    }

    /// Whether the cloud has the service.
    pub(crate) fn has(&self, service: Service) -> bool {
        self.inner.base_urls.contains_key(&service)
    }

    /// Whether services that no cloud of this server has are taken to be there.
    pub(crate) fn assumes_others(&self) -> bool {
        self.inner.assumes_others
    }

    /// The services and the URLs of their endpoints, in a fixed order.
    pub(crate) fn endpoints(&self) -> Vec<(Service, String)> {
        Service::ALL
            .into_iter()
            .filter_map(|service| {
                let base_url = self.inner.base_urls.get(&service)?;
                Some((service, format!("{base_url}{}", service.endpoint_path())))
            })
            .collect()
    }

    /// Reads. The path follows the endpoint's URL (`/servers/ID`, `/v2.0/networks?name=a`); text
    /// that is put into it has to be [encoded](super::call::encode).
    ///
    /// # Errors
    ///
    /// If the service refuses, cannot be reached, or does not exist.
    pub(crate) async fn get(
        &self,
        service: Service,
        path: &str,
        project: &str,
    ) -> Result<Value, ClientError> {
        self.send(Method::GET, service, path, None, project).await
    }

    /// Makes, or acts; returns the body of the answer, `null` if it has none.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub(crate) async fn post(
        &self,
        service: Service,
        path: &str,
        body: &Value,
        project: &str,
    ) -> Result<Value, ClientError> {
        self.send(Method::POST, service, path, Some(body), project)
            .await
    }

    /// Updates; returns the body of the answer, `null` if it has none.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub(crate) async fn put(
        &self,
        service: Service,
        path: &str,
        body: &Value,
        project: &str,
    ) -> Result<Value, ClientError> {
        self.send(Method::PUT, service, path, Some(body), project)
            .await
    }

    /// Deletes.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub(crate) async fn delete(
        &self,
        service: Service,
        path: &str,
        project: &str,
    ) -> Result<(), ClientError> {
        self.send(Method::DELETE, service, path, None, project)
            .await
            .map(drop)
    }

    async fn send(
        &self,
        method: Method,
        service: Service,
        path: &str,
        body: Option<&Value>,
        project: &str,
    ) -> Result<Value, ClientError> {
        let Some(base_url) = self.inner.base_urls.get(&service) else {
            return Err(ClientError::no_endpoint(service));
        };
        let url = format!("{base_url}{}{path}", service.endpoint_path());
        let mut delays = RETRY_DELAYS.into_iter();
        let response = loop {
            match self.attempt(&method, &url, body, project).await {
                Ok(response) => break response,
                Err(error) => {
                    tracing::debug!(%method, url, ?error, "the connection failed");
                    match delays.next() {
                        Some(delay) => self.inner.clock.sleep(delay).await,
                        None => return Err(ClientError::no_connection(service, &url)),
                    }
                }
            }
        };
        if response.status >= 400 {
            return Err(match service {
                Service::Compute => nova::error(&response),
                Service::Network => neutron::error(&response),
                Service::Image => glance::error(&response),
            });
        }
        // No service answers success with anything but JSON.
        Ok(serde_json::from_str(&response.body).unwrap_or_default())
    }

    async fn attempt(
        &self,
        method: &Method,
        url: &str,
        body: Option<&Value>,
        project: &str,
    ) -> Result<Response, reqwest::Error> {
        let mut request = self
            .inner
            .http
            .request(method.clone(), url)
            .header(TOKEN_HEADER, &self.inner.secret)
            .header(PROJECT_HEADER, encode(project))
            .header("accept", "*/*");
        if let Some(body) = body {
            request = request.json(body);
        }
        // While this is held no mock is exchanged.
        let _open = self.inner.gate.read().await;
        let response = request.send().await?;
        Ok(Response {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await?,
        })
    }
}

impl Response {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }
}
