//! What resource types keep for themselves, changed by itself: nothing else of the resource is
//! touched.

use heat_spec::Value;
use rusqlite::{Transaction, params};

use super::StoreError;
use super::resources::{COLUMNS, ResourceRecord, from_row, get};

/// Keeps something for the resource's type; `null` forgets it.
pub(crate) fn set(
    tx: &Transaction<'_>,
    id: i64,
    key: &str,
    value: &Value,
) -> Result<(), StoreError> {
    let Some(Value::Map(mut data)) = get(tx, id)?.map(|resource| resource.data) else {
        return Ok(());
    };
    if value.is_null() {
        data.shift_remove(key);
    } else {
        data.insert(key.into(), value.clone());
    }
    tx.prepare_cached("UPDATE resources SET data = ? WHERE id = ?")?
        .execute(params![Value::Map(data).to_json(), id])?;
    Ok(())
}

/// The resources whose type keeps something under that key.
pub(crate) fn find(tx: &Transaction<'_>, key: &str) -> Result<Vec<ResourceRecord>, StoreError> {
    let mut select = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM resources WHERE instr(data, ?) > 0 ORDER BY id"
    ))?;
    let found = select.query_map([key], from_row)?;
    let mut found: Vec<ResourceRecord> = found.collect::<Result<_, _>>()?;
    found.retain(|resource| resource.data.get(key).is_some_and(|value| !value.is_null()));
    Ok(found)
}
