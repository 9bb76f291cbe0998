//! Edits of answers: what the suite is told in place of what the target says.

use axum::http::{HeaderName, HeaderValue};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::items::{ChangedItems, Items, SwappedItems};
use super::{Context, RequestEdit, document, items, replaced};
use crate::target::Role;
use crate::violation::message::Answer;
use crate::violation::rule::one_or_many;

/// One change of an answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AnswerEdit {
    /// Another status.
    Status(u16),
    /// Another value at a place; a field that is not there is added.
    Set {
        /// The place.
        at: String,
        /// The value.
        to: Value,
    },
    /// Without these places.
    Remove(#[serde(deserialize_with = "one_or_many")] Vec<String>),
    /// Another name for the field at a place.
    Rename {
        /// The place.
        at: String,
        /// The name.
        to: String,
    },
    /// The list at a place, its last item first.
    Reverse(String),
    /// The list at a place without its first item.
    DropFirst(String),
    /// The list at a place without its last item.
    DropLast(String),
    /// The list at a place with its first item twice.
    DoubleFirst(String),
    /// No more than so many of the first items of the list at a place.
    KeepFirst {
        /// The place.
        at: String,
        /// How many.
        n: usize,
    },
    /// Nothing in the list or object at a place.
    Clear(String),
    /// What is at a place, put into an object under a name.
    Wrap {
        /// The place.
        at: String,
        /// The name.
        under: String,
    },
    /// The list at a place, in the order of the texts at another place of its items.
    SortBy {
        /// The list.
        at: String,
        /// The place in an item.
        by: String,
    },
    /// Another text for what a regular expression finds in the texts at a place.
    Replace {
        /// The place.
        at: String,
        /// What is looked for.
        pattern: String,
        /// What stands there then; `$1` is the first group.
        with: String,
    },
    /// These headers, each once.
    SetHeader(IndexMap<String, String>),
    /// Without these headers.
    DropHeader(#[serde(deserialize_with = "one_or_many")] Vec<String>),
    /// Another text for what a regular expression finds in a header.
    ReplaceHeader {
        /// The header.
        name: String,
        /// What is looked for.
        pattern: String,
        /// What stands there then; `$1` is the first group.
        with: String,
    },
    /// Another body, as text.
    Body(String),
    /// Keeps what is at a place for later, the first time.
    Remember {
        /// The place.
        at: String,
        /// The name under which it is kept, for the stack of the path.
        name: String,
    },
    /// What was kept, at a place.
    Recall {
        /// The place.
        at: String,
        /// The name under which it was kept, for the stack of the path.
        name: String,
    },
    /// The text of its JSON in place of what is at a place.
    Text(String),
    /// A list without some of its items.
    DropItems(Items),
    /// Nothing but some of the items of a list.
    KeepItems(Items),
    /// A list with some of its items changed.
    SetItems(ChangedItems),
    /// A list with some of its items there again, changed.
    CopyItems(ChangedItems),
    /// A list of which two items have changed places.
    SwapItems(SwappedItems),
    /// The answer that another identity gets.
    AgainAs(Role),
    /// The answer that another request gets.
    Again {
        /// How that differs from this one.
        request: Vec<RequestEdit>,
        /// The place of the body that is taken from that answer; the whole if nothing is given.
        #[serde(default)]
        only: Option<String>,
    },
    /// The list at a place, with the items after it that another identity gets.
    JoinAs {
        /// Who gets them.
        role: Role,
        /// The place.
        at: String,
    },
}

impl AnswerEdit {
    /// Changes an answer; those that need the target ([`Self::AgainAs`], [`Self::Again`],
    /// [`Self::JoinAs`]) are the proxy's work.
    pub(crate) fn apply(&self, answer: &mut Answer, context: &mut Context<'_>) {
        match self {
            Self::Status(status) => answer.status = *status,
            Self::Set { at, to } => {
                let to = context.fill_json(to);
                answer.change_json(|json| document::put(json, at, &to));
            }
            Self::Remove(places) => answer.change_json(|json| {
                for place in places {
                    document::remove(json, place);
                }
            }),
            Self::Rename { at, to } => answer.change_json(|json| document::rename(json, at, to)),
            Self::Reverse(at) => change_lists(answer, at, |items| items.reverse()),
            Self::DropFirst(at) => change_lists(answer, at, |items| {
                items.drain(..items.len().min(1));
            }),
            Self::DropLast(at) => change_lists(answer, at, |items| drop(items.pop())),
            Self::DoubleFirst(at) => change_lists(answer, at, |items| {
                if let Some(first) = items.first().cloned() {
                    items.insert(0, first);
                }
            }),
            Self::KeepFirst { at, n } => change_lists(answer, at, |items| items.truncate(*n)),
            Self::Clear(at) => change(answer, at, |value| match value {
                Value::Array(items) => items.clear(),
                Value::Object(fields) => fields.clear(),
                _ => {}
            }),
            Self::Wrap { at, under } => {
                change(answer, at, |value| *value = json!({under: value.take()}));
            }
            Self::SortBy { at, by } => change_lists(answer, at, |items| {
                items.sort_by_key(|item| item.pointer(by).map(Value::to_string));
            }),
            Self::Replace { at, pattern, with } => {
                let with = context.fill(with);
                change(answer, at, |value| {
                    if let Value::String(text) = value {
                        *text = replaced(text, pattern, &with);
                    }
                });
            }
            Self::Text(at) => change(answer, at, |value| {
                *value = Value::String(value.to_string());
            }),
            Self::DropItems(items) => answer.change_json(|json| items::drop_items(json, items)),
            Self::KeepItems(items) => answer.change_json(|json| items::keep_items(json, items)),
            Self::SetItems(items) => answer.change_json(|json| items::set_items(json, items)),
            Self::CopyItems(items) => answer.change_json(|json| items::copy_items(json, items)),
            Self::SwapItems(items) => answer.change_json(|json| items::swap_items(json, items)),
            Self::SetHeader(headers) => {
                for (name, value) in headers {
                    set_header(answer, name, &context.fill(value));
                }
            }
            Self::DropHeader(names) => {
                for name in names {
                    answer.headers.remove(name.as_str());
                }
            }
            Self::ReplaceHeader {
                name,
                pattern,
                with,
            } => {
                let seen = answer.headers.get(name.as_str());
                let seen = seen.and_then(|value| value.to_str().ok());
                if let Some(seen) = seen {
                    let value = replaced(seen, pattern, &context.fill(with));
                    set_header(answer, name, &value);
                }
            }
            Self::Body(text) => answer.body = text.clone().into(),
            Self::Remember { at, name } => {
                let found = answer.json().and_then(|json| json.pointer(at).cloned());
                if let Some(found) = found {
                    let key = context.key(name);
                    context.memory.entry(key).or_insert(found);
                }
            }
            Self::Recall { at, name } => {
                if let Some(kept) = context.memory.get(&context.key(name)) {
                    answer.change_json(|json| document::put(json, at, kept));
                }
            }
            Self::AgainAs(_) | Self::Again { .. } | Self::JoinAs { .. } => {}
        }
    }
}

fn change(answer: &mut Answer, at: &str, mut change: impl FnMut(&mut Value)) {
    answer.change_json(|json| document::each(json, at, &mut change));
}

fn change_lists(answer: &mut Answer, at: &str, mut change: impl FnMut(&mut Vec<Value>)) {
    answer.change_json(|json| document::each_list(json, at, &mut change));
}

fn set_header(answer: &mut Answer, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
        answer.headers.insert(name, value);
    }
}
