//! How much one document may ask for.

use super::cursor::Mark;
use super::error::{Problem, YamlError, YamlErrorKind};
use crate::json;

/// How much one document may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many characters the text may have. The default is Heat's `max_template_size`.
    pub characters: usize,
    /// How deeply nodes may be nested, aliases followed; more than [`json::MAX_DEPTH`] counts as
    /// that, because values are walked recursively.
    pub depth: usize,
    /// How many nodes the document may have, those behind an alias counted each time. The default
    /// is beyond what a text of the default length can have without aliases.
    pub nodes: usize,
}

impl Limits {
    /// The limits for a text of whatever length the caller let in.
    pub fn of_any_length() -> Self {
        Self {
            characters: usize::MAX,
            ..Self::default()
        }
    }

    pub(super) fn check_length(&self, text: &str) -> Result<(), YamlError> {
        // Counting is left out where the bytes already suffice.
        if text.len() <= self.characters || text.chars().count() <= self.characters {
            return Ok(());
        }
        Err(YamlError {
            kind: YamlErrorKind::TooLong,
            message: format!("more than {} characters of YAML", self.characters),
            line: 1,
            column: 1,
        })
    }

    pub(super) fn check_depth(&self, depth: usize, mark: Mark) -> Result<(), Problem> {
        let limit = self.depth.min(json::MAX_DEPTH);
        if depth <= limit {
            return Ok(());
        }
        let message = format!("YAML nested more than {limit} levels deep");
        Err(Problem::new(YamlErrorKind::TooDeep, message, mark))
    }

    pub(super) fn check_nodes(&self, n_nodes: usize, mark: Mark) -> Result<(), Problem> {
        if n_nodes <= self.nodes {
            return Ok(());
        }
        let message = format!("more than {} YAML nodes, aliases followed", self.nodes);
        Err(Problem::new(YamlErrorKind::TooManyNodes, message, mark))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            characters: 524_288,
            depth: json::MAX_DEPTH,
            nodes: 600_000,
        }
    }
}
