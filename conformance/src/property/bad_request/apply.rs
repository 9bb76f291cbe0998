//! Changes carried out on a request.

use heat_spec::catalogue::Operation;
use serde_json::{Map, Value};

use super::Change;
use crate::client::{Body, Request};

/// Stands around the number of a raw text in a JSON body under construction; no request has it.
const MARK: char = '\u{f8ff}';

/// A good request of an operation with changes.
pub(crate) fn apply(request: &Request, operation: &Operation, changes: &[Change]) -> Request {
    let mut request = request.clone();
    let mut raw_texts = Vec::new();
    for change in changes {
        match change {
            Change::Body(text) => {
                request.body = Body::Text {
                    media_type: Some("application/json".to_owned()),
                    text: text.clone(),
                };
            }
            Change::Bytes(bytes) => request.body = Body::Bytes(bytes.clone()),
            Change::Query(more) if request.query.is_empty() => request.query.clone_from(more),
            Change::Query(more) => request.query = format!("{}&{more}", request.query),
            Change::Segment { parameter, text } => {
                request.path = with_segment(&request.path, operation, *parameter, text);
            }
            Change::Header { name, value } => {
                request.headers.push((name.clone(), value.clone()));
            }
            Change::Field { .. }
            | Change::Value { .. }
            | Change::Key { .. }
            | Change::Missing { .. } => {
                if let Body::Json(document) = &mut request.body {
                    change_document(document, change, &mut raw_texts);
                }
            }
        }
    }
    if let Body::Json(document) = &request.body
        && !raw_texts.is_empty()
    {
        let mut text = document.to_string();
        for (index, raw) in raw_texts.iter().enumerate() {
            text = text.replace(&format!("\"{}\"", mark(index)), raw);
        }
        request.body = Body::Text {
            media_type: Some("application/json".to_owned()),
            text,
        };
    }
    request
}

/// A path with one of its parameters replaced; as it is if the operation has none.
fn with_segment(path: &str, operation: &Operation, parameter: usize, text: &str) -> String {
    let template = operation.path.as_str().split('/').enumerate();
    let places: Vec<usize> = template
        .filter_map(|(place, segment)| segment.starts_with('{').then_some(place))
        .collect();
    let mut segments: Vec<&str> = path.split('/').collect();
    if let Some(place) = places.get(parameter % places.len().max(1))
        && let Some(segment) = segments.get_mut(*place)
    {
        *segment = text;
    }
    segments.join("/")
}

fn change_document(document: &mut Value, change: &Change, raw_texts: &mut Vec<String>) {
    let n_places = n_values(document).saturating_sub(1).max(1);
    match change {
        Change::Field { name, json } => {
            if let Some(fields) = document.as_object_mut() {
                fields.insert(name.clone(), marked(json, raw_texts));
            }
        }
        Change::Value { place, json } => {
            let new = marked(json, raw_texts);
            at_place(document, &mut (place % n_places), &mut |slot| {
                slot.set(new.clone());
            });
        }
        Change::Key { place, name } => {
            at_place(document, &mut (place % n_places), &mut |slot| {
                slot.rename(name);
            });
        }
        Change::Missing { place } => {
            at_place(document, &mut (place % n_places), &mut |slot| slot.remove());
        }
        _ => {}
    }
}

/// A text that stands for a raw one until the body is written.
fn marked(raw: &str, raw_texts: &mut Vec<String>) -> Value {
    raw_texts.push(raw.to_owned());
    Value::String(mark(raw_texts.len() - 1))
}

fn mark(index: usize) -> String {
    format!("{MARK}{index}{MARK}")
}

/// How many values a document has, itself included.
fn n_values(document: &Value) -> usize {
    1 + match document {
        Value::Object(members) => members.values().map(n_values).sum(),
        Value::Array(items) => items.iter().map(n_values).sum(),
        _ => 0,
    }
}

