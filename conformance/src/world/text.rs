//! Names in braces: what they stand for in the texts of steps and of expectations.

use serde_json::Value;

use super::{NO_ID, Stop, World};
use crate::check::Placeholders;
use crate::client::Exchange;
use crate::target::{Endpoint, Role};

/// A project of nobody's, where no other identity is given.
const NO_PROJECT: &str = "00000000000040008000000000000000";

impl World {
    /// What names in braces stand for around an answer: first what the scenario remembers, then what
    /// its request held, then its stacks and the target.
    pub(super) fn placeholders_of(&self, exchange: &Exchange) -> Result<Placeholders, Stop> {
        let mut known = Placeholders::default();
        let endpoint = self.endpoint(exchange.role)?;
        known.set_endpoint(endpoint);
        known.set("no_id", NO_ID);
        if let Some(stack) = self.stacks.values().last() {
            known.set("stack_name", &stack.name);
            if let Some(id) = &stack.id {
                known.set("stack_id", id);
            }
        }
        known.set_request(exchange);
        // What looks for a stack that was never made gives no other name for it.
        let identity = exchange.path_parameters.get("stack_identity");
        if let (None, Some(identity)) = (known.get("stack_name"), identity) {
            known.set("stack_name", identity);
        }
        known.set_all(&self.placeholders);
        Ok(known)
    }

    /// The JSON value that the text of a step stands for.
    pub(crate) fn filled_json(&mut self, text: &str) -> Result<Value, Stop> {
        let text = self.filled(text)?;
        serde_json::from_str(&text)
            .map_err(|error| Stop::Error(format!("`{text}` is no JSON: {error}")))
    }

    /// The text of a step with its names in braces replaced: `{name:web}` and `{id:web}` for
    /// stacks, `{no_id}` for none, `{project_id}`, `{other_project_id}`, `{endpoint}`, and what the
    /// scenario remembers.
    pub(crate) fn filled(&mut self, text: &str) -> Result<String, Stop> {
        let mut known = self.placeholders.clone();
        known.set_endpoint(self.endpoint(Role::Member)?);
        let other = self
            .endpoint(Role::Other)
            .map_or(NO_PROJECT, Endpoint::project_id);
        known.set("other_project_id", other);
        known.set("no_id", NO_ID);
        for (alias, stack) in &self.stacks {
            if let Some(id) = &stack.id {
                known.set(&format!("id:{alias}"), id);
            }
        }
        for alias in aliases(text) {
            known.set(&format!("name:{alias}"), self.name_of(alias));
        }
        Ok(known.fill(text)?)
    }

    /// Lets a name in braces stand for a text in the rest of the scenario.
    pub(crate) fn remember(&mut self, name: &str, text: &str) {
        self.placeholders.set(name, text);
    }

    /// What a name in braces stands for since an earlier step.
    pub(crate) fn remembered(&self, name: &str) -> Option<&str> {
        self.placeholders.get(name)
    }
}

/// The stacks whose names a text asks for.
fn aliases(text: &str) -> impl Iterator<Item = &str> {
    text.split("{name:")
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(alias, _)| alias))
}
