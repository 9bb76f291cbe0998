//! The objects of the cloud as rows in SQLite.

use rusqlite::{Transaction, params};
use serde::de::value::{Error as PlainError, StrDeserializer};
use serde::{Deserialize, de::IntoDeserializer};
use serde_json::Value;

use super::objects::{Kind, Object, Objects};
use crate::store::StoreError;

/// Reads all objects, in the order of their creation.
///
/// # Errors
///
/// If SQLite refuses, or a row was written by another version.
pub(super) fn load(transaction: &Transaction<'_>) -> Result<Objects, StoreError> {
    let mut statement = transaction
        .prepare("SELECT kind, id, project, body FROM cloud_objects ORDER BY position")?;
    let mut rows = statement.query(())?;
    let mut objects = Objects::default();
    while let Some(row) = rows.next()? {
        let body: String = row.get(3)?;
        objects.put(Object {
            kind: kind(&row.get::<_, String>(0)?).ok_or_else(|| unreadable(0))?,
            id: row.get(1)?,
            project: row.get(2)?,
            body: match serde_json::from_str(&body) {
                Ok(Value::Object(body)) => body,
                _ => return Err(unreadable(3)),
            },
        });
    }
    objects.keep();
    Ok(objects)
}

/// Writes what changed.
///
/// # Errors
///
/// If SQLite refuses.
pub(super) fn save(
    transaction: &Transaction<'_>,
    changed: &[(Kind, String, Option<Object>)],
) -> Result<(), StoreError> {
    for (kind, id, object) in changed {
        let kind = name(*kind);
        match object {
            None => transaction
                .prepare_cached("DELETE FROM cloud_objects WHERE kind = ?1 AND id = ?2")?
                .execute(params![kind, id])?,
            Some(object) => transaction
                .prepare_cached(
                    "INSERT INTO cloud_objects (kind, id, project, name, body) \
                     VALUES (?1, ?2, ?3, ?4, ?5) \
                     ON CONFLICT (kind, id) DO UPDATE SET \
                     project = excluded.project, name = excluded.name, body = excluded.body",
                )?
                .execute(params![
                    kind,
                    id,
                    object.project,
                    object.name(),
                    Value::Object(object.body.clone()).to_string(),
                ])?,
        };
    }
    Ok(())
}

fn kind(name: &str) -> Option<Kind> {
    let name: StrDeserializer<'_, PlainError> = name.into_deserializer();
    Kind::deserialize(name).ok()
}

fn name(kind: Kind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

fn unreadable(column: usize) -> StoreError {
    rusqlite::Error::InvalidColumnType(
        column,
        "cloud_objects".to_owned(),
        rusqlite::types::Type::Text,
    )
    .into()
}
