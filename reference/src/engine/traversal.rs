//! One traversal of a stack's graph: which steps are ready, running and done.

use std::collections::{BTreeSet, HashMap};

use crate::store::steps::{Step, Subject};

/// The graph of the work under way, in memory.
#[derive(Debug)]
pub(super) struct Traversal {
    /// Its id, which the stack bears as long as this is the current one.
    pub(super) id: String,
    steps: Vec<Step>,
    required_by: HashMap<usize, Vec<usize>>,
    n_missing: Vec<usize>,
    ready: BTreeSet<usize>,
    /// Steps that failed, and those that are left out because they depend on one.
    failed: BTreeSet<usize>,
    n_open: usize,
}

impl Traversal {
    /// A traversal of these steps, of which some may be done already.
    pub(super) fn new(id: String, steps: Vec<Step>) -> Self {
        let mut required_by: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut n_missing = vec![0; steps.len()];
        for (position, step) in steps.iter().enumerate() {
            for required in &step.requires {
                if !steps[*required].is_done {
                    required_by.entry(*required).or_default().push(position);
                    n_missing[position] += 1;
                }
            }
        }
        let is_open = |position: &usize| !steps[*position].is_done;
        let ready = (0..steps.len())
            .filter(is_open)
            .filter(|position| n_missing[*position] == 0)
            .collect();
        let n_open = (0..steps.len()).filter(is_open).count();
        let failed = (0..steps.len())
            .filter(|position| steps[*position].failure.is_some())
            .collect();
        Self {
            id,
            steps,
            required_by,
            n_missing,
            ready,
            failed,
            n_open,
        }
    }

    /// Takes the steps that can start now; those whose subject is busy stay.
    pub(super) fn take_ready(&mut self, is_busy: impl Fn(Subject) -> bool) -> Vec<(usize, Step)> {
        self.leave_out();
        let free: Vec<usize> = self
            .ready
            .iter()
            .copied()
            .filter(|position| !is_busy(self.steps[*position].subject()))
            .collect();
        let mut taken: Vec<(usize, Step)> = Vec::new();
        for position in free {
            let step = &self.steps[position];
            if taken
                .iter()
                .all(|(_, other)| other.subject() != step.subject())
            {
                self.ready.remove(&position);
                taken.push((position, step.clone()));
            }
        }
        taken
    }

    /// The steps that wait for nothing but their subject.
    pub(super) fn waiting(&self) -> impl Iterator<Item = &Step> {
        self.ready.iter().map(|position| &self.steps[*position])
    }

    /// The step at a position.
    pub(super) fn step(&self, position: usize) -> &Step {
        &self.steps[position]
    }

    /// Notes that a step failed; what depends on it is left out.
    pub(super) fn fail(&mut self, position: usize) {
        self.failed.insert(position);
        self.finish(position);
    }

    /// Ends ready steps that depend on failed ones, and what becomes ready and does so by that.
    fn leave_out(&mut self) {
        let depends_on_failed = |traversal: &Self, position: &usize| {
            let requires = &traversal.steps[*position].requires;
            requires
                .iter()
                .any(|required| traversal.failed.contains(required))
        };
        while let Some(position) = self
            .ready
            .iter()
            .copied()
            .find(|position| depends_on_failed(self, position))
        {
            self.fail(position);
        }
    }

    /// Notes that a step is done, which may make others ready.
    pub(super) fn finish(&mut self, position: usize) {
        if std::mem::replace(&mut self.steps[position].is_done, true) {
            return;
        }
        self.n_open -= 1;
        self.ready.remove(&position);
        for waiting in self.required_by.remove(&position).unwrap_or_default() {
            self.n_missing[waiting] -= 1;
            if self.n_missing[waiting] == 0 {
                self.ready.insert(waiting);
            }
        }
    }

    /// Whether every step is done.
    pub(super) fn is_done(&self) -> bool {
        self.n_open == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::steps::StepKind;

    fn step(resource_id: i64, requires: &[usize]) -> Step {
        Step {
            requires: requires.to_vec(),
            ..Step::new(StepKind::Converge, resource_id)
        }
    }

    fn ready(traversal: &mut Traversal) -> Vec<usize> {
        traversal
            .take_ready(|_| false)
            .into_iter()
            .map(|(position, _)| position)
            .collect()
    }

    #[test]
    fn independent_steps_are_ready_at_once_and_others_when_what_they_require_is_done() {
        let steps = vec![step(1, &[]), step(2, &[]), step(3, &[0, 1])];
        let mut traversal = Traversal::new("t".to_owned(), steps);
        assert_eq!(ready(&mut traversal), [0, 1]);
        traversal.finish(0);
        assert_eq!(ready(&mut traversal), Vec::<usize>::new());
        traversal.finish(1);
        assert_eq!(ready(&mut traversal), [2]);
        assert!(!traversal.is_done());
        traversal.finish(2);
        assert!(traversal.is_done());
    }

    #[test]
    fn steps_that_were_done_before_are_not_done_again() {
        let mut done = step(1, &[]);
        done.is_done = true;
        let mut traversal = Traversal::new("t".to_owned(), vec![done, step(2, &[0])]);
        assert_eq!(ready(&mut traversal), [1]);
        traversal.finish(1);
        assert!(traversal.is_done());
    }

    #[test]
    fn what_depends_on_a_failed_step_is_left_out_also_after_a_restart() {
        let steps = vec![step(1, &[]), step(2, &[0]), step(3, &[1]), step(4, &[])];
        let mut traversal = Traversal::new("t".to_owned(), steps.clone());
        assert_eq!(ready(&mut traversal), [0, 3]);
        traversal.fail(0);
        assert_eq!(ready(&mut traversal), Vec::<usize>::new());
        assert!(!traversal.is_done());
        traversal.finish(3);
        assert!(traversal.is_done());

        let mut steps = steps;
        (steps[0].is_done, steps[0].failure) = (true, Some("why".to_owned()));
        let mut traversal = Traversal::new("t".to_owned(), steps);
        assert_eq!(ready(&mut traversal), [3]);
        traversal.finish(3);
        assert!(traversal.is_done());
    }

    #[test]
    fn a_busy_resource_waits() {
        let mut traversal = Traversal::new("t".to_owned(), vec![step(1, &[]), step(2, &[])]);
        let free = traversal.take_ready(|subject| subject == Subject::Resource(1));
        assert_eq!(free.len(), 1);
        assert_eq!(free[0].1.resource_id, 2);
        assert_eq!(ready(&mut traversal), [0]);
    }
}
