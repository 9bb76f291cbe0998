//! What the scenarios of a run share, and the one way by which requests leave.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use super::ledger::{self, Ledger};
use super::settings::Settings;
use crate::capability::Capabilities;
use crate::check::{Check, check_exchange};
use crate::client::{Client, ClientError, Exchange, Limits, Request};
use crate::contract::{Contract, ContractError};
use crate::events::{Event, Events, Poll};
use crate::journal::{Journal, JournalError, Kind, Record, Thing};
use crate::target::{Role, Target};
use crate::verdict::Tally;

/// A run that is going on.
#[derive(Debug)]
pub(crate) struct Run {
    /// Its id.
    pub(crate) id: String,
    pub(crate) settings: Settings,
    /// The client of the run's target.
    pub(crate) client: Rc<Client>,
    /// The client that cleans up, where a proxy stands between the run and its target.
    pub(crate) cleaner: Option<Rc<Client>>,
    /// Those of scenarios that have a target of their own, by number.
    pub(super) own: RefCell<HashMap<usize, Rc<Client>>>,
    pub(crate) contract: Rc<Contract>,
    pub(crate) journal: Journal,
    pub(crate) ledger: Ledger,
    /// Where it tells what happens.
    pub(crate) events: Events,
    /// What all exchanges say about the generated requirements.
    pub(crate) tally: RefCell<Tally>,
    pub(crate) capabilities: Capabilities,
    /// One permit for each group of scenarios that are played one after the other.
    groups: RefCell<HashMap<String, Rc<Semaphore>>>,
    /// One permit for each stack that may exist.
    pub(crate) stacks: Semaphore,
    /// How many that is, which the quota of the project may lower.
    pub(crate) n_stacks_allowed: Cell<u32>,
    /// Whether no further scenario is to start.
    pub(crate) is_stopping: Cell<bool>,
    /// How many requests each scenario sent, by number.
    pub(crate) n_requests: RefCell<HashMap<usize, u64>>,
}

/// Why a request has no answer that can be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    /// The target did not answer.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The journal cannot be written, so nothing may be made.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The run makes and changes nothing.
    #[error("a read-only run does not send {0}")]
    ReadOnly(String),
    /// The catalogue is wrong.
    #[error(transparent)]
    Contract(#[from] ContractError),
}

/// What came of a request that is meant to be wrong.
#[derive(Debug)]
pub(crate) enum Tried {
    /// An answer, and the checks of it.
    Answered(Arc<Exchange>, Vec<Check>),
    /// None, and why.
    Unanswered(String),
}

impl Run {
    /// A run in which nothing happened yet.
    pub(crate) fn new(
        id: String,
        target: Arc<Target>,
        contract: &Rc<Contract>,
        journal: Journal,
        settings: Settings,
    ) -> Self {
        let limits = Limits::new(settings.max_in_flight, settings.rate);
        let n_permits = usize::try_from(settings.max_stacks).unwrap_or(usize::MAX);
        Self {
            id,
            client: Rc::new(Client::new(target, contract.shared_catalogue()).within(limits)),
            cleaner: None,
            own: RefCell::default(),
            contract: Rc::clone(contract),
            journal,
            ledger: Ledger::default(),
            events: Events::default(),
            tally: RefCell::default(),
            capabilities: Capabilities::default(),
            groups: RefCell::default(),
            n_stacks_allowed: Cell::new(settings.max_stacks),
            stacks: Semaphore::new(n_permits.min(Semaphore::MAX_PERMITS)),
            is_stopping: Cell::new(false),
            n_requests: RefCell::default(),
            settings,
        }
    }

    /// The same run, which cleans up at the target itself and not through the proxy in front of
    /// it.
    #[must_use]
    pub(crate) fn cleaned_at(mut self, target: Arc<Target>) -> Self {
        self.cleaner = Some(Rc::new(self.client.for_target(target)));
        self
    }

    /// The same run, which tells what happens in it.
    #[must_use]
    pub(crate) fn telling(mut self, events: Events) -> Self {
        self.events = events;
        self
    }

    /// Sends a request for a scenario (0: for the run itself).
    ///
    /// What the request makes is in the journal before it leaves; the exchange is checked against
    /// the catalogue.
    pub(crate) async fn send(
        &self,
        owner: usize,
        request: Request,
    ) -> Result<Arc<Exchange>, SendError> {
        let client = self.client_of(owner);
        self.send_by(&client, owner, request).await
    }

