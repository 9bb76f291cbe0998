//! `resources.metadata`: the metadata of a resource.

use heat_spec::{Value, fault, value};

use super::access::check_granted;
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::stacks::{Deleted, Loaded, stack_of};

/// Shows the metadata, worked out as it was when the resource was made or updated.
pub(in crate::api) async fn metadata(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    check_granted(&call.identity)?;
    let loaded = Loaded::of(&call, stack).await?;
    let name = call.path("resource_name");
    let record = loaded.record(name);
    let record = record.ok_or_else(|| fault::resource_not_found(name, &loaded.stack.name))?;
    let metadata = record.metadata.as_map().cloned().unwrap_or_default();
    Ok(Reply::ok(value!({ "metadata": Value::Map(metadata) })))
}
