//! Requirements that follow from the operations alone, checked at every exchange.

use std::fmt;

use serde::Serialize;

use super::{Catalogue, Level, Response, Source, source};

/// A requirement that follows from an (operation, status) pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GeneratedRequirement {
    /// `OPERATION.STATUS.ASPECT`, with upstream's status.
    pub id: String,
    /// The operation.
    pub operation: String,
    /// The status that the profile documents, which differs from the id's where the profile
    /// changes it.
    pub status: u16,
    /// What is checked of the answer.
    pub aspect: Aspect,
    /// Must where documents or clients stand behind all that is checked, should where a part of
    /// it is only observed.
    pub level: Level,
}

/// What a generated requirement checks of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// That the status is one that the operation documents.
    Status,
    /// That the headers are there and have their form.
    Headers,
    /// That the body has its media type and is valid by its schema.
    Body,
}

impl Aspect {
    const ALL: [Self; 3] = [Self::Status, Self::Headers, Self::Body];
}

impl fmt::Display for Aspect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Status => "status",
            Self::Headers => "headers",
            Self::Body => "body",
        })
    }
}

impl GeneratedRequirement {
    /// What is promised, in one sentence.
    pub fn statement(&self) -> String {
        let Self {
            operation, status, ..
        } = self;
        match self.aspect {
            Aspect::Status => format!("{operation} may answer {status}, as documented."),
            Aspect::Headers => {
                format!("An answer {status} of {operation} has the documented headers.")
            }
            Aspect::Body => format!("An answer {status} of {operation} has the documented body."),
        }
    }
}

impl Catalogue {
    /// The requirements that follow from the operations, in their order; failures of the service
    /// (500) are left out, as no request is meant to get them.
    pub fn generated(&self) -> impl Iterator<Item = GeneratedRequirement> + '_ {
        self.operations.values().flat_map(move |operation| {
            operation
                .responses
                .iter()
                .filter(|(_, response)| !response.failure)
                .flat_map(move |(status, response)| {
                    let upstream = response.upstream_status.unwrap_or(*status);
                    Aspect::ALL.map(|aspect| GeneratedRequirement {
                        id: format!("{}.{upstream}.{aspect}", operation.id),
                        operation: operation.id.clone(),
                        status: *status,
                        aspect,
                        level: self.aspect_level(response, aspect),
                    })
                })
        })
    }

    /// The weakest of the levels of an answer and of what an aspect of it checks.
    fn aspect_level(&self, response: &Response, aspect: Aspect) -> Level {
        let answer = self.level_of(&response.sources);
        let parts = match aspect {
            Aspect::Status => None,
            Aspect::Headers => response
                .headers
                .iter()
                .filter(|header| header.required)
                .map(|header| self.level_of(&header.sources))
                .max(),
            Aspect::Body => response
                .schema
                .as_ref()
                .and_then(|name| self.schema_sources(name))
                .map(|sources| self.level_of(&sources)),
        };
        parts.map_or(answer, |level| level.max(answer))
    }

    /// The sources that a schema names for itself as a whole.
    fn schema_sources(&self, name: &str) -> Option<Vec<Source>> {
        source::read(self.schemas.get(name)?.get("x-sources")?.clone()).ok()
    }
}
