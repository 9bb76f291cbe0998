//! Table `resources`: one row a resource, replaced and deleted ones until they are purged.

use std::collections::HashMap;
use std::fmt::Write as _;

use heat_spec::Value;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, ToSql, Transaction, params};

use super::StoreError;
use super::columns::{json, text, timestamp};

/// A resource as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct ResourceRecord {
    /// The row's number.
    pub(crate) id: i64,
    /// Its UUID, from which the physical name is made.
    pub(crate) uuid: String,
    /// The stack that it belongs to.
    pub(crate) stack_row: i64,
    /// Its name in the template.
    pub(crate) name: String,
    /// The type as the template names it.
    pub(crate) resource_type: String,
    /// The type that the environment makes of it.
    pub(crate) resolved_type: String,
    /// What is or was done with it last; `INIT` before anything was.
    pub(crate) action: String,
    /// How far that is.
    pub(crate) status: String,
    /// Why.
    pub(crate) status_reason: String,
    /// The id of the real thing.
    pub(crate) physical_resource_id: Option<String>,
    /// The template that it was last brought in line with.
    pub(crate) template_id: i64,
    /// The frozen definition that it was made by; `null` before.
    pub(crate) definition: Value,
    /// The properties shown in its events.
    pub(crate) property_data_id: Option<i64>,
    /// Properties that are not stored yet.
    new_properties: Option<Value>,
    /// Values of the attributes that the template refers to; `null` before they are known.
    pub(crate) attributes: Value,
    /// What the resource type keeps for itself.
    pub(crate) data: Value,
    /// Its metadata; `null` before it is made. Changed by [`ResourceRecord::set_metadata`].
    pub(crate) metadata: Value,
    /// Whether the metadata are to be stored with the rest.
    ///
    /// Others change them while a step works on its copy of the resource, and must not be undone.
    is_metadata_new: bool,
    /// The hook at which it waits: `pre-create`. Changed by [`set_hook`] only.
    pub(crate) hook: Option<String>,
    /// The traversal in which a hook was last cleared, and the hook. Changed by [`clear_hook`] only.
    cleared_hook: Option<String>,
    /// The resources that it was made after, by row.
    pub(crate) requires: Vec<i64>,
    /// The resource that it replaces.
    pub(crate) replaces: Option<i64>,
    /// The resource that replaces it.
    pub(crate) replaced_by: Option<i64>,
    /// When it was stored.
    pub(crate) created_at: Timestamp,
    /// When it was last updated; when it was stored if it never was.
    pub(crate) updated_at: Timestamp,
}

impl ResourceRecord {
    /// What the type keeps, as snapshots and exports show it.
    ///
    /// What has a name that begins with a dot follows from other things and is the server's alone.
    pub(crate) fn shown_data(&self) -> Value {
        let Value::Map(data) = &self.data else {
            return self.data.clone();
        };
        let shown = data
            .iter()
            .filter(|(key, _)| !key.json_text().starts_with('.'));
        Value::Map(
            shown
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
        )
    }

