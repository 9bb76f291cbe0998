//! What a server makes of an expression.

use std::fmt;

use serde_json::Value;

/// What came of a preview with the expression as its one output.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// The value of the output.
    Value(Value),
    /// The output has an error.
    Error(String),
    /// The template is refused.
    Refused { error_type: String, message: String },
    /// The service fails, which it should not.
    Failed,
}

impl Outcome {
    /// Reads the answer to a preview.
    pub(crate) fn of(status: u16, answer: &Value) -> Self {
        let text = |pointer: &str| {
            let text = answer.pointer(pointer).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        if status >= 500 {
            return Self::Failed;
        }
        if status != 200 {
            return Self::Refused {
                error_type: text("/error/type"),
                message: text("/error/message"),
            };
        }
        match answer.pointer("/stack/outputs/0/output_error") {
            Some(_) => Self::Error(text("/stack/outputs/0/output_error")),
            None => Self::Value(answer["stack"]["outputs"][0]["output_value"].clone()),
        }
    }

    /// Whether the reference does what Heat does: what makes Heat fail has to be refused.
    pub(crate) fn agrees_with(&self, reference: &Self) -> bool {
        match (self, reference) {
            (Self::Value(heat), Self::Value(reference)) => heat == reference,
            (Self::Error(_), Self::Error(_))
            | (Self::Failed, Self::Refused { .. } | Self::Error(_)) => true,
            (
                Self::Refused { error_type, .. },
                Self::Refused {
                    error_type: reference,
                    ..
                },
            ) => error_type == reference,
            _ => false,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => write!(out, "{value}"),
            Self::Error(text) => write!(out, "error: {text}"),
            Self::Refused {
                error_type,
                message,
            } => write!(out, "refused, {error_type}: {message}"),
            Self::Failed => write!(out, "fails"),
        }
    }
}
