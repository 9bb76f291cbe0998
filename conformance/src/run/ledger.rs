//! The ledger: what the run made and has to delete again, each with the scenario that made it.

use std::cell::{Cell, RefCell};

use serde_json::Value;

use crate::client::{Body, Exchange, Request};
use crate::journal::{Kind, Thing};

/// An operation that makes something.
struct Maker {
    operation: &'static str,
    kind: Kind,
    /// Where the request has the name.
    name: &'static str,
    /// Whether nothing is made without a name.
    is_named: bool,
    /// Where the answer has the id.
    id: &'static str,
}

const MAKERS: &[Maker] = &[
    Maker {
        operation: "stacks.create",
        kind: Kind::Stack,
        name: "/stack_name",
        is_named: true,
        id: "/stack/id",
    },
    Maker {
        operation: "software_configs.create",
        kind: Kind::SoftwareConfig,
        name: "/name",
        is_named: false,
        id: "/software_config/id",
    },
    Maker {
        operation: "software_deployments.create",
        kind: Kind::SoftwareDeployment,
        name: "/server_id",
        is_named: false,
        id: "/software_deployment/id",
    },
];

/// What a run made.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    entries: RefCell<Vec<Entry>>,
    /// How many things were ever entered, by kind.
    n_entered: RefCell<Vec<(Kind, u64)>>,
    /// How many stacks stood in it at most at the same time.
    n_most_stacks: Cell<u64>,
}

/// One thing in the ledger.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The scenario that made it, by number; 0 for the run itself.
    pub(crate) owner: usize,
    /// What it is.
    pub(crate) thing: Thing,
    /// Whether the request that makes it was answered; if not, it may still be made.
    pub(crate) is_answered: bool,
}

/// What a request is about to make; nothing for most.
pub(crate) fn intention(
    operation: Option<&str>,
    request: &Request,
    endpoint: &str,
) -> Option<Thing> {
    let maker = MAKERS
        .iter()
        .find(|maker| Some(maker.operation) == operation)?;
    let document: Value = match &request.body {
        Body::None => return None,
        Body::Bytes(_) if maker.is_named => return None,
        Body::Bytes(_) => Value::Null,
        Body::Json(value) => value.clone(),
        Body::Text { text, .. } => match serde_json::from_str(text) {
            Ok(document) => document,
            // Others may read what is no JSON to us.
            Err(_) => match readable_part(text, maker.name) {
                None if maker.is_named => return None,
                part => part.unwrap_or_default(),
            },
        },
    };
    let name = match document.pointer(maker.name).and_then(Value::as_str) {
        Some(name) => name,
        None if maker.is_named => return None,
        None => "",
    };
    Some(Thing {
        kind: maker.kind,
        role: request.role.keeper(),
        endpoint: endpoint.to_owned(),
        name: name.to_owned(),
        id: None,
    })
}

/// A document with the one text that is wanted of a text that is no JSON as a whole.
fn readable_part(text: &str, pointer: &str) -> Option<Value> {
    let field = pointer.trim_start_matches('/');
    let (_, rest) = text.split_once(&format!("\"{field}\":"))?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
    let name = values.next()?.ok()?;
    Some(serde_json::json!({field: name}))
}

/// The id of what an answer says was made.
pub(crate) fn made_id(operation: Option<&str>, exchange: &Exchange) -> Option<String> {
    let maker = MAKERS
        .iter()
        .find(|maker| Some(maker.operation) == operation)?;
    let id = exchange.json.as_ref()?.pointer(maker.id)?.as_str()?;
    Some(id.to_owned())
}

/// The stacks inside of an abandoned one that its answer tells of, by name and id: real Heat leaves
/// them behind when the stack goes.
pub(crate) fn orphans(operation: Option<&str>, exchange: &Exchange) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if operation == Some("stacks.abandon")
        && let Some(stack) = &exchange.json
    {
        find_inside(stack, &mut found);
    }
    found
}

fn find_inside(stack: &Value, found: &mut Vec<(String, String)>) {
    let resources = stack.get("resources").and_then(Value::as_object);
    for resource in resources.into_iter().flat_map(serde_json::Map::values) {
        let text = |field: &str| resource.get(field)?.as_str().map(str::to_owned);
        if let (Some(_), Some(name), Some(id)) =
            (resource.get("resources"), text("name"), text("id"))
        {
            found.push((name, id));
            find_inside(resource, found);
        }
    }
}

impl Ledger {
    /// Enters a thing.
    pub(crate) fn enter(&self, owner: usize, thing: Thing) {
        let kind = thing.kind;
        let mut entries = self.entries.borrow_mut();
        entries.push(Entry {
            owner,
            thing,
            is_answered: false,
        });
        let stacks = entries
            .iter()
            .filter(|entry| entry.thing.kind == Kind::Stack);
        let n_stacks = stacks.count() as u64;
        self.n_most_stacks
            .set(self.n_most_stacks.get().max(n_stacks));
        let mut n_entered = self.n_entered.borrow_mut();
        match n_entered.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => n_entered.push((kind, 1)),
        }
    }

    /// Strikes a thing that is no longer there, or never was.
    pub(crate) fn strike(&self, thing: &Thing) {
        let mut entries = self.entries.borrow_mut();
        if let Some(index) = entries.iter().position(|entry| entry.thing == *thing) {
            entries.remove(index);
        }
    }

    /// Notes that the request was answered, and the id if the answer has it.
    pub(crate) fn answer(&self, thing: &Thing, id: Option<String>) {
        let mut entries = self.entries.borrow_mut();
        if let Some(entry) = entries.iter_mut().find(|entry| entry.thing == *thing) {
            entry.is_answered = true;
            entry.thing.id = id;
        }
    }

    /// What a scenario made, the latest first.
    pub(crate) fn of(&self, owner: usize) -> Vec<Entry> {
        let entries = self.entries.borrow();
        let own = entries.iter().rev().filter(|entry| entry.owner == owner);
        own.cloned().collect()
    }

    /// Everything that is still there, the latest first.
    pub(crate) fn all(&self) -> Vec<Entry> {
        self.entries.borrow().iter().rev().cloned().collect()
    }

    /// How many things of a kind were ever entered.
    pub(crate) fn n_entered(&self, kind: Kind) -> u64 {
        let n_entered = self.n_entered.borrow();
        let mut counts = n_entered.iter().filter(|(known, _)| *known == kind);
        counts.next().map_or(0, |(_, count)| *count)
    }

    /// How many stacks stood in it at most at the same time.
    pub(crate) fn n_most_stacks(&self) -> u64 {
        self.n_most_stacks.get()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_an_abandoned_stack_leaves_behind_is_found_at_any_depth() {
        let inner = json!({"name": "in-g-in", "id": "2", "resources": {}});
        let outer = json!({"name": "web-g", "id": "1", "resources": {"in": inner}});
        let plain = json!({"name": "a", "resource_id": "3", "type": "OS::Heat::None"});
        let stack = json!({"name": "web", "id": "0", "resources": {"g": outer, "a": plain}});
        let found = |operation| {
            let exchange = Exchange::sample(operation, 200, &stack);
            orphans(Some(operation), &exchange)
        };
        let pair = |name: &str, id: &str| (name.to_owned(), id.to_owned());
        assert_eq!(
            found("stacks.abandon"),
            [pair("web-g", "1"), pair("in-g-in", "2")]
        );
        assert_eq!(found("stacks.export"), []);
    }
}
