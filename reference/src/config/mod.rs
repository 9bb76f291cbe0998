//! What can be set about the server: the file, the environment and the command line all end here.

mod file;
mod limits;
mod url_prefix;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::clock::Clock;
use crate::cloud;

pub use file::ConfigError;
pub use limits::Limits;
pub use url_prefix::{UrlPrefix, UrlPrefixError};

/// The settings of a server; what is not set is as in upstream.
///
/// In a file, keys have the names of the fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// Where the Orchestration API listens; port 0 picks a free one.
    pub listen: SocketAddr,
    /// Where the identity service listens; port 0 picks a free one.
    pub identity_listen: SocketAddr,
    /// The base URL of the Orchestration API in the service catalogue, without `/v1`, where
    /// clients do not reach it by its port on the host of the identity service.
    pub public_url: Option<String>,
    /// The base URL of the identity service in the service catalogue, without `/v3`, likewise.
    pub identity_public_url: Option<String>,
    /// A real Keystone that issues the tokens, in place of the embedded identity service.
    pub identity_url: Option<String>,
    /// Whether a token is needed at all.
    pub auth: Auth,
    /// The file of the state; none keeps it in memory.
    pub database: Option<PathBuf>,
    /// The profile of the catalogue that is served.
    pub profile: String,
    /// Whether the administration routes are there.
    pub admin_api: bool,
    /// How long a token is valid. In a file: seconds.
    #[serde(deserialize_with = "file::seconds")]
    pub token_expiration: Duration,
    /// The quotas and sizes that clients can run into.
    pub limits: Limits,
    /// Whether stacks can be abandoned, and exported.
    pub enable_stack_abandon: bool,
    /// Whether stacks can be adopted.
    pub enable_stack_adopt: bool,
    /// Tags whose stacks are left out of lists.
    pub hidden_stack_tags: Vec<String>,
    /// Beginnings of the addresses that `template_url` may name; nothing else is ever fetched. In a
    /// file: a list of URLs, each with a slash at its end.
    pub template_url_allowed: Vec<UrlPrefix>,
    /// Origins whose scripts may use the Orchestration API; `*` stands for all.
    pub cors_allowed_origins: Vec<String>,
    /// Roles of which one suffices, by the policy rule (`stacks:create`) that they override.
    pub policy: IndexMap<String, Vec<String>>,
    /// The pretend cloud.
    pub cloud: cloud::config::Config,
    /// The time that the server lives by; not in a file.
    #[serde(skip)]
    pub clock: Clock,
}

/// Whether a token is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Auth {
    /// A token of a Keystone: the embedded one, or the real one that is configured.
    #[default]
    Keystone,
    /// None: everyone is an administrator of the project in the path.
    None,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8004)),
            identity_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 5000)),
            public_url: None,
            identity_public_url: None,
            identity_url: None,
            auth: Auth::default(),
            database: None,
            profile: "upstream".to_owned(),
            admin_api: false,
            token_expiration: Duration::from_hours(24),
            limits: Limits::default(),
            enable_stack_abandon: false,
            enable_stack_adopt: false,
            hidden_stack_tags: Vec::new(),
            template_url_allowed: Vec::new(),
            cors_allowed_origins: Vec::new(),
            policy: IndexMap::new(),
            cloud: cloud::config::Config::default(),
            clock: Clock::real(),
        }
    }
}

impl Config {
    /// The settings for a server in the same process as its client: free ports, state in memory.
    pub fn ephemeral() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            identity_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            ..Self::default()
        }
    }
}
