//! Resources that are software configurations: stored when they are made, and never changed.

use heat_spec::{Key, Value};
use heat_template::Properties;

use crate::engine::Failure;
use crate::resources::Work;
use crate::software::configs::{self, Wanted};
use crate::store::{resources, software_configs};

static NULL: Value = Value::Null;

/// A configuration of nothing.
pub(super) const UNGROUPED: Wanted<'static> = Wanted {
    name: &NULL,
    group: &NULL,
    config: &NULL,
    inputs: &NULL,
    outputs: &NULL,
    options: &NULL,
};

/// What a resource is made of whose properties are the parts of a configuration.
pub(super) fn of_properties(properties: &Properties) -> Wanted<'_> {
    Wanted {
        name: &NULL,
        group: properties.get("group"),
        config: properties.get("config"),
        inputs: properties.get("inputs"),
        outputs: properties.get("outputs"),
        options: properties.get("options"),
    }
}

/// Stores the configuration under the resource's physical name.
pub(super) async fn create(work: &mut Work, wanted: Wanted<'_>) -> Result<(), Failure> {
    let name = Value::from(&work.physical_name);
    let ungrouped = Value::from("Heat::Ungrouped");
    let group = match wanted.group {
        Value::Null => &ungrouped,
        group => group,
    };
    let wanted = Wanted {
        name: &name,
        group,
        ..wanted
    };
    let config = configs::new(&work.project_id, wanted, work.app.clock.now())?;
    let mut record = work.record.clone();
    record.physical_resource_id = Some(config.id.clone());
    let app = work.app.clone();
    work.record = work
        .app
        .store
        .call(move |tx| {
            configs::insert_within_quota::<Failure>(tx, &config, &app.config.limits)?;
            // Both or neither, so that no configuration is lost.
            resources::update(tx, &record)?;
            Ok::<_, Failure>(record)
        })
        .await?;
    Ok(())
}

/// Deletes the configuration; no error if it is gone already.
pub(super) async fn delete(work: &Work) -> Result<(), Failure> {
    let Some(id) = work.physical_id().map(str::to_owned) else {
        return Ok(());
    };
    let project_id = work.project_id.clone();
    work.app
        .store
        .call(
            move |tx| match software_configs::get(tx, Some(&project_id), &id)? {
                Some(_) => configs::delete::<Failure>(tx, Some(&project_id), &id),
                None => Ok(()),
            },
        )
        .await
}

/// `config`, or everything as `show`; `null` if the configuration is gone.
pub(super) async fn attribute(work: &Work, name: &str) -> Result<Value, Failure> {
    let Some(id) = work.physical_id() else {
        return Ok(Value::Null);
    };
    let found = find(work, id).await?;
    Ok(match (found, name) {
        (Some(view), "show") => view,
        (Some(Value::Map(mut view)), "config") => {
            view.shift_remove(&Key::from("config")).unwrap_or_default()
        }
        _ => Value::Null,
    })
}

/// The text of the configuration that a UUID names; nothing for anything else.
pub(in crate::resources) async fn content(
    work: &Work,
    id: &str,
) -> Result<Option<String>, Failure> {
    if uuid::Uuid::parse_str(id).is_err() {
        return Ok(None);
    }
    let found = find(work, id).await?;
    Ok(found.map(|view| match view.get("config") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_json(),
    }))
}

async fn find(work: &Work, id: &str) -> Result<Option<Value>, Failure> {
    let (project_id, id) = (work.project_id.clone(), id.to_owned());
    let found = work
        .app
        .store
        .call(move |tx| software_configs::get(tx, Some(&project_id), &id))
        .await?;
    Ok(found.as_ref().map(configs::view))
}
