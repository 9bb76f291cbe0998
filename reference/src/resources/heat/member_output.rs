//! Outputs of the stack inside of a group: values of its members' attributes, by what the template
//! around it asks for.

use heat_spec::{Key, Map, Value, value};
use heat_template::AttributePath;

/// The value of an attribute of a group, as an expression over the members of those names.
///
/// Nothing if it is none of the members' attributes: `own` are the group's own ones.
pub(super) fn value(names: &[String], path: &AttributePath, own: &[&str]) -> Option<Value> {
    let attribute = path.attribute.as_str();
    if let Some((name, first)) = member(attribute) {
        let first = first.map(Value::from).into_iter();
        let below: Vec<Value> = first.chain(path.path.clone()).collect();
        let is_member = names.iter().any(|known| known == name);
        return is_member.then(|| match below.as_slice() {
            [] => value!({ "get_resource": name }),
            _ => get_attr(name, below),
        });
    }
    match attribute {
        "refs" => Some(list(names, |name| value!({ "get_resource": name }))),
        "attributes" if !path.path.is_empty() => {
            Some(by_name(names, |name| get_attr(name, path.path.clone())))
        }
        _ if own.contains(&attribute) => None,
        _ => Some(list(names, |name| {
            let below = [Value::from(attribute)].into_iter();
            get_attr(name, below.chain(path.path.clone()).collect())
        })),
    }
}

/// What an attribute `resource.NAME` or `resource.NAME.ATTRIBUTE` asks for.
pub(super) fn member(attribute: &str) -> Option<(&str, Option<&str>)> {
    let rest = attribute.strip_prefix("resource.")?;
    Some(match rest.split_once('.') {
        Some((name, first)) => (name, Some(first)),
        None => (rest, None),
    })
}

/// What refers to each member, by its name.
pub(super) fn references_by_name(names: &[String]) -> Value {
    by_name(names, |name| value!({ "get_resource": name }))
}

/// A value for each member, by its name.
pub(super) fn by_name(names: &[String], value: impl Fn(&str) -> Value) -> Value {
    let values = names
        .iter()
        .map(|name| (Key::from(name.as_str()), value(name)));
    Value::Map(values.collect::<Map>())
}

/// An attribute of a member, or a part of one.
pub(super) fn get_attr(name: &str, path: Vec<Value>) -> Value {
    let arguments = [Value::from(name)].into_iter().chain(path);
    value!({ "get_attr": Value::List(arguments.collect()) })
}

fn list(names: &[String], value: impl Fn(&str) -> Value) -> Value {
    Value::List(names.iter().map(|name| value(name)).collect())
}
