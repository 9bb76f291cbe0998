//! What was waited for in a scenario, as stretches of time.

use indexmap::IndexMap;

use crate::events::{History, Poll};

/// The course of one thing that was waited for.
pub(super) struct Timeline<'a> {
    pub(super) what: &'a str,
    pub(super) wanted: &'a str,
    pub(super) n_polls: usize,
    pub(super) stretches: Vec<Stretch<'a>>,
}

/// A time during which it looked the same.
pub(super) struct Stretch<'a> {
    pub(super) seen: &'a str,
    /// From when on, in milliseconds.
    pub(super) from: u64,
    /// How long, at least one so that it can be drawn.
    pub(super) length: u64,
}

impl<'a> Timeline<'a> {
    /// All of a scenario.
    pub(super) fn all(history: &'a History, scenario: usize) -> Vec<Self> {
        let course = history.courses.get(&scenario);
        let polls = course.into_iter().flat_map(|course| &course.polls);
        let mut by_wish: IndexMap<(&str, &str), Vec<&Poll>> = IndexMap::new();
        for poll in polls {
            let wish = (poll.what.as_str(), poll.wanted.as_str());
            by_wish.entry(wish).or_default().push(poll);
        }
        let timelines = by_wish.into_iter().map(|((what, wanted), polls)| Self {
            what,
            wanted,
            n_polls: polls.len(),
            stretches: stretches(&polls),
        });
        timelines.collect()
    }
}

fn stretches<'a>(polls: &[&'a Poll]) -> Vec<Stretch<'a>> {
    let mut stretches: Vec<Stretch<'a>> = Vec::new();
    for poll in polls {
        let at = poll.elapsed_ms;
        match stretches.last_mut() {
            // The same was waited for once more.
            Some(last) if at < last.from => {}
            Some(last) => {
                last.length = (at - last.from).max(1);
                if last.seen == poll.seen {
                    continue;
                }
            }
            None => {}
        }
        stretches.push(Stretch {
            seen: &poll.seen,
            from: at,
            length: 1,
        });
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_that_show_the_same_are_one_stretch() {
        let poll = |seen: &str, elapsed_ms| Poll {
            scenario: 1,
            what: "web".to_owned(),
            wanted: "B".to_owned(),
            seen: seen.to_owned(),
            elapsed_ms,
            exchange: 1,
        };
        let polls = [
            poll("A", 0),
            poll("A", 4),
            poll("A", 9),
            poll("B", 15),
            poll("A", 0),
        ];
        let found = stretches(&polls.iter().collect::<Vec<_>>());
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.seen, one.from, one.length))
            .collect();
        assert_eq!(found, [("A", 0, 15), ("B", 15, 1), ("A", 0, 1)]);
    }
}
