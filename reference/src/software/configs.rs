//! Software configurations: making, showing and deleting them.

use heat_spec::{Fault, Key, Map, Value, fault};
use jiff::Timestamp;
use rusqlite::Transaction;

use super::io;
use crate::api::seconds;
use crate::config::Limits;
use crate::store::StoreError;
use crate::store::software_configs::{self, SoftwareConfigRecord};

/// The longest name or group, in characters.
const MAX_TEXT: usize = 255;

/// What a new configuration is made of, as it was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// Its name.
    pub(crate) name: &'a Value,
    /// The tool that it is for.
    pub(crate) group: &'a Value,
    /// The configuration.
    pub(crate) config: &'a Value,
    /// Its inputs.
    pub(crate) inputs: &'a Value,
    /// Its outputs.
    pub(crate) outputs: &'a Value,
    /// What the tool is told beside.
    pub(crate) options: &'a Value,
}

/// A configuration of what was asked for; it is not stored yet.
pub(crate) fn new(
    project_id: &str,
    wanted: Wanted<'_>,
    now: Timestamp,
) -> Result<SoftwareConfigRecord, Fault> {
    let inputs = io::inputs(wanted.inputs)?;
    let outputs = io::outputs(wanted.outputs)?;
    Ok(SoftwareConfigRecord {
        id: uuid::Uuid::new_v4().to_string(),
        project_id: project_id.to_owned(),
        name: text(wanted.name, "name")?,
        group: text(wanted.group, "group")?,
        config: wanted.config.clone(),
        inputs,
        outputs,
        options: options(wanted.options),
        created_at: now,
    })
}

/// Stores a new configuration of a user whom the quota binds.
pub(crate) fn insert_within_quota<E>(
    tx: &Transaction<'_>,
    config: &SoftwareConfigRecord,
    limits: &Limits,
) -> Result<(), E>
where
    E: From<Fault> + From<StoreError>,
{
    let limit = limits.max_software_configs_per_tenant;
    if limit >= 0 && software_configs::count(tx, &config.project_id)? >= limit {
        return Err(fault::too_many_software_configs(limit).into());
    }
    Ok(software_configs::insert(tx, config)?)
}

/// The configuration of that id in a project, or in any.
pub(crate) fn find<E>(
    tx: &Transaction<'_>,
    project_id: Option<&str>,
    id: &str,
) -> Result<SoftwareConfigRecord, E>
where
    E: From<Fault> + From<StoreError>,
{
    let found = software_configs::get(tx, project_id, id)?;
    found.ok_or_else(|| fault::software_config_not_found(id).into())
}

/// Deletes a configuration, unless a deployment uses it.
pub(crate) fn delete<E>(tx: &Transaction<'_>, project_id: Option<&str>, id: &str) -> Result<(), E>
where
    E: From<Fault> + From<StoreError>,
{
    let config = find::<E>(tx, project_id, id)?;
    if software_configs::is_in_use(tx, &config.id)? {
        return Err(fault::software_config_in_use(id).into());
    }
    Ok(software_configs::remove(tx, &config.id)?)
}

/// A configuration as lists show it.
pub(crate) fn summary(config: &SoftwareConfigRecord) -> Map {
    let mut view = Map::new();
    let mut insert = |key: &str, value: Value| view.insert(Key::from(key), value);
    insert("id", Value::from(&config.id));
    insert("name", Value::from(config.name.as_deref()));
    insert("group", Value::from(config.group.as_deref()));
    insert("creation_time", seconds(config.created_at));
    view
}

/// A configuration with everything in it.
pub(crate) fn view(config: &SoftwareConfigRecord) -> Value {
    let mut view = summary(config);
    let mut insert = |key: &str, value: &Value| view.insert(Key::from(key), value.clone());
    insert("config", &config.config);
    insert("inputs", &config.inputs);
    insert("outputs", &config.outputs);
    insert("options", &config.options);
    Value::Map(view)
}

/// Options are a map, which clients count on; anything else that upstream takes has no options.
fn options(given: &Value) -> Value {
    match given {
        Value::Map(_) => given.clone(),
        _ => Value::Map(Map::new()),
    }
}

/// A text, or a number or truth value as upstream's database has it as text.
pub(crate) fn text(value: &Value, name: &str) -> Result<Option<String>, Fault> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::Bool(is_true) => u8::from(*is_true).to_string(),
        Value::List(_) | Value::Map(_) => return Err(fault::bad_request()),
        other => other.python_str(),
    };
    if text.chars().count() > MAX_TEXT {
        return Err(fault::text_too_long(name, MAX_TEXT));
    }
    Ok(Some(text))
}

/// A map; whatever Python takes for nothing is an empty one.
pub(super) fn map(value: &Value, name: &str) -> Result<Value, Fault> {
    match value {
        Value::Map(_) => Ok(value.clone()),
        other if !other.is_truthy() => Ok(Value::Map(Map::new())),
        _ => Err(fault::value_error(format_args!("{name} must be a map"))),
    }
}
