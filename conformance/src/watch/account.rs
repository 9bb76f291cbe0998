//! What passed by, counted and judged.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use heat_spec::catalogue::{GeneratedRequirement, Level};
use indexmap::IndexMap;

use super::HeatRoot;
use super::recording::Recorded;
use super::summary::{Broken, OperationCoverage, Unknown, WatchReport, WatchTotals};
use crate::check::{Check, check_exchange};
use crate::client::{Addressed, Exchange, Secrets, is_secret_header};
use crate::contract::{Contract, ContractError};
use crate::target::Role;

/// How many times each broken requirement is told.
const MAX_TOLD: u64 = 3;

/// What passed by so far.
pub(super) struct Account {
    heat: String,
    contract: Rc<Contract>,
    generated: IndexMap<String, GeneratedRequirement>,
    secrets: Secrets,
    totals: WatchTotals,
    broken: IndexMap<String, Broken>,
    n_met: BTreeMap<String, u64>,
    /// The statuses that each operation answered with.
    reached: BTreeMap<String, BTreeSet<u16>>,
    unknown: IndexMap<(String, String, u16), u64>,
}

impl Account {
    pub(super) fn new(heat: &HeatRoot, contract: Rc<Contract>) -> Self {
        let generated = contract.catalogue().generated();
        Self {
            heat: heat.to_string(),
            generated: generated.map(|one| (one.id.clone(), one)).collect(),
            contract,
            secrets: Secrets::default(),
            totals: WatchTotals::default(),
            broken: IndexMap::new(),
            n_met: BTreeMap::new(),
            reached: BTreeMap::new(),
            unknown: IndexMap::new(),
        }
    }

    pub(super) fn n_requests(&self) -> u64 {
        self.totals.requests
    }

    /// Counts and checks what passed by; what it breaks and is worth telling.
    pub(super) fn add(
        &mut self,
        recorded: Recorded,
    ) -> Result<Vec<(Broken, Arc<Exchange>)>, ContractError> {
        self.totals.requests += 1;
        if recorded.unanswered.is_some() {
            self.totals.unanswered += 1;
            return Ok(Vec::new());
        }
        let is_cut = recorded.is_cut;
        let exchange = Arc::new(self.exchange(recorded));
        let Some(operation) = exchange.operation.clone() else {
            self.totals.unknown += 1;
            let path = exchange
                .url
                .strip_prefix(&self.heat)
                .unwrap_or(&exchange.url);
            let path = path.split('?').next().unwrap_or(path).to_owned();
            let key = (exchange.method.clone(), path, exchange.status);
            *self.unknown.entry(key).or_default() += 1;
            return Ok(Vec::new());
        };
        self.reached
            .entry(operation)
            .or_default()
            .insert(exchange.status);
        let mut told = Vec::new();
        for check in check_exchange(&exchange, &self.contract)? {
            if is_cut && is_about_body(&check.requirement) {
                self.totals.unchecked += 1;
                continue;
            }
            told.extend(self.judge(&check, &exchange));
        }
        Ok(told)
    }

    /// Counts a check; what it breaks, if that is to be told.
    fn judge(
        &mut self,
        check: &Check,
        exchange: &Arc<Exchange>,
    ) -> Option<(Broken, Arc<Exchange>)> {
        self.totals.checks += 1;
        let Some(difference) = &check.difference else {
            *self.n_met.entry(check.requirement.clone()).or_default() += 1;
            return None;
        };
        let generated = self.generated.get(&check.requirement);
        let level = generated.map_or(Level::Must, |generated| generated.level);
        match level {
            Level::Must => self.totals.violations += 1,
            Level::Should | Level::May => self.totals.warnings += 1,
        }
        let broken = self
            .broken
            .entry(check.requirement.clone())
            .or_insert_with(|| Broken {
                id: check.requirement.clone(),
                operation: generated.map_or_else(String::new, |one| one.operation.clone()),
                level,
                n_broken: 0,
                n_met: 0,
                difference: difference.clone(),
                exchange: exchange.to_string(),
            });
        broken.n_broken += 1;
        (broken.n_broken <= MAX_TOLD).then(|| {
            let this_time = Broken {
                difference: difference.clone(),
                ..broken.clone()
            };
            (this_time, Arc::clone(exchange))
        })
    }

    /// The exchange without secrets; what the client sent in its body is its own, and not kept.
    fn exchange(&mut self, recorded: Recorded) -> Exchange {
        let token = recorded.request_headers.get("x-auth-token");
        let token = token.and_then(|token| token.to_str().ok());
        if let Some(token) = token {
            self.secrets.learn(token);
        }
        let role = if token.is_some() {
            Role::Member
        } else {
            Role::Nobody
        };
        let catalogue = self.contract.catalogue();
        let addressed = Addressed::of(&recorded.method, &recorded.path, catalogue);
        let headers = |headers: &axum::http::HeaderMap| {
            let redacted = headers.iter().map(|(name, value)| {
                let value = if is_secret_header(name.as_str()) {
                    "***".to_owned()
                } else {
                    let text = String::from_utf8_lossy(value.as_bytes());
                    self.secrets.redact(text.into_owned())
                };
                (name.as_str().to_owned(), value)
            });
            redacted.collect()
        };
        let body = String::from_utf8_lossy(&recorded.body).into_owned();
        let body = self.secrets.redact(body);
        Exchange {
            number: self.totals.requests,
            role,
            operation: addressed.operation,
            other_operations: addressed.other_operations,
            is_method_known: addressed.is_method_known,
            path_parameters: addressed.path_parameters,
            request_headers: headers(&recorded.request_headers),
            has_own_token: false,
            request_body: None,
            started: recorded.started,
            elapsed: recorded.elapsed,
            overhead: Duration::ZERO,
            n_reconnects: 0,
            status: recorded.status,
            headers: headers(&recorded.headers),
            json: serde_json::from_str(&body).ok(),
            body,
            method: recorded.method,
            url: self.secrets.redact(recorded.url),
        }
    }

    /// What it all comes to.
    pub(super) fn sum_up(self) -> WatchReport {
        let catalogue = self.contract.catalogue();
        let operations = catalogue.operations.values().map(|operation| {
            let reached = self.reached.get(&operation.id);
            let has = |status: &u16| reached.is_some_and(|reached| reached.contains(status));
            let documented = operation
                .responses
                .iter()
                .filter(|(_, response)| !response.failure);
            let (seen, missing) = documented.map(|(status, _)| *status).partition(has);
            OperationCoverage {
                id: operation.id.clone(),
                is_reached: reached.is_some(),
                seen,
                missing,
            }
        });
        let operations: Vec<OperationCoverage> = operations.collect();
        let mut broken: Vec<Broken> = self.broken.into_values().collect();
        for one in &mut broken {
            one.n_met = self.n_met.get(&one.id).copied().unwrap_or(0);
        }
        broken.sort_by(|one, other| (one.level, &one.id).cmp(&(other.level, &other.id)));
        let unknown = self.unknown.into_iter();
        let unknown = unknown.map(|((method, path, status), n_times)| Unknown {
            method,
            path,
            status,
            n_times,
        });
        WatchReport::new(
            self.heat,
            catalogue,
            self.totals,
            broken,
            unknown.collect(),
            operations,
        )
    }
}

/// Whether a generated requirement is about the body, which may not be there as a whole.
fn is_about_body(requirement: &str) -> bool {
    let aspect = requirement.rsplit_once('.').map(|(_, aspect)| aspect);
    aspect == Some("body")
}
