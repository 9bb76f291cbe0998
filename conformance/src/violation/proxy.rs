//! The proxy between the suite and a target: HTTP/1.1 on loopback.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::breaker::Breaker;
use super::message::Asked;
use super::upstream::Upstream;
use crate::target::{BrokenCalls, ControlError, Controls, HeatSettings, Role, Target};

/// A proxy; it closes its connections when this is dropped.
#[derive(Debug)]
pub(crate) struct Proxy {
    between: Arc<Between>,
    _stop: oneshot::Sender<()>,
}

impl Proxy {
    /// Deletes what was made at the target and the suite knows nothing of.
    pub(crate) async fn undo(&self) {
        self.between.breaker.undo(&self.between.upstream).await;
    }
}

#[derive(Debug)]
struct Between {
    upstream: Upstream,
    breaker: Arc<Breaker>,
    /// The path of the target's address, which the suite's requests begin with.
    prefix: String,
}

/// Puts a proxy in front of a target; the target as it is seen through it.
pub(crate) async fn put_before(
    target: &Arc<Target>,
    breaker: &Arc<Breaker>,
) -> io::Result<(Target, Proxy)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let root = target
        .identities
        .get(&Role::Member)
        .map(|session| session.endpoint().root().to_owned())
        .unwrap_or_default();
    let prefix = reqwest::Url::parse(&root)
        .map(|url| url.path().trim_end_matches('/').to_owned())
        .unwrap_or_default();
    let proxy_root = format!("http://{address}{prefix}");
    let between = Arc::new(Between {
        upstream: Upstream::new(Arc::clone(target), root, proxy_root.clone()),
        breaker: Arc::clone(breaker),
        prefix,
    });
    let router = Router::new()
        .fallback(answer)
        .with_state(Arc::clone(&between));
    let (stop, stopped) = oneshot::channel::<()>();
    tokio::spawn(async move {
        let serving = axum::serve(listener, router);
        // It ends when nobody is left to stop it.
        let _ = serving.with_graceful_shutdown(stopped.map(drop)).await;
    });
    let identities = target.identities.iter();
    let seen = Target {
        name: target.name.clone(),
        is_embedded: target.is_embedded,
        http: target.http.clone(),
        identities: identities
            .map(|(role, session)| (*role, session.behind(&proxy_root)))
            .collect(),
        settings: target.settings.clone(),
        template_host: target.template_host.clone(),
        controls: target.controls.is_some().then(|| {
            Box::new(Behind {
                target: Arc::clone(target),
                breaker: Arc::clone(breaker),
                _proxy: None,
            }) as Box<dyn Controls>
        }),
    };
    let proxy = Proxy {
        between,
        _stop: stop,
    };
    Ok((seen, proxy))
}

/// The controls of a target behind a proxy: its own, but further targets have proxies as well.
#[derive(Debug)]
struct Behind {
    target: Arc<Target>,
    breaker: Arc<Breaker>,
    /// The proxy, where nobody else keeps it.
    _proxy: Option<Proxy>,
}

impl Behind {
    fn own(&self) -> Result<&dyn Controls, ControlError> {
        let controls = self.target.controls.as_deref();
        controls.ok_or_else(|| ControlError("the target has no controls".to_owned()))
    }
}

impl Controls for Behind {
    fn now(&self) -> Timestamp {
        self.target.now()
    }

    fn advance(&self, by: Duration) {
        if let Ok(own) = self.own() {
            own.advance(by);
        }
    }

    fn break_calls(&self, broken: &BrokenCalls) -> Result<(), ControlError> {
        self.own()?.break_calls(broken)
    }

    fn mend_calls(&self) {
        if let Ok(own) = self.own() {
            own.mend_calls();
        }
    }

    fn start_another<'a>(
        &'a self,
        settings: &'a HeatSettings,
    ) -> BoxFuture<'a, Result<Target, ControlError>> {
        async move {
            let another = Arc::new(self.own()?.start_another(settings).await?);
            let (mut seen, proxy) = put_before(&another, &self.breaker)
                .await
                .map_err(|error| ControlError(format!("no proxy can be started: {error}")))?;
            seen.controls = Some(Box::new(Self {
                target: another,
                breaker: Arc::clone(&self.breaker),
                _proxy: Some(proxy),
            }));
            Ok(seen)
        }
        .boxed()
    }
}

