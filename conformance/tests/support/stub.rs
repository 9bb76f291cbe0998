//! A stand-in for Heat and Keystone that knows just enough for one stack's life, and can be made
//! to break one promise.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// The token that the stand-in accepts.
pub(crate) const TOKEN: &str = "gAAAAA-token-of-the-stub";
/// The project of the token.
pub(crate) const PROJECT: &str = "0123456789abcdef0123456789abcdef";

/// The promise that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// None.
    None,
    /// `POST /stacks` answers 200.
    Creates200,
    /// `DELETE` answers 204, and the stack stays.
    NeverDeletes,
    /// Stacks stay in progress.
    NeverCompletes,
    /// The first `POST /stacks` answers 200, the others 201.
    FirstCreates200,
    /// `POST /stacks` answers without `Location`.
    CreatesWithoutLocation,
}

/// A stand-in that is running.
pub(crate) struct Stub {
    server: MockServer,
    state: Arc<Mutex<State>>,
}

struct State {
    flaw: Flaw,
    url: String,
    token: String,
    n_created: usize,
    n_most: usize,
    /// Names of stacks by id.
    stacks: BTreeMap<String, String>,
}

struct Answering(Arc<Mutex<State>>);

impl Stub {
    /// Starts one on a free port.
    pub(crate) async fn start(flaw: Flaw) -> Self {
        let server = MockServer::builder().start().await;
        let state = Arc::new(Mutex::new(State {
            flaw,
            url: server.uri(),
            token: TOKEN.to_owned(),
            n_created: 0,
            n_most: 0,
            stacks: BTreeMap::new(),
        }));
        Mock::given(any())
            .respond_with(Answering(Arc::clone(&state)))
            .mount(&server)
            .await;
        Self { server, state }
    }

    /// The endpoint of the project.
    pub(crate) fn endpoint(&self) -> String {
        format!("{}/v1/{PROJECT}", self.server.uri())
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> std::net::SocketAddr {
        *self.server.address()
    }

    /// Names itself as something in front of it does.
    pub(crate) fn stand_behind(&self, url: &str) {
        url.clone_into(&mut self.lock().url);
    }

    /// Where Keystone is.
    pub(crate) fn auth_url(&self) -> String {
        format!("{}/v3", self.server.uri())
    }

    /// How many stacks are there.
    pub(crate) fn n_stacks(&self) -> usize {
        self.lock().stacks.len()
    }

    /// The names of the stacks.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.lock().stacks.values().cloned().collect();
        names.sort();
        names
    }

    /// How many stacks were ever made.
    pub(crate) fn n_created(&self) -> usize {
        self.lock().n_created
    }

    /// How many stacks were there at most at the same time.
    pub(crate) fn n_most(&self) -> usize {
        self.lock().n_most
    }

    /// Breaks another promise from now on.
    pub(crate) fn set_flaw(&self, flaw: Flaw) {
        self.lock().flaw = flaw;
    }

    /// Accepts another token from now on.
    pub(crate) fn accept(&self, token: &str) {
        token.clone_into(&mut self.lock().token);
    }

    /// Makes a stack that nobody asked for.
    pub(crate) fn add_stack(&self, name: &str) {
        self.lock().add(name);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Respond for Answering {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let path = request.url.path().to_owned();
        let path: Vec<&str> = path.trim_matches('/').split('/').collect();
        if path == ["v3", "auth", "tokens"] {
            return state.sign_in(&request.body);
        }
        let token = request.headers.get("x-auth-token");
        if token.is_none_or(|token| token.as_bytes() != state.token.as_bytes()) {
            let message = "The request you have made requires authentication.";
            return answer(
                401,
                json!({"error": {"code": 401, "title": "Unauthorized", "message": message}}),
            )
            .insert_header("www-authenticate", "Keystone uri=\"http://127.0.0.1/v3\"");
        }
        match (request.method.as_str(), path.as_slice()) {
            ("GET", ["v1", _, "stacks"]) => state.list(),
            ("POST", ["v1", _, "stacks"]) => state.create(&request.body),
            ("POST", ["v1", _, "stacks", "preview"]) => State::preview(&request.body),
            ("GET", ["v1", _, "stacks", name]) => state.find(name),
            ("GET", ["v1", _, "stacks", name, id]) => state.show(name, id),
            ("DELETE", ["v1", _, "stacks", name, id]) => state.delete(name, id),
            _ => fault(404, "HTTPNotFound", "The resource could not be found."),
        }
    }
}

impl State {
    fn sign_in(&self, body: &[u8]) -> ResponseTemplate {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        if body["auth"]["identity"]["password"]["user"]["password"] != "secret" {
            let message = "The request you have made requires authentication.";
            return answer(
                401,
                json!({"error": {"code": 401, "title": "Unauthorized", "message": message}}),
            );
        }
        let url = format!("{}/v1/{PROJECT}", self.url);
        let endpoint = json!({"interface": "public", "region_id": "RegionOne", "url": url});
        let token = json!({
            "expires_at": "2999-01-01T00:00:00.000000Z",
            "project": {"id": PROJECT},
            "catalog": [{"type": "orchestration", "endpoints": [endpoint]}],
        });
        answer(201, json!({"token": token})).insert_header("x-subject-token", TOKEN)
    }

