//! `watch` stands between a client and a service, and tells what it sees.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod support;

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdout, Command};

use serde_json::{Value, json};
use support::program::Surroundings;
use support::stub::{Flaw, PROJECT, Stub, TOKEN};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A watch that is going on.
struct Watching {
    child: Child,
    out: BufReader<ChildStdout>,
    endpoint: String,
    client: reqwest::Client,
}

impl Watching {
    fn start(here: &Surroundings, endpoint: &str, more: &[&str]) -> Self {
        let report = ["--report", "json=watch.json"];
        let arguments = [&["watch", "--endpoint", endpoint], &report[..], more].concat();
        let mut child = here.command(&arguments).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let (_, own) = line.trim().rsplit_once(" at ").unwrap();
        let none = reqwest::redirect::Policy::none();
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            child,
            out,
            endpoint: own.to_owned(),
            client: reqwest::Client::builder().redirect(none).build().unwrap(),
        }
    }

    async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> reqwest::Response {
        let url = format!("{}{path}", self.endpoint);
        let request = self.client.request(method.parse().unwrap(), url);
        let request = request.header("x-auth-token", TOKEN);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        request.send().await.unwrap()
    }

    /// Interrupts it: what it printed, its report and its exit code.
    fn end(mut self, here: &Surroundings) -> (String, Value, Option<i32>) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &pid])
                .status()
                .unwrap()
                .success()
        );
        self.rest(here)
    }

    fn rest(&mut self, here: &Surroundings) -> (String, Value, Option<i32>) {
        let mut text = String::new();
        self.out.read_to_string(&mut text).unwrap();
        let code = self.child.wait().unwrap().code();
        let report = std::fs::read_to_string(here.path().join("watch.json")).unwrap();
        assert!(!text.contains(TOKEN) && !report.contains(TOKEN));
        (text, serde_json::from_str(&report).unwrap(), code)
    }
}

