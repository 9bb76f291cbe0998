//! Places in JSON documents that are to be changed.

use serde_json::Value;

/// Calls a function with every value that a pointer names.
pub(super) fn each(document: &mut Value, pointer: &str, change: &mut dyn FnMut(&mut Value)) {
    let segments: Vec<&str> = pointer.split('/').skip(1).collect();
    walk(document, &segments, change);
}

/// Calls a function with every list that a pointer names.
pub(super) fn each_list(
    document: &mut Value,
    pointer: &str,
    change: &mut dyn FnMut(&mut Vec<Value>),
) {
    each(document, pointer, &mut |value| {
        if let Value::Array(items) = value {
            change(items);
        }
    });
}

/// Puts a value wherever a pointer names a place; a field that is not there is added.
pub(super) fn put(document: &mut Value, pointer: &str, value: &Value) {
    let Some((parents, last)) = split(pointer) else {
        value.clone_into(document);
        return;
    };
    each(document, parents, &mut |parent| match parent {
        Value::Object(fields) if last != "*" => {
            fields.insert(name_of(last), value.clone());
        }
        parent => walk(parent, &[last], &mut |place| value.clone_into(place)),
    });
}

/// Takes away whatever a pointer names.
pub(super) fn remove(document: &mut Value, pointer: &str) {
    let Some((parents, last)) = split(pointer) else {
        *document = Value::Null;
        return;
    };
    each(document, parents, &mut |parent| match parent {
        Value::Object(fields) if last == "*" => fields.clear(),
        Value::Object(fields) => drop(fields.shift_remove(&name_of(last))),
        Value::Array(items) if last == "*" => items.clear(),
        Value::Array(items) => {
            if let Some(index) = last.parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    });
}

/// Gives the fields that a pointer names another name, in their places.
pub(super) fn rename(document: &mut Value, pointer: &str, name: &str) {
    let Some((parents, last)) = split(pointer) else {
        return;
    };
    let old = name_of(last);
    each(document, parents, &mut |parent| {
        if let Value::Object(fields) = parent {
            *fields = std::mem::take(fields)
                .into_iter()
                .map(|(key, value)| {
                    let is_old = key == old;
                    (if is_old { name.to_owned() } else { key }, value)
                })
                .collect();
        }
    });
}

fn walk(value: &mut Value, segments: &[&str], change: &mut dyn FnMut(&mut Value)) {
    let Some((segment, rest)) = segments.split_first() else {
        return change(value);
    };
    match value {
        Value::Array(items) if *segment == "*" => {
            for item in items {
                walk(item, rest, change);
            }
        }
        Value::Object(fields) if *segment == "*" => {
            for field in fields.values_mut() {
                walk(field, rest, change);
            }
        }
        Value::Array(items) => {
            let item = segment
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get_mut(index));
            if let Some(item) = item {
                walk(item, rest, change);
            }
        }
        Value::Object(fields) => {
            if let Some(field) = fields.get_mut(&name_of(segment)) {
                walk(field, rest, change);
            }
        }
        _ => {}
    }
}

/// The parents' pointer and the last segment; nothing for the whole document.
fn split(pointer: &str) -> Option<(&str, &str)> {
    pointer.rsplit_once('/')
}

fn name_of(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_star_stands_for_every_item() {
        let mut document = json!({"a": [{"x": 1, "y": 2}, {"y": 3}]});
        put(&mut document, "/a/*/x", &json!(0));
        assert_eq!(document, json!({"a": [{"x": 0, "y": 2}, {"y": 3, "x": 0}]}));
        remove(&mut document, "/a/*/y");
        assert_eq!(document, json!({"a": [{"x": 0}, {"x": 0}]}));
        put(&mut document, "/a/*", &json!(null));
        assert_eq!(document, json!({"a": [null, null]}));
        remove(&mut document, "/a/1");
        assert_eq!(document, json!({"a": [null]}));
    }

    #[test]
    fn what_is_not_there_stays_away() {
        let mut document = json!({"a": {"b": 1}});
        let before = document.clone();
        remove(&mut document, "/a/c");
        put(&mut document, "/x/y", &json!(1));
        rename(&mut document, "/a/c", "d");
        assert_eq!(document, before);
        rename(&mut document, "/a/b", "d");
        assert_eq!(document, json!({"a": {"d": 1}}));
        put(&mut document, "", &json!([]));
        assert_eq!(document, json!([]));
    }
}
