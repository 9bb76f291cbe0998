//! YAML as Heat reads it: PyYAML 6's safe loader, which is YAML 1.1, with dates kept as text.
//!
//! `scanner` and `parser` are the grammar, `compose` makes nodes of the parser's events, and
//! `construct` makes values of nodes. The grammar is our own because parsers of YAML 1.2 refuse
//! what Heat accepts (a closing bracket, or a line of quoted text, that is no further right than
//! its key), accept what Heat refuses (tabs), and because Heat shows PyYAML's messages to its
//! clients, with the marks and the excerpt of the line.
//!
//! Some of what YAML can say has no place in a [`Value`](crate::Value):
//! - a `!!set` is the map of its members to null, which is how YAML writes it;
//! - an `!!omap` or `!!pairs` is a list of two-item lists, as it would be in JSON;
//! - `!!binary` is text if its bytes are UTF-8, and else an error;
//! - a node that contains itself is an error.

mod character;
mod compose;
mod construct;
mod cursor;
mod dialect;
mod document;
mod environment;
mod error;
mod excerpt;
mod limits;
mod parser;
mod scanner;
mod template;

pub use document::{Document, Duplicate, Position};
pub use environment::{EnvironmentError, read_environment};
pub use error::{YamlError, YamlErrorKind};
pub use limits::Limits;
pub use template::{TemplateError, check_template_size, read_any_template, read_template};

use dialect::Dialect;
use error::Problem;

/// Reads one YAML document.
///
/// No text at all, or nothing but comments, is null. The error says what is wrong in PyYAML's
/// words, or which of the limits is exceeded.
pub fn read(text: &str, limits: &Limits) -> Result<Document, YamlError> {
    limits.check_length(text)?;
    let characters: Vec<char> = text.chars().collect();
    let read = || {
        character::check(&characters)?;
        match load(&characters, Dialect::LibYaml, limits) {
            Err(problem) if !problem.kind.is_final() => load(&characters, Dialect::PyYaml, limits),
            done => done,
        }
    };
    read().map_err(|problem| problem.in_text(&characters))
}

fn load(characters: &[char], dialect: Dialect, limits: &Limits) -> Result<Document, Problem> {
    let tree = compose::compose(characters, dialect, limits)?;
    construct::construct(tree, limits)
}
