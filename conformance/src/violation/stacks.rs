//! What earlier creations tell of the stack that a path names.

use indexmap::IndexMap;
use serde_json::Value;

use super::trigger::Past;

/// `known_id` for the stack that has the name in the path, and `known_name` for the one that has
/// the id in it, if they were created in the same scenario.
pub(super) fn known(
    past: &[Past],
    path_parameters: &IndexMap<String, String>,
) -> IndexMap<String, String> {
    let in_path = |names: &[&str]| names.iter().find_map(|name| path_parameters.get(*name));
    let name = in_path(&["stack_name", "stack_identity"]);
    let id = path_parameters.get("stack_id");
    let mut known = IndexMap::new();
    for exchange in past.iter().filter(|past| past.answer.status == 201) {
        let (asked, told) = (exchange.asked.json(), exchange.answer.json());
        let asked = asked.as_ref().and_then(|json| json["stack_name"].as_str());
        let told = told.as_ref().and_then(|json| json.pointer("/stack/id"));
        let (Some(asked), Some(told)) = (asked, told.and_then(Value::as_str)) else {
            continue;
        };
        if name.is_some_and(|name| name == asked) {
            known.insert("known_id".to_owned(), told.to_owned());
        }
        if id.is_some_and(|id| id == told) {
            known.insert("known_name".to_owned(), asked.to_owned());
        }
    }
    known
}
