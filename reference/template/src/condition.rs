//! The conditions of a template, evaluated when they are first asked for.

use std::cell::RefCell;
use std::collections::HashMap;

use heat_spec::{Fault, Value, fault};
use indexmap::IndexMap;

use crate::expression::Expression;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;

/// The heading of faults in conditions.
const HEADING: &str = "Condition validation error";

/// The definitions and what is known of their results.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    definitions: IndexMap<String, Expression>,
    results: RefCell<HashMap<String, Progress>>,
}

#[derive(Clone, Copy, Debug)]
enum Progress {
    UnderWay,
    Done(bool),
}

impl Conditions {
    /// Conditions with these definitions.
    pub(crate) fn new(definitions: IndexMap<String, Expression>) -> Self {
        Self {
            definitions,
            results: RefCell::default(),
        }
    }

    /// The definitions, when all questions are answered.
    pub(crate) fn into_definitions(self) -> IndexMap<String, Expression> {
        self.definitions
    }

    /// Whether the condition of that name holds.
    ///
    /// Fails with `condition_unknown`, `condition_circular`, `condition_definition` or with what a
    /// function in it says.
    pub(crate) fn is_enabled(&self, name: &str, scope: &Scope<'_>) -> Result<bool, Fault> {
        let definition = self
            .definitions
            .get(name)
            .ok_or_else(|| fault::condition_unknown(name))?;
        let progress = self.results.borrow().get(name).copied();
        match progress {
            Some(Progress::Done(result)) => return Ok(result),
            Some(Progress::UnderWay) => {
                return Err(fault::condition_circular(name).headed(HEADING));
            }
            None => {}
        }
        self.set(name, Progress::UnderWay);
        let result = match scope.budget.nested(|| resolve(definition, scope))? {
            Value::Bool(truth) => truth,
            other => return Err(not_a_condition(name, &other)),
        };
        self.set(name, Progress::Done(result));
        Ok(result)
    }

    fn set(&self, name: &str, progress: Progress) {
        self.results.borrow_mut().insert(name.to_owned(), progress);
    }
}

/// Checks that a definition is a truth value or a function call.
pub(crate) fn check_kind(name: &str, definition: &Expression) -> Result<(), Fault> {
    match definition {
        Expression::Call(_) | Expression::Scalar(Value::Bool(_)) => Ok(()),
        other => Err(not_a_condition(name, &other.as_written())),
    }
}

fn not_a_condition(name: &str, definition: &Value) -> Fault {
    fault::condition_definition(name, definition.python_str()).headed(HEADING)
}
