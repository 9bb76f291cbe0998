//! Keystone v3: from credentials to a token and the URL of the Orchestration API.
//!
//! Only one request is made, `POST /v3/auth/tokens`, because the reply holds the catalogue; the
//! plug-ins of `openstack_sdk_core` that do the same stand in crates of their own and discover
//! every service first.

use std::fmt;

use jiff::Timestamp;
use serde_json::{Value, json};

/// A token with its catalogue is never larger.
const MAX_ANSWER_BYTES: usize = 8 << 20;

/// What it takes to get a token.
#[derive(Clone)]
pub struct Credentials {
    /// Keystone's URL, with or without `/v3`.
    pub auth_url: String,
    /// How the user proves who it is.
    pub method: Method,
    /// What the token is for; application credentials bring their own.
    pub scope: Option<Scope>,
    /// Which of a service's URLs is used: `public`.
    pub interface: String,
    /// The region, where there are several.
    pub region: Option<String>,
    /// The URL of the Orchestration API, if the catalogue's is not to be used.
    pub endpoint_override: Option<String>,
}

/// How a user proves who it is.
#[derive(Clone)]
pub enum Method {
    /// By a password.
    Password {
        /// The user.
        user: Name,
        /// Its password.
        password: String,
    },
    /// By another token.
    Token(String),
    /// By an application credential.
    ApplicationCredential {
        /// The credential; a name needs the user beside it.
        credential: Name,
        /// The user, for a credential that is given by name.
        user: Option<Name>,
        /// Its secret.
        secret: String,
    },
}

/// Something that Keystone finds by id, or by name within a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// By id.
    Id(String),
    /// By name; the domain is given by id or by name.
    Named {
        /// The name.
        name: String,
        /// The domain: `{"id": …}` or `{"name": …}`.
        domain: Option<Value>,
    },
}

/// What a token is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A project.
    Project(Name),
}

/// A token with its end.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) expires_at: Option<Timestamp>,
}

/// What Keystone answered.
pub(super) struct Issued {
    pub(super) token: Token,
    pub(super) project_id: Option<String>,
    catalog: Vec<Value>,
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthenticationError {
    /// Nothing answered.
    #[error("cannot reach Keystone at {url}: {reason}")]
    Unreachable {
        /// Where it was looked for.
        url: String,
        /// What went wrong.
        reason: String,
    },
    /// Keystone refused.
    #[error("Keystone at {url} refused with {status}: {message}")]
    Refused {
        /// Where it was asked.
        url: String,
        /// The answer's status.
        status: u16,
        /// What it said.
        message: String,
    },
    /// The answer was no token.
    #[error("{url} does not answer as Keystone v3 does")]
    NotKeystone {
        /// Where it was asked.
        url: String,
    },
}

impl Credentials {
    /// A text without what proves who the user is: some services repeat what they are sent.
    fn stripped(&self, text: &str) -> String {
        let secret = match &self.method {
            Method::Password { password, .. } => password,
            Method::Token(token) => token,
            Method::ApplicationCredential { secret, .. } => secret,
        };
        if secret.is_empty() {
            return text.to_owned();
        }
        text.replace(secret.as_str(), "***")
    }
}

/// Asks for a token.
pub(super) async fn authenticate(
    http: &reqwest::Client,
    credentials: &Credentials,
) -> Result<Issued, AuthenticationError> {
    let url = token_url(&credentials.auth_url);
    let unreachable = |error: reqwest::Error| AuthenticationError::Unreachable {
        url: url.clone(),
        reason: crate::client::root_cause(&error),
    };
    let mut answer = http
        .post(&url)
        .json(&request_body(credentials))
        .send()
        .await
        .map_err(unreachable)?;
    let status = answer.status().as_u16();
    let subject = answer
        .headers()
        .get("x-subject-token")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MAX_ANSWER_BYTES {
            return Err(AuthenticationError::Unreachable {
                url: url.clone(),
                reason: format!("its answer is larger than {MAX_ANSWER_BYTES} bytes"),
            });
        }
    }
    let body: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    if status >= 400 {
        let message = body.pointer("/error/message").and_then(Value::as_str);
        return Err(AuthenticationError::Refused {
            url,
            status,
            message: credentials.stripped(message.unwrap_or("no reason given")),
        });
    }
    let (Some(text), Some(token)) = (subject, body.get("token")) else {
        return Err(AuthenticationError::NotKeystone { url });
    };
    Ok(Issued {
        token: Token {
            text,
            expires_at: token["expires_at"].as_str().and_then(|at| at.parse().ok()),
        },
        project_id: token
            .pointer("/project/id")
            .and_then(Value::as_str)
            .map(str::to_owned),
        catalog: token["catalog"].as_array().cloned().unwrap_or_default(),
    })
}

