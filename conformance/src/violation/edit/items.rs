//! Edits of the items of lists: which ones, and what is done to them.

use heat_spec::catalogue::BodyExpectation;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::document;
use crate::violation::trigger::holds;

/// Some of the items of a list.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Items {
    /// The list.
    at: String,
    /// What the items are like; places within an item, no schemas.
    r#where: Vec<BodyExpectation>,
}

/// Some of the items of a list, with other values.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangedItems {
    /// The list.
    at: String,
    /// What the items are like; places within an item, no schemas.
    r#where: Vec<BodyExpectation>,
    /// Values by their places within an item.
    set: IndexMap<String, Value>,
}

/// Two items of a list.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SwappedItems {
    /// The list.
    at: String,
    /// What the one is like; the first that is.
    of: Vec<BodyExpectation>,
    /// What the other is like; the first that is, and is not the one.
    with: Vec<BodyExpectation>,
}

/// Leaves out the items.
pub(super) fn drop_items(document: &mut Value, items: &Items) {
    document::each_list(document, &items.at, &mut |list| {
        list.retain(|item| !holds(&items.r#where, item));
    });
}

/// Leaves out the other items.
pub(super) fn keep_items(document: &mut Value, items: &Items) {
    document::each_list(document, &items.at, &mut |list| {
        list.retain(|item| holds(&items.r#where, item));
    });
}

/// Changes the items.
pub(super) fn set_items(document: &mut Value, items: &ChangedItems) {
    document::each_list(document, &items.at, &mut |list| {
        for item in list.iter_mut().filter(|item| holds(&items.r#where, item)) {
            items.change(item);
        }
    });
}

/// Puts changed copies of the items behind the last one of them.
pub(super) fn copy_items(document: &mut Value, items: &ChangedItems) {
    document::each_list(document, &items.at, &mut |list| {
        let found = |item: &&Value| holds(&items.r#where, item);
        let mut copies: Vec<Value> = list.iter().filter(found).cloned().collect();
        for copy in &mut copies {
            items.change(copy);
        }
        let place = list.iter().rposition(|item| holds(&items.r#where, item));
        let place = place.map_or(list.len(), |last| last + 1);
        list.splice(place..place, copies);
    });
}

/// Lets two items change places.
pub(super) fn swap_items(document: &mut Value, items: &SwappedItems) {
    document::each_list(document, &items.at, &mut |list| {
        let one = list.iter().position(|item| holds(&items.of, item));
        let other =
            (0..list.len()).find(|index| Some(*index) != one && holds(&items.with, &list[*index]));
        if let (Some(one), Some(other)) = (one, other) {
            list.swap(one, other);
        }
    });
}

/// Puts the fields of one object into another one, over those that are there.
pub(super) fn merge(document: &mut Value, from: &str, into: &str) {
    let Some(Value::Object(more)) = document.pointer(from).cloned() else {
        return;
    };
    document::each(document, into, &mut |value| {
        if let Value::Object(fields) = value {
            fields.extend(more.clone());
        }
    });
}

impl ChangedItems {
    fn change(&self, item: &mut Value) {
        for (at, value) in &self.set {
            document::put(item, at, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read<T: serde::de::DeserializeOwned>(edit: Value) -> T {
        serde_json::from_value(edit).unwrap()
    }

    #[test]
    fn items_are_chosen_by_what_they_hold() {
        let list = json!({"list": [{"name": "a"}, {"name": "b"}, {"name": "a", "more": 1}]});
        let named = json!({"at": "/list", "where": [{"at": "/name", "is": {"equals": "a"}}]});
        let mut document = list.clone();
        drop_items(&mut document, &read(named.clone()));
        assert_eq!(document, json!({"list": [{"name": "b"}]}));
        let mut document = list.clone();
        keep_items(&mut document, &read(named.clone()));
        assert_eq!(
            document,
            json!({"list": [{"name": "a"}, {"name": "a", "more": 1}]})
        );
        let mut changed = named;
        changed["set"] = json!({"/name": "c"});
        let mut document = list.clone();
        set_items(&mut document, &read(changed.clone()));
        assert_eq!(
            document,
            json!({"list": [{"name": "c"}, {"name": "b"}, {"name": "c", "more": 1}]})
        );
        let mut document = json!({"list": [{"name": "a"}, {"name": "b"}]});
        copy_items(&mut document, &read(changed));
        assert_eq!(
            document,
            json!({"list": [{"name": "a"}, {"name": "c"}, {"name": "b"}]})
        );
    }

    #[test]
    fn two_different_items_change_places() {
        let mut document = json!([{"n": 1, "x": true}, {"n": 2}, {"n": 3, "x": true}]);
        let swap = json!({
            "at": "",
            "of": [{"at": "/x", "is": "present"}],
            "with": [{"at": "/x", "is": "present"}],
        });
        swap_items(&mut document, &read(swap));
        assert_eq!(
            document,
            json!([{"n": 3, "x": true}, {"n": 2}, {"n": 1, "x": true}])
        );
    }

    #[test]
    fn fields_are_merged_over_those_that_are_there() {
        let mut document = json!({"from": {"a": 1, "b": 2}, "into": {"b": 0, "c": 3}});
        merge(&mut document, "/from", "/into");
        assert_eq!(document["into"], json!({"b": 2, "c": 3, "a": 1}));
        merge(&mut document, "/from", "/none");
        assert_eq!(document.as_object().unwrap().len(), 2);
    }
}
