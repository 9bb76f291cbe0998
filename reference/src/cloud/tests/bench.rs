//! A cloud to try rules on, without HTTP.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::cloud::call::Call;
use crate::cloud::config::Config;
use crate::cloud::objects::Objects;
use crate::cloud::reply::Content;
use crate::cloud::service::Service;
use crate::cloud::state::Cloud;

pub(super) const PROJECT: &str = "11111111111111111111111111111111";
pub(super) const OTHER: &str = "22222222222222222222222222222222";

/// A cloud whose clock stands still.
pub(super) struct Bench {
    pub(super) cloud: Cloud,
    pub(super) clock: Clock,
    /// The project that asks.
    pub(super) project: &'static str,
}

impl Bench {
    pub(super) fn new() -> Self {
        Self::with(&Config::default())
    }

    pub(super) fn with(config: &Config) -> Self {
        let clock = Clock::real();
        clock.stop();
        let mut cloud = Cloud::new(config, &clock, Objects::default()).unwrap();
        cloud.objects.keep();
        Self {
            cloud,
            clock,
            project: PROJECT,
        }
    }

    /// Sends a call; the path may have a query.
    pub(super) fn call(
        &mut self,
        service: Service,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> (u16, Value) {
        let (path, query) = match path.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (path, None),
        };
        let body = body.map(ToString::to_string).unwrap_or_default();
        let base_url = "http://cloud";
        let call = Call::new(method, path, query, self.project, base_url, body.as_bytes()).unwrap();
        let reply = self.cloud.handle(service, &call);
        self.cloud.objects.keep();
        let body = match reply.body {
            Content::Empty => Value::Null,
            Content::Json(body) => body,
            Content::Html(page) => page.into(),
        };
        (reply.status, body)
    }

    /// Reads; fails the test if that does not succeed.
    #[track_caller]
    pub(super) fn get(&mut self, service: Service, path: &str) -> Value {
        let (status, body) = self.call(service, Method::GET, path, None);
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// The message of the refusal of a GET.
    #[track_caller]
    pub(super) fn refused_get(&mut self, service: Service, path: &str) -> (u16, String) {
        let (status, body) = self.call(service, Method::GET, path, None);
        (status, message(&body))
    }

    /// Makes; fails the test if that does not succeed.
    #[track_caller]
    pub(super) fn post(&mut self, service: Service, path: &str, body: &Value) -> Value {
        let (status, body) = self.call(service, Method::POST, path, Some(body));
        assert!(status < 300, "{path}: {status} {body}");
        body
    }

    /// The status and message of the refusal of a POST.
    #[track_caller]
    pub(super) fn refused_post(
        &mut self,
        service: Service,
        path: &str,
        body: &Value,
    ) -> (u16, String) {
        let (status, body) = self.call(service, Method::POST, path, Some(body));
        (status, message(&body))
    }

    /// Updates; fails the test if that does not succeed.
    #[track_caller]
    pub(super) fn put(&mut self, service: Service, path: &str, body: &Value) -> Value {
        let (status, body) = self.call(service, Method::PUT, path, Some(body));
        assert!(status < 300, "{path}: {status} {body}");
        body
    }

    /// The status and message of the refusal of a PUT.
    pub(super) fn refused_put(
        &mut self,
        service: Service,
        path: &str,
        body: &Value,
    ) -> (u16, String) {
        let (status, body) = self.call(service, Method::PUT, path, Some(body));
        (status, message(&body))
    }

    /// The status of a DELETE, and the message if it is refused.
    pub(super) fn delete(&mut self, service: Service, path: &str) -> (u16, String) {
        let (status, body) = self.call(service, Method::DELETE, path, None);
        (status, message(&body))
    }

    /// Makes a Neutron object; returns its body.
    #[track_caller]
    pub(super) fn make(&mut self, path: &str, one: &str, given: Value) -> Value {
        let body: Value = [(one.to_owned(), given)].into_iter().collect();
        let body = self.post(Service::Network, &format!("/v2.0/{path}"), &body);
        body[one].clone()
    }

    /// A network of the project with one subnet; returns both ids.
    #[track_caller]
    pub(super) fn make_network(&mut self, cidr: &str) -> (String, String) {
        let network = self.make("networks", "network", json!({ "name": "net" }));
        let network = id(&network);
        let subnet = self.make(
            "subnets",
            "subnet",
            json!({ "network_id": network, "cidr": cidr }),
        );
        (network, id(&subnet))
    }

    /// The id of what the seed calls so.
    #[track_caller]
    pub(super) fn seeded(&mut self, path: &str, name: &str) -> String {
        let body = self.get(Service::Network, &format!("/v2.0/{path}?name={name}"));
        id(&body[path][0])
    }

    /// Asks for a server; returns its id.
    #[track_caller]
    pub(super) fn boot(&mut self, more: &Value) -> String {
        let body = self.post(Service::Compute, "/v2.1/servers", &order(more));
        id(&body["server"])
    }

    /// A server as it is now.
    #[track_caller]
    pub(super) fn server(&mut self, id: &str) -> Value {
        self.get(Service::Compute, &format!("/v2.1/servers/{id}"))["server"].clone()
    }

    /// Lets time pass until background work that was begun is done.
    pub(super) fn wait(&self) {
        self.clock.advance(Duration::from_millis(100));
    }
}

/// The body of a request for a server, with more or other members.
pub(super) fn order(more: &Value) -> Value {
    let mut server = json!({
        "name": "web",
        "flavorRef": "1",
        "imageRef": "40be8d1a-3eb9-40de-8abd-43237517384f",
    });
    if let (Value::Object(server), Value::Object(more)) = (&mut server, more) {
        server.extend(more.clone());
    }
    json!({ "server": server })
}

/// The id of an object.
#[track_caller]
pub(super) fn id(object: &Value) -> String {
    object["id"].as_str().unwrap().to_owned()
}

/// The message of an error in the shape of any service.
fn message(body: &Value) -> String {
    match body {
        Value::Object(error) => error
            .values()
            .find_map(|error| error.get("message"))
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        Value::String(page) => page.clone(),
        _ => String::new(),
    }
}
