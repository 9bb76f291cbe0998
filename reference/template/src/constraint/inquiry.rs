//! Questions that only the caller can answer, and the answers it has given.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use heat_spec::{Fault, Value, fault};

/// How many resources the stacks inside of one may have together.
const MAX_NESTED_RESOURCES: usize = 10_000;

/// Whether `value` satisfies the custom constraint `constraint`, such as `nova.flavor`.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The constraint's name.
    pub constraint: String,
    /// The value in question.
    pub value: Value,
}

/// The answer to a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The value is right.
    Valid,
    /// It is not, with the reason, such as `The Flavor (x) could not be found.`
    Invalid(String),
}

/// Answers given so far.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    known: HashMap<(String, String), Answer>,
}

impl Answers {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer; a later one for the same question replaces it.
    pub fn give(&mut self, question: &Question, answer: Answer) {
        self.known
            .insert(key(&question.constraint, &question.value), answer);
    }

    fn find(&self, constraint: &str, value: &Value) -> Option<&Answer> {
        self.known.get(&key(constraint, value))
    }
}

/// Collects the questions that come up in one pass.
#[derive(Debug)]
pub struct Inquiry<'a> {
    answers: &'a Answers,
    open: RefCell<Vec<Question>>,
    n_resources: Cell<usize>,
}

impl<'a> Inquiry<'a> {
    /// An inquiry that knows these answers.
    pub(crate) fn new(answers: &'a Answers) -> Self {
        Self {
            answers,
            open: RefCell::default(),
            n_resources: Cell::new(0),
        }
    }

    /// Notes that so many resources of stacks inside are looked at.
    ///
    /// Fails with `too_many_resources` above what any one request may ask for: stacks that each
    /// have several others inside multiply.
    pub(crate) fn spend(&self, n_resources: usize) -> Result<(), Fault> {
        let n_resources = self.n_resources.get().saturating_add(n_resources.max(1));
        self.n_resources.set(n_resources);
        if n_resources > MAX_NESTED_RESOURCES {
            return Err(fault::too_many_resources());
        }
        Ok(())
    }

    /// The answer, if there is one; else the question is noted.
    pub fn ask(&self, constraint: &str, value: &Value) -> Option<&'a Answer> {
        let answer = self.answers.find(constraint, value);
        if answer.is_none() {
            let question = Question {
                constraint: constraint.to_owned(),
                value: value.clone(),
            };
            let mut open = self.open.borrow_mut();
            if !open.contains(&question) {
                open.push(question);
            }
        }
        answer
    }

    /// Whether a question was noted.
    pub(crate) fn is_open(&self) -> bool {
        !self.open.borrow().is_empty()
    }

    /// The noted questions, in the order in which they came up.
    pub(crate) fn into_questions(self) -> Vec<Question> {
        self.open.into_inner()
    }
}

fn key(constraint: &str, value: &Value) -> (String, String) {
    (constraint.to_owned(), value.python_repr())
}