impl Issued {
    /// The URL of the service `orchestration`.
    pub(super) fn orchestration_url(
        &self,
        interface: &str,
        region: Option<&str>,
    ) -> Option<String> {
        self.catalog
            .iter()
            .filter(|service| service["type"] == "orchestration")
            .filter_map(|service| service["endpoints"].as_array())
            .flatten()
            .find(|endpoint| {
                endpoint["interface"] == interface
                    && region.is_none_or(|region| {
                        endpoint["region_id"] == region || endpoint["region"] == region
                    })
            })
            .and_then(|endpoint| endpoint["url"].as_str())
            .map(str::to_owned)
    }
}

fn token_url(auth_url: &str) -> String {
    format!("{}/auth/tokens", v3(auth_url))
}

/// The URL of version 3, whether it was given or not.
pub(super) fn v3(auth_url: &str) -> String {
    let base = auth_url.trim_end_matches('/');
    let base = base.strip_suffix("/v3").unwrap_or(base);
    format!("{base}/v3")
}

fn request_body(credentials: &Credentials) -> Value {
    let identity = match &credentials.method {
        Method::Password { user, password } => {
            let mut user = user.to_json();
            user["password"] = json!(password);
            json!({"methods": ["password"], "password": {"user": user}})
        }
        Method::Token(token) => json!({"methods": ["token"], "token": {"id": token}}),
        Method::ApplicationCredential {
            credential,
            user,
            secret,
        } => {
            let mut credential = credential.to_json();
            credential["secret"] = json!(secret);
            if let Some(user) = user {
                credential["user"] = user.to_json();
            }
            json!({
                "methods": ["application_credential"],
                "application_credential": credential,
            })
        }
    };
    match &credentials.scope {
        Some(Scope::Project(project)) => {
            json!({"auth": {"identity": identity, "scope": {"project": project.to_json()}}})
        }
        None => json!({"auth": {"identity": identity}}),
    }
}

impl Name {
    fn to_json(&self) -> Value {
        match self {
            Self::Id(id) => json!({"id": id}),
            Self::Named { name, domain: None } => json!({"name": name}),
            Self::Named {
                name,
                domain: Some(domain),
            } => json!({"name": name, "domain": domain}),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Credentials")
            .field("auth_url", &self.auth_url)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_url_is_the_same_with_and_without_a_version() {
        for url in [
            "http://k/identity",
            "http://k/identity/",
            "http://k/identity/v3/",
        ] {
            assert_eq!(token_url(url), "http://k/identity/v3/auth/tokens");
        }
    }

    #[test]
    fn what_keystone_says_is_told_without_the_password() {
        let credentials = Credentials {
            auth_url: "http://k".to_owned(),
            method: Method::Password {
                user: Name::Id("u1".to_owned()),
                password: "s3cr3t".to_owned(),
            },
            scope: None,
            interface: "public".to_owned(),
            region: None,
            endpoint_override: None,
        };
        let told = credentials.stripped("no user with {\"password\": \"s3cr3t\"}");
        assert_eq!(told, "no user with {\"password\": \"***\"}");
    }

    #[test]
    fn an_application_credential_has_no_scope_of_its_own() {
        let credentials = Credentials {
            auth_url: "http://k".to_owned(),
            method: Method::ApplicationCredential {
                credential: Name::Id("c1".to_owned()),
                user: None,
                secret: "s".to_owned(),
            },
            scope: None,
            interface: "public".to_owned(),
            region: None,
            endpoint_override: None,
        };
        assert_eq!(
            request_body(&credentials),
            json!({"auth": {"identity": {
                "methods": ["application_credential"],
                "application_credential": {"id": "c1", "secret": "s"},
            }}})
        );
    }
}
