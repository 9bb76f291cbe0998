//! Finding the function calls in a part of a template.

use heat_spec::{Fault, Key, Value, fault};

use super::path::{Path, text_of};
use super::resolve::resolve;
use super::scope::Scope;
use super::{Call, Expression, located};
use crate::dialect::Dialect;
use crate::functions::table::{self, Entry};
use crate::functions::unpack::unpacked;
use crate::functions::{condition_if, reference, removed};

/// Which functions are known: those of templates, or those of conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Anywhere but in conditions.
    Template,
    /// In a condition.
    Condition,
}

/// Reads parts of one template.
pub(crate) struct Parser<'p> {
    /// Decides which functions there are.
    pub(crate) dialect: Dialect,
    /// Whether a name is that of a resource.
    pub(crate) is_resource: &'p dyn Fn(&str) -> bool,
    /// What the conditions of `if` may look at.
    pub(crate) scope: &'p Scope<'p>,
}

impl Parser<'_> {
    /// Reads a part; `path` says where it stands.
    ///
    /// A map with one key that is the name of a function is a call of it; with a second key it is
    /// data, and so is a name that the version does not know.
    pub(crate) fn parse(
        &self,
        part: &Value,
        place: Place,
        path: &Path<'_>,
    ) -> Result<Expression, Fault> {
        match part {
            Value::Map(map) => {
                if map.len() == 1
                    && let Some((Key::String(name), arguments)) = map.first()
                    && let Some((name, entry)) = table::find(self.dialect, place, name)
                {
                    let path = path.key(name);
                    return self
                        .call(name, entry, arguments, place, &path)
                        .map_err(|fault| located(fault, || path.dotted()));
                }
                map.iter()
                    .map(|(key, item)| {
                        let text = text_of(key);
                        let item = self.parse(item, place, &path.key(&text))?;
                        Ok((key.clone(), item))
                    })
                    .collect::<Result<_, Fault>>()
                    .map(Expression::Map)
            }
            Value::List(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| self.parse(item, place, &path.index(index)))
                .collect::<Result<_, Fault>>()
                .map(Expression::List),
            scalar => Ok(Expression::Scalar(scalar.clone())),
        }
    }

    fn call(
        &self,
        name: &'static str,
        entry: Entry,
        arguments: &Value,
        place: Place,
        path: &Path<'_>,
    ) -> Result<Expression, Fault> {
        let (function, arguments) = match entry {
            Entry::Call(function) => {
                let arguments = self.parse(arguments, place, path)?;
                if function.is_unpacking {
                    (function, unpacked(arguments))
                } else {
                    (function, arguments)
                }
            }
            Entry::Ref => {
                let arguments = self.parse(arguments, place, path)?;
                (reference::chosen(&arguments, self.is_resource)?, arguments)
            }
            Entry::Removed => (&removed::REMOVED, self.parse(arguments, place, path)?),
            Entry::If { may_omit_else } => (
                if may_omit_else {
                    &condition_if::MAY_OMIT_ELSE
                } else {
                    &condition_if::WITH_ELSE
                },
                self.choose(name, may_omit_else, arguments, place, path)?,
            ),
            Entry::OutOfPlace => {
                // The arguments are read first, as everywhere: what is wrong in them comes first.
                self.parse(arguments, place, path)?;
                return Err(fault::function_out_of_place(name));
            }
        };
        (function.accept)(name, &arguments)?;
        Ok(Expression::Call(Box::new(Call {
            function,
            name,
            arguments,
        })))
    }

    /// Reads the alternative of an `if` that its condition selects; the other is not even read.
    fn choose(
        &self,
        name: &'static str,
        may_omit_else: bool,
        arguments: &Value,
        place: Place,
        path: &Path<'_>,
    ) -> Result<Expression, Fault> {
        let (condition, then, otherwise) = match arguments.as_list() {
            Some([condition, then, otherwise]) => (condition, then, Some(otherwise)),
            Some([condition, then]) if may_omit_else => (condition, then, None),
            _ => return Err(fault::if_arguments(name)),
        };
        self.scope.budget.renew();
        let condition = self.parse(condition, Place::Condition, &Path::Root(name))?;
        let condition = resolve(&condition, self.scope)?;
        if self.scope.is_enabled(&condition)? {
            self.parse(then, place, path)
        } else {
            otherwise.map_or(Ok(Expression::Absent), |otherwise| {
                self.parse(otherwise, place, path)
            })
        }
    }
}
