//! The world of a scenario: what its steps share.

mod checks;
mod controls;
mod looks;
mod requirement;
mod robustness;
mod stacks;
mod stop;
mod text;
mod wait;

pub(crate) use checks::Differences;
pub(crate) use looks::Look;
pub(crate) use requirement::RequirementId;
pub(crate) use stacks::Stack;
pub(crate) use stop::Stop;
pub(crate) use wait::Polls;

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use heat_spec::catalogue::{Operation, Requirement};
use indexmap::IndexMap;

use crate::check::{Check, Placeholders};
use crate::client::{Client, Exchange, Request};
use crate::run::Run;
use crate::target::{Endpoint, Role};

/// What the steps of one scenario share.
#[derive(Debug, cucumber::World)]
#[world(init = Self::unattached)]
pub(crate) struct World {
    run: Rc<Run>,
    /// The client of its target.
    client: Rc<Client>,
    /// The scenario's number, which owns what it makes.
    owner: usize,
    /// How often the scenario was tried before.
    n_earlier: u32,
    /// When it began.
    began: Instant,
    /// The requirements that its tags name.
    tagged: Vec<String>,
    checks: Vec<Check>,
    last: Option<Arc<Exchange>>,
    stacks: IndexMap<String, Stack>,
    /// What its stacks were like.
    looks: IndexMap<String, Look>,
    /// The ids of the stacks that there were.
    listed: HashSet<String>,
    template: Option<String>,
    /// What the scenario remembers.
    placeholders: Placeholders,
    /// Headers of the next request.
    headers: Vec<(String, String)>,
    /// How many names it gave to stacks of requests to be broken.
    n_tried: usize,
    /// Names of stacks whose creation was refused.
    refused: Vec<String>,
}

impl World {
    /// The world of a scenario that starts.
    pub(crate) fn new(run: Rc<Run>, owner: usize, n_earlier: u32, tagged: Vec<String>) -> Self {
        Self {
            client: run.client_of(owner),
            run,
            owner,
            n_earlier,
            began: Instant::now(),
            tagged,
            checks: Vec::new(),
            last: None,
            stacks: IndexMap::new(),
            looks: IndexMap::new(),
            listed: HashSet::new(),
            template: None,
            placeholders: Placeholders::default(),
            headers: Vec::new(),
            n_tried: 0,
            refused: Vec::new(),
        }
    }

    /// What the step macros ask for; the runner makes its worlds with [`World::new`].
    fn unattached() -> Result<Self, Unattached> {
        Err(Unattached)
    }

    /// The run.
    pub(crate) fn run(&self) -> &Rc<Run> {
        &self.run
    }

    /// How long the scenario has taken so far.
    pub(crate) fn age(&self) -> Duration {
        self.began.elapsed()
    }

    /// What the checks of its steps found.
    pub(crate) fn into_checks(self) -> Vec<Check> {
        self.checks
    }

    /// Sends a request; its answer becomes the last one.
    pub(crate) async fn send(&mut self, mut request: Request) -> Result<Arc<Exchange>, Stop> {
        request.headers.append(&mut self.headers);
        let exchange = self.run.send(self.owner, request).await?;
        self.last = Some(Arc::clone(&exchange));
        Ok(exchange)
    }

    /// Sends a request whose answer the scenario is not about: set-up, polling.
    pub(crate) async fn send_aside(&mut self, request: Request) -> Result<Arc<Exchange>, Stop> {
        Ok(self.run.send(self.owner, request).await?)
    }

    /// The last answer.
    pub(crate) fn last(&self) -> Result<&Arc<Exchange>, Stop> {
        self.last
            .as_ref()
            .ok_or_else(|| Stop::Error("no request was sent before this step".to_owned()))
    }

    /// An operation of the catalogue.
    pub(crate) fn operation(&self, id: &str) -> Result<&Operation, Stop> {
        let catalogue = self.run.contract.catalogue();
        let operation = catalogue.operation(id);
        operation.ok_or_else(|| {
            let mut listed = catalogue.sections.iter().flat_map(|one| &one.operations);
            if listed.any(|listed| listed == id) {
                Stop::Blocked(format!("the profile has no operation `{id}`"))
            } else {
                Stop::Error(format!("the catalogue has no operation `{id}`"))
            }
        })
    }

    /// A requirement of the catalogue.
    pub(crate) fn requirement(&self, id: &RequirementId) -> Result<&Requirement, Stop> {
        let requirement = self.run.contract.catalogue().requirement(id.as_str());
        requirement.ok_or_else(|| Stop::Error(format!("there is no requirement `{id}`")))
    }

    /// The endpoint that a role asks at.
    pub(crate) fn endpoint(&self, role: Role) -> Result<&Endpoint, Stop> {
        match self.client.session(role) {
            Ok(session) => Ok(session.endpoint()),
            Err(error) => Err(Stop::Blocked(error.to_string())),
        }
    }

    /// Tells what something looks like that a step waits for.
    pub(crate) fn tell_poll(
        &self,
        what: &str,
        wanted: &str,
        seen: &str,
        polls: &Polls,
        exchange: &Exchange,
    ) {
        let (elapsed, texts) = (polls.elapsed(), (what, wanted, seen));
        self.run.tell_poll(self.owner, texts, elapsed, exchange);
    }

    /// Gives the next request that a scenario is about a header.
    pub(crate) fn add_header(&mut self, name: &str, value: &str) {
        self.headers.push((name.to_owned(), value.to_owned()));
    }
}

/// An id that no stack has.
pub(crate) const NO_ID: &str = "00000000-0000-4000-8000-000000000000";

/// Nobody said which run a world is for.
#[derive(Debug, thiserror::Error)]
#[error("a world belongs to a run")]
struct Unattached;
