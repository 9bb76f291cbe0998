//! Edits of the parameters of queries.

use crate::violation::message::Asked;

/// Changes the parameters; the query stays as it came if nothing changes.
pub(super) fn change(asked: &mut Asked, change: impl FnOnce(&mut Vec<(String, String)>)) {
    let before = asked.query_pairs();
    let mut after = before.clone();
    change(&mut after);
    if after != before {
        asked.set_query_pairs(&after);
    }
}

/// Leaves only the first of the parameters of each of these names.
pub(super) fn once(pairs: &mut Vec<(String, String)>, names: &[String]) {
    let mut seen = Vec::new();
    pairs.retain(|(name, _)| {
        let is_kept = !names.contains(name) || !seen.contains(name);
        seen.push(name.clone());
        is_kept
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::violation::edit::{Context, RequestEdit};
    use crate::violation::message::Asked;

    /// The query after an edit.
    fn edited(query: &str, edit: serde_json::Value) -> String {
        let edit: RequestEdit = serde_json::from_value(edit).unwrap();
        let mut asked = Asked {
            method: "GET".to_owned(),
            path: "/".to_owned(),
            query: query.to_owned(),
            headers: axum::http::HeaderMap::new(),
            body: axum::body::Bytes::new(),
        };
        let context = Context {
            path_parameters: &indexmap::IndexMap::new(),
            memory: &mut std::collections::HashMap::new(),
        };
        edit.apply(&mut asked, &context);
        asked.query
    }

    #[test]
    fn parameters_keep_their_places() {
        let query = "a=1&b=2&a=3";
        let first = edited(query, json!({"keep-first-query": "a"}));
        assert_eq!(first, "a=1&b=2");
        let last = edited(query, json!({"keep-last-query": "a"}));
        assert_eq!(last, "b=2&a=3");
        let renamed = edited(query, json!({"rename-query": {"from": "b", "to": "c"}}));
        assert_eq!(renamed, "a=1&c=2&a=3");
        let replace = json!({"replace-query": {"name": "a", "pattern": "[12]", "with": "x"}});
        assert_eq!(edited(query, replace), "a=x&b=2&a=3");
    }

    #[test]
    fn a_query_that_does_not_change_keeps_its_spelling() {
        let query = "a=%20&b";
        assert_eq!(edited(query, json!({"keep-last-query": "a"})), query);
    }
}