/// A value in its container.
enum Slot<'a> {
    Member(&'a mut Map<String, Value>, &'a str),
    Item(&'a mut Vec<Value>, usize),
}

impl Slot<'_> {
    fn set(self, new: Value) {
        match self {
            Self::Member(members, key) => drop(members.insert(key.to_owned(), new)),
            Self::Item(items, index) => items[index] = new,
        }
    }

    /// Items have no names.
    fn rename(self, name: &str) {
        if let Self::Member(members, key) = self {
            let renamed = std::mem::take(members).into_iter();
            *members = renamed
                .map(|(old, value)| {
                    if old == key {
                        (name.to_owned(), value)
                    } else {
                        (old, value)
                    }
                })
                .collect();
        }
    }

    fn remove(self) {
        match self {
            Self::Member(members, key) => drop(members.shift_remove(key)),
            Self::Item(items, index) => drop(items.remove(index)),
        }
    }
}

/// Finds a place below a value and does something there; false if the place is further on.
fn at_place(value: &mut Value, place: &mut usize, action: &mut dyn FnMut(Slot<'_>)) -> bool {
    match value {
        Value::Object(members) => {
            let keys: Vec<String> = members.keys().cloned().collect();
            keys.iter().any(|key| {
                if *place == 0 {
                    action(Slot::Member(members, key));
                    return true;
                }
                *place -= 1;
                at_place(&mut members[key.as_str()], place, action)
            })
        }
        Value::Array(items) => (0..items.len()).any(|index| {
            if *place == 0 {
                action(Slot::Item(items, index));
                return true;
            }
            *place -= 1;
            at_place(&mut items[index], place, action)
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::Catalogue;
    use serde_json::json;

    use super::*;
    use crate::target::Role;

    /// The path, query and body of a changed creation.
    fn changed(changes: &[Change]) -> String {
        let catalogue = Catalogue::load("upstream").unwrap();
        let operation = catalogue.operation("stacks.create").unwrap();
        let parameters = [("project_id".to_owned(), "p".to_owned())];
        let request = Request::of(operation, Role::Member, &parameters.into_iter().collect())
            .with_json(json!({"a": {"b": [1, 2]}, "c": 3}));
        let request = apply(&request, operation, changes);
        let body = match request.body {
            Body::Json(value) => value.to_string(),
            Body::Text { text, .. } => text,
            Body::Bytes(bytes) => format!("{bytes:?}"),
            Body::None => String::new(),
        };
        format!("{}?{} {body}", request.path, request.query)
    }

    fn value(place: usize, json: &str) -> Change {
        let json = json.to_owned();
        Change::Value { place, json }
    }

    #[test]
    fn places_count_every_value_but_the_whole() {
        assert_eq!(
            changed(&[value(0, "NaN")]),
            r#"/v1/p/stacks? {"a":NaN,"c":3}"#
        );
        assert_eq!(
            changed(&[value(3, "{\"x\":1,\"x\":2}")]),
            r#"/v1/p/stacks? {"a":{"b":[1,{"x":1,"x":2}]},"c":3}"#
        );
        assert_eq!(
            changed(&[value(4, "null"), value(5, "true")]),
            r#"/v1/p/stacks? {"a":true,"c":null}"#
        );
    }

    #[test]
    fn names_and_values_go() {
        let key = Change::Key {
            place: 0,
            name: "\0".to_owned(),
        };
        assert_eq!(
            changed(&[key, Change::Missing { place: 2 }]),
            r#"/v1/p/stacks? {"\u0000":{"b":[2]},"c":3}"#
        );
    }

    #[test]
    fn path_and_query_are_changed_as_they_are() {
        let segment = Change::Segment {
            parameter: 7,
            text: "%zz".to_owned(),
        };
        assert_eq!(
            changed(&[
                segment,
                Change::Query("a=%".to_owned()),
                Change::Query("&".to_owned()),
                Change::Body("{".to_owned()),
            ]),
            "/v1/%zz/stacks?a=%&& {"
        );
    }
}
