//! The one way that every request to the Orchestration API goes.
//!
//! The order is upstream's and shows in which of several mistakes a client is told about: version,
//! token, path, verb, query and body are looked at before project and roles; whether an operation
//! has a body at all is looked at last.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::body::Body;
use futures::FutureExt;
use heat_spec::catalogue::{Match, Operation};
use heat_spec::fault;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header, request};
use indexmap::IndexMap;

use super::authenticate::presented_token;
use super::call::Call;
use super::failure::{Panicked, Stuck, TIME_LIMIT};
use super::negotiation::{Negotiated, negotiate};
use super::plain_body::{plain, plain_head};
use super::render::Asked;
use super::reply::{Answer, Refusal};
use super::request_id::{self, RequestId};
use super::signed_signal::Address;
use super::unauthorized::{challenge, unauthorized};
use super::{Handler, body, cors, healthcheck, policy, query, signed_signal};
use crate::app::App;
use crate::host;
use crate::identity::{Denied, Identity, Validator};

/// Verbs that the API answers with more than "no such thing".
const METHODS: [Method; 6] = [
    Method::HEAD,
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

/// What answers requests to the Orchestration API.
#[derive(Debug)]
pub(crate) struct Dispatcher {
    app: App,
    validator: Validator,
    /// The code behind each operation of the catalogue.
    handlers: HashMap<String, Handler>,
    /// The header of every 401.
    challenge: HeaderValue,
    /// Host and port for the links of clients that send no `Host`.
    authority: String,
}

impl Dispatcher {
    /// Puts the parts together; `handler` finds the code behind an operation.
    pub(crate) fn new(
        app: App,
        validator: Validator,
        handler: fn(&str) -> Option<Handler>,
        identity_url: &str,
        authority: String,
    ) -> Self {
        let handlers = app
            .catalogue
            .operations
            .keys()
            .filter_map(|id| Some((id.clone(), handler(id)?)))
            .collect();
        Self {
            app,
            validator,
            handlers,
            challenge: challenge(identity_url),
            authority,
        }
    }

    /// The answer to a request.
    pub(crate) async fn respond(self: Arc<Self>, request: Request<Body>) -> Response<Body> {
        let (parts, mut body) = request.into_parts();
        let accept = text(&parts.headers, &header::ACCEPT);
        if healthcheck::is_healthcheck(parts.uri.path()) {
            return healthcheck::healthcheck(&parts.method, accept);
        }
        let request_id = RequestId::new();
        let asked = Asked {
            accept,
            sent_xml: body::is_xml(&parts.headers),
            request_id,
        };
        let mut response = AssertUnwindSafe(self.answer(&parts, &mut body, asked))
            .catch_unwind()
            .await
            .unwrap_or_else(|panic| asked.failure(&Panicked::from(panic)));
        body::drain(&parts.headers, &mut body).await;
        response
            .headers_mut()
            .insert(request_id::HEADER.clone(), request_id.header_value());
        tracing::debug!(
            %request_id,
            method = %parts.method,
            path = parts.uri.path(),
            status = response.status().as_u16(),
            "answered"
        );
        let origins = &self.app.config.cors_allowed_origins;
        if cors::is_preflight(&parts.method) {
            return cors::preflight(origins, &parts.headers, response);
        }
        cors::expose(origins, &parts.headers, &mut response);
        response
    }

    async fn answer(
        &self,
        parts: &request::Parts,
        body: &mut Body,
        asked: Asked<'_>,
    ) -> Response<Body> {
        let Some(base_url) = self.base_url(&parts.headers) else {
            return plain(400, None, asked.accept);
        };
        let accept = asked.accept.unwrap_or_default();
        let (path, version_prefix) = match negotiate(parts.uri.path(), accept) {
            Negotiated::V1 { path, prefix } => (path, prefix),
            Negotiated::Versions => return self.versions(base_url, asked).await,
            Negotiated::NotFound => return refuse(404, &parts.method, asked),
            Negotiated::BadPath => return refuse(400, &parts.method, asked),
        };
        let is_version_root = path.trim_end_matches('/') == "/v1";
        if is_version_root && self.validator.is_open() {
            // Lets clients that have no token find the API by its version, as they want to.
            return self.versions(base_url, asked).await;
        }
        if let Some(address) = signed_signal::address(&parts.method, &path) {
            let answer = self.signal(parts, body, address, base_url, version_prefix);
            return asked.answer(answer.await);
        }
        let token = presented_token(&parts.headers);
        let identity = match self.validator.validate(token, &path).await {
            Ok(identity) => identity,
            Err(Denied::Unauthorized) => return unauthorized(&self.challenge),
            Err(Denied::Unavailable) => return plain(503, None, asked.accept),
            Err(Denied::Failed(error)) => return asked.failure(&error),
        };
        if !METHODS.contains(&parts.method) && parts.method != Method::OPTIONS {
            return plain(404, None, asked.accept);
        }
        let found = self.find(&parts.method, &path);
        if matches!(found, Match::NotFound) {
            return refuse(404, &parts.method, asked);
        }
        let Some(query) = query::pairs(parts.uri.query().unwrap_or_default()) else {
            return asked.fault(&fault::value_error("the query is no UTF-8"));
        };
        let limit = self.app.config.limits.max_json_body_size;
        let body = match body::read(&parts.method, &parts.headers, &query, body, limit).await {
            Ok(body) => body,
            Err(fault) => return asked.fault(&fault),
        };
        match found {
            Match::Operation(operation, path) => {
                let call = Call {
                    app: self.app.clone(),
                    identity,
                    path,
                    query,
                    body,
                    base_url,
                    version_prefix,
                };
                let answer = self.perform(operation, &parts.method, call).await;
                of_profile(operation, asked.answer(answer))
            }
            Match::MethodNotAllowed(methods) if parts.method == Method::OPTIONS => allow(&methods),
            Match::MethodNotAllowed(_) => asked.fault(&fault::method_not_allowed()),
            Match::NotFound => plain(404, None, asked.accept),
        }
    }

    /// What the request addresses.
    ///
    /// A path whose operations promise no 405 is not found at all by another verb.
    fn find(&self, method: &Method, path: &str) -> Match<'_> {
        let catalogue = &self.app.catalogue;
        let found = catalogue.match_request(method.as_str(), path);
        if matches!(found, Match::MethodNotAllowed(_)) {
            let operations = catalogue.operations_at(path);
            let mut promised = operations.iter().map(|operation| &operation.responses);
            if !promised.any(|responses| responses.contains_key(&405)) {
                return Match::NotFound;
            }
        }
        found
    }

    /// Performs an operation for a client that may.
    async fn perform(&self, operation: &Operation, method: &Method, call: Call) -> Answer {
        // Where the body says what is to be done, the handler looks at it first.
        if operation.policies.is_empty() {
            policy::check_project(&call.identity, call.path("project_id"))?;
        }
        if let Some(policy) = &operation.policy {
            let overridden = self.app.config.policy.get(&policy.rule);
            let roles = overridden.unwrap_or(&policy.roles);
            policy::check_roles(&call.identity, &policy.rule, roles)?;
        }
        if !takes_body(operation, call.body.is_some()) {
            return Err(fault::bad_request().into());
        }
        let Some(handler) = self.handlers.get(&operation.id) else {
            return Err(Refusal::internal(Unserved(operation.id.clone())));
        };
        let work = in_time(handler(call));
        if *method == Method::GET {
            work.await
        } else {
            to_its_end(work).await
        }
    }

    /// Takes a signal at an address for which nobody needs a token.
    async fn signal(
        &self,
        parts: &request::Parts,
        body: &mut Body,
        address: Address,
        base_url: String,
        version_prefix: String,
    ) -> Answer {
        let query = query::pairs(parts.uri.query().unwrap_or_default());
        let query = query.ok_or_else(|| fault::value_error("the query is no UTF-8"))?;
        let limit = self.app.config.limits.max_json_body_size;
        let body = body::read(&parts.method, &parts.headers, &query, body, limit).await?;
        let call = Call {
            app: self.app.clone(),
            identity: Arc::new(Identity {
                project_id: address.path["project_id"].clone(),
                ..Identity::nobody()
            }),
            path: address.path.clone(),
            query,
            body,
            base_url,
            version_prefix,
        };
        to_its_end(in_time(Box::pin(signed_signal::signal(call, address)))).await
    }

    /// The document that lists the versions; every verb gets it.
    async fn versions(&self, base_url: String, asked: Asked<'_>) -> Response<Body> {
        let operation = self.app.catalogue.operation("versions.list");
        let handler = self.handlers.get("versions.list");
        let (Some(operation), Some(handler)) = (operation, handler) else {
            return plain(404, None, asked.accept);
        };
        let call = Call {
            app: self.app.clone(),
            identity: Arc::new(Identity::nobody()),
            path: IndexMap::new(),
            query: Vec::new(),
            body: None,
            base_url,
            version_prefix: String::new(),
        };
        of_profile(operation, asked.answer(handler(call).await))
    }

    /// Scheme and authority that the client used; nothing if its `Host` is no authority.
    fn base_url(&self, headers: &HeaderMap) -> Option<String> {
        let authority = host::authority(headers, &self.authority)?;
        Some(format!("http://{authority}"))
    }
}

