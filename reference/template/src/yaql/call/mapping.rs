//! Which argument of a call goes to which parameter.

use std::rc::Rc;

use super::arguments::{Argument, Arguments};
use super::definition::{Definition, Parameter, Presence};
use super::dispatch::Given;
use super::kind::Kind;
use super::limited::limited;
use crate::yaql::context::Context;
use crate::yaql::datum::size;
use crate::yaql::lambda::Lambda;
use crate::yaql::problem::Problem;
use crate::yaql::tree::{Node, NodeKind};

/// For each argument the parameter that it goes to.
pub(crate) struct Mapping {
    /// The function.
    pub(crate) definition: &'static Definition,
    /// The parameters of the arguments without names.
    positional: Vec<Parameter>,
    /// Those of the others.
    named: Vec<Parameter>,
}

impl Mapping {
    /// Where the arguments go, if the parameters take them as they are written.
    pub(crate) fn of(
        definition: &'static Definition,
        positional: &[Given],
        named: &[(String, Given)],
    ) -> Option<Self> {
        let find = |presence| {
            let mut all = definition.parameters.iter();
            all.find(|parameter| parameter.presence == presence)
                .copied()
        };
        let (many, any_name) = (find(Presence::Many), find(Presence::Named));
        let single: Vec<Parameter> = definition
            .parameters
            .iter()
            .filter(|parameter| {
                matches!(parameter.presence, Presence::Required | Presence::Optional)
            })
            .copied()
            .collect();
        let mut to = Vec::new();
        for (place, argument) in positional.iter().enumerate() {
            let parameter = single.get(place).copied().or(many)?;
            match argument {
                Given::Nothing if parameter.presence != Presence::Optional => return None,
                Given::Node(node) if !parameter.kind.takes_node(node) => return None,
                Given::Value(value) if !parameter.kind.takes(value) => return None,
                _ => {}
            }
            to.push(parameter);
        }
        let mut named_to = Vec::new();
        for (name, argument) in named {
            let place = single.iter().position(|parameter| parameter.name == name);
            let parameter = match place {
                Some(place) if matches!(positional.get(place), None | Some(Given::Nothing)) => {
                    single[place]
                }
                Some(_) => return None,
                None => any_name?,
            };
            match argument {
                Given::Node(node) if !parameter.kind.takes_node(node) => return None,
                Given::Value(value) if !parameter.kind.takes(value) => return None,
                _ => {}
            }
            named_to.push(parameter);
        }
        let all_given = single.iter().enumerate().all(|(place, parameter)| {
            parameter.presence == Presence::Optional
                || place < positional.len()
                || named.iter().any(|(name, _)| parameter.name == name)
        });
        all_given.then_some(Self {
            definition,
            positional: to,
            named: named_to,
        })
    }

    /// For each argument whether it is handed over without being evaluated.
    pub(crate) fn lazy(&self) -> Vec<bool> {
        let all = self.positional.iter().chain(&self.named);
        all.map(|parameter| parameter.kind.is_lazy()).collect()
    }

    /// Whether the parameters take the values.
    pub(crate) fn takes(&self, positional: &[Given], named: &[(String, Given)]) -> bool {
        let all = positional
            .iter()
            .chain(named.iter().map(|(_, given)| given));
        all.zip(self.positional.iter().chain(&self.named))
            .all(|(argument, parameter)| match argument {
                Given::Value(value) => parameter.kind.takes(value),
                _ => true,
            })
    }

    /// Whether this is a special case of `other`.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        let all = |mapping: &Self| -> Vec<Kind> {
            let all = mapping.positional.iter().chain(&mapping.named);
            all.map(|parameter| parameter.kind).collect()
        };
        let pairs: Vec<(Kind, Kind)> = all(self).into_iter().zip(all(other)).collect();
        pairs.iter().any(|(own, other)| own.is_within(*other))
            && !pairs.iter().any(|(own, other)| other.is_within(*own))
    }

    /// The arguments in the order of the parameters.
    pub(crate) fn arguments(
        &self,
        positional: Vec<Given>,
        named: Vec<(String, Given)>,
        context: &Rc<Context>,
    ) -> Result<Arguments, Problem> {
        let parameters = self.definition.parameters;
        let mut values = Vec::new();
        for (argument, parameter) in positional.into_iter().zip(&self.positional) {
            values.push(converted(argument, *parameter, context)?);
        }
        let mut left = Vec::new();
        for ((name, argument), parameter) in named.into_iter().zip(&self.named) {
            let argument = converted(argument, *parameter, context)?;
            let place = parameters.iter().position(|known| known.name == name);
            match (place, argument) {
                (Some(place), argument) => {
                    let length = values.len().max(place + 1);
                    values.resize(length, Argument::Absent);
                    values[place] = argument;
                }
                (None, Argument::Value(value)) => left.push((name, value)),
                (None, _) => {}
            }
        }
        Ok(Arguments {
            values,
            named: left,
            context: context.clone(),
        })
    }
}

/// An argument as the function gets it.
fn converted(
    argument: Given,
    parameter: Parameter,
    context: &Rc<Context>,
) -> Result<Argument, Problem> {
    let lambda = |node: &Rc<Node>| Lambda {
        node: node.clone(),
        context: context.clone(),
    };
    Ok(match (argument, parameter.kind) {
        (Given::Nothing, _) => Argument::Absent,
        (Given::Node(node), Kind::LazyRule) => match &node.kind {
            NodeKind::Rule(source, destination) => {
                Argument::Rule(lambda(source), lambda(destination))
            }
            _ => Argument::Absent,
        },
        (Given::Node(node), _) => Argument::Lambda(lambda(&node)),
        (Given::Value(value) | Given::Named(_, value), Kind::Iterable | Kind::IterableNoSet) => {
            size::check(&value)?;
            Argument::Value(limited(value)?)
        }
        (Given::Value(value) | Given::Named(_, value), _) => {
            size::check(&value)?;
            Argument::Value(value)
        }
    })
}
