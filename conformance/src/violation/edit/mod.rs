//! Edits: what is done to a request or an answer.
//!
//! In YAML an edit is a map of one key: `- {reverse: /stacks}`. Places are JSON pointers in which
//! `*` stands for every item of a list and every value of an object. Texts may hold the names of
//! the request's path parameters in braces: `{stack_name}`; as well as `{base_url}`, the service's
//! address without version and project, `{known_id}`, the id of the stack that was created under the
//! name in the path, and `{known_name}`, the name of the one with the id in the path.

mod answer;
mod document;
mod items;
mod query;
mod request;

pub(crate) use answer::AnswerEdit;
pub(crate) use request::{Order, RequestEdit};

use std::collections::HashMap;

use indexmap::IndexMap;
use regex::Regex;
use serde_json::Value;

/// What edits know beside the message that they change.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    /// The parameters of the request's path, decoded.
    pub(crate) path_parameters: &'a IndexMap<String, String>,
    /// What earlier answers were like.
    pub(crate) memory: &'a mut Memory,
}

/// What was remembered, by name and by the stack that it is about.
pub(crate) type Memory = HashMap<(String, String), Value>;

impl Context<'_> {
    /// The text with the parameters of the path in it.
    pub(super) fn fill(&self, text: &str) -> String {
        fill(text, self.path_parameters)
    }

    /// The value with the parameters of the path in its texts.
    pub(super) fn fill_json(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.fill(text)),
            Value::Array(items) => items.iter().map(|item| self.fill_json(item)).collect(),
            Value::Object(fields) => fields
                .iter()
                .map(|(name, field)| (name.clone(), self.fill_json(field)))
                .collect(),
            other => other.clone(),
        }
    }

    /// The key of a memory: what is remembered belongs to the stack of the path, if there is one.
    pub(super) fn key(&self, name: &str) -> (String, String) {
        let parameters = ["stack_name", "stack_identity"];
        let stack = parameters
            .into_iter()
            .find_map(|parameter| self.path_parameters.get(parameter));
        (name.to_owned(), stack.cloned().unwrap_or_default())
    }
}

/// A text with another one for what a regular expression finds in it.
fn replaced(text: &str, pattern: &str, with: &str) -> String {
    // Patterns are compiled by a test; one that is none finds nothing.
    match Regex::new(pattern) {
        Ok(regex) => regex.replace_all(text, with).into_owned(),
        Err(_) => text.to_owned(),
    }
}

/// A text with the parameters of a path in it, where it names them in braces.
pub(crate) fn fill(text: &str, path_parameters: &IndexMap<String, String>) -> String {
    let mut filled = text.to_owned();
    for (name, value) in path_parameters {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}
