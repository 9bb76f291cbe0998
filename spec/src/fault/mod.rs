//! Faults: the one table of everything that the orchestration endpoint refuses with.
//!
//! A fault has a *type* (the exception class that clients see in `error.type`), which fixes its
//! HTTP status ([`TYPES`]), and a *row* (a type and the text of its message). Every row is a
//! constructor, so that a fault that is not in the table cannot be made.

mod api;
mod table;
mod template;
mod template_cloud_formation;
mod template_environment;
mod template_functions;
mod template_parameters;
mod template_properties;
mod types;

use std::fmt;

pub use api::*;
pub use template::*;
pub use template_cloud_formation::*;
pub use template_environment::*;
pub use template_functions::*;
pub use template_parameters::*;
pub use template_properties::*;
pub use types::{FaultType, TYPES, explanation, fault_type, title};

/// One row of the table: a fault type and the text of its message.
#[derive(Clone, Copy, Debug)]
pub struct FaultRow {
    /// The row's name, which is also the name of its constructor: `stack_not_found`.
    pub id: &'static str,
    /// The exception class that clients see in `error.type`: `EntityNotFound`.
    pub error_type: &'static str,
    /// The message, with the names of its arguments in braces.
    pub message: &'static str,
    /// What the row is for and where that is written.
    pub about: &'static str,
}

/// The table's rows, in the order of its parts.
pub fn rows() -> impl Iterator<Item = &'static FaultRow> {
    [
        api::ROWS,
        template::ROWS,
        template_parameters::ROWS,
        template_functions::ROWS,
        template_cloud_formation::ROWS,
        template_properties::ROWS,
        template_environment::ROWS,
    ]
    .into_iter()
    .flatten()
}

/// The parts of the table: `api`, what is refused around templates, and `template`, what is refused
/// in them.
pub fn part(name: &str) -> Option<&'static [&'static [FaultRow]]> {
    match name {
        "api" => Some(&[api::ROWS]),
        "template" => Some(&[
            template::ROWS,
            template_parameters::ROWS,
            template_functions::ROWS,
            template_cloud_formation::ROWS,
            template_properties::ROWS,
            template_environment::ROWS,
        ]),
        _ => None,
    }
}

/// The row of that name.
pub fn row(id: &str) -> Option<&'static FaultRow> {
    rows().find(|row| row.id == id)
}

/// How the parts of a located message are joined.
///
/// A message that crosses Heat's internal RPC is formatted twice on the way, and shows `": : "`
/// where the same message, returned as a result (by `POST /validate`), shows `": "`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendering {
    /// As `POST /validate` shows it.
    Once,
    /// As every other operation shows it.
    Twice,
}

/// A refusal on its way to the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row that it was made from.
    pub id: &'static str,
    /// The exception class that clients see in `error.type`.
    pub error_type: &'static str,
    /// What stands before the path, such as `Property error`; empty if nothing.
    pub heading: String,
    /// Where in the template, such as `resources.a.properties`; empty if nowhere.
    pub path: String,
    /// The message itself.
    pub message: String,
}

impl Fault {
    fn new(id: &'static str, error_type: &'static str, message: String) -> Self {
        Self {
            id,
            error_type,
            heading: String::new(),
            path: String::new(),
            message,
        }
    }

    /// The same fault with a heading before its path, such as `Property error`.
    #[must_use]
    pub fn headed(mut self, heading: &str) -> Self {
        heading.clone_into(&mut self.heading);
        self
    }

    /// The same fault with `segments` put before its path; a segment of digits becomes `[n]`.
    #[must_use]
    pub fn under(mut self, segments: &[&str]) -> Self {
        let mut path = String::new();
        for segment in segments {
            push_segment(&mut path, segment);
        }
        if !self.path.is_empty() {
            if !self.path.starts_with('[') {
                path.push('.');
            }
            path.push_str(&self.path);
        }
        self.path = path;
        self
    }

    /// The whole message: heading, path and text.
    pub fn text(&self, rendering: Rendering) -> String {
        let separator = match rendering {
            Rendering::Once => ": ",
            Rendering::Twice => ": : ",
        };
        [&self.heading, &self.path, &self.message]
            .into_iter()
            .enumerate()
            .filter(|(index, part)| *index == 2 || !part.is_empty())
            .map(|(_, part)| part.as_str())
            .collect::<Vec<_>>()
            .join(separator)
    }
}

fn push_segment(path: &mut String, segment: &str) {
    if !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()) {
        path.push('[');
        path.push_str(segment);
        path.push(']');
    } else {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(segment);
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text(Rendering::Once))
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_type_and_a_name_of_its_own() {
        let mut seen = std::collections::HashSet::new();
        for row in rows() {
            assert!(
                fault_type(row.error_type).is_some(),
                "{}: no type {}",
                row.id,
                row.error_type
            );
            assert!(seen.insert(row.id), "{} is there twice", row.id);
            assert!(
                !row.about.trim().is_empty(),
                "{} does not say what it is for",
                row.id
            );
        }
    }

    #[test]
    fn both_parts_together_are_the_table() {
        let rows_of = |name: &str| {
            part(name)
                .unwrap()
                .iter()
                .map(|rows| rows.len())
                .sum::<usize>()
        };
        assert_eq!(rows_of("api") + rows_of("template"), rows().count());
        assert!(part("other").is_none());
    }

    #[test]
    fn what_a_message_lacks_leaves_no_colon() {
        let fault = validation_failed("Unknown Property zz");
        assert_eq!(fault.text(Rendering::Once), "Unknown Property zz");
        assert_eq!(fault.to_string(), "Unknown Property zz");
        let empty = validation_failed("").headed("Property error");
        assert_eq!(empty.text(Rendering::Once), "Property error: ");
    }

    #[test]
    fn a_located_message_is_joined_once_or_twice() {
        let fault = validation_failed("Unknown Property zz")
            .under(&["properties", "0"])
            .under(&["resources", "a"])
            .headed("Property error");
        assert_eq!(
            fault.text(Rendering::Once),
            "Property error: resources.a.properties[0]: Unknown Property zz"
        );
        assert_eq!(
            fault.text(Rendering::Twice),
            "Property error: : resources.a.properties[0]: : Unknown Property zz"
        );
    }
}
