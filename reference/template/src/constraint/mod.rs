//! Constraints on values of parameters and properties.

pub(crate) mod check;
pub(crate) mod cron;
pub(crate) mod custom;
pub(crate) mod inquiry;
pub(crate) mod moment;
pub(crate) mod network;
pub(crate) mod read;
pub(crate) mod time_zone;

use heat_spec::Value;

use crate::data_type::DataType;
use crate::python::regex::Pattern;

/// One constraint.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Constraint {
    /// What must hold.
    pub(crate) rule: Rule,
    /// What to say instead of the rule's own words; `null` for nothing.
    pub(crate) description: Value,
}

/// What a constraint demands. Limits are numbers, `null` where there is none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Rule {
    /// The number lies between these.
    Range {
        /// The least.
        min: Value,
        /// The greatest.
        max: Value,
    },
    /// The length lies between these.
    Length {
        /// The least.
        min: Value,
        /// The greatest.
        max: Value,
    },
    /// The number is `offset` more than a multiple of `step`.
    Modulo {
        /// The step.
        step: Value,
        /// The offset.
        offset: Value,
    },
    /// The value is one of these; of a list every item is.
    AllowedValues(Vec<Value>),
    /// The text matches.
    AllowedPattern(Pattern),
    /// A check by name, which may need the cloud.
    Custom(Value),
}

impl Rule {
    /// Upstream's name of the rule, as messages show it.
    pub(crate) fn shown_name(&self) -> &'static str {
        match self {
            Self::Range { .. } => "Range",
            Self::Length { .. } => "Length",
            Self::Modulo { .. } => "Modulo",
            Self::AllowedValues(_) => "AllowedValues",
            Self::AllowedPattern(_) => "AllowedPattern",
            Self::Custom(_) => "CustomConstraint",
        }
    }

    /// Whether values of the type can be checked at all.
    pub(crate) fn fits(&self, data_type: DataType) -> bool {
        use DataType::{Boolean, Integer, List, Map, Number, String};
        match self {
            Self::Range { .. } | Self::Modulo { .. } => matches!(data_type, Integer | Number),
            Self::Length { .. } => matches!(data_type, String | List | Map),
            Self::AllowedPattern(_) => data_type == String,
            Self::AllowedValues(_) | Self::Custom(_) => {
                matches!(data_type, String | Integer | Number | Boolean | List)
            }
        }
    }
}
