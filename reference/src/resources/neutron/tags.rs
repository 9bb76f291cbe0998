//! Tags, which Neutron sets by a call of their own.

use heat_spec::{Map, Value};
use serde_json::{Value as Json, json};

use super::object::Kind;
use crate::engine::Failure;
use crate::resources::Work;

/// Takes the tags out of a body and sets them, if they are there: all others are gone then.
pub(super) async fn take_and_set(kind: Kind, work: &Work, body: &mut Map) -> Result<(), Failure> {
    match body.shift_remove("tags") {
        Some(tags) => set(kind, work, &tags).await,
        None => Ok(()),
    }
}

/// Sets the tags of a new object, if it is to have any.
pub(super) async fn set_new(kind: Kind, work: &Work) -> Result<(), Failure> {
    let tags = work.property("tags");
    if tags.is_truthy() {
        set(kind, work, tags).await?;
    }
    Ok(())
}

async fn set(kind: Kind, work: &Work, tags: &Value) -> Result<(), Failure> {
    let tags = match tags {
        Value::Null => json!([]),
        tags => Json::from(tags),
    };
    let path = format!("{}/tags", kind.path_of(work));
    work.neutron_put(&path, &json!({ "tags": tags })).await?;
    Ok(())
}
