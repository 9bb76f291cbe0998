//! Which members a group has next: the old ones that stay, those that change, and new ones.

use heat_spec::{Key, Map, Value};

use super::rollout::Step;

/// A member that is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Present {
    /// Its name.
    pub(crate) name: String,
    /// Its definition, as the template of the stack inside has it.
    pub(crate) definition: Value,
    /// Whether nothing failed with it.
    pub(crate) is_well: bool,
}

/// The members after a step.
///
/// `present` is sorted: who comes first is the first to go, or to change. A name that `new_name`
/// does not give is left out.
pub(in crate::resources) fn succession(
    present: &[Present],
    step: Step,
    definition: impl Fn(&str) -> Value,
    mut new_name: impl FnMut() -> Option<String>,
) -> Map {
    let staying = &present[present.len().saturating_sub(step.n_members)..];
    let n_made = step.n_members - staying.len();
    let mut n_left = step.n_changed.saturating_sub(n_made);
    let mut members: Map = staying
        .iter()
        .map(|member| {
            let wanted = definition(&member.name);
            let changes = n_left > 0 && wanted != member.definition;
            n_left -= usize::from(changes);
            let definition = if changes {
                wanted
            } else {
                member.definition.clone()
            };
            (Key::from(member.name.as_str()), definition)
        })
        .collect();
    for name in (0..n_made).filter_map(|_| new_name()) {
        let definition = definition(&name);
        members.insert(Key::from(name), definition);
    }
    members
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn next(n_members: usize, n_changed: usize) -> String {
        let present = ["a", "b", "c"].map(|name| Present {
            name: name.to_owned(),
            definition: "old".into(),
            is_well: true,
        });
        let step = Step {
            n_members,
            n_changed,
            pause: Duration::ZERO,
        };
        let mut names = ["x", "y"].iter();
        let members = succession(
            &present,
            step,
            |_| "new".into(),
            || names.next().map(|name| (*name).to_owned()),
        );
        Value::Map(members).to_json()
    }

    #[test]
    fn the_first_go_first_and_new_ones_count_as_changed() {
        assert_eq!(next(2, 0), r#"{"b": "old", "c": "old"}"#);
        assert_eq!(next(3, 2), r#"{"a": "new", "b": "new", "c": "old"}"#);
        assert_eq!(
            next(4, 2),
            r#"{"a": "new", "b": "old", "c": "old", "x": "new"}"#
        );
        assert_eq!(next(0, 5), "{}");
    }
}