fn web() -> Value {
    json!({"stack_name": "web", "template": {"heat_template_version": "2013-05-23"}})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_service_is_passed_on_and_its_links_lead_back() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let watching = Watching::start(&here, &stub.endpoint(), &[]);
    let made = watching.ask("POST", "/stacks", Some(web())).await;
    assert_eq!(made.status(), 201);
    let location = made.headers()["location"].to_str().unwrap().to_owned();
    assert!(location.starts_with(&watching.endpoint), "{location}");
    let body: Value = made.json().await.unwrap();
    assert_eq!(body["stack"]["links"][0]["href"], location);
    let found = watching.ask("GET", "/stacks/web", None).await;
    assert_eq!(found.status(), 302);
    assert_eq!(found.headers()["location"], location);
    let path = location.strip_prefix(&watching.endpoint).unwrap();
    assert_eq!(watching.ask("GET", path, None).await.status(), 200);
    assert_eq!(watching.ask("DELETE", path, None).await.status(), 204);
    assert_eq!(watching.ask("GET", path, None).await.status(), 404);
    assert_eq!(watching.ask("GET", "/nonsense", None).await.status(), 404);
    let (text, report, code) = watching.end(&here);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("stacks.create                  201 (not reached: 400"),
        "{text}"
    );
    assert!(
        text.contains("stacks.show                    200 404 (not"),
        "{text}"
    );
    assert!(text.contains("not in the catalogue: GET "), "{text}");
    assert!(
        text.contains("6 requests (0 unanswered, 1 unknown)"),
        "{text}"
    );
    assert_eq!(report["totals"]["violations"], 0);
    assert_eq!(report["totals"]["requests"], 6);
    let operations = report["operations"].as_array().unwrap();
    let reached = operations.iter().filter(|one| one["is_reached"] == true);
    let ids: Vec<&str> = reached.map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids,
        [
            "stacks.create",
            "stacks.find",
            "stacks.show",
            "stacks.delete"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_broken_is_told_at_once_and_decides_the_exit_code() {
    let stub = Stub::start(Flaw::CreatesWithoutLocation).await;
    let here = Surroundings::new();
    let mut watching = Watching::start(&here, &stub.endpoint(), &[]);
    watching.ask("POST", "/stacks", Some(web())).await;
    let mut line = String::new();
    watching.out.read_line(&mut line).unwrap();
    assert_eq!(line, "fail stacks.create.201.headers\n");
    let (text, report, code) = watching.end(&here);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("     at       header Location"), "{text}");
    assert!(text.contains("(1 of 1 exchanges)"), "{text}");
    assert_eq!(report["broken"][0]["id"], "stacks.create.201.headers");
    assert_eq!(report["broken"][0]["seen"], "no such header");
    assert_eq!(report["exit"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_that_saw_nothing_proves_nothing() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let (text, _, code) = Watching::start(&here, &stub.endpoint(), &[]).end(&here);
    assert_eq!(code, Some(4), "{text}");
    let watching = Watching::start(&here, &stub.endpoint(), &[]);
    watching.ask("GET", "/nothing/of/heat", None).await;
    let (text, report, code) = watching.end(&here);
    assert_eq!(code, Some(4), "{text}");
    assert_eq!(report["totals"]["checks"], 0);
    assert!(text.contains("nothing was checked"), "{text}");
    // Nobody listens at port 1.
    let watching = Watching::start(&here, "http://127.0.0.1:1", &[]);
    let answer = watching.ask("GET", "/p/stacks", None).await;
    assert_eq!(answer.status(), 502);
    let (text, report, code) = watching.end(&here);
    assert_eq!(code, Some(3), "{text}");
    assert!(
        text.starts_with("unanswered GET http://127.0.0.1:1/v1/p/stacks: "),
        "{text}"
    );
    assert_eq!(report["totals"]["unanswered"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn large_answers_and_many_requests_at_once_pass_whole() {
    let server = MockServer::builder().start().await;
    let root = server.uri();
    let part = format!("\"{root}/v1/p/stacks/web\", ");
    let large = format!("[{}null]", part.repeat((8 << 20) / part.len()));
    let answer = ResponseTemplate::new(200).set_body_raw(large.clone(), "application/json");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let here = Surroundings::new();
    let mut watching = Watching::start(&here, &root, &["--until-idle", "1"]);
    let own = watching.endpoint.strip_suffix("/v1").unwrap();
    let expected = large.replace(&root, own);
    let answers = (0..6).map(|_| async {
        let answer = watching.ask("GET", "/p/stacks", None).await;
        answer.text().await.unwrap()
    });
    for text in futures::future::join_all(answers).await {
        assert!(
            text == expected,
            "{} bytes of {}",
            text.len(),
            expected.len()
        );
    }
    let (text, report, code) = watching.rest(&here);
    // A list is no answer of the operation.
    assert_eq!(code, Some(1), "{text}");
    assert_eq!(report["totals"]["requests"], 6);
    assert_eq!(report["totals"]["unanswered"], 0);
    assert_eq!(report["broken"][0]["id"], "stacks.list.200.body");
    assert_eq!(report["broken"][0]["n_broken"], 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_ask_keystone_are_led_to_the_watched_heat() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let auth_url = stub.auth_url();
    let identity = ["--identity-endpoint", auth_url.as_str()];
    let mut watching = Watching::start(&here, &stub.endpoint(), &identity);
    let mut line = String::new();
    watching.out.read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("export OS_AUTH_URL=").unwrap();
    let password = json!({"user": {"name": "demo", "password": "secret"}});
    let request = json!({"auth": {"identity": {"methods": ["password"], "password": password}}});
    let asked = watching
        .client
        .post(format!("{url}/auth/tokens"))
        .json(&request);
    let answer = asked.send().await.unwrap();
    assert_eq!(answer.headers()["x-subject-token"], TOKEN);
    let body: Value = answer.json().await.unwrap();
    let heat = &body["token"]["catalog"][0]["endpoints"][0]["url"];
    assert_eq!(*heat, watching.endpoint.as_str());
    assert!(watching.endpoint.ends_with(PROJECT));
    watching.ask("GET", "/stacks", None).await;
    let (text, report, code) = watching.end(&here);
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(report["totals"]["requests"], 1, "Keystone is not counted");
}
