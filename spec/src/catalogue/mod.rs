//! The catalogue: operations, requirements and schemas of one profile, typed.
//!
//! The data stands in files beside this crate, which the build script embeds:
//!
//! | files | what they hold |
//! |---|---|
//! | `documents.yaml` | the documents that sources refer to, by short names |
//! | `operations/sections.yaml` | the sections of the API reference and the order of operations |
//! | `operations/SECTION/OPERATION.yaml` | one [`Operation`] |
//! | `operations/common.yaml` | what several operations share, put in where one says `use: NAME` |
//! | `schemas/NAME.yaml` | one JSON Schema of a body or of a part of one; `$ref: NAME` refers to it |
//! | `requirements/SECTION/OPERATION.yaml`, or a folder of topics | a list of [`Requirement`]s |
//! | `examples/OPERATION/NAME.json` | one [`Example`] that a document prints |
//! | `profiles/NAME.yaml` | what a provider's API has, lacks and does otherwise |
//!
//! Sources are written as a map from a document's short name to a section of it. Among the faults
//! of an answer, `PART/*` stands for all rows of a part of the [fault table](crate::fault).

mod capability;
mod example;
mod expectation;
mod files;
mod generated;
mod load;
mod operation;
mod path;
mod profile;
mod raw;
mod requirement;
mod route;
mod source;

pub use capability::Capability;
pub use example::{Example, ExampleResponse};
pub use expectation::{BodyExpectation, Expectation, HeaderExpectation, Matcher, PLACEHOLDERS};
pub use generated::{Aspect, GeneratedRequirement};
pub use load::CatalogueError;
pub use operation::{
    Authentication, Disagreement, Header, Operation, Parameter, Policy, Request, Response,
};
pub use path::PathTemplate;
pub use profile::Difference;
pub use requirement::{Kind, Level, Requirement};
pub use route::{Match, PathVersion};
pub use source::Source;

use std::collections::HashSet;

use indexmap::IndexMap;

/// Everything that is promised under one profile.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The catalogue's own version (semver).
    pub version: String,
    /// The profile's name: `upstream`.
    pub profile: String,
    /// What the profile is, in a few words.
    pub title: String,
    /// SHA-256 over the canonical JSON of everything in here, in hexadecimal; empty if only the
    /// operations were loaded.
    pub digest: String,
    /// The documents that sources refer to, by their short name.
    pub documents: IndexMap<String, Document>,
    /// The sections of the API reference, in its order.
    pub sections: Vec<Section>,
    /// The operations by id, in the order of the API reference.
    pub operations: IndexMap<String, Operation>,
    /// JSON Schemas (2020-12) of bodies, by name; they refer to each other as `NAME`.
    pub schemas: IndexMap<String, serde_json::Value>,
    /// The hand-written requirements by id, in the order of their operations.
    pub requirements: IndexMap<String, Requirement>,
    /// The examples that the documents print.
    pub examples: Vec<Example>,
    /// Where the profile, and those that it extends, differ from upstream.
    pub differences: Vec<Difference>,
    /// The ids of upstream's requirements that the profile, or one that it extends, leaves out.
    pub omitted: HashSet<String>,
    /// What a guideline asks for, if the profile is one: its requirements, in groups.
    pub capabilities: Vec<Capability>,
    router: route::Router,
}

/// A section of the API reference.
#[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its short name, which is also the name of its folders: `stacks`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The ids of its operations; those that the profile omits included.
    pub operations: Vec<String>,
}

/// A document that requirements come from.
#[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What kind of witness it is: `specification`, `vendor`, `client`, `code`, `recording` or
    /// `proposal`.
    pub kind: String,
    /// Where it can be read, if it is on the web.
    #[serde(default)]
    pub url: Option<String>,
}

impl Document {
    /// Whether what it says binds an implementation; code and recordings only show what one does.
    pub fn binds(&self) -> bool {
        matches!(self.kind.as_str(), "specification" | "vendor" | "client")
    }
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

    /// Loads the catalogue under a profile without its requirements, its examples and its digest,
    /// which servers do not need; it takes a third of the time.
    ///
    /// # Errors
    ///
    /// If there is no such profile, or the data contradicts itself.
    pub fn load_operations(profile: &str) -> Result<Self, CatalogueError> {
        load::load_operations(profile)
    }

    /// The operation of that id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.get(id)
    }

    /// The hand-written requirement of that id.
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements.get(id)
    }

    /// Finds the operation that a request addresses, by its method and its path without the query.
    ///
    /// The path may spell the version as Heat lets it (`v1.0`); a path without one is not found.
    pub fn match_request(&self, method: &str, path: &str) -> Match<'_> {
        self.router.find(&self.operations, method, path)
    }

    /// The operations that a path addresses whatever the method, those of its most specific form:
    /// what an answer 405 is judged by.
    pub fn operations_at(&self, path: &str) -> Vec<&Operation> {
        self.router.operations_at(&self.operations, path)
    }

    /// How binding something is that these sources say: must if a document or a client stands
    /// behind it, should if it is only observed.
    pub fn level_of(&self, sources: &[Source]) -> Level {
        let binding = sources.iter().any(|source| {
            self.documents
                .get(&source.document)
                .is_some_and(Document::binds)
        });
        if binding { Level::Must } else { Level::Should }
    }

    /// The digest of this catalogue together with other texts, such as those of the features, by
    /// name.
    pub fn digest_with<'a>(&self, extra: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        let extra: serde_json::Map<_, _> = extra
            .map(|(name, text)| (name.to_owned(), text.into()))
            .collect();
        crate::digest::of(&serde_json::json!({"catalogue": self.digest, "extra": extra}))
    }
}
