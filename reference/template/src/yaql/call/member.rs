//! `receiver.member`: a key of a map, a property of a value, either of each item of a list, or a
//! method call.

use std::rc::Rc;

use super::dispatch::{self, Given};
use crate::yaql::context::Context;
use crate::yaql::cursor::Cursor;
use crate::yaql::datum::{Datum, size};
use crate::yaql::functions::dicts::look_up;
use crate::yaql::limits::ITEMS;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;
use crate::yaql::tree::{Node, NodeKind};

/// The member of a receiver.
pub(crate) fn member(
    machine: &Machine<'_>,
    receiver: &Datum,
    member: &Rc<Node>,
    is_optional: bool,
    context: &Rc<Context>,
) -> Result<Datum, Problem> {
    if is_optional && receiver.is_null() {
        return Ok(Datum::Null);
    }
    size::check(receiver)?;
    match &member.kind {
        NodeKind::Word(word) => key(machine, receiver, word, context),
        NodeKind::Call {
            name,
            arguments,
            is_named: true,
        } => {
            let given = arguments
                .iter()
                .map(|argument| argument.clone().map_or(Given::Nothing, Given::Node))
                .collect();
            dispatch::call(machine, name, Some(receiver), given, context)
        }
        _ => Err(dispatch::no_match(machine, "#operator_.", None)?),
    }
}

fn key(
    machine: &Machine<'_>,
    receiver: &Datum,
    word: &Rc<str>,
    context: &Rc<Context>,
) -> Result<Datum, Problem> {
    if let Datum::Dict(dict) = receiver {
        let value = look_up(machine, dict, &Datum::Text(word.clone()))?;
        size::check(&value)?;
        return Ok(value);
    }
    if !receiver.is_iterable() {
        let given = vec![Given::Value(receiver.clone())];
        return dispatch::call(machine, &format!("#property#{word}"), None, given, context);
    }
    if receiver.known_length().is_some_and(|length| length > ITEMS) {
        return Err(Problem::too_large(ITEMS));
    }
    let mut cursor = Cursor::new(receiver.clone());
    let mut n_seen = 0;
    let (word, context) = (word.clone(), context.clone());
    Stream::over(cursor.depth(), move |machine| {
        let Some(item) = cursor.next(machine)? else {
            return Ok(None);
        };
        n_seen += 1;
        if n_seen > ITEMS {
            return Err(Problem::too_large(ITEMS));
        }
        machine
            .nested(|| key(machine, &item, &word, &context))
            .map(Some)
    })
}
