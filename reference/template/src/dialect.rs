//! What sets the versions of the template languages apart.

use crate::version::{Language, Release};
use crate::words::{self, Words};

/// A version, whatever its names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// HOT since a release.
    Hot(Release),
    /// `AWSTemplateFormatVersion`.
    Amazon,
    /// `HeatTemplateFormatVersion`: the same without conditions.
    Heat,
}

impl Dialect {
    /// The language.
    pub(crate) fn language(self) -> Language {
        match self {
            Self::Hot(_) => Language::Hot,
            Self::Amazon | Self::Heat => Language::CloudFormation,
        }
    }

    /// What sections and keys are called.
    pub(crate) fn words(self) -> &'static Words {
        match self.language() {
            Language::Hot => &words::HOT,
            Language::CloudFormation => &words::CLOUD_FORMATION,
        }
    }

    /// Whether there are conditions of sections, resources and outputs.
    pub(crate) fn has_conditions(self) -> bool {
        self.is_hot_since(Release::Newton) || self == Self::Amazon
    }

    /// Whether resources may come from outside of the stack.
    pub(crate) fn has_external_ids(self) -> bool {
        self.is_hot_since(Release::Newton)
    }

    /// Whether deletion policies may be written in lower case.
    pub(crate) fn has_lower_case_policies(self) -> bool {
        self.is_hot_since(Release::Newton)
    }

    /// Whether the value of a parameter may have to be a multiple of something.
    pub(crate) fn has_modulo(self) -> bool {
        self.is_hot_since(Release::Ocata)
    }

    /// Whether parameters have tags.
    pub(crate) fn has_tags(self) -> bool {
        self.is_hot_since(Release::Queens)
    }

    fn is_hot_since(self, first: Release) -> bool {
        matches!(self, Self::Hot(release) if release >= first)
    }
}
