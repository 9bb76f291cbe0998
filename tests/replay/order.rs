//! Which item of a list stands for which recorded one, where the API does not promise the order.

use serde_json::Value;

use crate::ids::Ids;
use crate::volatile::stubbed;

/// How far the items of a list may change places.
#[derive(Debug)]
enum Freedom<'a> {
    /// They may not.
    None,
    /// They may come in any order: no request can sort them.
    Any,
    /// What happened to one resource came in this order; beside others, as chance decides.
    Events,
    /// Where this field is the same, their ids decide.
    Ties(&'a str),
}

/// The places in `seen` of what stands for the items of `recorded`; the lists are of one length.
pub(crate) fn pairing(
    list: &str,
    path: &str,
    ids: &Ids,
    recorded: &[Value],
    seen: &[Value],
) -> Vec<usize> {
    let freedom = match list {
        "resources" | "outputs" => Freedom::Any,
        "events" => Freedom::Events,
        "stacks" => Freedom::Ties(sort_key(path)),
        "software_configs" => Freedom::Ties("creation_time"),
        _ => Freedom::None,
    };
    let in_place = (0..recorded.len()).collect();
    if matches!(freedom, Freedom::None) {
        return in_place;
    }
    let pairs = pairs(ids, recorded, seen);
    if freedom.allows(recorded, &pairs) {
        pairs
    } else {
        in_place
    }
}

/// Pairs what is alike, and then the rest in its order.
fn pairs(ids: &Ids, recorded: &[Value], seen: &[Value]) -> Vec<usize> {
    let label_recorded = |item: &Value| label(item, &|id| ids.of_recorded(id));
    let label_seen = |item: &Value| label(item, &|id| ids.of_here(id));
    let mut free: Vec<(usize, String)> = seen.iter().map(label_seen).enumerate().collect();
    let mut take = |wanted: &dyn Fn(&str) -> bool| {
        let at = free.iter().position(|(_, label)| wanted(label))?;
        Some(free.remove(at).0)
    };
    let alike: Vec<Option<usize>> = recorded
        .iter()
        .map(label_recorded)
        .map(|recorded| take(&|label| label == recorded))
        .collect();
    alike
        .into_iter()
        .map(|pair| pair.or_else(|| take(&|_| true)).unwrap_or_default())
        .collect()
}

impl Freedom<'_> {
    fn allows(&self, recorded: &[Value], pairs: &[usize]) -> bool {
        match self {
            Self::None => false,
            Self::Any => true,
            Self::Events => {
                let resource = |item: &Value| {
                    let place = item["links"][1]["href"].as_str().unwrap_or_default();
                    place.to_owned()
                };
                let is_later = |(index, pair): (usize, &usize)| {
                    let of_same = |earlier: &&usize| {
                        resource(&recorded[**earlier]) == resource(&recorded[index])
                    };
                    let earlier: Vec<usize> = (0..index).collect();
                    earlier
                        .iter()
                        .filter(of_same)
                        .all(|earlier| pairs[*earlier] < *pair)
                };
                pairs.iter().enumerate().all(is_later)
            }
            Self::Ties(key) => {
                let is_tied = |(index, pair): (usize, &usize)| {
                    recorded[index].get(key) == recorded[*pair].get(key)
                };
                pairs.iter().enumerate().all(is_tied)
            }
        }
    }
}

/// The field by which a request sorts stacks.
fn sort_key(path: &str) -> &str {
    ["stack_status", "updated_time"]
        .into_iter()
        .find(|key| path.contains(&format!("sort_keys={key}")))
        .unwrap_or("creation_time")
}

/// What an item looks like, whatever the order of its keys.
fn label(item: &Value, name_of: &dyn Fn(&str) -> Option<String>) -> String {
    match item {
        Value::Object(fields) => {
            let mut fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{key}: {}", label(value, name_of)))
                .collect();
            fields.sort();
            fields.join("\n")
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| label(item, name_of));
            items.collect::<Vec<_>>().join("; ")
        }
        Value::String(text) => stubbed(text, name_of),
        other => other.to_string(),
    }
}
