//! The HTTP client: one for the whole run, follows no redirect, and hands out only exchanges
//! that are redacted and matched to an operation.

mod addressed;
mod authorities;
mod exchange;
mod http;
mod limits;
mod redact;
mod request;
mod wire;

pub(crate) use addressed::Addressed;
pub use exchange::Exchange;
pub(crate) use exchange::is_secret_header;
pub(crate) use http::root_cause;
pub use http::{HttpClientError, http_client};
pub(crate) use limits::Limits;
pub(crate) use redact::Secrets;
pub(crate) use request::{Body, Request, encoded_segment};

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use heat_spec::Catalogue;
use heat_spec::catalogue::Match;
use jiff::Timestamp;
use reqwest::header::HeaderMap;

use self::wire::{build, read};
use crate::target::{AuthenticationError, Role, Session, Target};

/// An answer that is larger than this is not read to its end.
const MAX_ANSWER_BYTES: usize = 32 << 20;

/// Sends requests to a target.
#[derive(Debug)]
pub(crate) struct Client {
    target: Arc<Target>,
    catalogue: Arc<Catalogue>,
    secrets: Rc<RefCell<Secrets>>,
    counts: Rc<Counts>,
    limits: Rc<Limits>,
}

/// What all clients of a run count together.
#[derive(Debug, Default)]
struct Counts {
    n_sent: Cell<u64>,
    n_reconnects: Cell<u64>,
    by_operation: RefCell<BTreeMap<String, u64>>,
}

