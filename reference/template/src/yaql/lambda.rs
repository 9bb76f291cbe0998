//! Arguments that a function evaluates itself, as often as it likes.

use std::rc::Rc;

use super::context::Context;
use super::datum::Datum;
use super::machine::Machine;
use super::problem::Problem;
use super::tree::Node;

/// An expression with the variables that were known where it stands.
#[derive(Clone)]
pub(crate) struct Lambda {
    /// The expression.
    pub(crate) node: Rc<Node>,
    /// The variables.
    pub(crate) context: Rc<Context>,
}

impl Lambda {
    /// The value for these arguments, which it sees as `$1` (or `$`), `$2` and so on.
    pub(crate) fn call(
        &self,
        machine: &Machine<'_>,
        arguments: &[Datum],
    ) -> Result<Datum, Problem> {
        self.call_named(machine, arguments, Vec::new())
    }

    /// The same with named arguments.
    pub(crate) fn call_named(
        &self,
        machine: &Machine<'_>,
        arguments: &[Datum],
        named: Vec<(String, Datum)>,
    ) -> Result<Datum, Problem> {
        let context = self.context.with_arguments(arguments, named)?;
        machine.evaluate(&self.node, &context)
    }

    /// The value with the variables of `context` instead of its own.
    pub(crate) fn within(
        &self,
        machine: &Machine<'_>,
        context: &Rc<Context>,
    ) -> Result<Datum, Problem> {
        machine.evaluate(&self.node, context)
    }

    /// Whether the value for this argument is true.
    pub(crate) fn holds(&self, machine: &Machine<'_>, argument: &Datum) -> Result<bool, Problem> {
        let value = self.call(machine, std::slice::from_ref(argument))?;
        Ok(value.is_truthy())
    }

    /// How deeply what it refers to is nested.
    pub(crate) fn depth(&self) -> usize {
        self.context.depth()
    }
}
