//! Table `templates`: a template with its environment and files, as a stack was given them.

use heat_spec::Value;
use heat_template::Files;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Transaction, params};

use super::StoreError;
use super::columns::{json, text};

/// How long a template outlives the last stack that refers to it.
const KEPT: SignedDuration = SignedDuration::from_mins(1);

/// A template with its environment and files.
#[derive(Clone, Debug)]
pub(crate) struct TemplateRecord {
    /// The template itself.
    pub(crate) document: Value,
    /// The environment, the user's parameters in it.
    pub(crate) environment: Value,
    /// Files by name.
    pub(crate) files: Value,
    /// The definition of the resource that the stack is inside of; `null` if there is none.
    pub(crate) facade: Value,
}

impl TemplateRecord {
    /// The files, as templates and environments refer to them.
    pub(crate) fn files(&self) -> Files {
        let files = self.files.as_map().into_iter().flatten();
        files
            .filter_map(|(name, content)| Some((name.as_str()?.into(), content.as_str()?.into())))
            .collect()
    }
}

/// Adds a template and returns its id.
pub(crate) fn insert(tx: &Transaction<'_>, template: &TemplateRecord) -> Result<i64, StoreError> {
    tx.prepare_cached(
        "INSERT INTO templates (document, environment, files, facade) VALUES (?, ?, ?, ?)",
    )?
    .execute(params![
        template.document.to_json(),
        template.environment.to_json(),
        template.files.to_json(),
        template.facade.to_json()
    ])?;
    Ok(tx.last_insert_rowid())
}

/// The template of that id.
pub(crate) fn get(tx: &Transaction<'_>, id: i64) -> Result<TemplateRecord, StoreError> {
    Ok(tx
        .prepare_cached("SELECT document, environment, files, facade FROM templates WHERE id = ?")?
        .query_row([id], |row| {
            Ok(TemplateRecord {
                document: json(row, 0)?,
                environment: json(row, 1)?,
                files: json(row, 2)?,
                facade: json(row, 3)?,
            })
        })?)
}

/// Removes a template that no stack refers to any more, when nobody can have the stack in hand any
/// more that it was of.
pub(crate) fn retire(tx: &Transaction<'_>, id: i64, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE templates SET retired_at = ?2 WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM stacks \
         WHERE template_id = ?1 OR previous_template_id = ?1)",
    )?
    .execute(params![id, text(now)])?;
    let long_ago = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
    tx.prepare_cached("DELETE FROM templates WHERE retired_at < ?")?
        .execute([text(long_ago)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;
    use crate::store::Store;

    #[tokio::test]
    async fn stacks_are_not_gone_through_for_one_template() {
        let store = Store::open(None).await.unwrap();
        let plan = "EXPLAIN QUERY PLAN UPDATE templates SET retired_at = '' WHERE id = 1 AND NOT \
                    EXISTS (SELECT 1 FROM stacks WHERE template_id = 1 OR previous_template_id = 1)";
        let steps = store.call(|tx| {
            let mut plan = tx.prepare(plan).map_err(StoreError::from)?;
            let steps = plan.query_map([], |row| row.get::<_, String>(3));
            let steps: Result<Vec<String>, _> = steps.map_err(StoreError::from)?.collect();
            Ok::<_, StoreError>(steps.map_err(StoreError::from)?.join("\n"))
        });
        let steps = steps.await.unwrap();
        assert!(!steps.contains("SCAN"), "{steps}");
        assert!(steps.contains("stacks_by_previous_template"), "{steps}");
    }

    #[tokio::test]
    async fn whoever_has_just_read_a_stack_finds_its_template() {
        let store = Store::open(None).await.unwrap();
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let made = |tx: &Transaction<'_>| {
            let template = TemplateRecord {
                document: value!({"heat_template_version": "2018-08-31"}),
                environment: value!({}),
                files: value!({}),
                facade: Value::Null,
            };
            insert(tx, &template)
        };
        store
            .call(move |tx| {
                let (first, second) = (made(tx)?, made(tx)?);
                retire(tx, first, start)?;
                assert!(get(tx, first).is_ok());
                retire(tx, second, start + SignedDuration::from_secs(59))?;
                assert!(get(tx, first).is_ok());
                retire(tx, second, start + SignedDuration::from_secs(61))?;
                assert!(get(tx, first).is_err(), "it is kept for a minute");
                assert!(get(tx, second).is_ok());
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
    }
}
