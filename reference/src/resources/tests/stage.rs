//! A server to make stacks on, and a look into its cloud.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::clock::Clock;
use crate::cloud::service::Service;
use crate::config::{Auth, Config};
use crate::server::{Running, start};
use crate::testing::exchange;

pub(super) const PROJECT: &str = "0c4e7b0a1f9d4b7e8a57d1cf6a3e2b10";

/// How long anything may take; only a test that fails waits that long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server whose cloud takes no time for anything.
pub(super) struct Stage {
    pub(super) running: Running,
    address: String,
    clock: Clock,
    is_hurried: AtomicBool,
}

/// A stack on it.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    path: String,
}

/// Settings without waiting and without tokens.
pub(super) fn config() -> Config {
    let mut config = Config::ephemeral();
    config.auth = Auth::None;
    config.cloud.build_delay = Duration::ZERO;
    config.cloud.delete_delay = Duration::ZERO;
    config
}

impl Stage {
    pub(super) async fn start() -> Self {
        Self::start_with(config()).await
    }

    pub(super) async fn start_with(config: Config) -> Self {
        let clock = config.clock.clone();
        let running = start(config).await.unwrap();
        let address = running.orchestration_url().strip_prefix("http://");
        let address = address.unwrap().to_owned();
        Self {
            running,
            address,
            clock,
            is_hurried: AtomicBool::new(false),
        }
    }

    /// From now on the clock runs while something is waited for.
    pub(super) fn hurry(&self) {
        self.is_hurried.store(true, Ordering::Relaxed);
    }

