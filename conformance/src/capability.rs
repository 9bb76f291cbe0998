//! Capabilities: what a target must have before some requirements can be judged, found out once
//! for each run.

use std::cell::RefCell;

use heat_spec::Catalogue;
use indexmap::IndexMap;
use serde_json::json;

use crate::client::{Exchange, Request};
use crate::features::Scenario;
use crate::run::{Run, SendError};
use crate::target::Role;

/// Whether a target has something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// It has.
    Present,
    /// It has not, as a probe proved.
    Missing(String),
    /// Nobody can tell, as something was not given.
    NotGiven(String),
}

/// What was found out so far.
#[derive(Debug, Default)]
pub(crate) struct Capabilities(RefCell<IndexMap<String, Finding>>);

impl Capabilities {
    /// What was found about a capability.
    pub(crate) fn finding(&self, name: &str) -> Option<Finding> {
        self.0.borrow().get(name).cloned()
    }

    fn learn(&self, name: &str, finding: Finding) {
        self.0.borrow_mut().insert(name.to_owned(), finding);
    }
}

/// What a scenario needs, by its tags and by the requirements that it checks.
pub(crate) fn needs_of<'a>(
    catalogue: &'a Catalogue,
    scenario: &'a Scenario,
) -> impl Iterator<Item = &'a str> {
    let requirements = scenario.tags.requirements.iter();
    requirements
        .filter_map(|id| catalogue.requirement(id))
        .flat_map(|requirement| requirement.needs.iter())
        .chain(&scenario.tags.capabilities)
        .map(String::as_str)
}

/// Finds out about a capability, unless that is known.
pub(crate) async fn probe(run: &Run, name: &str) -> Result<Finding, SendError> {
    if let Some(known) = run.capabilities.finding(name) {
        return Ok(known);
    }
    let finding = match name.split_once(':') {
        Some(("type", resource_type)) => probe_type(run, resource_type).await?,
        Some(("role", "reader")) => identity(run, Role::Reader),
        Some(("role", "admin")) => identity(run, Role::Admin),
        Some(("role", "heat_stack_user")) => identity(run, Role::StackUser),
        None if name == "second-project" => identity(run, Role::Other),
        None if name == "fresh-project" => identity(run, Role::Fresh),
        None if name == "injected-faults" => {
            controls(run, "the services behind the target cannot be made to fail")
        }
        None if name == "reachable-url" => template_host(run),
        None if name == "movable-clock" => controls(run, "the target's clock cannot be moved"),
        _ => Finding::NotGiven(format!("nothing is known of the capability `{name}`")),
    };
    run.capabilities.learn(name, finding.clone());
    Ok(finding)
}

fn identity(run: &Run, role: Role) -> Finding {
    if run.client.target().identities.contains_key(&role) {
        Finding::Present
    } else {
        Finding::NotGiven(format!("no identity was given for {role}"))
    }
}

fn template_host(run: &Run) -> Finding {
    if run.client.target().template_host.is_some() {
        Finding::Present
    } else {
        let reason = "no address was given from which the target can fetch templates";
        Finding::NotGiven(reason.to_owned())
    }
}

fn controls(run: &Run, reason: &str) -> Finding {
    match run.client.target().controls {
        Some(_) => Finding::Present,
        None => Finding::NotGiven(reason.to_owned()),
    }
}

/// Asks for a preview of a stack with one resource of the type.
///
/// A preview makes nothing, and every release of Heat and every vendor has it. Missing properties
/// and missing rights are refusals of another kind than a
/// missing type.
async fn probe_type(run: &Run, resource_type: &str) -> Result<Finding, SendError> {
    let project_id = run.client.session(Role::Member)?.endpoint().project_id();
    let request = Request {
        role: Role::Member,
        method: "POST".to_owned(),
        path: format!("/v1/{project_id}/stacks/preview"),
        query: String::new(),
        headers: Vec::new(),
        body: crate::client::Body::Json(json!({
            "stack_name": format!("{}probe", run.prefix()),
            "template": {
                "heat_template_version": "2013-05-23",
                "resources": {"probe": {"type": resource_type}},
            },
        })),
    };
    let exchange = run.send(0, request).await?;
    Ok(match missing_reason(&exchange, resource_type) {
        None => Finding::Present,
        Some(reason) => Finding::Missing(reason),
    })
}

/// The refusal that proves that a type is not there; any other answer is none.
fn missing_reason(exchange: &Exchange, resource_type: &str) -> Option<String> {
    let message = exchange.fault_message()?;
    let says_so = message.contains(resource_type)
        && [
            "could not be found",
            "is not available",
            "Unknown resource Type",
        ]
        .iter()
        .any(|words| message.contains(words));
    (matches!(exchange.status, 400 | 404) && says_so)
        .then(|| format!("{resource_type}: {} {message}", exchange.status))
}