    /// Sends a request that cleans up after a scenario.
    pub(crate) async fn send_to_clean(
        &self,
        owner: usize,
        request: Request,
    ) -> Result<Arc<Exchange>, SendError> {
        let client = self.cleaner_of(owner);
        self.send_by(&client, owner, request).await
    }

    async fn send_by(
        &self,
        client: &Client,
        owner: usize,
        request: Request,
    ) -> Result<Arc<Exchange>, SendError> {
        let exchange = self.exchange(client, owner, request).await?;
        for check in self.checks_of(owner, &exchange)? {
            self.count(owner, check);
        }
        Ok(exchange)
    }

    /// Sends a request that is meant to be wrong: it may have no answer, and what its answer breaks
    /// is for the sender to judge.
    pub(crate) async fn try_out(&self, owner: usize, request: Request) -> Result<Tried, SendError> {
        let client = self.client_of(owner);
        let exchange = match self.exchange(&client, owner, request).await {
            Ok(exchange) => exchange,
            Err(SendError::Client(
                error @ (ClientError::Interrupted { .. } | ClientError::TooLarge { .. }),
            )) => return Ok(Tried::Unanswered(error.to_string())),
            Err(error) => return Err(error),
        };
        let checks = self.checks_of(owner, &exchange)?;
        for check in checks.iter().filter(|check| check.is_met()) {
            self.count(owner, check.clone());
        }
        Ok(Tried::Answered(exchange, checks))
    }

    /// Checks an exchange against the catalogue, and tells of it.
    fn checks_of(
        &self,
        owner: usize,
        exchange: &Arc<Exchange>,
    ) -> Result<Vec<Check>, ContractError> {
        let clock = Instant::now();
        let checks = check_exchange(exchange, &self.contract)?;
        let overhead = exchange.overhead + clock.elapsed();
        self.events.tell(|| Event::Exchange {
            scenario: owner,
            overhead_us: u64::try_from(overhead.as_micros()).unwrap_or(u64::MAX),
            curl: String::new(),
            exchange: Arc::clone(exchange),
        });
        Ok(checks)
    }

    /// Counts what an exchange says about a generated requirement.
    pub(crate) fn count(&self, owner: usize, check: Check) {
        self.tell_check(owner, &check, true);
        self.tally.borrow_mut().add(check);
    }

    /// Tells what came of a check.
    pub(crate) fn tell_check(&self, owner: usize, check: &Check, is_generated: bool) {
        self.events.tell(|| Event::Check {
            scenario: owner,
            requirement: check.requirement.clone(),
            exchange: check.exchange.as_ref().map(|exchange| exchange.number),
            is_generated,
            alternative: check.alternative,
            difference: check.difference.clone(),
        });
    }

    /// Tells what something that is waited for looks like.
    pub(crate) fn tell_poll(
        &self,
        owner: usize,
        (what, wanted, seen): (&str, &str, &str),
        elapsed: Duration,
        exchange: &Exchange,
    ) {
        self.events.tell(|| {
            Event::Poll(Poll {
                scenario: owner,
                what: what.to_owned(),
                wanted: wanted.to_owned(),
                seen: seen.to_owned(),
                elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
                exchange: exchange.number,
            })
        });
    }

