//! The target behind a proxy: sends it requests as they are, and gives back its answers as they
//! are.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header::{CONTENT_LENGTH, HOST, LOCATION, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::message::{Answer, Asked};
use crate::client::root_cause;
use crate::target::{Role, Target};

/// Headers that are about one connection and not about the message.
const OF_CONNECTION: [HeaderName; 2] = [
    axum::http::header::CONNECTION,
    HeaderName::from_static("keep-alive"),
];

const TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// The target of a proxy.
#[derive(Debug)]
pub(crate) struct Upstream {
    target: Arc<Target>,
    /// The target's own address, without version and project.
    root: String,
    /// The proxy's.
    proxy_root: String,
}

/// The target did not answer.
#[derive(Debug, thiserror::Error)]
#[error("the target did not answer the proxy: {0}")]
pub(crate) struct Unanswered(String);

impl Upstream {
    /// A target behind a proxy of that address.
    pub(super) fn new(target: Arc<Target>, root: String, proxy_root: String) -> Self {
        Self {
            target,
            root,
            proxy_root,
        }
    }

    /// The proxy's address, without version and project.
    pub(super) fn proxy_root(&self) -> &str {
        &self.proxy_root
    }

    /// Sends a request to the target.
    ///
    /// A target in this process sees the proxy's name as its own, others their own one.
    pub(super) async fn send(&self, asked: &Asked) -> Result<Answer, Unanswered> {
        let unanswered = |error: &dyn std::fmt::Display| Unanswered(error.to_string());
        let mut url = format!("{}{}", self.root, asked.path);
        if !asked.query.is_empty() {
            url.push('?');
            url.push_str(&asked.query);
        }
        let url = reqwest::Url::parse(&url).map_err(|error| unanswered(&error))?;
        let method = asked.method.parse().map_err(|error| unanswered(&error))?;
        let mut request = reqwest::Request::new(method, url);
        let mut headers = without_connection(&asked.headers);
        headers.remove(CONTENT_LENGTH);
        headers.remove(TRANSFER_ENCODING);
        if !self.target.is_embedded {
            headers.remove(HOST);
        }
        *request.headers_mut() = headers;
        if !asked.body.is_empty() || asked.headers.contains_key(CONTENT_LENGTH) {
            *request.body_mut() = Some(asked.body.clone().into());
        }
        let answer = self.target.http.execute(request).await;
        let answer = answer.map_err(|error| Unanswered(root_cause(&error)))?;
        let status = answer.status().as_u16();
        let headers = without_connection(answer.headers());
        let body = answer.bytes().await;
        let body = body.map_err(|error| Unanswered(root_cause(&error)))?;
        Ok(self.readdressed(Answer {
            status,
            headers,
            body,
        }))
    }

    /// The request as another identity would send it, in that one's project.
    pub(super) async fn as_role(&self, asked: &Asked, role: Role) -> Asked {
        let mut changed = asked.clone();
        let Some(session) = self.target.identities.get(&role) else {
            changed.headers.remove(TOKEN);
            return changed;
        };
        let token = session.token(&self.target.http, self.target.now()).await;
        let token = token.ok().flatten().unwrap_or_default();
        if let Ok(token) = HeaderValue::from_str(&token) {
            changed.headers.insert(TOKEN, token);
        }
        let mut segments: Vec<&str> = asked.path.split('/').collect();
        if let Some(project) = segments.get_mut(2) {
            *project = session.endpoint().project_id();
        }
        changed.path = segments.join("/");
        changed
    }

    /// Who sent a request, if the target knows.
    pub(super) async fn role_of(&self, asked: &Asked) -> Option<Role> {
        let Some(token) = asked.headers.get(TOKEN) else {
            return Some(Role::Nobody);
        };
        let token = token.to_str().ok()?;
        for (role, session) in &self.target.identities {
            if session.holds(token).await {
                return Some(*role);
            }
        }
        None
    }

    /// The answer with the proxy's address wherever it has the target's.
    fn readdressed(&self, mut answer: Answer) -> Answer {
        let location = answer.headers.get(LOCATION);
        if let Some(location) = location.and_then(|value| value.to_str().ok())
            && location.contains(&self.root)
            && let Ok(value) = location.replace(&self.root, &self.proxy_root).parse()
        {
            answer.headers.insert(LOCATION, value);
        }
        if let Ok(text) = std::str::from_utf8(&answer.body)
            && text.contains(&self.root)
        {
            answer.body = Bytes::from(text.replace(&self.root, &self.proxy_root));
            answer.headers.remove(CONTENT_LENGTH);
        }
        answer
    }
}

fn without_connection(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for name in OF_CONNECTION {
        headers.remove(name);
    }
    headers
}
