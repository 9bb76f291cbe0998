//! The identities of a reference server that was just started: the users of its seed.

use std::time::Duration;

use indexmap::IndexMap;
use jiff::Timestamp;
use serde_json::json;

use super::fresh::make_project;
use super::session::SignInError;
use super::{Credentials, HeatSettings, Method, Name, Role, Scope, Session, Target, Tls};
use crate::client::http_client;

/// Who has which user of the seed, and in which project.
const USERS: [(Role, &str, &str); 5] = [
    (Role::Member, "demo", "demo"),
    (Role::Other, "alt_demo", "alt_demo"),
    (Role::Reader, "demo_reader", "demo"),
    (Role::StackUser, "demo_stackuser", "demo"),
    (Role::Admin, "admin", "admin"),
];

/// The name of targets in this process.
pub(crate) const EMBEDDED: &str = "embedded";

/// The password of all of them.
const PASSWORD: &str = "secret";

impl Target {
    /// A reference server in this process, by the URL of its identity service: the users of its
    /// seed, and a project that holds nothing.
    ///
    /// # Errors
    ///
    /// If a user of the seed cannot sign in, or may not make the project that is to be empty.
    pub async fn seeded(auth_url: &str, timeout: Duration) -> Result<Self, SeedError> {
        let http = http_client(&Tls::default(), timeout)?;
        let mut identities = IndexMap::new();
        for (role, user, project) in USERS {
            let credentials = credentials(auth_url, user, project);
            identities.insert(role, Session::sign_in(&http, credentials).await?);
        }
        if let Some(admin) = identities.get(&Role::Admin) {
            let token = admin
                .token(&http, Timestamp::now())
                .await
                .map_err(SignInError::from)?;
            let token = token.unwrap_or_default();
            let project = make_project(&http, auth_url, &token, "demo")
                .await
                .map_err(SignInError::from)?;
            let credentials = credentials(auth_url, "demo", &project);
            identities.insert(Role::Fresh, Session::sign_in(&http, credentials).await?);
        }
        Ok(Self {
            name: EMBEDDED.to_owned(),
            is_embedded: true,
            http,
            identities,
            settings: HeatSettings::new(),
            template_host: None,
            controls: None,
        })
    }
}

/// Why the identities of a seed cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SeedError {
    /// A user cannot sign in.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// There is no HTTP client.
    #[error(transparent)]
    Http(#[from] crate::client::HttpClientError),
}

fn credentials(auth_url: &str, user: &str, project: &str) -> Credentials {
    let named = |name: &str| Name::Named {
        name: name.to_owned(),
        domain: Some(json!({"id": "default"})),
    };
    Credentials {
        auth_url: auth_url.to_owned(),
        method: Method::Password {
            user: named(user),
            password: PASSWORD.to_owned(),
        },
        scope: Some(Scope::Project(named(project))),
        interface: "public".to_owned(),
        region: None,
        endpoint_override: None,
    }
}
