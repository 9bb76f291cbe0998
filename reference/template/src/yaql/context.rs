//! Variables and functions that an expression defines, each layer on top of another.

use std::rc::Rc;

use super::datum::Datum;
use super::datum::measure::deeper;
use super::lambda::Lambda;
use super::problem::Problem;

/// One layer; it is not changed once it is made.
#[derive(Default)]
pub(crate) struct Context {
    parent: Option<Rc<Context>>,
    values: Vec<(String, Datum)>,
    functions: Vec<(String, Lambda)>,
    depth: usize,
}

impl Context {
    /// A layer with these variables, whose names come without `$`.
    pub(crate) fn with_values(
        self: &Rc<Self>,
        values: Vec<(String, Datum)>,
    ) -> Result<Rc<Self>, Problem> {
        let inner = values
            .iter()
            .map(|(_, value)| value.measure().depth)
            .fold(self.depth, usize::max);
        Ok(Rc::new(Self {
            parent: Some(self.clone()),
            values,
            functions: Vec::new(),
            depth: deeper(inner)?,
        }))
    }

    /// A layer with the arguments of a function: `$1`, `$2` and so on, then the named ones.
    pub(crate) fn with_arguments(
        self: &Rc<Self>,
        arguments: &[Datum],
        named: Vec<(String, Datum)>,
    ) -> Result<Rc<Self>, Problem> {
        let mut values: Vec<(String, Datum)> = (1..)
            .map(|place: usize| place.to_string())
            .zip(arguments.iter().cloned())
            .collect();
        values.extend(named);
        self.with_values(values)
    }

    /// A layer with one function.
    pub(crate) fn with_function(
        self: &Rc<Self>,
        name: &str,
        function: Lambda,
    ) -> Result<Rc<Self>, Problem> {
        let inner = function.depth().max(self.depth);
        Ok(Rc::new(Self {
            parent: Some(self.clone()),
            values: Vec::new(),
            functions: vec![(name.to_owned(), function)],
            depth: deeper(inner)?,
        }))
    }

    /// The value of a variable; nothing is `null`. `$` is `$1`.
    pub(crate) fn value(&self, name: &str) -> Datum {
        let name = if name.is_empty() { "1" } else { name };
        self.layers()
            .find_map(|layer| last(&layer.values, name))
            .cloned()
            .unwrap_or(Datum::Null)
    }

    /// A function of the expression's own, which sees itself.
    pub(crate) fn function(self: &Rc<Self>, name: &str) -> Option<Lambda> {
        std::iter::successors(Some(self), |layer| layer.parent.as_ref()).find_map(|layer| {
            last(&layer.functions, name).map(|function| Lambda {
                node: function.node.clone(),
                context: layer.clone(),
            })
        })
    }

    /// How deeply this is nested.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    fn layers(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |layer| layer.parent.as_deref())
    }
}

fn last<'n, T>(named: &'n [(String, T)], name: &str) -> Option<&'n T> {
    named
        .iter()
        .rev()
        .find(|(known, _)| known == name)
        .map(|(_, item)| item)
}
