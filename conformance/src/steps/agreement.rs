//! Steps that compare what two operations tell of the same thing.

use std::sync::Arc;

use cucumber::then;
use serde_json::{Value, json};

use super::OperationId;
use super::lists::names;
use crate::check::{At, same};
use crate::client::{Exchange, Request};
use crate::world::{Differences, RequirementId, Stop, World};

/// Items of a list, chosen by id or name (`*` for all of them), have in each field that another
/// operation shows as well the same value as there.
#[then(
    expr = "the answer tells of {string} at {string} what {operation} tells at {string} [{requirement}]"
)]
async fn tells_the_same(
    world: &mut World,
    wanted: String,
    list: String,
    operation: OperationId,
    pointer: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let wanted = world.filled(&wanted)?;
    let wanted: Vec<&str> = names(&wanted).collect();
    let exchange = Arc::clone(world.last()?);
    let items = exchange.json.as_ref().and_then(|json| json.pointer(&list));
    let items = items
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, exchange.status);
    let mut n_compared = 0;
    for (index, item) in items.iter().enumerate() {
        let names = [&item["id"], &item["resource_name"]];
        let is_wanted = |name: &&str| *name == "*" || names.iter().any(|it| *it == name);
        if !wanted.iter().any(is_wanted) {
            continue;
        }
        let request = request_about(world, &operation, &exchange, item)?;
        let shown = world.send_aside(request).await?;
        let shown = shown.json.as_ref().and_then(|json| json.pointer(&pointer));
        compare(&format!("{list}/{index}"), item, shown, &mut differences);
        n_compared += 1;
    }
    let n_expected = if wanted == ["*"] {
        n_compared.max(1)
    } else {
        wanted.len()
    };
    differences.equal(At::Body(list), n_expected, n_compared);
    world.check(&id, Some(&exchange), differences)
}

/// The request that shows an item of an answer by itself: with what the answer's own path says, and
/// the item's id or name for the rest.
fn request_about(
    world: &World,
    operation: &OperationId,
    exchange: &Exchange,
    item: &Value,
) -> Result<Request, Stop> {
    let operation = world.operation(operation.as_str())?;
    let mut parameters = exchange.path_parameters.clone();
    for name in operation.path.parameters() {
        let own = match name {
            "resource_name" => &item["resource_name"],
            _ => &item["id"],
        };
        if let (false, Some(own)) = (parameters.contains_key(name), own.as_str()) {
            parameters.insert(name.to_owned(), own.to_owned());
        }
    }
    Ok(Request::of(operation, exchange.role, &parameters))
}

fn compare(at: &str, item: &Value, shown: Option<&Value>, differences: &mut Differences) {
    let Some((item, shown)) = item.as_object().zip(shown.and_then(Value::as_object)) else {
        return differences.add(
            At::Body(at.to_owned()),
            "something that can be shown",
            "nothing",
        );
    };
    for (field, value) in item {
        let Some(expected) = shown.get(field) else {
            continue;
        };
        // Some answers have the action of a status in a field of its own.
        let action = item.get("resource_action").and_then(Value::as_str);
        let value = match (field.as_str(), action, value.as_str()) {
            ("resource_status", Some(action), Some(status)) => &json!(format!("{action}_{status}")),
            _ => value,
        };
        if !same(expected, value) {
            differences.add(At::Body(format!("{at}/{field}")), expected, value);
        }
    }
}