    /// Sends a request about the project's stacks.
    pub(super) async fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let path = format!("/v1/{PROJECT}{path}");
        let headers = [
            ("Accept", "application/json"),
            ("Content-Type", "application/json"),
        ];
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let answer = exchange(&self.address, method, &path, &headers, body.as_bytes()).await;
        let body = serde_json::from_str(&answer.body).unwrap_or_default();
        (answer.status, body)
    }

    /// Asks for a stack of these resources and outputs; does not wait for it.
    pub(super) async fn begin(&self, name: &str, sections: Value) -> Stack {
        let body = json!({ "stack_name": name, "template": template(sections) });
        self.post(&body).await
    }

    /// Asks for a stack by a whole request body.
    pub(super) async fn post(&self, body: &Value) -> Stack {
        let (status, answer) = self.ask("POST", "/stacks", body).await;
        assert_eq!(status, 201, "{answer}");
        let name = body["stack_name"].as_str().unwrap();
        let id = answer["stack"]["id"].as_str().unwrap();
        Stack {
            path: format!("/stacks/{name}/{id}"),
        }
    }

    /// Makes a stack, which must succeed.
    pub(super) async fn create(&self, name: &str, sections: Value) -> Stack {
        let stack = self.begin(name, sections).await;
        self.expect(&stack, "CREATE_COMPLETE").await;
        stack
    }

    /// Asks for an update; does not wait for it.
    pub(super) async fn begin_update(&self, stack: &Stack, sections: Value) {
        let body = json!({ "template": template(sections) });
        let (status, answer) = self.ask("PUT", &stack.path, &body).await;
        assert_eq!(status, 202, "{answer}");
    }

    /// Updates a stack, which must succeed.
    pub(super) async fn update(&self, stack: &Stack, sections: Value) {
        self.begin_update(stack, sections).await;
        self.expect(stack, "UPDATE_COMPLETE").await;
    }

    /// Asks for a delete; does not wait for it.
    pub(super) async fn begin_delete(&self, stack: &Stack) {
        let (status, answer) = self.ask("DELETE", &stack.path, &Value::Null).await;
        assert_eq!(status, 204, "{answer}");
    }

    /// Deletes a stack, which must succeed.
    pub(super) async fn delete(&self, stack: &Stack) {
        self.begin_delete(stack).await;
        self.expect(stack, "DELETE_COMPLETE").await;
    }

    /// Waits until the stack is at rest, in that status.
    pub(super) async fn expect(&self, stack: &Stack, status: &str) {
        let shown = self.settled(stack).await;
        let is_right = shown["stack_status"] == status;
        assert!(
            is_right,
            "{}: {}\n{}",
            shown["stack_status"],
            shown["stack_status_reason"],
            self.events(stack).await
        );
    }

    /// The stack when it is at rest.
    pub(super) async fn settled(&self, stack: &Stack) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let shown = self.show(stack).await;
            let status = shown["stack_status"].as_str().unwrap();
            if !status.ends_with("_IN_PROGRESS") {
                return shown;
            }
            assert!(
                Instant::now() < deadline,
                "{status}\n{}",
                self.events(stack).await
            );
            if self.is_hurried.load(Ordering::Relaxed) {
                self.clock.advance(Duration::from_millis(100));
            }
            tokio::task::yield_now().await;
        }
    }

    pub(super) async fn show(&self, stack: &Stack) -> Value {
        let (status, answer) = self.ask("GET", &stack.path, &Value::Null).await;
        assert_eq!(status, 200, "{answer}");
        answer["stack"].clone()
    }

    /// The stack's reason for its status.
    pub(super) async fn reason(&self, stack: &Stack) -> String {
        let shown = self.settled(stack).await;
        shown["stack_status_reason"].as_str().unwrap().to_owned()
    }

    /// The value of an output.
    pub(super) async fn output(&self, stack: &Stack, name: &str) -> Value {
        let shown = self.show(stack).await;
        let outputs = shown["outputs"].as_array().unwrap();
        let output = outputs.iter().find(|output| output["output_key"] == name);
        output.unwrap()["output_value"].clone()
    }

    /// What happened to the resources, oldest first: `name ACTION_STATUS`, and the reason if there
    /// is a better one than usual, without ids.
    pub(super) async fn events(&self, stack: &Stack) -> String {
        let path = format!("{}/events?sort_dir=asc", stack.path);
        let (status, answer) = self.ask("GET", &path, &Value::Null).await;
        assert_eq!(status, 200, "{answer}");
        let mut text = String::new();
        for event in answer["events"].as_array().unwrap() {
            let of = |name: &str| event[name].as_str().unwrap();
            if stack.path.contains(&format!("/{}/", of("resource_name"))) {
                continue;
            }
            let _ = write!(text, "{} {}", of("resource_name"), of("resource_status"));
            if of("resource_status_reason") != "state changed" {
                let _ = write!(text, ": {}", without_ids(of("resource_status_reason")));
            }
            text.push('\n');
        }
        text
    }

    /// Reads from the cloud.
    pub(super) async fn look(&self, service: Service, path: &str) -> Value {
        let found = self.running.cloud().get(service, path, PROJECT).await;
        found.unwrap()
    }

    /// Makes something in the cloud.
    pub(super) async fn put_into(&self, service: Service, path: &str, body: &Value) -> Value {
        let cloud = self.running.cloud();
        cloud.post(service, path, body, PROJECT).await.unwrap()
    }

    /// The project's own servers, in full.
    pub(super) async fn servers(&self) -> Vec<Value> {
        let found = self.look(Service::Compute, "/servers/detail").await;
        found["servers"].as_array().unwrap().clone()
    }

    /// The project's own objects of one of Neutron's kinds.
    pub(super) async fn objects(&self, path: &str, many: &str) -> Vec<Value> {
        let path = format!("/v2.0/{path}?project_id={PROJECT}");
        let found = self.look(Service::Network, &path).await;
        found[many].as_array().unwrap().clone()
    }

    /// What the project has in the cloud beyond what every project has: kind and name.
    pub(super) async fn belongings(&self) -> Vec<String> {
        let mut all = Vec::new();
        for server in self.servers().await {
            all.push(format!("server {}", server["name"]));
        }
        let found = self.look(Service::Compute, "/os-keypairs").await;
        let seeded = [
            "heat_key",
            "default",
            "stack_key",
            "test_key",
            "key",
            "key0",
        ];
        for pair in found["keypairs"].as_array().unwrap() {
            let name = pair["keypair"]["name"].as_str().unwrap();
            let seeded = seeded.iter().chain(&["SSHKey", "OpenshiftSSHKey"]);
            if !seeded.copied().any(|known| known == name) {
                all.push(format!("key pair \"{name}\""));
            }
        }
        for kind in ["networks", "subnets", "ports", "routers", "floatingips"] {
            for object in self.objects(kind, kind).await {
                all.push(format!("{kind} {}", object["name"]));
            }
        }
        for group in self.objects("security-groups", "security_groups").await {
            if group["name"] != "default" {
                all.push(format!("security group {}", group["name"]));
            }
        }
        all
    }

    /// The same of a project with one stack only, sorted, and without the ends of physical names,
    /// which are made by chance.
    pub(super) async fn belongings_named_by(&self, stack_name: &str) -> Vec<String> {
        let start = format!("\"{stack_name}-");
        let mut names = self.belongings().await;
        for name in &mut names {
            if let (true, Some(end)) = (name.contains(&start), name.rfind('-')) {
                name.truncate(end);
                name.push('"');
            }
        }
        names.sort();
        names
    }
}

impl Stack {
    pub(super) fn path(&self) -> &str {
        &self.path
    }
}

/// A server with these properties beside, or in place of, the usual ones.
pub(super) fn server(properties: &Value) -> Value {
    let mut resource = json!({
        "type": "OS::Nova::Server",
        "properties": { "flavor": "m1.tiny", "image": "cirros", "key_name": "heat_key" },
    });
    for (name, value) in properties.as_object().unwrap() {
        resource["properties"][name] = value.clone();
    }
    resource
}

/// A template of these sections.
pub(super) fn template(mut sections: Value) -> Value {
    sections["heat_template_version"] = "2018-08-31".into();
    sections
}

/// A text with `[ID]` in place of every id in brackets.
fn without_ids(text: &str) -> String {
    let mut parts = text.split('[');
    let mut masked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((id, rest)) if uuid::Uuid::try_parse(id).is_ok() => {
                masked.push_str("[ID]");
                masked.push_str(rest);
            }
            _ => {
                masked.push('[');
                masked.push_str(part);
            }
        }
    }
    masked
}