    /// A resource that nothing was done with yet; its `id` is given by [`insert`].
    pub(crate) fn new(
        stack_row: i64,
        name: &str,
        (resource_type, resolved_type): (&str, &str),
        template_id: i64,
        now: Timestamp,
    ) -> Self {
        Self {
            id: 0,
            uuid: uuid::Uuid::new_v4().to_string(),
            stack_row,
            name: name.to_owned(),
            resource_type: resource_type.to_owned(),
            resolved_type: resolved_type.to_owned(),
            action: "INIT".to_owned(),
            status: "COMPLETE".to_owned(),
            status_reason: String::new(),
            physical_resource_id: None,
            template_id,
            definition: Value::Null,
            property_data_id: None,
            new_properties: None,
            attributes: Value::Null,
            data: Value::Map(heat_spec::Map::new()),
            metadata: Value::Null,
            is_metadata_new: false,
            hook: None,
            cleared_hook: None,
            requires: Vec::new(),
            replaces: None,
            replaced_by: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether action and status are these.
    pub(crate) fn is(&self, action: &str, status: &str) -> bool {
        self.action == action && self.status == status
    }

    /// Gives it other metadata, which are stored when it is stored next.
    pub(crate) fn set_metadata(&mut self, metadata: Value) {
        self.metadata = metadata;
        self.is_metadata_new = true;
    }

    /// Gives it other properties for its events to show, which are stored with its next state.
    pub(crate) fn set_properties(&mut self, properties: Value) {
        self.new_properties = Some(properties);
    }

    /// Stores new properties, if there are any.
    pub(crate) fn store_properties(&mut self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        if let Some(properties) = self.new_properties.take() {
            self.property_data_id = Some(insert_property_data(tx, &properties)?);
        }
        Ok(())
    }

    /// Whether the hook was cleared in this traversal.
    pub(crate) fn is_cleared(&self, traversal: &str, hook: &str) -> bool {
        let cleared = self.cleared_hook.as_deref().unwrap_or_default();
        cleared.split_once(' ') == Some((traversal, hook))
    }

    /// Notes that the metadata are stored.
    pub(crate) fn metadata_stored(&mut self) {
        self.is_metadata_new = false;
    }
}

pub(super) const COLUMNS: &str = "id, uuid, stack_row, name, type, action, status, status_reason, resolved_type, \
    physical_resource_id, template_id, definition, property_data_id, attributes, data, metadata, \
    requires, replaces, replaced_by, created_at, updated_at, hook, cleared_hook";

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<ResourceRecord> {
    Ok(ResourceRecord {
        id: row.get(0)?,
        uuid: row.get(1)?,
        stack_row: row.get(2)?,
        name: row.get(3)?,
        resource_type: row.get(4)?,
        action: row.get(5)?,
        status: row.get(6)?,
        status_reason: row.get(7)?,
        resolved_type: row.get(8)?,
        physical_resource_id: row.get(9)?,
        template_id: row.get(10)?,
        definition: json(row, 11)?,
        property_data_id: row.get(12)?,
        new_properties: None,
        attributes: json(row, 13)?,
        data: json(row, 14)?,
        metadata: json(row, 15)?,
        is_metadata_new: false,
        requires: json(row, 16)?
            .as_list()
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_i64)
            .collect(),
        replaces: row.get(17)?,
        replaced_by: row.get(18)?,
        created_at: timestamp(row, 19)?.unwrap_or(Timestamp::UNIX_EPOCH),
        updated_at: timestamp(row, 20)?.unwrap_or(Timestamp::UNIX_EPOCH),
        hook: row.get(21)?,
        cleared_hook: row.get(22)?,
    })
}

/// Adds a resource and returns its id.
pub(crate) fn insert(tx: &Transaction<'_>, resource: &ResourceRecord) -> Result<i64, StoreError> {
    tx.prepare_cached(
        "INSERT INTO resources (uuid, stack_row, name, type, resolved_type, action, status, \
         status_reason, template_id, data, requires, replaces, created_at, updated_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        resource.uuid,
        resource.stack_row,
        resource.name,
        resource.resource_type,
        resource.resolved_type,
        resource.action,
        resource.status,
        resource.status_reason,
        resource.template_id,
        resource.data.to_json(),
        Value::from(resource.requires.clone()).to_json(),
        resource.replaces,
        text(resource.created_at),
        text(resource.updated_at),
    ])?;
    Ok(tx.last_insert_rowid())
}

/// Writes everything of a resource that its own steps change.
pub(crate) fn update(tx: &Transaction<'_>, resource: &ResourceRecord) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE resources SET type = ?, resolved_type = ?, action = ?, status = ?, status_reason = ?, \
         physical_resource_id = ?, template_id = ?, definition = ?, property_data_id = ?, \
         attributes = ?, data = ?, metadata = iif(?, ?, metadata), requires = ?, replaces = ?, replaced_by = ?, \
         updated_at = ? WHERE id = ?",
    )?
    .execute(params![
        resource.resource_type,
        resource.resolved_type,
        resource.action,
        resource.status,
        resource.status_reason,
        resource.physical_resource_id,
        resource.template_id,
        resource.definition.to_json(),
        resource.property_data_id,
        resource.attributes.to_json(),
        resource.data.to_json(),
        resource.is_metadata_new,
        resource.metadata.to_json(),
        Value::from(resource.requires.clone()).to_json(),
        resource.replaces,
        resource.replaced_by,
        text(resource.updated_at),
        resource.id,
    ])?;
    Ok(())
}

/// Replaces the metadata of a resource by what becomes of those that it has.
///
/// Whatever is refused leaves them as they are.
pub(crate) fn change_metadata<E: From<StoreError>>(
    tx: &Transaction<'_>,
    id: i64,
    change: impl FnOnce(Value) -> Result<Value, E>,
) -> Result<(), E> {
    let Some(resource) = get(tx, id)? else {
        return Ok(());
    };
    let changed = change(resource.metadata)?.to_json();
    let written = tx
        .prepare_cached("UPDATE resources SET metadata = ? WHERE id = ?")
        .and_then(|mut update| update.execute(params![changed, id]));
    written.map_err(StoreError::from)?;
    Ok(())
}

/// Keeps the values of the attributes that the template refers to, and nothing else.
pub(crate) fn set_attributes(
    tx: &Transaction<'_>,
    id: i64,
    attributes: &Value,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE resources SET attributes = ? WHERE id = ?")?
        .execute(params![attributes.to_json(), id])?;
    Ok(())
}

/// Has the resource wait at a hook, or at none any more.
pub(crate) fn set_hook(
    tx: &Transaction<'_>,
    id: i64,
    hook: Option<&str>,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE resources SET hook = ? WHERE id = ?")?
        .execute(params![hook, id])?;
    Ok(())
}

