//! What every request has at hand.

use std::ops::Deref;
use std::sync::Arc;

use heat_spec::Catalogue;
use jiff::Timestamp;

use crate::api::ViewCache;
use crate::clock::Clock;
use crate::cloud;
use crate::config::Config;
use crate::engine::{Definitions, Workers};
use crate::identity::StackUsers;
use crate::store::Store;

/// The parts of a running server; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct App {
    parts: Arc<Parts>,
}

/// What an [`App`] holds; its fields are read through the handle.
#[derive(Debug)]
pub(crate) struct Parts {
    /// What the API promises, under the profile that the server was started with.
    pub(crate) catalogue: Arc<Catalogue>,
    /// The switches and limits that the server was started with.
    pub(crate) config: Arc<Config>,
    /// The state.
    pub(crate) store: Store,
    /// The time.
    pub(crate) clock: Clock,
    /// When the server was started.
    pub(crate) started_at: Timestamp,
    /// What talks to the services of the pretend cloud.
    pub(crate) cloud: cloud::client::Client,
    /// Makes the users that stacks have.
    pub(crate) stack_users: StackUsers,
    /// The base URL of the Orchestration API: `http://127.0.0.1:8004`.
    pub(crate) orchestration_url: String,
    /// Where tokens come from, with `/v3` at its end; empty if none is needed.
    pub(crate) identity_url: String,
    /// What works on stacks.
    pub(crate) workers: Workers,
    /// Parsed definitions of stacks.
    pub(crate) definitions: Definitions,
    /// Rendered views of stacks.
    pub(crate) views: ViewCache,
}

impl App {
    /// A handle to these parts.
    pub(crate) fn new(parts: Parts) -> Self {
        Self {
            parts: Arc::new(parts),
        }
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}
