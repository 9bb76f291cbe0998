//! Finding the function for a call, and calling it.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use super::arguments::Arguments;
use super::definition::{Definition, Manner};
use super::mapping::Mapping;
use crate::yaql::context::Context;
use crate::yaql::datum::{Datum, repr, size};
use crate::yaql::functions;
use crate::yaql::lambda::Lambda;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::tree::{Node, NodeKind};

/// An argument before the function is found.
#[derive(Clone)]
pub(crate) enum Given {
    /// Left out between commas.
    Nothing,
    /// As it is written.
    Node(Rc<Node>),
    /// A value.
    Value(Datum),
    /// A value with a name.
    Named(String, Datum),
}

/// The functions by name.
static FUNCTIONS: LazyLock<HashMap<&'static str, Vec<&'static Definition>>> = LazyLock::new(|| {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for definition in functions::definitions() {
        found.entry(definition.name).or_default().push(definition);
    }
    found
});

/// Calls the function, or with a receiver the method, of that name.
pub(crate) fn call(
    machine: &Machine<'_>,
    name: &str,
    receiver: Option<&Datum>,
    given: Vec<Given>,
    context: &Rc<Context>,
) -> Result<Datum, Problem> {
    if receiver.is_none()
        && let Some(own) = context.function(name)
    {
        return call_own(machine, &own, given, context);
    }
    let candidates = candidates(name, receiver.is_some());
    let Some(first) = candidates.first() else {
        return Err(about(machine, "Unknown", name, receiver, "")?);
    };
    let mut positional: Vec<Given> = receiver.into_iter().cloned().map(Given::Value).collect();
    let mut named = Vec::new();
    if first.takes_names {
        split_named(given, &mut positional, &mut named)?;
    } else {
        positional.extend(given);
    }
    let found = choose(machine, &candidates, positional, named, context)?;
    match found {
        Choice::One(definition, arguments) => {
            let result = (definition.body)(machine, &arguments)?;
            size::check(&result)?;
            Ok(result)
        }
        Choice::None => Err(no_match(machine, name, receiver)?),
        Choice::Several => Err(about(machine, "Ambiguous", name, receiver, "")?),
    }
}

/// The failure of a call that no function fits.
pub(crate) fn no_match(
    machine: &Machine<'_>,
    name: &str,
    receiver: Option<&Datum>,
) -> Result<Problem, Problem> {
    let problem = about(machine, "No", name, receiver, " matches supplied arguments")?;
    Ok(match problem {
        Problem::Other(text) => Problem::NoMatch(text),
        other => other,
    })
}

fn about(
    machine: &Machine<'_>,
    what: &str,
    name: &str,
    receiver: Option<&Datum>,
    end: &str,
) -> Result<Problem, Problem> {
    Ok(Problem::Other(match receiver {
        None => format!("{what} function \"{name}\"{end}"),
        Some(receiver) => {
            let receiver = repr::text(machine, receiver)?;
            format!("{what} method \"{name}\" for receiver {receiver}{end}")
        }
    }))
}

fn candidates(name: &str, has_receiver: bool) -> Vec<&'static Definition> {
    let wrong = if has_receiver {
        Manner::Function
    } else {
        Manner::Method
    };
    // A name may end with underscores, as names do that would be keywords in Python.
    let all = FUNCTIONS.get(name.trim_end_matches('_'));
    all.into_iter()
        .flatten()
        .filter(|definition| definition.manner != wrong)
        .copied()
        .collect()
}

/// Calls a function of the expression's own, which takes whatever it is given.
fn call_own(
    machine: &Machine<'_>,
    own: &Lambda,
    given: Vec<Given>,
    context: &Rc<Context>,
) -> Result<Datum, Problem> {
    let (mut positional, mut named) = (Vec::new(), Vec::new());
    split_named(given, &mut positional, &mut named)?;
    let mut values = Vec::new();
    for argument in &positional {
        values.push(evaluated(machine, argument, context)?.unwrap_or(Datum::Null));
    }
    let mut named_values = Vec::new();
    for (name, argument) in named {
        let value = evaluated(machine, &argument, context)?.unwrap_or(Datum::Null);
        named_values.push((name, value));
    }
    let result = own.call_named(machine, &values, named_values)?;
    size::check(&result)?;
    Ok(result)
}

/// Takes the arguments apart that are written `name => value`.
fn split_named(
    given: Vec<Given>,
    positional: &mut Vec<Given>,
    named: &mut Vec<(String, Given)>,
) -> Result<(), Problem> {
    for argument in given {
        match &argument {
            Given::Named(name, value) => named.push((name.clone(), Given::Value(value.clone()))),
            Given::Node(node) => match &node.kind {
                NodeKind::Rule(name, value) => {
                    let NodeKind::Word(name) = &name.kind else {
                        return Err(Problem::other("Cannot convert mapping to keyword argument"));
                    };
                    named.retain(|(known, _)| *known != **name);
                    named.push((name.to_string(), Given::Node(value.clone())));
                }
                _ => positional.push(argument),
            },
            _ => positional.push(argument),
        }
    }
    Ok(())
}

/// What comes of looking for the function.
enum Choice {
    None,
    One(&'static Definition, Arguments),
    Several,
}

fn choose(
    machine: &Machine<'_>,
    candidates: &[&'static Definition],
    mut positional: Vec<Given>,
    mut named: Vec<(String, Given)>,
    context: &Rc<Context>,
) -> Result<Choice, Problem> {
    let mut mappings: Vec<Mapping> = candidates
        .iter()
        .filter_map(|definition| Mapping::of(definition, &positional, &named))
        .collect();
    let Some(first) = mappings.first() else {
        return Ok(Choice::None);
    };
    let lazy = first.lazy();
    if mappings.iter().any(|mapping| mapping.lazy() != lazy) {
        return Ok(Choice::Several);
    }
    let all = positional
        .iter_mut()
        .chain(named.iter_mut().map(|(_, argument)| argument));
    for (argument, is_lazy) in all.zip(lazy) {
        if !is_lazy && let Some(value) = evaluated(machine, argument, context)? {
            *argument = Given::Value(value);
        }
    }
    mappings.retain(|mapping| mapping.takes(&positional, &named));
    let mut best: Option<Mapping> = None;
    for mapping in mappings {
        match &best {
            Some(best) if best.is_within(&mapping) => {}
            Some(best) if !mapping.is_within(best) => return Ok(Choice::Several),
            _ => best = Some(mapping),
        }
    }
    match best {
        None => Ok(Choice::None),
        Some(mapping) => {
            let arguments = mapping.arguments(positional, named, context)?;
            Ok(Choice::One(mapping.definition, arguments))
        }
    }
}

fn evaluated(
    machine: &Machine<'_>,
    argument: &Given,
    context: &Rc<Context>,
) -> Result<Option<Datum>, Problem> {
    match argument {
        Given::Nothing => Ok(None),
        Given::Value(value) | Given::Named(_, value) => Ok(Some(value.clone())),
        Given::Node(node) => machine.evaluate(node, context).map(Some),
    }
}
