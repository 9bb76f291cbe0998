//! The records of a journal, one JSON object a line.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::target::Role;

/// One line of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(crate) enum Record {
    /// The run began.
    Started {
        /// Its id.
        run: String,
        /// When.
        at: Timestamp,
        /// The process.
        pid: u32,
        /// The target's name.
        target: String,
        /// The member's endpoint.
        endpoint: String,
    },
    /// A request that may make something is about to leave.
    Intended(Thing),
    /// It was made; its id is known.
    Made(Thing),
    /// The request was refused.
    Refused(Thing),
    /// It is gone again.
    Gone(Thing),
    /// The run is over.
    Finished {
        /// How many things it left behind.
        left: usize,
    },
}

/// Something that a run makes on a target.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Thing {
    /// What it is.
    pub(crate) kind: Kind,
    /// Who made it.
    pub(crate) role: Role,
    /// The endpoint that it was made at.
    pub(crate) endpoint: String,
    /// Its name, as it was asked for.
    pub(crate) name: String,
    /// Its id, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
}

/// The kinds of things that runs make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// A stack, with everything in it.
    Stack,
    /// A software configuration.
    SoftwareConfig,
    /// A software deployment; its name is that of its server.
    SoftwareDeployment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_one_line() {
        let thing = Thing {
            kind: Kind::Stack,
            role: Role::Other,
            endpoint: "http://h/v1/p".to_owned(),
            name: "hc-1-2-web\n".to_owned(),
            id: None,
        };
        let line = serde_json::to_string(&Record::Intended(thing.clone())).unwrap();
        assert_eq!(
            line,
            r#"{"event":"intended","kind":"stack","role":"other","endpoint":"http://h/v1/p","name":"hc-1-2-web\n"}"#
        );
        assert_eq!(
            serde_json::from_str::<Record>(&line).unwrap(),
            Record::Intended(thing)
        );
    }
}
