//! Why work on a resource failed, and how that reads in status reasons.

use heat_spec::Fault;

use crate::cloud::client::error::ClientError;
use crate::store::StoreError;

/// A failure of a resource's action.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The real thing cannot become what is wanted; another is to be made in its place.
    #[error("the resource requires replacement")]
    Replace,
    /// The real thing went into an error state; deleting it and trying again may help.
    #[error("{message}")]
    InError {
        /// What the service said.
        message: String,
    },
    /// The service says that something is in the way; trying again later may help.
    #[error("{message}")]
    Conflict {
        /// The exception class that clients see.
        class: String,
        /// What the service said.
        message: String,
    },
    /// Anything else that the service or the resource type refuses.
    #[error("{message}")]
    Error {
        /// The exception class that clients see.
        class: String,
        /// What is wrong.
        message: String,
    },
    /// What is inside of the resource failed, or was refused.
    #[error("{message}")]
    Inside {
        /// The exception class that clients see; none if nothing is known but the message.
        class: Option<String>,
        /// Where inside: `resources.a`.
        path: Option<String>,
        /// What is wrong.
        message: String,
    },
    /// The resource's definition does not hold with the values that it got.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The server itself failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ClientError> for Failure {
    /// What a resource makes of an error of its own service.
    fn from(error: ClientError) -> Self {
        let class = error.class.to_owned();
        if error.is_conflict() {
            let message = error.message;
            return Self::Conflict { class, message };
        }
        Self::Error {
            class,
            message: error.message,
        }
    }
}

impl Failure {
    /// What a resource makes of an error of a service that it only uses: nothing is tried again.
    pub(crate) fn elsewhere(error: ClientError) -> Self {
        Self::new(error.class, error.message)
    }

    /// A failure with an exception class and a message.
    pub(crate) fn new(class: &str, message: impl Into<String>) -> Self {
        Self::Error {
            class: class.to_owned(),
            message: message.into(),
        }
    }

    /// What the status reason of the stack inside of a resource tells of why an action failed.
    ///
    /// `Resource CREATE failed: CLASS: PATH: MESSAGE` is taken apart if it is of the same action;
    /// anything else is a message as a whole.
    pub(crate) fn inside(action: &str, status_reason: &str) -> Self {
        let parts: Vec<&str> = status_reason.split(':').map(str::trim).collect();
        let is_of_action =
            !action.is_empty() && status_reason.contains(&format!("Resource {action} failed: "));
        match parts.as_slice() {
            [_, class, path, message @ ..] if is_of_action && !message.is_empty() => Self::Inside {
                class: Some((*class).to_owned()),
                path: Some((*path).to_owned()),
                message: message.join(": "),
            },
            _ => Self::Inside {
                class: None,
                path: None,
                message: status_reason.to_owned(),
            },
        }
    }

    /// Whether deleting the real thing and making another may help.
    pub(crate) fn is_worth_retrying(&self) -> bool {
        matches!(self, Self::InError { .. } | Self::Conflict { .. })
    }

    /// The resource's status reason: exception class, where, and what.
    pub(crate) fn reason(&self, resource_name: &str) -> String {
        let place = place(resource_name);
        match self {
            Self::Replace => format!("The Resource {resource_name} requires replacement."),
            Self::InError { message } => {
                format!("ResourceInError: {place}: {message}")
            }
            Self::Conflict { class, message } | Self::Error { class, message } => {
                format!("{class}: {place}: {message}")
            }
            Self::Inside {
                class,
                path,
                message,
            } => {
                let class = class.iter().map(|class| format!("{class}: "));
                let path = path.iter().map(|path| format!(".{path}"));
                format!(
                    "{}{place}{}: {message}",
                    class.collect::<String>(),
                    path.collect::<String>()
                )
            }
            Self::Fault(fault) => {
                let text = fault.text(heat_spec::Rendering::Once);
                format!("{}: {place}: {text}", fault.error_type)
            }
            Self::Store(_) => {
                format!("InternalError: {place}: the server failed")
            }
        }
    }
}

/// Where a resource stands in its template: a member of a group is told by its number.
fn place(resource_name: &str) -> String {
    let is_number =
        !resource_name.is_empty() && resource_name.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        format!("resources[{resource_name}]")
    } else {
        format!("resources.{resource_name}")
    }
}
