//! JSON pointers in which `*` stands for every item of a list and every field of an object.

use serde_json::Value;

/// A point of a document: its pointer, and what is there if anything is.
pub(crate) type Point<'a> = (String, Option<&'a Value>);

/// The points that a pointer names; several where it holds a `*`.
///
/// A `*` over an empty list or object names nothing, over a scalar a point that is not there.
pub(crate) fn points<'a>(document: &'a Value, pointer: &str) -> Vec<Point<'a>> {
    let mut found: Vec<Point<'a>> = vec![(String::new(), Some(document))];
    for segment in pointer.split('/').skip(1) {
        found = found
            .into_iter()
            .flat_map(|point| step(point, segment))
            .collect();
    }
    found
}

fn step<'a>((at, value): Point<'a>, segment: &str) -> Vec<Point<'a>> {
    if segment == "*" {
        return match value {
            Some(Value::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (format!("{at}/{index}"), Some(item)))
                .collect(),
            Some(Value::Object(fields)) => fields
                .iter()
                .map(|(name, field)| (format!("{at}/{}", escaped(name)), Some(field)))
                .collect(),
            _ => vec![(format!("{at}/*"), None)],
        };
    }
    // One segment of a pointer is itself a pointer.
    let next = value.and_then(|value| value.pointer(&format!("/{segment}")));
    vec![(format!("{at}/{segment}"), next)]
}

/// A name as a segment of a pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_star_names_every_item() {
        let document = json!({"stacks": [{"id": 1}, {}], "links": []});
        assert_eq!(
            points(&document, "/stacks/*/id"),
            [
                ("/stacks/0/id".to_owned(), Some(&json!(1))),
                ("/stacks/1/id".to_owned(), None)
            ]
        );
        assert_eq!(
            points(&document, "/stacks/0/*"),
            [("/stacks/0/id".to_owned(), Some(&json!(1)))]
        );
        assert_eq!(points(&document, "/links/*/href"), []);
        assert_eq!(points(&document, "/none/*"), [("/none/*".to_owned(), None)]);
        assert_eq!(points(&document, ""), [(String::new(), Some(&document))]);
    }

    #[test]
    fn what_is_nearly_there_is_not() {
        let document = json!({"a": [1, 2], "b": {"A": 3}, "": 4});
        for pointer in [
            "/a/2", "/a/01", "/a/-1", "/a/-", "/a/0/0", "/b/a", "/c", "/a/",
        ] {
            let found = points(&document, pointer);
            assert_eq!(found, [(pointer.to_owned(), None)], "{pointer}");
        }
        assert_eq!(points(&document, "/"), [("/".to_owned(), Some(&json!(4)))]);
        assert_eq!(points(&document, "/a/0/*"), [("/a/0/*".to_owned(), None)]);
    }

    #[test]
    fn names_are_escaped_as_in_any_pointer() {
        let document = json!({"x/y": {"~z": 1}});
        let expected = [("/x~1y/~0z".to_owned(), Some(&json!(1)))];
        assert_eq!(points(&document, "/x~1y/~0z"), expected);
        assert_eq!(points(&document, "/*/*"), expected);
    }
}