/// Does the work unless it takes too long.
async fn in_time(work: impl Future<Output = Answer>) -> Answer {
    let done = tokio::time::timeout(TIME_LIMIT, work).await;
    done.unwrap_or_else(|_| Err(Refusal::internal(Stuck)))
}

/// Does work that changes something, which goes on when the client hangs up in the middle of it.
async fn to_its_end(work: impl Future<Output = Answer> + Send + 'static) -> Answer {
    let done = tokio::spawn(work).await;
    done.unwrap_or_else(|error| Err(Refusal::internal(Panicked::from(error))))
}

/// An operation of the catalogue that has no code behind it.
#[derive(Debug, thiserror::Error)]
#[error("the operation {0} has no handler")]
struct Unserved(String);

/// Whether the operation can do with the body that was sent, or with none.
///
/// Upstream refuses a JSON object where none is expected, except at look-ups, which redirect
/// whatever is sent.
fn takes_body(operation: &Operation, has_body: bool) -> bool {
    match &operation.request {
        Some(request) => has_body || !request.required,
        None => !has_body || operation.responses.contains_key(&302),
    }
}

/// An answer with the status that the profile has in place of upstream's.
fn of_profile(operation: &Operation, mut response: Response<Body>) -> Response<Body> {
    let upstream = response.status().as_u16();
    let mut answers = operation.responses.iter();
    let found = answers.find(|(_, answer)| answer.upstream_status == Some(upstream));
    // The body of a refusal repeats the status, which nothing documents otherwise.
    if let Some((status, _)) = found.filter(|_| upstream < 400)
        && let Ok(status) = StatusCode::from_u16(*status)
    {
        *response.status_mut() = status;
    }
    response
}

/// A refusal before any operation was found.
fn refuse(status: u16, method: &Method, asked: Asked<'_>) -> Response<Body> {
    if *method == Method::HEAD {
        plain_head(status)
    } else {
        plain(status, None, asked.accept)
    }
}

/// The answer to a valid token's question about the verbs of a path.
fn allow(methods: &[&str]) -> Response<Body> {
    let mut response = plain(204, None, None);
    if let Ok(methods) = HeaderValue::try_from(methods.join(",")) {
        response.headers_mut().insert(header::ALLOW, methods);
    }
    response
}

fn text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
