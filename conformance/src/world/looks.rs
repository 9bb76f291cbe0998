//! What stacks were like when a scenario looked at them.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use super::{Stop, World};
use crate::client::Exchange;

/// What a stack was like once.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    /// The stack, as it was shown.
    pub(crate) stack: Value,
    /// Its template.
    pub(crate) template: Value,
    /// The answer that showed it.
    pub(crate) exchange: Arc<Exchange>,
}

impl World {
    /// Keeps what a stack is like, in place of what it was like before.
    pub(crate) fn keep_look(&mut self, alias: &str, look: Look) {
        self.looks.insert(alias.to_owned(), look);
    }

    /// What a stack was like.
    pub(crate) fn look(&self, alias: &str) -> Result<&Look, Stop> {
        let look = self.looks.get(alias);
        look.ok_or_else(|| Stop::Error(format!("no step looked at the stack \"{alias}\" before")))
    }

    /// Keeps the ids of the stacks that there are.
    pub(crate) fn keep_listed(&mut self, ids: HashSet<String>) {
        self.listed = ids;
    }

    /// The ids of the stacks that there were.
    pub(crate) fn listed(&self) -> &HashSet<String> {
        &self.listed
    }
}
