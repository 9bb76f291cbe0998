//! The requirements that a selection fits.

use std::fmt::Write as _;

use heat_spec::Catalogue;
use heat_spec::catalogue::{Kind, Level};
use serde::Serialize;

use crate::features::Features;
use crate::run::{Plan, Scope};

/// A requirement in a list.
#[derive(Debug, Serialize)]
pub struct Listed<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its operation's id.
    pub operation: &'a str,
    /// How binding it is.
    pub level: Level,
    /// What kind of property it is.
    pub kind: Kind,
    /// The capabilities that it needs.
    pub needs: &'a [String],
    /// The promise, in one sentence.
    pub statement: &'a str,
    /// The scenarios that check it.
    pub scenarios: Vec<&'a str>,
}

/// The hand-written requirements that a scope holds.
pub fn list<'a>(
    catalogue: &'a Catalogue,
    features: &'a Features,
    scope: &Scope,
) -> Vec<Listed<'a>> {
    let plan = Plan::new(catalogue, features, scope);
    let listed = plan.requirements.into_iter().map(|requirement| Listed {
        id: &requirement.id,
        operation: &requirement.operation,
        level: requirement.level,
        kind: requirement.kind,
        needs: &requirement.needs,
        statement: &requirement.statement,
        scenarios: features
            .scenarios
            .iter()
            .filter(|scenario| scenario.tags.requirements.contains(&requirement.id))
            .map(|scenario| scenario.name.as_str())
            .collect(),
    });
    listed.collect()
}

/// The list for people: a line for each requirement, and how many there are.
pub fn list_text(listed: &[Listed<'_>]) -> String {
    let width = listed.iter().map(|one| one.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for one in listed {
        let level = match one.level {
            Level::Must => "must",
            Level::Should => "should",
            Level::May => "may",
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:width$}  {level:6}  {}", one.id, one.statement);
    }
    let _ = writeln!(text, "{} requirements", listed.len());
    text
}
