//! What a service says of a template, as far as it is compared.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// A verdict on a template.
#[derive(Debug)]
pub(crate) struct Verdict {
    status: u16,
    /// The type of the fault.
    fault: Option<String>,
    /// What the fault says; not compared.
    message: String,
    /// The names of the parameters.
    parameters: BTreeSet<String>,
}

impl Verdict {
    /// The verdict that stands in a file of the collection.
    pub(crate) fn recorded(file: &Value) -> Self {
        let status = file["response"]["status"].as_u64();
        let status = status.and_then(|status| u16::try_from(status).ok());
        Self::new(
            status.expect("a recorded status"),
            &file["response"]["body"],
        )
    }

    /// The verdict that an answer is.
    pub(crate) fn new(status: u16, body: &Value) -> Self {
        let names = body["Parameters"].as_object();
        Self {
            status,
            fault: body["error"]["type"].as_str().map(ToOwned::to_owned),
            message: body["error"]["message"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            parameters: names
                .into_iter()
                .flat_map(|names| names.keys().cloned())
                .collect(),
        }
    }

    /// Whether the template was accepted.
    pub(crate) fn is_accepted(&self) -> bool {
        self.status == 200
    }
}

impl PartialEq for Verdict {
    fn eq(&self, other: &Self) -> bool {
        self.status == other.status
            && self.fault == other.fault
            && self.parameters == other.parameters
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            Some(fault) => write!(f, "{} {fault}: {}", self.status, self.message),
            None => write!(f, "{} {:?}", self.status, self.parameters),
        }
    }
}
