//! A stand-in for Keystone that lets in who proves what it wants, and writes down who asked.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use super::stub::{PROJECT, Stub, TOKEN};

/// A stand-in that is running.
pub(crate) struct Keystone {
    server: MockServer,
    asked: Arc<Mutex<Vec<Value>>>,
}

/// A token as it is given out: its text and when it ends.
pub(crate) type Issued = (&'static str, String);

struct Answering {
    asked: Arc<Mutex<Vec<Value>>>,
    /// What has to be proved: `auth` of the request.
    wanted: Value,
    /// One after the other; the last again and again.
    issued: Vec<Issued>,
    catalog: Value,
}

impl Keystone {
    /// One that wants this as `auth`, and gives out the token that the stand-in for Heat accepts.
    pub(crate) async fn start(wanted: Value, heat: &Stub) -> Self {
        Self::issuing(
            wanted,
            heat,
            vec![(TOKEN, "2999-01-01T00:00:00Z".to_owned())],
        )
        .await
    }

    /// The same with other tokens.
    pub(crate) async fn issuing(wanted: Value, heat: &Stub, issued: Vec<Issued>) -> Self {
        let server = MockServer::builder().start().await;
        let asked = Arc::default();
        let answering = Answering {
            asked: Arc::clone(&asked),
            wanted,
            issued,
            catalog: catalog(&heat.endpoint()),
        };
        Mock::given(method("POST"))
            .and(path("/identity/v3/auth/tokens"))
            .respond_with(answering)
            .mount(&server)
            .await;
        Self { server, asked }
    }

    /// Where it is, without a version.
    pub(crate) fn url(&self) -> String {
        format!("{}/identity", self.server.uri())
    }

    /// How often it was asked for a token.
    pub(crate) fn n_asked(&self) -> usize {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }
}

impl Respond for Answering {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(body["auth"].clone());
        if body["auth"] != self.wanted {
            let message = format!("wanted {}, not {}", self.wanted, body["auth"]);
            let error = json!({"code": 401, "title": "Unauthorized", "message": message});
            return ResponseTemplate::new(401).set_body_json(json!({"error": error}));
        }
        let (text, end) = &self.issued[asked.len().min(self.issued.len()) - 1];
        let token = json!({
            "expires_at": end,
            "project": {"id": PROJECT},
            "catalog": self.catalog,
        });
        ResponseTemplate::new(201)
            .insert_header("x-subject-token", *text)
            .set_body_json(json!({"token": token}))
    }
}

/// Two regions with three interfaces each; Heat answers at `public` of the first and at `internal`
/// of the second, and nobody elsewhere.
fn catalog(heat: &str) -> Value {
    let nowhere = "http://127.0.0.1:1/v1/nowhere";
    let endpoint = |region: &str, interface: &str, url: &str| json!({"region": region, "region_id": region, "interface": interface, "url": url});
    json!([
        {"type": "compute", "endpoints": [endpoint("one", "public", nowhere)]},
        {"type": "orchestration", "endpoints": [
            endpoint("one", "admin", nowhere),
            endpoint("one", "internal", nowhere),
            endpoint("one", "public", heat),
            endpoint("two", "public", nowhere),
            endpoint("two", "internal", heat),
        ]},
    ])
}