/// Lets the resource go on from a hook, also after the end of the server, in this traversal.
pub(crate) fn clear_hook(
    tx: &Transaction<'_>,
    id: i64,
    traversal: &str,
    hook: &str,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE resources SET hook = NULL, cleared_hook = ? WHERE id = ?")?
        .execute(params![format!("{traversal} {hook}"), id])?;
    Ok(())
}

/// The resource of that id.
pub(crate) fn get(tx: &Transaction<'_>, id: i64) -> Result<Option<ResourceRecord>, StoreError> {
    Ok(tx
        .prepare_cached(&format!("SELECT {COLUMNS} FROM resources WHERE id = ?"))?
        .query_row([id], from_row)
        .optional()?)
}

/// All resources of a stack, in the order in which they were stored.
pub(crate) fn of_stack(
    tx: &Transaction<'_>,
    stack_row: i64,
) -> Result<Vec<ResourceRecord>, StoreError> {
    let mut select = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM resources WHERE stack_row = ? ORDER BY id"
    ))?;
    let resources = select
        .query_map([stack_row], from_row)?
        .collect::<Result<_, _>>()?;
    Ok(resources)
}

/// Which resources of a stack to list.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResourceQuery {
    /// A part of the type.
    pub(crate) type_part: Option<String>,
    /// Columns and the values of which each must have one.
    pub(crate) filters: Vec<(&'static str, Vec<String>)>,
}

/// The resources of a stack that the query selects, in the order in which they were stored; of
/// several of one name only the last, which replaces the others.
pub(crate) fn list(
    tx: &Transaction<'_>,
    stack_row: i64,
    query: &ResourceQuery,
) -> Result<Vec<ResourceRecord>, StoreError> {
    let mut sql = format!(
        "SELECT {COLUMNS} FROM resources WHERE id IN \
         (SELECT max(id) FROM resources WHERE stack_row = ? GROUP BY name)"
    );
    let mut arguments: Vec<Box<dyn ToSql>> = vec![Box::new(stack_row)];
    if let Some(part) = &query.type_part {
        sql.push_str(" AND instr(type, ?) > 0");
        arguments.push(Box::new(part.clone()));
    }
    for (column, values) in &query.filters {
        let marks = vec!["?"; values.len()].join(", ");
        // Ids are numbers, and are compared as the texts that they are asked for by.
        let _ = write!(sql, " AND CAST({column} AS TEXT) IN ({marks})");
        let values = values.iter().cloned();
        arguments.extend(values.map(|value| Box::new(value) as Box<_>));
    }
    sql.push_str(" ORDER BY id");
    let mut select = tx.prepare_cached(&sql)?;
    let resources = select
        .query_map(rusqlite::params_from_iter(arguments), from_row)?
        .collect::<Result<_, _>>()?;
    Ok(resources)
}

/// The names of the resources of a stack that were made after others, by the ids of these.
pub(crate) fn dependants(
    tx: &Transaction<'_>,
    stack_row: i64,
) -> Result<HashMap<i64, Vec<String>>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT DISTINCT json_each.value, name FROM resources, json_each(requires) \
         WHERE stack_row = ?",
    )?;
    let mut dependants: HashMap<i64, Vec<String>> = HashMap::new();
    let mut rows = select.query([stack_row])?;
    while let Some(row) = rows.next()? {
        dependants.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(dependants)
}

/// Resolved properties that an event refers to.
pub(crate) fn property_data(tx: &Transaction<'_>, id: i64) -> Result<Value, StoreError> {
    let data = tx
        .prepare_cached("SELECT data FROM property_data WHERE id = ?")?
        .query_row([id], |row| json(row, 0))
        .optional()?;
    Ok(data.unwrap_or_default())
}

/// Whether any resource has a real thing, as its own or among what it keeps for itself.
pub(crate) fn is_claimed(tx: &Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    let is_claimed = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM resources \
             WHERE physical_resource_id = ?1 OR instr(data, ?1) > 0)",
        )?
        .query_row([id], |row| row.get(0))?;
    Ok(is_claimed)
}

/// Removes a resource.
pub(crate) fn remove(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM resources WHERE id = ?")?
        .execute([id])?;
    Ok(())
}

/// Removes the stack's resources that are deleted.
pub(crate) fn purge_deleted(tx: &Transaction<'_>, stack_row: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "DELETE FROM resources \
         WHERE stack_row = ? AND action = 'DELETE' AND status = 'COMPLETE'",
    )?
    .execute([stack_row])?;
    Ok(())
}

/// Stores resolved properties for events to refer to.
fn insert_property_data(tx: &Transaction<'_>, properties: &Value) -> Result<i64, StoreError> {
    tx.prepare_cached("INSERT INTO property_data (data) VALUES (?)")?
        .execute([properties.to_json()])?;
    Ok(tx.last_insert_rowid())
}
