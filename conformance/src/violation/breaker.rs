//! A violation at work: which exchanges it changes, and what it knows of earlier ones.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use heat_spec::Catalogue;
use heat_spec::catalogue::Match;
use indexmap::IndexMap;
use serde_json::Value;

use super::edit::{self, AnswerEdit, Context, Memory, Order, RequestEdit};
use super::message::{Answer, Asked};
use super::trigger::{Past, Seen, Trigger, TriggerError};
use super::upstream::{Unanswered, Upstream};
use super::{ANY, Rule, Violation, stacks};
use crate::target::Role;

/// What stands between the suite and a target and does one thing wrong, or nothing.
#[derive(Debug)]
pub(crate) struct Breaker {
    catalogue: Arc<Catalogue>,
    rules: Vec<(Trigger, Rule)>,
    state: Mutex<State>,
}

/// What happened so far; what scenarios did is forgotten between them.
#[derive(Debug, Default)]
struct State {
    /// How often the exchanges fitted each rule.
    n_fitting: Vec<u32>,
    /// The exchanges so far.
    past: Vec<Past>,
    memory: Memory,
    n_effects: u64,
    /// Requests that delete what was made and the suite does not know of.
    undoing: Vec<Asked>,
}

/// A request with what the catalogue knows of it.
struct Known {
    operations: Vec<String>,
    /// The parameters of the path, and what else texts of edits may name.
    path_parameters: IndexMap<String, String>,
    /// Who sent it.
    role: Option<Role>,
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
        let past = std::mem::take(&mut state.past).into_iter();
        past.flat_map(|past| {
            let status = past.answer.status;
            let operations = past.operations.into_iter();
            operations.map(move |operation| (operation, status))
        })
        .collect()
    }

    /// Deletes what requests made that the suite did not send in this way.
    pub(crate) async fn undo(&self, upstream: &Upstream) {
        let undoing = std::mem::take(&mut self.state().undoing);
        for asked in undoing {
            // What is gone already cannot be deleted again.
            let _ = upstream.send(&asked).await;
        }
    }

    /// Lets a request through, or what is made of it; the answer, or what is made of that.
    pub(crate) async fn pass(
        &self,
        asked: Asked,
        upstream: &Upstream,
    ) -> Result<Answer, Unanswered> {
        let known = self.known(&asked, upstream).await;
        let fitting = self.fitting(&asked, &known);
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
        self.state().past.push(Past {
            asked: asked.clone(),
            operations: known.operations.clone(),
            role: known.role,
            answer: answer.clone(),
        });
        let before = answer.clone();
        for rule in due {
            for edit in &rule.answer {
                self.change(&mut answer, edit, &asked, &known, upstream)
                    .await?;
            }
        }
        if answer != before {
            self.state().n_effects += 1;
        }
        Ok(answer)
    }

    /// Does what an edit says to an answer.
    async fn change(
        &self,
        answer: &mut Answer,
        edit: &AnswerEdit,
        asked: &Asked,
        known: &Known,
        upstream: &Upstream,
    ) -> Result<(), Unanswered> {
        match edit {
            AnswerEdit::AgainAs(role) => {
                let again = upstream.as_role(asked, *role).await;
                *answer = upstream.send(&again).await?;
            }
            AnswerEdit::Again { request, only } => {
                let again = self.edited(asked, request, known, upstream).await;
                let again = upstream.send(&again).await?;
                match only {
                    None => *answer = again,
                    Some(at) => {
                        let found = again.json().and_then(|json| json.pointer(at).cloned());
                        if let Some(to) = found {
                            let at = at.clone();
                            self.apply(&AnswerEdit::Set { at, to }, answer, known);
                        }
                    }
                }
            }
            AnswerEdit::JoinAs { role, at } => {
                let again = upstream.as_role(asked, *role).await;
                let again = upstream.send(&again).await?;
                let json = again.json();
                let more = json.as_ref().and_then(|json| json.pointer(at)?.as_array());
                let own = answer.json();
                let own = own.as_ref().and_then(|json| json.pointer(at)?.as_array());
                if let (Some(own), Some(more)) = (own, more) {
                    let (at, to) = (at.clone(), own.iter().chain(more).cloned().collect());
                    self.apply(&AnswerEdit::Set { at, to }, answer, known);
                }
            }
            edit => self.apply(edit, answer, known),
        }
        Ok(())
    }

    fn apply(&self, edit: &AnswerEdit, answer: &mut Answer, known: &Known) {
        let memory = &mut self.state().memory;
        let mut context = Context {
            path_parameters: &known.path_parameters,
            memory,
        };
        edit.apply(answer, &mut context);
    }

    /// A request with edits; those that are not about itself are left out.
    async fn edited(
        &self,
        asked: &Asked,
        edits: &[RequestEdit],
        known: &Known,
        upstream: &Upstream,
    ) -> Asked {
        let mut changed = asked.clone();
        for edit in edits {
            if let RequestEdit::As(role) = edit {
                changed = upstream.as_role(&changed, *role).await;
            } else {
                let memory = &mut self.state().memory;
                let context = Context {
                    path_parameters: &known.path_parameters,
                    memory,
                };
                edit.apply(&mut changed, &context);
            }
        }
        changed
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
                RequestEdit::Instead(answer) => instead = Some(answer),
                RequestEdit::Also(also) => {
                    let path = edit::fill(&also.path, &known.path_parameters);
                    let mut another = Asked {
                        method: also.method.clone(),
                        path,
                        query: also.query.clone(),
                        headers: asked.headers.clone(),
                        body: match &also.body {
                            Some(body) => body.to_string().into(),
                            None => asked.body.clone(),
                        },
                    };
                    if let Some(role) = also.role {
                        another = upstream.as_role(&another, role).await;
                    }
                    let another = self.edited(&another, &also.edits, known, upstream).await;
                    self.state().n_effects += 1;
                    match also.order {
                        Order::Before => self.send_own(&another, upstream).await?,
                        Order::After => after.push(another),
                    }
                }
                edit => {
                    let edits = std::slice::from_ref(edit);
                    changed = self.edited(&changed, edits, known, upstream).await;
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
        if changed != *asked {
            self.note_made(&changed, &answer);
        }
        for another in after {
            self.send_own(&another, upstream).await?;
        }
        Ok(answer)
    }

    /// Sends a request that the suite knows nothing of.
    async fn send_own(&self, asked: &Asked, upstream: &Upstream) -> Result<(), Unanswered> {
        let answer = upstream.send(asked).await?;
        self.note_made(asked, &answer);
        Ok(())
    }

    /// Keeps how the stack is deleted that a request made, if it did.
    fn note_made(&self, asked: &Asked, answer: &Answer) {
        let (Some(body), Some(told)) = (asked.json(), answer.json()) else {
            return;
        };
        let (Some(name), Some(id)) = (
            body["stack_name"].as_str(),
            told.pointer("/stack/id").and_then(Value::as_str),
        ) else {
            return;
        };
        if asked.method == "POST" && answer.status == 201 {
            let mut headers = asked.headers.clone();
            headers.remove(CONTENT_TYPE);
            headers.remove(CONTENT_LENGTH);
            self.state().undoing.push(Asked {
                method: "DELETE".to_owned(),
                path: format!("{}/{name}/{id}", asked.path),
                query: String::new(),
                headers,
                body: Bytes::new(),
            });
        }
    }

    async fn known(&self, asked: &Asked, upstream: &Upstream) -> Known {
        let (operations, mut path_parameters) =
            match self.catalogue.match_request(&asked.method, &asked.path) {
                Match::Operation(operation, path_parameters) => {
                    (vec![operation.id.clone()], path_parameters)
                }
                Match::MethodNotAllowed(_) => {
                    let operations = self.catalogue.operations_at(&asked.path).into_iter();
                    let ids = operations.map(|operation| operation.id.clone());
                    (ids.collect(), IndexMap::new())
                }
                Match::NotFound => (vec![ANY.to_owned()], IndexMap::new()),
            };
        let mut role = None;
        if !self.rules.is_empty() {
            role = upstream.role_of(asked).await;
            let more = stacks::known(&self.state().past, &path_parameters);
            path_parameters.extend(more);
            path_parameters.insert("base_url".to_owned(), upstream.proxy_root().to_owned());
        }
        Known {
            operations,
            path_parameters,
            role,
        }
    }

    /// The rules that a request fits, as far as requests and earlier exchanges decide.
    fn fitting(&self, asked: &Asked, known: &Known) -> Vec<usize> {
        let seen = Seen {
            asked,
            operations: &known.operations,
            role: known.role,
        };
        let state = self.state();
        let mut fitting = Vec::new();
        for (index, (trigger, _)) in self.rules.iter().enumerate() {
            if trigger.fits_request(seen) && trigger.fits_past(&state.past) {
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

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