async fn answer(State(between): State<Arc<Between>>, request: Request) -> Response {
    let is_head = request.method() == Method::HEAD;
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let path = parts.uri.path();
    let asked = Asked {
        method: parts.method.to_string(),
        path: path
            .strip_prefix(between.prefix.as_str())
            .unwrap_or(path)
            .to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body,
    };
    let answer = match between.breaker.pass(asked, &between.upstream).await {
        Ok(answer) => answer,
        Err(error) => return (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    };
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or_default();
    *response.headers_mut() = answer.headers;
    response.headers_mut().remove(TRANSFER_ENCODING);
    if !is_head {
        response.headers_mut().remove(CONTENT_LENGTH);
    }
    response
}

#[cfg(test)]
mod tests {
    use heat_spec::Catalogue;
    use serde_json::json;
    use wiremock::matchers::{method, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    use super::*;
    use crate::client::http_client;
    use crate::target::{Endpoint, Session, Tls};
    use crate::violation::Violation;

    /// A service that lists two stacks and finds one.
    async fn service() -> (MockServer, Arc<Target>) {
        let server = MockServer::builder().start().await;
        let stacks =
            json!({"stacks": [{"id": 1}, {"id": 2, "big": 12_345_678_901_234_567_890_u64}]});
        let listed = ResponseTemplate::new(200).set_body_json(stacks);
        let address = format!("{}/v1/p/stacks/web/1?a=%20b", server.uri());
        let found = ResponseTemplate::new(302).insert_header("location", address.as_str());
        for (place, answer) in [("/v1/p/stacks", listed), ("/v1/p/stacks/web", found)] {
            let mock = Mock::given(method("GET")).and(path(place));
            mock.respond_with(answer).mount(&server).await;
        }
        let endpoint = Endpoint::parse(&format!("{}/v1/p", server.uri()), None).unwrap();
        let member = Session::with_token(endpoint, Some("secret".to_owned()));
        let target = Target {
            name: "test".to_owned(),
            is_embedded: true,
            http: http_client(&Tls::default(), Duration::from_secs(20)).unwrap(),
            identities: [(Role::Member, member)].into_iter().collect(),
            settings: HeatSettings::new(),
            template_host: None,
            controls: None,
        };
        (server, Arc::new(target))
    }

    /// What a service answers through a proxy, how often the proxy did something, and what the
    /// service was asked.
    async fn asked(rules: serde_json::Value, path: &str) -> (reqwest::Response, u64, String) {
        let (server, target) = service().await;
        let violation = json!({"id": "a.b", "what": "", "breaks": [], "rules": rules});
        let mut violation: Violation = serde_json::from_value(violation).unwrap();
        "stacks.list".clone_into(&mut violation.operation);
        let catalogue = Arc::new(Catalogue::load("upstream").unwrap());
        let breaker = Arc::new(Breaker::of(&violation, catalogue).unwrap());
        let (seen, _proxy) = put_before(&target, &breaker).await.unwrap();
        let endpoint = seen.identities[&Role::Member].endpoint().to_string();
        assert!(!endpoint.starts_with(&server.uri()));
        let request = seen.http.get(format!("{endpoint}{path}"));
        let request = request.header("x-auth-token", "secret");
        let answer = request.send().await.unwrap();
        let received = server.received_requests().await.unwrap();
        (answer, breaker.n_effects(), received[0].url.to_string())
    }

    #[tokio::test]
    async fn without_a_rule_that_fits_nothing_changes_but_the_address() {
        let late = json!([{"when": {"query": {"limit": null}}, "answer": [{"status": 500}]}]);
        let (answer, n_effects, url) = asked(late.clone(), "/stacks?name=a%20b&x").await;
        assert_eq!((answer.status().as_u16(), n_effects), (200, 0));
        assert!(url.ends_with("/v1/p/stacks?name=a%20b&x"), "{url}");
        let text = answer.text().await.unwrap();
        assert!(text.contains("12345678901234567890"), "{text}");
        let (answer, n_effects, url) = asked(late, "/stacks/web").await;
        assert_eq!((answer.status().as_u16(), n_effects), (302, 0));
        let location = answer.headers()["location"].to_str().unwrap();
        let root = url.trim_end_matches("/v1/p/stacks/web");
        assert!(!location.starts_with(root), "{location}");
        assert!(
            location.ends_with("/v1/p/stacks/web/1?a=%20b"),
            "{location}"
        );
    }

    #[tokio::test]
    async fn a_rule_changes_what_fits_and_its_effects_are_counted() {
        let rules = json!([
            {"when": {"role": "member", "query": {"limit": "1"}}, "request": [{"drop-query": "limit"}]},
            {"when": {"status": 200, "answer": [{"at": "/stacks/0/id", "is": {"equals": 1}}]},
             "answer": [{"reverse": "/stacks"}, {"remove": "/stacks/*/big"}]},
        ]);
        let (answer, n_effects, url) = asked(rules, "/stacks?limit=1").await;
        assert!(url.ends_with("/v1/p/stacks"), "{url}");
        assert_eq!(n_effects, 2);
        let body: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(body, json!({"stacks": [{"id": 2}, {"id": 1}]}));
    }

    #[tokio::test]
    async fn an_answer_can_do_without_the_target() {
        let instead = json!([{"request": [{"instead": {"status": 404, "body": {"code": 404}}}]}]);
        let (server, target) = service().await;
        let violation = json!({"id": "a.b", "what": "", "breaks": [], "rules": instead,
            "operation": "stacks.list"});
        let violation: Violation = serde_json::from_value(violation).unwrap();
        let catalogue = Arc::new(Catalogue::load("upstream").unwrap());
        let breaker = Arc::new(Breaker::of(&violation, catalogue).unwrap());
        let (seen, _proxy) = put_before(&target, &breaker).await.unwrap();
        let endpoint = seen.identities[&Role::Member].endpoint().to_string();
        let answer = seen
            .http
            .get(format!("{endpoint}/stacks"))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), 404);
        assert_eq!(server.received_requests().await.unwrap().len(), 0);
        assert_eq!(breaker.n_effects(), 1);
    }
}