    /// A request and its answer, with what they make in journal and ledger.
    async fn exchange(
        &self,
        client: &Client,
        owner: usize,
        request: Request,
    ) -> Result<Arc<Exchange>, SendError> {
        let operation = client.operation_of(&request);
        if self.settings.is_read_only && !is_reading(&request.method, operation.as_deref()) {
            let what = format!("{} {}", request.method, operation.unwrap_or(request.path));
            return Err(SendError::ReadOnly(what));
        }
        // A proxy is gone when somebody reads the journal of a run that was killed.
        let endpoint = self.cleaner_of(owner);
        let endpoint = endpoint.session(request.role)?.endpoint().to_string();
        let role = request.role;
        let intention = ledger::intention(operation.as_deref(), &request, &endpoint);
        if let Some(thing) = &intention {
            self.journal
                .secure(&Record::Intended(thing.clone()))
                .await?;
            self.ledger.enter(owner, thing.clone());
        }
        *self.n_requests.borrow_mut().entry(owner).or_default() += 1;
        let sent = client.send(request).await;
        if let (Some(thing), Err(ClientError::Unreachable { .. })) = (&intention, &sent) {
            // Whoever was never reached has made nothing.
            self.ledger.strike(thing);
            self.journal.note(&Record::Refused(thing.clone()))?;
        }
        let exchange = Arc::new(sent?);
        if let Some(thing) = &intention {
            // What comes through a proxy is not to be believed; the thing is found by its name.
            let id = match self.cleaner {
                None => ledger::made_id(operation.as_deref(), &exchange),
                Some(_) => None,
            };
            let is_refused = (400..500).contains(&exchange.status);
            if id.is_none() && is_refused {
                self.ledger.strike(thing);
                self.journal.note(&Record::Refused(thing.clone()))?;
            } else {
                self.ledger.answer(thing, id.clone());
                let made = Thing {
                    id,
                    ..thing.clone()
                };
                self.journal.note(&Record::Made(made))?;
            }
        }
        if self.cleaner.is_none() {
            for (name, id) in ledger::orphans(operation.as_deref(), &exchange) {
                self.enter_orphan(owner, role, &endpoint, name, id)?;
            }
        }
        Ok(exchange)
    }

    /// Enters a stack that the target left behind, if it is one of this run.
    fn enter_orphan(
        &self,
        owner: usize,
        role: Role,
        endpoint: &str,
        name: String,
        id: String,
    ) -> Result<(), SendError> {
        if !name.starts_with(&self.prefix()) {
            return Ok(());
        }
        let known = Thing {
            kind: Kind::Stack,
            role: role.keeper(),
            endpoint: endpoint.to_owned(),
            name,
            id: Some(id),
        };
        let intended = Thing {
            id: None,
            ..known.clone()
        };
        self.journal.note(&Record::Intended(intended.clone()))?;
        self.ledger.enter(owner, intended.clone());
        self.ledger.answer(&intended, known.id.clone());
        self.journal.note(&Record::Made(known))?;
        Ok(())
    }

    /// What lets one scenario of a group play.
    pub(super) fn turns_of(&self, group: &str) -> Rc<Semaphore> {
        let mut groups = self.groups.borrow_mut();
        let turns = groups
            .entry(group.to_owned())
            .or_insert_with(|| Rc::new(Semaphore::new(1)));
        Rc::clone(turns)
    }

    /// How many things a scenario made that may still be there.
    pub(crate) fn n_made_by(&self, owner: usize) -> usize {
        self.ledger.of(owner).len()
    }

    /// The client of a scenario: its own, or the run's.
    pub(crate) fn client_of(&self, owner: usize) -> Rc<Client> {
        let own = self.own.borrow();
        Rc::clone(own.get(&owner).unwrap_or(&self.client))
    }

    /// The client that cleans up after a scenario.
    pub(crate) fn cleaner_of(&self, owner: usize) -> Rc<Client> {
        let own = self.own.borrow();
        let usual = self.cleaner.as_ref().unwrap_or(&self.client);
        Rc::clone(own.get(&owner).unwrap_or(usual))
    }

    /// Whether a scenario has a target of its own.
    pub(crate) fn has_own_target(&self, owner: usize) -> bool {
        self.own.borrow().contains_key(&owner)
    }

    /// How many requests a scenario sent, set-up and clean-up included.
    pub(crate) fn n_requests_of(&self, owner: usize) -> u64 {
        self.n_requests.borrow().get(&owner).copied().unwrap_or(0)
    }

    /// What every name of this run begins with.
    pub(crate) fn prefix(&self) -> String {
        format!("hc-{}-", self.id)
    }
}

/// Whether a request makes and changes nothing, whatever comes of it.
fn is_reading(method: &str, operation: Option<&str>) -> bool {
    const LOOKING_AHEAD: [&str; 4] = [
        "stacks.preview",
        "stacks.preview_update",
        "stacks.preview_update_patch",
        "templates.validate",
    ];
    matches!(method, "GET" | "HEAD") || operation.is_some_and(|id| LOOKING_AHEAD.contains(&id))
}