impl Counts {
    fn count(&self, operation: &str) {
        let mut by_operation = self.by_operation.borrow_mut();
        *by_operation.entry(operation.to_owned()).or_default() += 1;
    }
}

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ClientError {
    /// The target has no such identity.
    #[error("no identity was given for {0}")]
    NoIdentity(Role),
    /// A token could not be renewed.
    #[error(transparent)]
    Authentication(#[from] AuthenticationError),
    /// The request cannot be written as HTTP.
    #[error("cannot send {what}: {reason}")]
    Unwritable {
        /// What it was.
        what: String,
        /// Why not.
        reason: String,
    },
    /// No connection could be made, twice.
    #[error("cannot connect to {url}: {reason}")]
    Unreachable {
        /// Where to.
        url: String,
        /// Why not.
        reason: String,
    },
    /// The connection ended, or time ran out, before the whole answer was there.
    #[error("no answer from {method} {url}: {reason}")]
    Interrupted {
        /// The verb.
        method: String,
        /// Where to.
        url: String,
        /// What happened.
        reason: String,
    },
    /// The answer is larger than any that is read.
    #[error("the answer to {method} {url} is larger than {MAX_ANSWER_BYTES} bytes")]
    TooLarge {
        /// The verb.
        method: String,
        /// Where to.
        url: String,
    },
}

impl Client {
    /// A client for a target.
    pub(crate) fn new(target: Arc<Target>, catalogue: Arc<Catalogue>) -> Self {
        Self {
            target,
            catalogue,
            secrets: Rc::default(),
            counts: Rc::default(),
            limits: Rc::default(),
        }
    }

    /// The same client, which keeps to limits.
    #[must_use]
    pub(crate) fn within(mut self, limits: Limits) -> Self {
        self.limits = Rc::new(limits);
        self
    }

    /// A client for another target of the same run.
    pub(crate) fn for_target(&self, target: Arc<Target>) -> Self {
        Self {
            target,
            catalogue: Arc::clone(&self.catalogue),
            secrets: Rc::clone(&self.secrets),
            counts: Rc::clone(&self.counts),
            limits: Rc::clone(&self.limits),
        }
    }

    /// What it sends to.
    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// The same, for another client.
    pub(crate) fn shared_target(&self) -> Arc<Target> {
        Arc::clone(&self.target)
    }

    /// How many requests it sent.
    pub(crate) fn n_sent(&self) -> u64 {
        self.counts.n_sent.get()
    }

    /// How many requests it sent, by operation.
    pub(crate) fn n_sent_by_operation(&self) -> BTreeMap<String, u64> {
        self.counts.by_operation.borrow().clone()
    }

    /// Goes on with the numbers of an earlier run.
    pub(crate) fn count_from(&self, n_sent: u64) {
        self.counts.n_sent.set(n_sent.max(self.counts.n_sent.get()));
    }

    /// How often a connection had to be made again before anything could be sent.
    pub(crate) fn n_reconnects(&self) -> u64 {
        self.counts.n_reconnects.get()
    }

    /// The identity behind a role; somebody without a token asks where the member does.
    pub(crate) fn session(&self, role: Role) -> Result<&Session, ClientError> {
        let role = role.keeper();
        self.target
            .identities
            .get(&role)
            .ok_or(ClientError::NoIdentity(role))
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(&self, request: Request) -> Result<Exchange, ClientError> {
        let session = self.session(request.role)?;
        let _turn = self.limits.turn().await;
        let token = match request.role {
            Role::Nobody => None,
            _ => session.token(&self.target.http, self.target.now()).await?,
        };
        let clock = Instant::now();
        if let Some(token) = &token {
            self.secrets.borrow_mut().learn(token);
        }
        let url = match request.query.as_str() {
            "" => format!("{}{}", session.endpoint().root(), request.path),
            query => format!("{}{}?{query}", session.endpoint().root(), request.path),
        };
        let built = build(&request, &url, token.as_deref())?;
        let number = self.counts.n_sent.get() + 1;
        self.counts.n_sent.set(number);
        let url = built.url().to_string();
        let request_headers = self.headers(built.headers());
        let request_body = match &request.body {
            Body::None => None,
            Body::Json(value) => Some(value.to_string()),
            Body::Text { text, .. } => Some(text.clone()),
            Body::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        };
        let addressed = Addressed::by(&request, &self.catalogue);
        let operation = addressed.operation.as_deref().unwrap_or("no operation");
        self.counts.count(operation);
        let started = Timestamp::now();
        let before = clock.elapsed();
        let clock = Instant::now();
        let (answer, n_reconnects) = self.execute(built).await?;
        let status = answer.status().as_u16();
        let headers = self.headers(answer.headers());
        let bytes = read(answer, &request.method, &url).await?;
        let elapsed = clock.elapsed();
        let clock = Instant::now();
        self.secrets.borrow_mut().learn_from(&bytes);
        let body = self.redacted(String::from_utf8_lossy(&bytes).into_owned());
        let mut exchange = Exchange {
            number,
            role: request.role,
            operation: addressed.operation,
            other_operations: addressed.other_operations,
            is_method_known: addressed.is_method_known,
            path_parameters: addressed.path_parameters,
            method: request.method,
            url: self.redacted(url),
            request_headers,
            has_own_token: request
                .headers
                .iter()
                .any(|(name, _)| name == "x-auth-token"),
            request_body: request_body.map(|text| self.redacted(text)),
            started,
            elapsed,
            n_reconnects,
            status,
            headers,
            json: serde_json::from_str(&body).ok(),
            body,
            overhead: Duration::ZERO,
        };
        exchange.overhead = before + clock.elapsed();
        Ok(exchange)
    }

    /// Sends; a connection that cannot be made is tried once more, as nothing was sent yet.
    async fn execute(
        &self,
        request: reqwest::Request,
    ) -> Result<(reqwest::Response, u32), ClientError> {
        let method = request.method().to_string();
        let url = request.url().to_string();
        let again = request.try_clone();
        let (error, n_reconnects) = match self.target.http.execute(request).await {
            Ok(answer) => return Ok((answer, 0)),
            Err(error) => match again.filter(|_| error.is_connect()) {
                None => (error, 0),
                Some(again) => {
                    let n_reconnects = &self.counts.n_reconnects;
                    n_reconnects.set(n_reconnects.get() + 1);
                    match self.target.http.execute(again).await {
                        Ok(answer) => return Ok((answer, 1)),
                        Err(error) => (error, 1),
                    }
                }
            },
        };
        let reason = root_cause(&error);
        if error.is_connect() && n_reconnects > 0 {
            Err(ClientError::Unreachable { url, reason })
        } else {
            Err(ClientError::Interrupted {
                method,
                url,
                reason,
            })
        }
    }

    /// The operation that a request addresses.
    pub(crate) fn operation_of(&self, request: &Request) -> Option<String> {
        match self.catalogue.match_request(&request.method, &request.path) {
            Match::Operation(operation, _) => Some(operation.id.clone()),
            Match::MethodNotAllowed(_) | Match::NotFound => None,
        }
    }

    fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        headers
            .iter()
            .map(|(name, value)| {
                // Nothing is no secret, and tells why somebody was turned away.
                let value = if is_secret_header(name.as_str()) && !value.is_empty() {
                    "***".to_owned()
                } else {
                    self.redacted(String::from_utf8_lossy(value.as_bytes()).into_owned())
                };
                (name.as_str().to_owned(), value)
            })
            .collect()
    }

    fn redacted(&self, text: String) -> String {
        self.secrets.borrow().redact(text)
    }
}

#[cfg(test)]
mod tests {
    use wiremock::matchers::any;
    use wiremock::{Mock, MockServer, ResponseTemplate};

    use super::*;
    use crate::target::{Endpoint, HeatSettings, Tls};

    const TOKEN: &str = "gAAAAABsomething-secret";

    /// The exchange in which a server gives this answer.
    async fn answered(answer: ResponseTemplate) -> Exchange {
        let server = MockServer::builder().start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let endpoint = Endpoint::parse(&format!("{}/v1/p", server.uri()), None).unwrap();
        let member = Session::with_token(endpoint, Some(TOKEN.to_owned()));
        let target = Target {
            name: "test".to_owned(),
            is_embedded: false,
            http: http_client(&Tls::default(), Duration::from_secs(20)).unwrap(),
            identities: [(Role::Member, member)].into_iter().collect(),
            settings: HeatSettings::new(),
            template_host: None,
            controls: None,
        };
        let catalogue = Arc::new(Catalogue::load("upstream").unwrap());
        let client = Client::new(Arc::new(target), catalogue);
        let request = Request {
            role: Role::Member,
            method: "DELETE".to_owned(),
            path: "/v1/p/stacks/web".to_owned(),
            query: String::new(),
            headers: Vec::new(),
            body: Body::None,
        };
        client.send(request).await.unwrap()
    }

    #[tokio::test]
    async fn a_redirect_is_seen_and_not_followed() {
        let answer = ResponseTemplate::new(302).insert_header("location", "/elsewhere");
        let exchange = answered(answer).await;
        assert_eq!(exchange.status, 302);
        assert_eq!(exchange.method, "DELETE");
        assert_eq!(exchange.header("Location"), Some("/elsewhere"));
        assert_eq!(exchange.operation.as_deref(), Some("stacks.find"));
        assert_eq!(exchange.path_parameters["stack_identity"], "web");
    }

    #[tokio::test]
    async fn the_token_is_not_kept_even_if_it_is_echoed() {
        let echo = format!("{{\"token\": \"{TOKEN}\"}}");
        let answer = ResponseTemplate::new(200)
            .insert_header("x-echo", TOKEN)
            .insert_header("x-subject-token", "another")
            .set_body_raw(echo, "application/json");
        let exchange = answered(answer).await;
        assert!(!format!("{exchange:?}").contains(TOKEN));
        assert_eq!(exchange.header("x-echo"), Some("***"));
        assert_eq!(exchange.header("x-subject-token"), Some("***"));
        assert_eq!(exchange.body, "{\"token\": \"***\"}");
        let sent = exchange.request_headers.iter();
        let token = sent.clone().find(|(name, _)| name == "x-auth-token");
        assert_eq!(token.map(|(_, value)| value.as_str()), Some("***"));
    }

    #[tokio::test]
    async fn what_is_no_text_and_no_json_is_kept_as_far_as_it_can_be() {
        let answer = ResponseTemplate::new(200).set_body_raw(vec![b'{', 0xff], "application/json");
        let exchange = answered(answer).await;
        assert_eq!(exchange.body, "{\u{fffd}");
        assert_eq!(exchange.json, None);
    }
}
