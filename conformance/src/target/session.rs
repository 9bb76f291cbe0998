//! An identity on a target: its endpoint and a token that is renewed before it expires.

use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use super::keystone::{self, AuthenticationError, Credentials, Token};
use super::{Endpoint, EndpointError};

/// How long before its end a token is replaced, so that no request meets an expired one.
const MARGIN: SignedDuration = SignedDuration::from_mins(2);

/// Somebody who can ask.
pub struct Session {
    endpoint: Endpoint,
    keys: Arc<Keys>,
}

/// What somebody is let in with.
struct Keys {
    /// A Tokio mutex, because a renewal is awaited while it is held.
    token: Mutex<Option<Token>>,
    credentials: Option<Credentials>,
}

impl Session {
    /// A session with a token that somebody else takes care of.
    pub fn with_token(endpoint: Endpoint, token: Option<String>) -> Self {
        Self {
            endpoint,
            keys: Arc::new(Keys {
                token: Mutex::new(token.map(|text| Token {
                    text,
                    expires_at: None,
                })),
                credentials: None,
            }),
        }
    }

    /// Signs in.
    ///
    /// # Errors
    ///
    /// If Keystone cannot be reached or refuses, or names no orchestration endpoint.
    pub async fn sign_in(
        http: &reqwest::Client,
        credentials: Credentials,
    ) -> Result<Self, SignInError> {
        let issued = keystone::authenticate(http, &credentials).await?;
        let url = match &credentials.endpoint_override {
            Some(url) => url.clone(),
            None => issued
                .orchestration_url(&credentials.interface, credentials.region.as_deref())
                .ok_or_else(|| SignInError::NoService {
                    interface: credentials.interface.clone(),
                })?,
        };
        let endpoint = Endpoint::parse(&url, issued.project_id.as_deref())?;
        Ok(Self {
            endpoint,
            keys: Arc::new(Keys {
                token: Mutex::new(Some(issued.token)),
                credentials: Some(credentials),
            }),
        })
    }

    /// The same identity, which asks where a proxy stands in front of its endpoint.
    pub(crate) fn behind(&self, proxy_root: &str) -> Self {
        Self {
            endpoint: self.endpoint.behind(proxy_root),
            keys: Arc::clone(&self.keys),
        }
    }

    /// Whether it would send that token.
    pub(crate) async fn holds(&self, token: &str) -> bool {
        let held = self.keys.token.lock().await;
        held.as_ref().is_some_and(|held| held.text == token)
    }

    /// Where this identity asks.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// The token to send at a time of the target's; none for somebody without one.
    ///
    /// # Errors
    ///
    /// If a token that is about to expire cannot be replaced.
    pub async fn token(
        &self,
        http: &reqwest::Client,
        now: Timestamp,
    ) -> Result<Option<String>, AuthenticationError> {
        let mut token = self.keys.token.lock().await;
        if let (
            Some(credentials),
            Some(Token {
                expires_at: Some(end),
                ..
            }),
        ) = (&self.keys.credentials, token.as_ref())
            && end.duration_since(now) < MARGIN
        {
            *token = Some(keystone::authenticate(http, credentials).await?.token);
        }
        Ok(token.as_ref().map(|token| token.text.clone()))
    }

    /// The token at hand, and when it ends; nothing if it lasts as far as anybody knows.
    pub(crate) async fn token_with_end(&self) -> Option<(String, Timestamp)> {
        let token = self.keys.token.lock().await;
        let token = token.as_ref()?;
        Some((token.text.clone(), token.expires_at?))
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Session")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// Why nobody could sign in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInError {
    /// Keystone could not be reached, or refused.
    #[error(transparent)]
    Authentication(#[from] AuthenticationError),
    /// The service catalogue has no orchestration.
    #[error("the token's catalogue has no {interface} endpoint of the service `orchestration`")]
    NoService {
        /// The interface that was looked for.
        interface: String,
    },
    /// Its URL has another form.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
}
