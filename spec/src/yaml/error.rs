//! What is wrong with a YAML text, and where.

use thiserror::Error;

use super::cursor::Mark;
use super::excerpt::describe;

/// Which rule a YAML text breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YamlErrorKind {
    /// It has more characters than [`Limits::characters`](super::Limits::characters).
    TooLong,
    /// It is nested deeper than [`Limits::depth`](super::Limits::depth).
    TooDeep,
    /// It has more nodes than [`Limits::nodes`](super::Limits::nodes), aliases followed.
    TooManyNodes,
    /// It contains a character that YAML does not allow.
    Character,
    /// It is no YAML.
    Syntax,
    /// An anchor is there twice, or an alias names none, or a node that contains the alias.
    Anchor,
    /// There is more than one document.
    Documents,
    /// A tag is unknown.
    Tag,
    /// A node is of the wrong kind for its tag or its place.
    Node,
    /// The text of a scalar does not fit its tag.
    Scalar,
}

impl YamlErrorKind {
    /// Whether the other of Heat's parsers is not even tried: a limit is exceeded, or Python
    /// itself raised the error.
    pub(super) fn is_final(self) -> bool {
        matches!(
            self,
            Self::TooLong | Self::TooDeep | Self::TooManyNodes | Self::Scalar
        )
    }
}

/// Why a YAML text could not be read.
///
/// Displays as the text of PyYAML's exception, which says the place and shows the line. (Where
/// the text of a number is at fault that is Python's `ValueError`, which says no place.)
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct YamlError {
    /// The rule that is broken.
    pub kind: YamlErrorKind,
    /// The whole message.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// An error while the text is at hand.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) kind: YamlErrorKind,
    /// What was going on, and where that began.
    context: Option<(String, Option<Mark>)>,
    message: String,
    mark: Mark,
}

impl Problem {
    pub(super) fn new(kind: YamlErrorKind, message: impl Into<String>, mark: Mark) -> Self {
        Self {
            kind,
            context: None,
            message: message.into(),
            mark,
        }
    }

    /// Text that is no YAML.
    pub(super) fn syntax(message: impl Into<String>, mark: Mark) -> Self {
        Self::new(YamlErrorKind::Syntax, message, mark)
    }

    /// Says what was going on.
    pub(super) fn during(mut self, context: impl Into<String>) -> Self {
        self.context = Some((context.into(), None));
        self
    }

    /// Says what was going on, and where that began.
    pub(super) fn during_at(mut self, context: impl Into<String>, mark: Mark) -> Self {
        self.context = Some((context.into(), Some(mark)));
        self
    }

    /// Writes the message as PyYAML does.
    pub(super) fn in_text(self, characters: &[char]) -> YamlError {
        let Mark {
            index,
            line,
            column,
        } = self.mark;
        let message = match self.kind {
            YamlErrorKind::Scalar => self.message,
            YamlErrorKind::Character => {
                format!(
                    "{}\n  in \"<unicode string>\", position {index}",
                    self.message
                )
            }
            _ => {
                let mut lines = Vec::new();
                if let Some((context, mark)) = self.context {
                    lines.push(context);
                    let elsewhere = mark.filter(|mark| (mark.line, mark.column) != (line, column));
                    lines.extend(elsewhere.map(|mark| describe(characters, mark)));
                }
                lines.push(self.message);
                lines.push(describe(characters, self.mark));
                lines.join("\n")
            }
        };
        YamlError {
            kind: self.kind,
            message,
            line: line + 1,
            column: column + 1,
        }
    }
}
