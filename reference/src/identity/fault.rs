//! Refusals of the identity service, in Keystone's words.

use crate::store::StoreError;

/// Why the identity service does not do what it is asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeystoneFault {
    /// 401: no valid token, or wrong credentials; which of them is not said.
    #[error("The request you have made requires authentication.")]
    Unauthorized,
    /// 401: a way to authenticate that this service does not know.
    #[error("Attempted to authenticate with an unsupported method.")]
    UnsupportedMethod,
    /// 403: the token's roles do not suffice for the action.
    #[error("You are not authorized to perform the requested action: identity:{0}.")]
    Forbidden(&'static str),
    /// 403: what the state of things forbids.
    #[error("{0}")]
    NotNow(&'static str),
    /// 404: there is no such thing.
    #[error("Could not find {kind}: {id}.")]
    NotFound {
        /// What was asked for: `project`.
        kind: &'static str,
        /// The id that it was asked for by.
        id: String,
    },
    /// 404: a token that is asked about, or used to get another, is none.
    #[error("Failed to validate token")]
    NoSuchToken,
    /// 404: no such URL.
    #[error("The resource could not be found.")]
    NoSuchPath,
    /// 405.
    #[error("The method is not allowed for the requested URL.")]
    MethodNotAllowed,
    /// 400: something is missing in the request.
    #[error(
        "Expecting to find {what} in {place}. The server could not comply with the request since \
         it is either malformed or otherwise incorrect. The client is assumed to be in error."
    )]
    Missing {
        /// What is missing: `auth`.
        what: String,
        /// Where it should be: `request body`.
        place: String,
    },
    /// 400: something in the request is wrong.
    #[error("{0}")]
    Invalid(String),
    /// 409: there is one already.
    #[error("Conflict occurred attempting to store {kind} - {reason}.")]
    Conflict {
        /// What was to be stored: `project`.
        kind: &'static str,
        /// What is in the way.
        reason: String,
    },
    /// 500: the server failed; the client is not told how.
    #[error("An unexpected error prevented the server from fulfilling your request.")]
    Failed(#[from] StoreError),
}

impl KeystoneFault {
    /// Something is missing in the request.
    pub(super) fn missing(what: impl Into<String>, place: impl Into<String>) -> Self {
        Self::Missing {
            what: what.into(),
            place: place.into(),
        }
    }

    /// There is no such thing.
    pub(super) fn not_found(kind: &'static str, id: &str) -> Self {
        Self::NotFound {
            kind,
            id: id.to_owned(),
        }
    }

    /// The status that it is told with.
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::Missing { .. } | Self::Invalid(_) => 400,
            Self::Unauthorized | Self::UnsupportedMethod => 401,
            Self::Forbidden(_) | Self::NotNow(_) => 403,
            Self::NotFound { .. } | Self::NoSuchToken | Self::NoSuchPath => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict { .. } => 409,
            Self::Failed(_) => 500,
        }
    }
}

impl From<rusqlite::Error> for KeystoneFault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.into())
    }
}
