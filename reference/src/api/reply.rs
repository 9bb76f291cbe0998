//! What handlers answer with.

use std::sync::Arc;

use heat_spec::{Fault, Value};

use crate::store::StoreError;

/// The success of an operation.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// A JSON body.
    Json {
        /// The status.
        status: u16,
        /// The body.
        body: Value,
        /// The `Location` header.
        location: Option<String>,
    },
    /// A JSON body that was rendered before.
    Rendered(Arc<str>),
    /// One of the answers that Heat makes of exceptions (300, 302, 202, 204); the body depends on
    /// the request's `Accept`.
    Plain {
        /// The status.
        status: u16,
        /// The `Location` header.
        location: Option<String>,
    },
}

impl Reply {
    /// 200 with a body.
    pub(crate) fn ok(body: Value) -> Self {
        Self::Json {
            status: 200,
            body,
            location: None,
        }
    }
}

/// Why an operation did not succeed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// The client is told what it did wrong.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The server failed; the client is told no more than that.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server failed in any other way.
    #[error(transparent)]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Refusal {
    /// A failure of the server's own.
    pub(crate) fn internal(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(error))
    }
}

/// What a handler returns.
pub(crate) type Answer = Result<Reply, Refusal>;
