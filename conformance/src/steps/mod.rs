//! Steps: what the sentences of the features do. One file for each topic.
//!
//! `Given` and `When` steps check no requirement: what they need and do not get blocks the
//! scenario. `Then` steps end with the id of the requirement that they check in brackets; those
//! that begin with "the answer" look at the last answer and nothing else, and still run when
//! another part of that answer was broken.
//!
//! A scenario is tagged with every requirement that it checks (`@stacks.create.201`), and with
//! what it needs beyond the needs of those: `@cap:type:OS::Heat::WaitCondition`, `@slow`,
//! `@serial` (nothing runs beside it), `@stacks:2` (so many stacks at the same time; 1 if absent),
//! `@config:max_stacks_per_tenant=1` (the target's own settings, values as JSON).
//!
//! A scenario that needs settings, that moves the time (`@slow` or a requirement of that kind,
//! `@cap:movable-clock`) or breaks services behind the target (`@cap:injected-faults`) has an
//! embedded server of its own. On other targets time is waited for, settings have to be known, and
//! the rest is untested.
//!
//! A stack has a name of the feature's own (`web`); on the target it is unique. In the texts of
//! steps `{name:web}` and `{id:web}` stand for the real ones, `{no_id}` for an id that nothing has,
//! `{project_id}`, `{other_project_id}`, `{endpoint}` and `{base_url}` for parts of the target, and
//! any other name for what the scenario remembers. What it remembers under the name of a parameter
//! of a path (`resource_name`, `output_key`) stands there as well. In expectations `{stack_name}`
//! and `{stack_id}` stand for those of the request, or else of the scenario's latest stack.

#![expect(
    clippy::needless_pass_by_value,
    reason = "the step macros hand over what they parsed"
)]

mod adoption;
mod agreement;
mod answers;
mod bodies;
mod changes;
mod clock;
mod cloud;
mod contents;
mod courses;
mod events;
mod items;
mod lists;
mod nothing;
mod pages;
mod properties;
mod query;
mod redirects;
mod request_ids;
mod requests;
mod robustness;
mod sizes;
mod software;
mod stacks;
mod templates;
mod time;
mod updates;
mod values;

use std::convert::Infallible;
use std::str::FromStr;

use cucumber::gherkin::Step;
use serde_json::{Map, Value};

use crate::client::Body;
use crate::world::{Stop, World};

/// The id of an operation as a parameter of steps.
#[derive(Clone, Debug, cucumber::Parameter)]
#[param(name = "operation", regex = r"[a-z_]+\.[a-z_-]+")]
pub(crate) struct OperationId(String);

impl OperationId {
    fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OperationId {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// The body that a step gives: a doc string as it is, or a table of fields.
fn body_of(world: &mut World, step: &Step) -> Result<Body, Stop> {
    if let Some(text) = &step.docstring {
        return Ok(Body::Text {
            media_type: Some("application/json".to_owned()),
            text: world.filled(doc_string(text))?,
        });
    }
    if step.table.is_none() {
        return Ok(Body::None);
    }
    Ok(Body::Json(Value::Object(fields_of(world, step)?)))
}

/// The fields in a step's table: name and JSON value in each row; none without a table.
fn fields_of(world: &mut World, step: &Step) -> Result<Map<String, Value>, Stop> {
    let mut fields = Map::new();
    for row in step.table.iter().flat_map(|table| &table.rows) {
        let [name, value] = row.as_slice() else {
            return Err(Stop::Error("a table of fields has two columns".to_owned()));
        };
        fields.insert(name.clone(), world.filled_json(value)?);
    }
    Ok(fields)
}

/// A doc string without the line break that Gherkin leaves before it.
fn doc_string(text: &str) -> &str {
    text.strip_prefix('\n').unwrap_or(text)
}
