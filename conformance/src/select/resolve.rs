//! Parts of a selection that nobody can answer by looking at a requirement alone.

use std::collections::BTreeSet;

use super::{Expression, Selection};

/// What a selection asks about, answered with ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// `profile:NAME`: what a profile has.
    Profile(String),
    /// `failed()`, `failed(RUN)`, `failed(REPORT)`: what did not pass in a run.
    Failed(Option<String>),
}

impl Selection {
    /// The same selection with its questions answered.
    ///
    /// # Errors
    ///
    /// The first one of the answers.
    pub fn resolved<E>(
        mut self,
        answer: &mut dyn FnMut(&Question) -> Result<BTreeSet<String>, E>,
    ) -> Result<Self, E> {
        self.expression.resolve(answer)?;
        Ok(self)
    }
}

impl Expression {
    fn resolve<E>(
        &mut self,
        answer: &mut dyn FnMut(&Question) -> Result<BTreeSet<String>, E>,
    ) -> Result<(), E> {
        match self {
            Self::Asked(question) => *self = Self::Among(answer(question)?),
            Self::Not(inner) => inner.resolve(answer)?,
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.resolve(answer)?;
                }
            }
            Self::Id(_)
            | Self::Operation(_)
            | Self::Level(_)
            | Self::Kind(_)
            | Self::Tag(_)
            | Self::Capability(_)
            | Self::Among(_) => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use heat_spec::catalogue::{Kind, Level};

    use super::*;
    use crate::select::Subject;

    #[test]
    fn questions_are_answered_wherever_they_stand() {
        let text = "(failed(r1) or not profile:rts) and profile:upstream";
        let selection = Selection::parse(text).unwrap();
        let mut asked = Vec::new();
        let answered = selection.resolved(&mut |question| {
            asked.push(question.clone());
            let ids: &[&str] = match question {
                Question::Failed(_) => &["a.b"],
                Question::Profile(name) if name == "rts" => &["a.b", "a.c"],
                Question::Profile(_) => &["a.b", "a.c", "a.d"],
            };
            Ok::<_, Infallible>(ids.iter().map(|id| (*id).to_owned()).collect())
        });
        let answered = answered.unwrap();
        assert_eq!(asked[0], Question::Failed(Some("r1".to_owned())));
        assert_eq!(asked.len(), 3);
        let selects = |id: &str| {
            answered.selects(&Subject {
                id,
                operation: "a",
                level: Level::Must,
                kind: Kind::Body,
                tags: &[],
                needs: &[],
            })
        };
        let selected = ["a.b", "a.c", "a.d", "a.e"].map(selects);
        assert_eq!(selected, [true, false, true, false]);
        assert!(answered.asks_for_slow("a.b"));
    }
}
