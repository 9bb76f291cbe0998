//! Holds a recorded conversation with a server of its own.

use std::time::{Duration, Instant};

use crate::answer::Answer;
use crate::client;
use crate::compare::Comparison;
use crate::figure::{Figure, Outcome};
use crate::identities::Identities;
use crate::ids::Ids;
use crate::recording::{Recording, Request, Response, Step, Wait};
use crate::server;

/// How long a status is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Plays all steps of a recording.
pub(crate) async fn play(recording: Recording) -> Figure {
    let server = server::start().await;
    let orchestration = server::authority(server.orchestration_url()).to_owned();
    let identity = server::authority(server.identity_url().unwrap_or_default()).to_owned();
    let identities = Identities::set_up(&identity, &recording.context).await;
    let mut ids = Ids::default();
    for (recorded, here) in &identities.projects {
        ids.is_for(recorded, here);
    }
    let mut conversation = Conversation {
        orchestration,
        identity,
        identities,
        ids,
    };
    let mut figure = Figure::new(&recording.family);
    let names = recording.names();
    for step in &recording.steps {
        match step {
            Step::Setup(setup) => {
                let answer = conversation.ask(&setup.request).await;
                let path = &setup.request.path;
                conversation.differences(&setup.request, &setup.response, &answer);
                if answer.status != setup.response.status {
                    figure.trouble(format!(
                        "set-up of {path}: {} {}",
                        answer.status, answer.body
                    ));
                }
            }
            Step::Wait(wait) => {
                if let Err(seen) = conversation.wait(&recording.context.project, wait).await {
                    figure.trouble(format!("{} never was {}: {seen}", wait.path, wait.until));
                }
            }
            Step::Exchange(index) => {
                let exchange = &recording.exchanges[*index];
                if !exchange.request.is_whole() {
                    figure.n_skipped += 1;
                    continue;
                }
                let answer = conversation.ask(&exchange.request).await;
                figure.outcomes.push(Outcome {
                    name: names[*index].clone(),
                    request: format!("{} {}", exchange.request.method, exchange.request.path),
                    differences: conversation.differences(
                        &exchange.request,
                        &exchange.response,
                        &answer,
                    ),
                });
            }
        }
    }
    server.shutdown().await;
    figure
}

struct Conversation {
    orchestration: String,
    identity: String,
    identities: Identities,
    ids: Ids,
}

impl Conversation {
    /// Sends a recorded request, with the ids and tokens of this run.
    async fn ask(&self, request: &Request) -> Answer {
        let headers: Vec<_> = request
            .headers
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?)))
            .map(|(name, value)| {
                (
                    name,
                    self.ids.translated(&self.identities.with_token(value)),
                )
            })
            .collect();
        let body = match (&request.body, &request.body_raw) {
            (Some(body), _) => Some(body.to_string()),
            (None, raw) => raw.clone(),
        };
        let body = body.map(|body| {
            self.ids
                .translated(&body)
                .replace("127.0.0.1:8004", &self.orchestration)
        });
        let path = self.ids.translated(&request.path);
        let mut answer = client::exchange(
            &self.orchestration,
            &request.method,
            &path,
            &headers,
            body.as_deref(),
        )
        .await;
        answer.replace(&self.orchestration, "127.0.0.1:8004");
        answer.replace(&self.identity, "127.0.0.1:5000");
        answer
    }

    fn differences(
        &mut self,
        request: &Request,
        recorded: &Response,
        answer: &Answer,
    ) -> Vec<crate::compare::Difference> {
        Comparison::differences(&mut self.ids, &request.path, recorded, answer)
    }

    /// Asks until the status is there; what was seen last is the error.
    async fn wait(&self, project: &str, wait: &Wait) -> Result<(), String> {
        let request = Request {
            method: "GET".to_owned(),
            path: format!("/v1/{project}{}", wait.path),
            headers: serde_json::Map::from_iter([
                ("X-Auth-Token".to_owned(), "<token:member>".into()),
                ("Accept".to_owned(), "application/json".into()),
            ]),
            body: None,
            body_raw: None,
        };
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self.ask(&request).await;
            let body = answer.value();
            let status = ["/stack/stack_status", "/resource/resource_status"]
                .iter()
                .find_map(|pointer| body.pointer(pointer));
            if status.is_some_and(|status| status == wait.until.as_str()) {
                return Ok(());
            }
            let is_gone = answer.status == 404;
            if is_gone || Instant::now() > deadline {
                return Err(answer.body);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
