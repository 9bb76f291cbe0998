//! The selection language: `op:stacks.create and not kind:slow`, `stacks.*.409.*`.

mod glob;
mod parse;
mod resolve;
mod shard;

use std::collections::BTreeSet;

use heat_spec::catalogue::{Kind, Level};

pub(crate) use glob::matches as glob_matches;
pub use parse::SelectionError;
pub use resolve::Question;
pub use shard::{Shard, ShardError};
/// Which requirements a run is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    text: String,
    expression: Expression,
}

/// What a selection is asked about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The requirement's id.
    pub id: &'a str,
    /// Its operation's id.
    pub operation: &'a str,
    /// Its level.
    pub level: Level,
    /// Its kind.
    pub kind: Kind,
    /// The tags of its scenarios.
    pub tags: &'a [&'a str],
    /// The capabilities that it needs.
    pub needs: &'a [String],
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Expression {
    Id(String),
    Operation(String),
    Level(Level),
    Kind(Kind),
    Tag(String),
    Capability(String),
    /// What one has to look up.
    Asked(Question),
    /// What was looked up.
    Among(BTreeSet<String>),
    Not(Box<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
}

impl Selection {
    /// Reads a selection.
    ///
    /// # Errors
    ///
    /// If the text is no expression.
    pub fn parse(text: &str) -> Result<Self, SelectionError> {
        Ok(Self {
            text: text.to_owned(),
            expression: parse::parse(text)?,
        })
    }

    /// The text that it was read from.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it selects a requirement.
    pub fn selects(&self, subject: &Subject<'_>) -> bool {
        self.selects_any(std::slice::from_ref(subject))
    }

    /// Whether it selects something that is several subjects in one, as what breaks several
    /// requirements: each part of the selection fits it if it fits one of them.
    pub(crate) fn selects_any(&self, subjects: &[Subject<'_>]) -> bool {
        self.expression.selects(subjects)
    }

    /// Whether it names the requirement itself, or asks for slow ones: what needs real time is
    /// left out otherwise.
    pub fn asks_for_slow(&self, id: &str) -> bool {
        self.expression.asks_for_slow(id)
    }
}

impl Expression {
    fn selects(&self, subjects: &[Subject<'_>]) -> bool {
        match self {
            Self::Not(inner) => !inner.selects(subjects),
            Self::And(parts) => parts.iter().all(|part| part.selects(subjects)),
            Self::Or(parts) => parts.iter().any(|part| part.selects(subjects)),
            leaf => subjects.iter().any(|subject| leaf.fits(subject)),
        }
    }

    /// Whether a part without parts fits.
    fn fits(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::Id(pattern) => glob::matches(pattern, subject.id),
            Self::Operation(pattern) => glob::matches(pattern, subject.operation),
            Self::Level(level) => *level == subject.level,
            Self::Kind(kind) => *kind == subject.kind,
            Self::Tag(pattern) => subject.tags.iter().any(|tag| glob::matches(pattern, tag)),
            Self::Capability(pattern) => {
                let needs = subject.needs.iter().map(String::as_str);
                let mut all = needs.chain(subject.tags.iter().filter_map(|tag| {
                    let mut prefixes = ["cap:", "needs:"].into_iter();
                    prefixes.find_map(|prefix| tag.strip_prefix(prefix))
                }));
                all.any(|name| glob::matches(pattern, name))
            }
            Self::Among(ids) => ids.contains(subject.id),
            Self::Asked(_) | Self::Not(_) | Self::And(_) | Self::Or(_) => false,
        }
    }

    fn asks_for_slow(&self, id: &str) -> bool {
        match self {
            Self::Id(pattern) => pattern == id,
            Self::Kind(kind) => *kind == Kind::Slow,
            Self::Tag(pattern) => pattern == "slow",
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|part| part.asks_for_slow(id)),
            // What failed before is meant to be seen again, however long it takes.
            Self::Among(ids) => ids.contains(id),
            Self::Operation(_)
            | Self::Level(_)
            | Self::Capability(_)
            | Self::Asked(_)
            | Self::Not(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_selected(text: &str) -> bool {
        Selection::parse(text).unwrap().selects(&Subject {
            id: "stacks.create.409.name-conflict",
            operation: "stacks.create",
            level: Level::Must,
            kind: Kind::Error,
            tags: &["cap:type:OS::Heat::None"],
            needs: &["role:reader".to_owned()],
        })
    }

    #[test]
    fn terms_look_at_id_operation_level_kind_and_tags() {
        for text in [
            "stacks.create.409.name-conflict",
            "stacks.*.name-conflict",
            "op:stacks.create",
            "op:*.create",
            "level:must",
            "kind:error",
            "tag:cap:type:OS::Heat::*",
            "cap:type:OS::Heat::*",
            "cap:role:reader",
        ] {
            assert!(is_selected(text), "{text}");
        }
        for text in [
            "stacks.create",
            "op:stacks",
            "level:may",
            "kind:auth",
            "tag:slow",
            "cap:type:OS::Nova::Server",
        ] {
            assert!(!is_selected(text), "{text}");
        }
    }

    #[test]
    fn and_binds_tighter_than_or_and_not_tightest() {
        assert!(is_selected("level:may and level:may or level:must"));
        assert!(!is_selected("level:may and (level:may or level:must)"));
        assert!(is_selected("not level:may and not(level:should)"));
    }

    #[test]
    fn slow_requirements_are_asked_for_by_name_or_kind() {
        let asks = |text: &str| Selection::parse(text).unwrap().asks_for_slow("a.b");
        assert!(asks("a.b"));
        assert!(asks("op:x and kind:slow"));
        assert!(asks("tag:slow"));
        assert!(!asks("a.*"));
        assert!(!asks("a.c or kind:error or tag:fast or level:must"));
        assert!(!asks("not kind:slow"));
    }

    #[test]
    fn both_sides_of_and_one_side_of_or() {
        let (yes, no) = ("level:must", "level:may");
        for (left, right) in [(yes, yes), (yes, no), (no, yes), (no, no)] {
            let both = left == yes && right == yes;
            let either = left == yes || right == yes;
            assert_eq!(is_selected(&format!("{left} and {right}")), both);
            assert_eq!(is_selected(&format!("{left} or {right}")), either);
        }
        assert!(!is_selected("level:must and level:must and level:may"));
        assert!(is_selected("level:may or level:may or level:must"));
        assert!(!is_selected("not not level:may"));
    }

    #[test]
    fn a_selection_keeps_its_text() {
        let text = "op:stacks.create  and kind:slow";
        assert_eq!(Selection::parse(text).unwrap().as_str(), text);
    }
}
