//! Bodies checked by JSON Schema: the one file that knows the `jsonschema` crate.

use std::sync::Arc;

use indexmap::IndexMap;
use jsonschema::{Registry, ValidationError, Validator};
use serde_json::{Value, json};

use crate::Catalogue;

/// The base of the names by which the catalogue's schemas refer to each other.
const BASE: &str = "heat:/";

/// The bodies of the catalogue's operations, ready to be checked.
#[derive(Clone, Debug)]
pub struct Schemas {
    registry: Registry<'static>,
    requests: IndexMap<String, Arc<Schema>>,
    responses: IndexMap<String, IndexMap<u16, Arc<Schema>>>,
}

/// A compiled schema.
#[derive(Debug)]
pub struct Schema {
    validator: Validator,
}

/// One way in which a body is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaError {
    /// JSON pointer into the body.
    pub instance: String,
    /// JSON pointer into the schema, references followed.
    pub schema: String,
    /// What is wrong there.
    pub message: String,
}

/// A schema that is none.
#[derive(Debug, thiserror::Error)]
#[error("schema `{name}`: {reason}")]
pub struct InvalidSchema {
    /// The schema's name, or the text of an inline one.
    pub name: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Schemas {
    /// Compiles what the operations of a catalogue refer to, each schema once.
    ///
    /// # Errors
    ///
    /// If a schema is not valid, or refers to one that is not there.
    pub fn compile(catalogue: &Catalogue) -> Result<Self, InvalidSchema> {
        let mut builder = Registry::new();
        for (name, schema) in &catalogue.schemas {
            builder = builder
                .add(format!("{BASE}{name}"), schema.clone())
                .map_err(|error| InvalidSchema::new(name, error))?;
        }
        let registry = builder
            .prepare()
            .map_err(|error| InvalidSchema::new("all", error))?;
        let mut schemas = Self {
            registry,
            requests: IndexMap::new(),
            responses: IndexMap::new(),
        };
        let mut compiled: IndexMap<&str, Arc<Schema>> = IndexMap::new();
        for operation in catalogue.operations.values() {
            let request = operation.request.as_ref().map(|request| &request.schema);
            if let Some(name) = request {
                let schema = schemas.once(&mut compiled, name)?;
                schemas.requests.insert(operation.id.clone(), schema);
            }
            for (status, response) in &operation.responses {
                if let Some(name) = &response.schema {
                    let schema = schemas.once(&mut compiled, name)?;
                    schemas
                        .responses
                        .entry(operation.id.clone())
                        .or_default()
                        .insert(*status, schema);
                }
            }
        }
        Ok(schemas)
    }

    /// The schema of an operation's request.
    pub fn request(&self, operation: &str) -> Option<&Schema> {
        self.requests.get(operation).map(AsRef::as_ref)
    }

    /// The schema of an operation's answer of that status, for bodies of JSON.
    pub fn response(&self, operation: &str, status: u16) -> Option<&Schema> {
        self.responses
            .get(operation)?
            .get(&status)
            .map(AsRef::as_ref)
    }

    /// The schema of that name.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn named(&self, name: &str) -> Result<Schema, InvalidSchema> {
        self.inline(&json!({"$ref": name}))
            .map_err(|error| InvalidSchema::new(name, error.reason))
    }

    /// Compiles a schema that stands elsewhere; it may refer to the catalogue's by their names.
    ///
    /// # Errors
    ///
    /// If it is not valid, or refers to one that is not there.
    pub fn inline(&self, schema: &Value) -> Result<Schema, InvalidSchema> {
        jsonschema::options()
            .offline()
            .with_registry(&self.registry)
            .with_base_uri(format!("{BASE}inline"))
            .should_validate_formats(false)
            .build(schema)
            .map(|validator| Schema { validator })
            .map_err(|error| InvalidSchema::new(&schema.to_string(), error))
    }

    fn once<'a>(
        &self,
        compiled: &mut IndexMap<&'a str, Arc<Schema>>,
        name: &'a str,
    ) -> Result<Arc<Schema>, InvalidSchema> {
        if let Some(schema) = compiled.get(name) {
            return Ok(Arc::clone(schema));
        }
        let schema = Arc::new(self.named(name)?);
        compiled.insert(name, Arc::clone(&schema));
        Ok(schema)
    }
}

impl Schema {
    /// Whether a value is valid.
    pub fn is_valid(&self, instance: &Value) -> bool {
        self.validator.is_valid(instance)
    }

    /// All the ways in which a value is not valid; empty if it is.
    pub fn errors(&self, instance: &Value) -> Vec<SchemaError> {
        self.validator
            .iter_errors(instance)
            .map(|error| SchemaError::from(&error))
            .collect()
    }
}

/// Checks that a schema is one, by the meta-schema of JSON Schema 2020-12.
pub fn errors_in_schema(schema: &Value) -> Vec<SchemaError> {
    match jsonschema::draft202012::meta::validate(schema) {
        Ok(()) => Vec::new(),
        Err(error) => vec![SchemaError::from(&error)],
    }
}

impl From<&ValidationError<'_>> for SchemaError {
    fn from(error: &ValidationError<'_>) -> Self {
        Self {
            instance: error.instance_path().to_string(),
            schema: error.evaluation_path().to_string(),
            message: error.to_string(),
        }
    }
}

impl InvalidSchema {
    fn new(name: &str, reason: impl std::fmt::Display) -> Self {
        Self {
            name: name.to_owned(),
            reason: reason.to_string(),
        }
    }
}
