//! Why a command does not do what it was asked for, with its exit code.

use std::fmt::Display;

use heat_conformance::exit::{self, Code};
use heat_conformance::target::CloudError;
use heat_conformance::{RunError, WaiverError};

/// A command that failed.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: Code,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn usage(message: &dyn Display) -> Self {
        Self {
            code: exit::USAGE,
            message: message.to_string(),
        }
    }

    pub(crate) fn unreachable(message: &dyn Display) -> Self {
        Self {
            code: exit::UNREACHABLE,
            message: message.to_string(),
        }
    }

    pub(crate) fn suite(message: &dyn Display) -> Self {
        Self {
            code: exit::SUITE_ERROR,
            message: message.to_string(),
        }
    }
}

impl From<CloudError> for Failure {
    fn from(error: CloudError) -> Self {
        if error.is_configuration() {
            Self::usage(&error)
        } else {
            Self::unreachable(&error)
        }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        let code = match error {
            RunError::Unreachable(_) | RunError::Unauthenticated(_) => exit::UNREACHABLE,
            RunError::Contract(_) => exit::SUITE_ERROR,
            RunError::NothingSelected => exit::NOTHING_SELECTED,
            _ => exit::USAGE,
        };
        Self {
            code,
            message: error.to_string(),
        }
    }
}

impl From<WaiverError> for Failure {
    fn from(error: WaiverError) -> Self {
        Self::usage(&error)
    }
}
