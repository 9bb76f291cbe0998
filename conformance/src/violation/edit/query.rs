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