    fn add(&mut self, name: &str) -> String {
        self.n_created += 1;
        let id = format!("00000000-0000-4000-8000-{:012}", self.n_created);
        self.stacks.insert(id.clone(), name.to_owned());
        self.n_most = self.n_most.max(self.stacks.len());
        id
    }

    fn create(&mut self, body: &[u8]) -> ResponseTemplate {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let Some(name) = body["stack_name"].as_str() else {
            return fault(400, "HTTPBadRequest", "No stack name specified");
        };
        if self.stacks.values().any(|known| known == name) {
            let message = format!("The Stack ({name}) already exists.");
            return fault(409, "StackExists", &message);
        }
        let id = self.add(name);
        let url = self.stack_url(name, &id);
        let status = match self.flaw {
            Flaw::Creates200 => 200,
            Flaw::FirstCreates200 if self.n_created == 1 => 200,
            _ => 201,
        };
        let links = json!([{"href": url, "rel": "self"}]);
        let answer = answer(status, json!({"stack": {"id": id, "links": links}}));
        if self.flaw == Flaw::CreatesWithoutLocation {
            return answer;
        }
        answer.insert_header("location", url)
    }

    /// Every resource type is known but those that begin with `No::`.
    fn preview(body: &[u8]) -> ResponseTemplate {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let resources = body["template"]["resources"].as_object();
        let types = resources.into_iter().flatten();
        let mut types = types.filter_map(|(_, resource)| resource["type"].as_str());
        match types.find(|name| name.starts_with("No::")) {
            None => answer(200, json!({"stack": {}})),
            Some(name) => {
                let message = format!("The Resource Type ({name}) could not be found.");
                fault(400, "StackValidationFailed", &message)
            }
        }
    }

    fn find(&self, name: &str) -> ResponseTemplate {
        match self.stacks.iter().find(|(_, known)| *known == name) {
            None => not_found(name),
            Some((id, name)) => {
                let body = json!({"message": "found", "code": "302 Found", "title": "Found"});
                answer(302, body).insert_header("location", self.stack_url(name, id))
            }
        }
    }

    fn list(&self) -> ResponseTemplate {
        let stacks = self.stacks.iter().map(|(id, name)| {
            json!({
                "id": id,
                "stack_name": name,
                "description": "No description",
                "links": [{"href": self.stack_url(name, id), "rel": "self"}],
                "stack_status": "CREATE_COMPLETE",
                "stack_status_reason": "Stack CREATE completed successfully",
                "creation_time": "2026-01-01T00:00:00Z",
                "updated_time": null,
                "deletion_time": null,
                "stack_owner": "demo",
                "parent": null,
                "stack_user_project_id": PROJECT,
                "tags": null,
            })
        });
        answer(200, json!({"stacks": stacks.collect::<Vec<_>>()}))
    }

    fn show(&self, name: &str, id: &str) -> ResponseTemplate {
        if self.stacks.get(id).is_none_or(|known| known != name) {
            return not_found(name);
        }
        let (status, reason) = match self.flaw {
            Flaw::NeverCompletes => ("CREATE_IN_PROGRESS", "Stack CREATE started"),
            _ => ("CREATE_COMPLETE", "Stack CREATE completed successfully"),
        };
        let stack = json!({
            "id": id,
            "stack_name": name,
            "links": [{"href": self.stack_url(name, id), "rel": "self"}],
            "creation_time": "2026-01-01T00:00:00Z",
            "updated_time": null,
            "deletion_time": null,
            "notification_topics": [],
            "parameters": {
                "OS::stack_id": id, "OS::stack_name": name, "OS::project_id": PROJECT,
            },
            "description": "No description",
            "template_description": "No description",
            "capabilities": [],
            "disable_rollback": true,
            "timeout_mins": null,
            "stack_owner": "demo",
            "parent": null,
            "stack_user_project_id": PROJECT,
            "tags": [],
            "stack_status": status,
            "stack_status_reason": reason,
        });
        answer(200, json!({"stack": stack}))
    }

    fn delete(&mut self, name: &str, id: &str) -> ResponseTemplate {
        if self.stacks.get(id).is_none_or(|known| known != name) {
            return not_found(name);
        }
        if self.flaw != Flaw::NeverDeletes {
            self.stacks.remove(id);
        }
        with_request_id(ResponseTemplate::new(204))
    }

    fn stack_url(&self, name: &str, id: &str) -> String {
        format!("{}/v1/{PROJECT}/stacks/{name}/{id}", self.url)
    }
}

fn not_found(name: &str) -> ResponseTemplate {
    let message = format!("The Stack ({name}) could not be found.");
    fault(404, "EntityNotFound", &message)
}

fn fault(status: u16, error_type: &str, message: &str) -> ResponseTemplate {
    answer(
        status,
        json!({
            "code": status,
            "title": heat_spec::fault::title(status),
            "explanation": heat_spec::fault::explanation(status),
            "error": {"type": error_type, "traceback": null, "message": message},
        }),
    )
}

fn answer(status: u16, body: Value) -> ResponseTemplate {
    with_request_id(ResponseTemplate::new(status).set_body_json(body))
}

fn with_request_id(answer: ResponseTemplate) -> ResponseTemplate {
    let id = "req-00000000-0000-4000-8000-000000000000";
    answer.insert_header("x-openstack-request-id", id)
}
