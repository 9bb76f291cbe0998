//! A violation at work: which exchanges it changes, and what it knows of earlier ones.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use heat_spec::Catalogue;
use heat_spec::catalogue::Match;
use indexmap::IndexMap;

use super::edit::{self, AnswerEdit, Context, Memory, Order, RequestEdit};
use super::message::{Answer, Asked};
use super::trigger::{Seen, Trigger, TriggerError};
use super::upstream::{Unanswered, Upstream};
use super::{Rule, Violation};

/// What stands between the suite and a target and does one thing wrong, or nothing.
#[derive(Debug)]
pub(crate) struct Breaker {
    catalogue: Arc<Catalogue>,
    rules: Vec<(Trigger, Rule)>,
    state: Mutex<State>,
}

/// What happened so far; all of it but the count of effects is forgotten between scenarios.
#[derive(Debug, Default)]
struct State {
    /// How often the exchanges fitted each rule.
    n_fitting: Vec<u32>,
    /// The answers so far: operation and status.
    answers: HashSet<(String, u16)>,
    memory: Memory,
    n_effects: u64,
}

/// A request with what the catalogue knows of it.
struct Known {
    operations: Vec<String>,
    path_parameters: IndexMap<String, String>,
}

impl Breaker {
    /// One that does nothing wrong.
    pub(crate) fn idle(catalogue: Arc<Catalogue>) -> Self {
        Self {
            catalogue,
            rules: Vec::new(),
            state: Mutex::default(),
        }
    }

    /// One that does what a violation says.
    pub(crate) fn of(
        violation: &Violation,
        catalogue: Arc<Catalogue>,
    ) -> Result<Self, TriggerError> {
        let rules = violation.rules.iter().map(|rule| {
            let trigger = Trigger::new(&rule.when, &violation.operation)?;
            Ok((trigger, rule.clone()))
        });
        Ok(Self {
            rules: rules.collect::<Result<_, TriggerError>>()?,
            ..Self::idle(catalogue)
        })
    }

    /// How often it changed something.
    pub(crate) fn n_effects(&self) -> u64 {
        self.state().n_effects
    }

    /// Forgets the exchanges of a scenario; the answers that there were.
    pub(crate) fn forget(&self) -> HashSet<(String, u16)> {
        let mut state = self.state();
        state.n_fitting.clear();
        state.memory.clear();
        std::mem::take(&mut state.answers)
    }

    /// Lets a request through, or what is made of it; the answer, or what is made of that.
    pub(crate) async fn pass(
        &self,
        asked: Asked,
        upstream: &Upstream,
    ) -> Result<Answer, Unanswered> {
        let known = self.known(&asked);
        let fitting = self.fitting(&asked, &known, upstream).await;
        let early: Vec<&Rule> = fitting
            .iter()
            .filter(|index| !self.rules[**index].0.looks_at_answer())
            .filter(|index| self.is_due(**index))
            .map(|index| &self.rules[*index].1)
            .collect();
        let mut answer = self.ask(&asked, &known, &early, upstream).await?;
        let mut due = early;
        due.extend(
            fitting
                .iter()
                .filter(|index| self.rules[**index].0.looks_at_answer())
                .filter(|index| self.rules[**index].0.fits_answer(&answer))
                .filter(|index| self.is_due(**index))
                .map(|index| &self.rules[*index].1),
        );
        self.note(&known, answer.status);
        let before = answer.clone();
        for rule in due {
            for edit in &rule.answer {
                if let AnswerEdit::AgainAs(role) = edit {
                    let again = upstream.as_role(&asked, *role).await;
                    answer = upstream.send(&again).await?;
                } else {
                    let memory = &mut self.state().memory;
                    let mut context = Context {
                        path_parameters: &known.path_parameters,
                        memory,
                    };
                    edit.apply(&mut answer, &mut context);
                }
            }
        }
        if answer != before {
            self.state().n_effects += 1;
        }
        Ok(answer)
    }

    /// Sends a request, changed by the rules that are due, with what they send beside it.
    async fn ask(
        &self,
        asked: &Asked,
        known: &Known,
        due: &[&Rule],
        upstream: &Upstream,
    ) -> Result<Answer, Unanswered> {
        let mut changed = asked.clone();
        let mut instead = None;
        let mut after = Vec::new();
        for edit in due.iter().flat_map(|rule| &rule.request) {
            match edit {
                RequestEdit::As(role) => changed = upstream.as_role(&changed, *role).await,
                RequestEdit::Instead(answer) => instead = Some(answer),
                RequestEdit::Also(also) => {
                    let path = edit::fill(&also.path, &known.path_parameters);
                    let another = Asked {
                        method: also.method.clone(),
                        path,
                        query: also.query.clone(),
                        headers: asked.headers.clone(),
                        body: match &also.body {
                            Some(body) => body.to_string().into(),
                            None => asked.body.clone(),
                        },
                    };
                    self.state().n_effects += 1;
                    match also.order {
                        Order::Before => drop(upstream.send(&another).await?),
                        Order::After => after.push(another),
                    }
                }
                edit => {
                    let memory = &mut self.state().memory;
                    let context = Context {
                        path_parameters: &known.path_parameters,
                        memory,
                    };
                    edit.apply(&mut changed, &context);
                }
            }
        }
        if changed != *asked || instead.is_some() {
            self.state().n_effects += 1;
        }
        let answer = match instead {
            Some(instead) => instead.answer(&known.path_parameters),
            None => upstream.send(&changed).await?,
        };
        for another in after {
            upstream.send(&another).await?;
        }
        Ok(answer)
    }

    fn known(&self, asked: &Asked) -> Known {
        match self.catalogue.match_request(&asked.method, &asked.path) {
            Match::Operation(operation, path_parameters) => Known {
                operations: vec![operation.id.clone()],
                path_parameters,
            },
            Match::MethodNotAllowed(_) => {
                let operations = self.catalogue.operations_at(&asked.path).into_iter();
                Known {
                    operations: operations.map(|operation| operation.id.clone()).collect(),
                    path_parameters: IndexMap::new(),
                }
            }
            Match::NotFound => Known {
                operations: Vec::new(),
                path_parameters: IndexMap::new(),
            },
        }
    }

    /// The rules that a request fits, as far as requests and earlier exchanges decide.
    async fn fitting(&self, asked: &Asked, known: &Known, upstream: &Upstream) -> Vec<usize> {
        if self.rules.is_empty() {
            return Vec::new();
        }
        let seen = Seen {
            asked,
            operations: &known.operations,
            role: upstream.role_of(asked).await,
        };
        let state = self.state();
        let mut fitting = Vec::new();
        for (index, (trigger, _)) in self.rules.iter().enumerate() {
            let after = trigger.when().after.as_ref();
            let is_late = after.is_none_or(|after| {
                let answer = (after.operation.clone(), after.status);
                state.answers.contains(&answer)
            });
            if is_late && trigger.fits_request(seen) {
                fitting.push(index);
            }
        }
        fitting
    }

    /// Counts an exchange that fits a rule; whether it has the number that the rule asks for.
    fn is_due(&self, index: usize) -> bool {
        let mut state = self.state();
        if state.n_fitting.len() <= index {
            state.n_fitting.resize(self.rules.len(), 0);
        }
        state.n_fitting[index] += 1;
        let nth = self.rules[index].0.when().nth;
        nth.is_none_or(|nth| nth == state.n_fitting[index])
    }

    fn note(&self, known: &Known, status: u16) {
        let mut state = self.state();
        for operation in &known.operations {
            state.answers.insert((operation.clone(), status));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
