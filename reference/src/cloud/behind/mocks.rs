//! The mocks that stand for a service.

use std::io;
use std::sync::Arc;

use http::HeaderValue;
use wiremock::matchers::any;
use wiremock::{Match, Mock, MockServer, Request, Respond, ResponseTemplate};

use super::shared::Shared;
use crate::cloud::reply::{Content, Reply};
use crate::cloud::service::Service;

/// Mounts the mock that answers every request, and before it the one that ends connections.
pub(super) async fn mount(shared: &Arc<Shared>, service: Service, server: &MockServer) {
    let behind = |shared: &Arc<Shared>| Behind {
        service,
        shared: Arc::clone(shared),
    };
    Mock::given(Cut(behind(shared)))
        .respond_with_err(|_: &Request| io::Error::from(io::ErrorKind::ConnectionReset))
        .with_priority(1)
        .mount(server)
        .await;
    Mock::given(any())
        .respond_with(behind(shared))
        .mount(server)
        .await;
}

/// One service of the cloud.
struct Behind {
    service: Service,
    shared: Arc<Shared>,
}

/// Matches the requests whose connection is to end without an answer.
struct Cut(Behind);

impl Respond for Behind {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        self.shared.count(self.service, request);
        template(&self.shared.answer(self.service, request))
    }
}

impl Match for Cut {
    fn matches(&self, request: &Request) -> bool {
        self.0.shared.resets(self.0.service, request)
    }
}

fn template(reply: &Reply) -> ResponseTemplate {
    // A rule may ask for numbers that are no status, or for one that is no answer.
    let status = http::StatusCode::from_u16(reply.status)
        .ok()
        .filter(|status| !status.is_informational())
        .unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    let mut template = ResponseTemplate::new(status);
    template = match &reply.body {
        Content::Empty => template,
        Content::Json(body) => template.set_body_raw(body.to_string(), "application/json"),
        Content::Html(page) => template.set_body_raw(page.as_str(), "text/html; charset=UTF-8"),
    };
    for (name, value) in &reply.headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            template = template.insert_header(*name, value);
        }
    }
    match reply.delay {
        Some(delay) => template.set_delay(delay),
        None => template,
    }
}
