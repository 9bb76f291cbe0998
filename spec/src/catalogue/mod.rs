//! The catalogue: operations, requirements and schemas of one profile, typed.
//!
//! The data stands in YAML and JSON Schema files beside this crate and is embedded in it.

mod expectation;
mod load;
mod operation;
mod requirement;
mod route;

pub use expectation::{BodyExpectation, Expectation, HeaderExpectation, Matcher};
pub use load::CatalogueError;
pub use operation::{
    Authentication, Disagreement, Header, Operation, Parameter, Policy, Request, Response, Source,
};
pub use requirement::{Kind, Level, Requirement};
pub use route::{Match, PathTemplate};

use indexmap::IndexMap;

/// Everything that is promised under one profile.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The catalogue's own version (semver).
    pub version: String,
    /// The profile's name: `upstream`.
    pub profile: String,
    /// SHA-256 over the canonical JSON of everything in here, in hexadecimal.
    pub digest: String,
    /// The documents that sources refer to, by their short name.
    pub documents: IndexMap<String, Document>,
    /// The operations by id, in the order of the API reference.
    pub operations: IndexMap<String, Operation>,
    /// JSON Schemas (2020-12) of bodies, by name; they refer to each other as `NAME`.
    pub schemas: IndexMap<String, serde_json::Value>,
    /// The hand-written requirements by id, in the order of their operations.
    pub requirements: IndexMap<String, Requirement>,
}

/// A document that requirements come from.
#[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What kind of witness it is: a specification, a vendor's page, the code, a recording.
    pub kind: String,
    /// Where it can be read, if it is on the web.
    #[serde(default)]
    pub url: Option<String>,
}

impl Catalogue {
    /// Loads the catalogue under a profile.
    ///
    /// # Errors
    ///
    /// If there is no such profile, or the data contradicts itself.
    pub fn load(profile: &str) -> Result<Self, CatalogueError> {
        load::load(profile)
    }

    /// The operation of that id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.get(id)
    }

    /// The hand-written requirement of that id.
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements.get(id)
    }

    /// Finds the operation that a request addresses.
    pub fn match_request(&self, method: &str, path: &str) -> Match<'_> {
        route::match_request(self.operations.values(), method, path)
    }
}
