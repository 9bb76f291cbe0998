//! A real Keystone, asked whose tokens are.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::Identity;
use super::cache::{TokenCache, TokenHash};
use crate::clock::Clock;

/// For how long an answer is good: a token that is revoked in the meantime still opens the door.
const TRUSTED_FOR: SignedDuration = SignedDuration::from_secs(60);
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// A real Keystone.
#[derive(Debug)]
pub(crate) struct Remote {
    client: reqwest::Client,
    /// The URL of its tokens.
    url: String,
    clock: Clock,
    known: TokenCache<Identity>,
}

/// Why a real Keystone cannot be asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RemoteError {
    /// There is no connection, or it does not answer in time.
    #[error("no answer")]
    Transport(#[from] reqwest::Error),
    /// It answers something else than a token or a refusal.
    #[error("an unexpected status: {0}")]
    Status(StatusCode),
}

impl Remote {
    /// The Keystone at that URL, with or without `/v3` at its end.
    pub(crate) fn new(url: &str, clock: Clock) -> Result<Self, RemoteError> {
        // The second and later times, the provider is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(TIME_LIMIT)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self {
            client,
            url: format!("{}/auth/tokens", versioned(url)),
            clock,
            known: TokenCache::new(),
        })
    }

    /// The bearer of a token; nothing if Keystone does not know it.
    pub(crate) async fn find(&self, token: &str) -> Result<Option<Arc<Identity>>, RemoteError> {
        let hash = TokenHash::of(token);
        let now = self.clock.now();
        if let Some(identity) = self.known.get(&hash, now) {
            return Ok(Some(identity));
        }
        let generation = self.known.generation();
        let response = self
            .client
            .get(&self.url)
            .query(&[("nocatalog", "")])
            .header("X-Auth-Token", token)
            .header("X-Subject-Token", token)
            .send()
            .await?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => {
                return Ok(None);
            }
            status => return Err(RemoteError::Status(status)),
        }
        let Shown { token } = response.json().await?;
        if token.expires_at <= now {
            return Ok(None);
        }
        let until = now
            .saturating_add(TRUSTED_FOR)
            .map_or(token.expires_at, |limit| limit.min(token.expires_at));
        let identity = Arc::new(token.into_identity());
        self.known.put(hash, identity.clone(), until, generation);
        Ok(Some(identity))
    }
}

/// The URL with `/v3` at its end.
pub(crate) fn versioned(url: &str) -> String {
    let url = url.trim_end_matches('/');
    if url.ends_with("/v3") {
        url.to_owned()
    } else {
        format!("{url}/v3")
    }
}

#[derive(Deserialize)]
struct Shown {
    token: ShownToken,
}

#[derive(Deserialize)]
struct ShownToken {
    user: Named,
    project: Option<Named>,
    #[serde(default)]
    roles: Vec<Named>,
    expires_at: Timestamp,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    name: String,
}

impl ShownToken {
    fn into_identity(self) -> Identity {
        let (project_id, project_name) = self
            .project
            .map(|project| (project.id, project.name))
            .unwrap_or_default();
        Identity {
            user_id: self.user.id,
            user_name: self.user.name,
            project_id,
            project_name,
            roles: self.roles.into_iter().map(|role| role.name).collect(),
        }
    }
}
