//! `resources.show`: one resource with its attributes.

use heat_spec::{Value, fault, value};

use super::access::check_granted;
use super::view::Shown;
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::stacks::{Deleted, Loaded, stack_of};
use crate::store::resources;

/// Shows a resource; `with_attr` names further attributes.
pub(in crate::api) async fn show(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    check_granted(&call.identity)?;
    let loaded = Loaded::of(&call, stack).await?;
    let name = call.path("resource_name");
    let record = loaded.record(name);
    let record = record.ok_or_else(|| fault::resource_not_found(name, &loaded.stack.name))?;
    let row = loaded.stack.row;
    let dependants = call
        .app
        .store
        .call(move |tx| resources::dependants(tx, row))
        .await?;
    let more: Vec<String> = call.query_all("with_attr").map(str::to_owned).collect();
    let shown = Shown {
        stack: &loaded.stack,
        definition: &loaded.definition,
        record,
        dependants: &dependants,
    };
    let view = Value::Map(shown.details(&call, &more).await?);
    Ok(Reply::ok(value!({ "resource": view })))
}
