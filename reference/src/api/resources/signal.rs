//! `resources.signal`: tells a resource something, or lets it go on.

use heat_spec::{Value, fault};

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::stacks::{Deleted, Loaded, stack_of};
use crate::engine;

/// Gives the signal to the resource; whether it could be used is told by events only.
pub(in crate::api) async fn signal(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    let loaded = Loaded::of(&call, stack).await?;
    let (stack, definition) = (&loaded.stack, &loaded.definition);
    let name = call.path("resource_name");
    let record = loaded.record(name);
    let record = record.ok_or_else(|| fault::resource_not_found(name, &stack.name))?;
    engine::signal(&call.app, stack, definition, record, call.body.clone()).await??;
    Ok(Reply::ok(Value::Null))
}
