//! Evaluating expressions.

use std::cell::Cell;
use std::rc::Rc;

use heat_spec::fault;

use super::call::dispatch::{self, Given};
use super::call::member;
use super::context::Context;
use super::datum::{Datum, size};
use super::limits::{FRAMES, STEP};
use super::problem::Problem;
use super::tree::{Node, NodeKind};
use crate::expression::budget::Budget;
use crate::lent::Lent;

/// What evaluates one expression, and what that may cost.
pub(crate) struct Machine<'b> {
    budget: &'b Budget,
    /// The time, and chance.
    pub(crate) lent: &'b Lent,
    frames_left: Cell<usize>,
}

impl<'b> Machine<'b> {
    /// A machine that takes its steps off `budget`.
    pub(crate) fn new(budget: &'b Budget, lent: &'b Lent) -> Self {
        Self {
            budget,
            lent,
            frames_left: Cell::new(FRAMES),
        }
    }

    /// The value of an expression.
    pub(crate) fn evaluate(
        &self,
        node: &Rc<Node>,
        context: &Rc<Context>,
    ) -> Result<Datum, Problem> {
        self.nested(|| self.evaluate_node(node, context))
    }

    fn evaluate_node(&self, node: &Rc<Node>, context: &Rc<Context>) -> Result<Datum, Problem> {
        match &node.kind {
            NodeKind::Constant(value) => Ok(value.clone()),
            NodeKind::Word(word) => Ok(Datum::Text(word.clone())),
            NodeKind::Variable(name) => {
                let value = context.value(name);
                size::check(&value)?;
                Ok(value)
            }
            NodeKind::Wrap(inner) => self.evaluate(inner, context),
            NodeKind::Rule(source, destination) => {
                let source = self.evaluate(source, context)?;
                let destination = self.evaluate(destination, context)?;
                Ok(Datum::Rule(Rc::new((source, destination))))
            }
            NodeKind::Member {
                receiver,
                member,
                is_optional,
            } => {
                let receiver = self.evaluate(receiver, context)?;
                member::member(self, &receiver, member, *is_optional, context)
            }
            NodeKind::Send(left, right) => match self.evaluate(left, context)? {
                Datum::Context(context) => self.evaluate(right, &context),
                _ => Err(dispatch::no_match(self, "#operator_->", None)?),
            },
            NodeKind::Call {
                name, arguments, ..
            } => {
                let given = arguments
                    .iter()
                    .map(|argument| argument.clone().map_or(Given::Nothing, Given::Node))
                    .collect();
                dispatch::call(self, name, None, given, context)
            }
        }
    }

    /// Does something one level further down, or refuses.
    pub(crate) fn nested<T>(
        &self,
        work: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.charge(1)?;
        let Some(left) = self.frames_left.get().checked_sub(1) else {
            return Err(fault::function_value_too_deep(FRAMES).into());
        };
        self.frames_left.set(left);
        let result = work();
        self.frames_left.set(left + 1);
        result
    }

    /// Takes so many steps off the budget, or refuses.
    pub(crate) fn charge(&self, steps: usize) -> Result<(), Problem> {
        Ok(self.budget.work(steps.saturating_mul(STEP))?)
    }

    /// Takes a part of the result with so many bytes of text off the budget, or refuses.
    pub(crate) fn produce(&self, bytes: usize) -> Result<(), Problem> {
        self.charge(1)?;
        Ok(self.budget.spend(bytes.saturating_add(STEP / 16))?)
    }
}
