//! Whose token it is: the one question that the Orchestration API asks the identity service.

use std::sync::Arc;

use super::{Identity, Keystone, Remote, RemoteError};
use crate::store::StoreError;

/// What tells whose token it is.
#[derive(Debug)]
pub(crate) enum Validator {
    /// The identity service of this process.
    Embedded(Keystone),
    /// A real Keystone.
    Remote(Box<Remote>),
    /// Nothing: everyone is an administrator of the project in the path.
    Open,
}

/// Why a request is not let in.
#[derive(Debug)]
pub(crate) enum Denied {
    /// There is no valid token.
    Unauthorized,
    /// The identity service does not answer.
    Unavailable,
    /// The state cannot be read.
    Failed(StoreError),
}

impl Validator {
    /// The bearer of the token; `path` is the request's, with the version before the project.
    pub(crate) async fn validate(
        &self,
        token: Option<&str>,
        path: &str,
    ) -> Result<Arc<Identity>, Denied> {
        match (self, token) {
            (Self::Open, _) => Ok(Arc::new(anyone(path))),
            (_, None) => Err(Denied::Unauthorized),
            (Self::Embedded(keystone), Some(token)) => match keystone.find(token).await {
                Ok(Some(token)) => Ok(token.identity.clone()),
                Ok(None) => Err(Denied::Unauthorized),
                Err(error) => Err(Denied::Failed(error)),
            },
            (Self::Remote(remote), Some(token)) => match remote.find(token).await {
                Ok(Some(identity)) => Ok(identity),
                Ok(None) => Err(Denied::Unauthorized),
                Err(error) => {
                    let error: &RemoteError = &error;
                    tracing::warn!(
                        error = error as &dyn std::error::Error,
                        "the identity service did not answer"
                    );
                    Err(Denied::Unavailable)
                }
            },
        }
    }

    /// Whether anyone is let in.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }
}

/// An administrator of the project that the path names.
fn anyone(path: &str) -> Identity {
    let project = path.split('/').filter(|part| !part.is_empty()).nth(1);
    let project = percent_encoding::percent_decode_str(project.unwrap_or_default())
        .decode_utf8_lossy()
        .into_owned();
    Identity {
        user_id: "admin".to_owned(),
        user_name: "admin".to_owned(),
        project_id: project.clone(),
        project_name: project,
        roles: ["admin", "member", "reader"].map(str::to_owned).to_vec(),
    }
}
