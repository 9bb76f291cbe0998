//! The service that is judged, and the identities that ask it.

mod cloud;
mod controls;
mod endpoint;
mod fresh;
mod keystone;
mod seeded;
mod session;
mod template_host;

pub use cloud::{Cloud, CloudError};
pub use controls::{BrokenCalls, ControlError, Controls, HeatSettings};
pub(crate) use endpoint::is_plain;
pub use endpoint::{Endpoint, EndpointError};
pub use keystone::{AuthenticationError, Credentials, Method, Name, Scope};
pub(crate) use seeded::EMBEDDED;
pub use seeded::SeedError;
pub use session::{Session, SignInError};
pub use template_host::TemplateHost;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use cucumber::Parameter;
use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A service with the identities that a run may use on it.
#[derive(Debug)]
pub struct Target {
    /// How it was given: `--endpoint`, the name of a cloud, `embedded`.
    pub name: String,
    /// Whether it is the reference server inside this process, where nothing survives the run.
    pub is_embedded: bool,
    /// The client for all of its connections.
    pub http: reqwest::Client,
    /// Who can ask; the member is always among them.
    pub identities: IndexMap<Role, Session>,
    /// What is known of its settings.
    pub settings: HeatSettings,
    /// A host beside the suite from which it may fetch templates.
    pub template_host: Option<Arc<TemplateHost>>,
    /// What else can be done with it; nothing with targets elsewhere.
    pub controls: Option<Box<dyn Controls>>,
}

impl Target {
    /// The time, as the target has it.
    pub(crate) fn now(&self) -> Timestamp {
        match &self.controls {
            Some(controls) => controls.now(),
            None => Timestamp::now(),
        }
    }
}

/// How connections to a target are secured.
#[derive(Clone, Debug, Default)]
pub struct Tls {
    /// Whether any certificate is accepted.
    pub is_insecure: bool,
    /// A file with further certificate authorities, as PEM.
    pub authorities: Option<std::path::PathBuf>,
}

/// In which capacity somebody asks.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, Parameter,
)]
#[param(
    name = "role",
    regex = "a member|another project|a reader|an admin|a stack user|a fresh project|nobody"
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A member of the project that is tested in.
    Member,
    /// A member of another project.
    Other,
    /// Somebody who may only read in the tested project.
    Reader,
    /// An administrator.
    Admin,
    /// Somebody with the role that Heat gives to the users that it makes for stacks.
    StackUser,
    /// A member of a project that holds nothing.
    Fresh,
    /// Somebody without a token.
    Nobody,
}

impl Role {
    /// The name that features use: `a member`, `another project`.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Member => "a member",
            Self::Other => "another project",
            Self::Reader => "a reader",
            Self::Admin => "an admin",
            Self::StackUser => "a stack user",
            Self::Fresh => "a fresh project",
            Self::Nobody => "nobody",
        }
    }

    /// The role behind the name that flags use: `other`, `reader`.
    pub fn of_flag(name: &str) -> Option<Self> {
        match name {
            "other" => Some(Self::Other),
            "reader" => Some(Self::Reader),
            "admin" => Some(Self::Admin),
            "stack-user" => Some(Self::StackUser),
            "fresh" => Some(Self::Fresh),
            _ => None,
        }
    }

    /// Who can show and delete what somebody in this role made: the member, where somebody without
    /// a token made it against the rules.
    pub(crate) fn keeper(self) -> Self {
        match self {
            Self::Nobody => Self::Member,
            role => role,
        }
    }

    const ALL: [Self; 7] = [
        Self::Member,
        Self::Other,
        Self::Reader,
        Self::Admin,
        Self::StackUser,
        Self::Fresh,
        Self::Nobody,
    ];
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.phrase())
    }
}

/// A text that names no role.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no role")]
pub struct UnknownRole(String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.phrase() == text)
            .ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use cucumber::codegen::Regex;

    use super::*;

    #[test]
    fn steps_know_every_role_by_its_phrase() {
        let known = Regex::new(&format!("^({})$", <Role as Parameter>::REGEX)).unwrap();
        for role in Role::ALL {
            assert!(known.is_match(role.phrase()), "{role}");
            assert_eq!(role.phrase().parse::<Role>().ok(), Some(role));
        }
    }
}
