//! Table `templates`: a template with its environment and files, as a stack was given them.

use heat_spec::Value;
use heat_template::Files;
use rusqlite::{Transaction, params};

use super::StoreError;
use super::columns::json;

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

/// Removes a template that no stack refers to any more.
pub(crate) fn remove_unused(tx: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "DELETE FROM templates WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM stacks \
         WHERE template_id = ?1 OR previous_template_id = ?1)",
    )?
    .execute([id])?;
    Ok(())
}
