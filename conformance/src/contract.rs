//! The catalogue, with its schemas and patterns compiled.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use heat_spec::Catalogue;
use heat_spec::schema::{InvalidSchema, Schema, SchemaError, Schemas};
use regex::Regex;
use serde_json::Value;

/// What answers are judged by.
#[derive(Debug)]
pub(crate) struct Contract {
    catalogue: Arc<Catalogue>,
    schemas: Schemas,
    /// Schemas that stand in expectations, by their text.
    inline: RefCell<HashMap<String, Rc<Schema>>>,
    patterns: RefCell<HashMap<String, Rc<Regex>>>,
}

/// A pattern or a schema that is none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContractError {
    /// The schema is none.
    #[error(transparent)]
    Schema(#[from] InvalidSchema),
    /// The pattern is none.
    #[error(transparent)]
    Pattern(#[from] regex::Error),
}

impl Contract {
    /// Compiles the schemas of a catalogue.
    pub(crate) fn new(catalogue: Arc<Catalogue>) -> Result<Self, ContractError> {
        Ok(Self {
            schemas: Schemas::compile(&catalogue)?,
            catalogue,
            inline: RefCell::default(),
            patterns: RefCell::default(),
        })
    }

    /// The catalogue.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The catalogue, to be kept.
    pub(crate) fn shared_catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.catalogue)
    }

    /// The schema of an operation's answer of that status.
    pub(crate) fn response_schema(&self, operation: &str, status: u16) -> Option<&Schema> {
        self.schemas.response(operation, status)
    }

    /// What of a value is not valid by a schema that stands in an expectation.
    pub(crate) fn errors_by(
        &self,
        schema: &Value,
        value: &Value,
    ) -> Result<Vec<SchemaError>, ContractError> {
        let text = schema.to_string();
        let known = self.inline.borrow().get(&text).map(Rc::clone);
        let compiled = if let Some(compiled) = known {
            compiled
        } else {
            let compiled = Rc::new(self.schemas.inline(schema)?);
            self.inline.borrow_mut().insert(text, Rc::clone(&compiled));
            compiled
        };
        Ok(compiled.errors(value))
    }

    /// A regular expression that matches whole texts.
    pub(crate) fn pattern(&self, text: &str) -> Result<Rc<Regex>, ContractError> {
        if let Some(known) = self.patterns.borrow().get(text) {
            return Ok(Rc::clone(known));
        }
        let regex = Rc::new(Regex::new(&format!(r"\A(?:{text})\z"))?);
        self.patterns
            .borrow_mut()
            .insert(text.to_owned(), Rc::clone(&regex));
        Ok(regex)
    }
}
