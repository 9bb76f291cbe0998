//! Changes to the members of a group in batches, so that some of them stay in service.

use std::time::Duration;

use heat_spec::Value;

use crate::engine::Failure;
use crate::resources::Work;

/// One step towards what a group is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// How many members there are after it.
    pub(crate) n_members: usize,
    /// How many members may be made, or get the new definition, by it.
    pub(crate) n_changed: usize,
    /// How long nothing is done after it.
    pub(crate) pause: Duration,
}

/// How members are made or replaced: a policy of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::resources) struct Policy {
    min_in_service: usize,
    max_batch_size: usize,
    pause: Duration,
}

/// The sizes of a group on its way.
#[derive(Clone, Copy, Debug)]
pub(in crate::resources) struct Sizes {
    /// How many members it is to have.
    pub(in crate::resources) wanted: usize,
    /// How many it has.
    pub(in crate::resources) current: usize,
}

/// How many members are up to date by a batch: `(sizes before, members after it, members changed)`.
pub(in crate::resources) type Progress = fn(Sizes, usize, usize) -> usize;

impl Default for Policy {
    fn default() -> Self {
        Self {
            min_in_service: 0,
            max_batch_size: 1,
            pause: Duration::ZERO,
        }
    }
}

impl Policy {
    /// Reads a policy; nothing if there is none. What is missing has the default.
    pub(in crate::resources) fn read(policy: Option<&Value>) -> Option<Self> {
        let policy = policy.filter(|policy| policy.is_truthy())?;
        let count = |name: &str| {
            let given = policy.get(name).filter(|value| !value.is_null())?;
            let given = given.python_str();
            given.trim().parse::<usize>().ok()
        };
        let pause = policy.get("pause_time").map(Value::python_str);
        let seconds = pause.and_then(|text| text.trim().parse::<f64>().ok());
        Some(Self {
            min_in_service: count("min_in_service").unwrap_or(0),
            max_batch_size: count("max_batch_size").unwrap_or(1).max(1),
            pause: Duration::try_from_secs_f64(seconds.unwrap_or(0.0)).unwrap_or(Duration::MAX),
        })
    }

    /// The steps to the wanted size, all members being replaced or made on the way.
    ///
    /// Fails if the pauses alone take longer than the stack may.
    pub(in crate::resources) fn steps(
        &self,
        work: &Work,
        sizes: Sizes,
        progress: Progress,
    ) -> Result<Vec<Step>, Failure> {
        let batches = self.batches(sizes, progress);
        let n_pauses = u32::try_from(batches.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let limits = &work.app.config.limits;
        let timeout = match work.stack.timeout_mins {
            Some(minutes) if minutes > 0 => minutes.unsigned_abs().saturating_mul(60),
            _ => limits.stack_action_timeout,
        };
        if self.pause.saturating_mul(n_pauses) >= Duration::from_secs(timeout) {
            let message = "The current update policy will result in stack update timeout.";
            return Err(Failure::new("ValueError", message));
        }
        let n_steps = batches.len();
        let steps = batches.into_iter().enumerate();
        Ok(steps
            .map(|(index, (n_members, n_changed))| Step {
                n_members,
                n_changed,
                pause: if index + 1 < n_steps {
                    self.pause
                } else {
                    Duration::ZERO
                },
            })
            .collect())
    }

    /// The same as sizes: how many members there are after each batch, and how many it changes.
    fn batches(&self, sizes: Sizes, progress: Progress) -> Vec<(usize, usize)> {
        let Sizes { wanted, current } = sizes;
        let mut batches = Vec::new();
        let mut sizes = Sizes { wanted, current };
        let mut n_new = 0;
        // A batch that makes no progress makes room for the next one.
        let most = 2 * (wanted + current) + 2;
        while !(n_new >= sizes.current && sizes.current == wanted) && batches.len() < most {
            let least = self.min_in_service.min(wanted).min(sizes.current);
            let n_changed = self.max_batch_size.min(wanted.saturating_sub(n_new));
            let kept = sizes.current.min(wanted.saturating_sub(n_changed));
            let n_members = n_changed + kept.max(least);
            batches.push((n_members, n_changed));
            n_new += progress(sizes, n_members, n_changed);
            sizes.current = n_members;
        }
        batches
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    fn batches(min: usize, max: usize, wanted: usize, current: usize) -> Vec<(usize, usize)> {
        let policy = value!({ "min_in_service": min, "max_batch_size": max });
        let policy = Policy::read(Some(&policy)).unwrap();
        policy.batches(Sizes { wanted, current }, |_, _, n_changed| n_changed)
    }

    #[test]
    fn batches_change_no_more_than_they_may_and_leave_enough_in_service() {
        // The pairs were computed by upstream's code.
        assert_eq!(batches(0, 1, 2, 2), [(2, 1), (2, 1)]);
        assert_eq!(batches(0, 2, 5, 0), [(2, 2), (4, 2), (5, 1)]);
        assert_eq!(batches(3, 2, 4, 4), [(5, 2), (5, 2), (4, 0)]);
        assert_eq!(batches(0, 3, 1, 4), [(1, 1)]);
        assert_eq!(batches(0, 1, 0, 3), [(0, 0)]);
        assert_eq!(batches(0, 1, 0, 0), []);
    }

    #[test]
    fn batches_come_to_an_end_at_the_wanted_size() {
        for (min, max) in [(0, 1), (1, 1), (2, 3), (9, 1), (9, 9)] {
            for (wanted, current) in [(0, 5), (1, 1), (3, 7), (7, 3), (5, 5)] {
                if let Some((n_members, _)) = batches(min, max, wanted, current).last() {
                    assert_eq!(*n_members, wanted);
                }
            }
        }
    }

    #[test]
    fn what_a_policy_does_not_say_is_the_default() {
        assert_eq!(Policy::read(Some(&value!({}))), None);
        let policy = Policy::read(Some(&value!({ "pause_time": "0.5" }))).unwrap();
        assert_eq!(policy.max_batch_size, 1);
        assert_eq!(policy.pause, Duration::from_millis(500));
    }
}
