//! Lists of stacks: filters, order and pages, as SQL that reads no more than it returns.

use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Transaction, params_from_iter};

use super::StoreError;
use super::stacks::{COLUMNS, StackRecord, from_row};

/// Which stacks to list, and how.
#[derive(Clone, Debug, Default)]
pub(crate) struct StackQuery {
    /// Only stacks of this project; of all projects if none.
    pub(crate) project_id: Option<String>,
    /// Columns and the values of which each must have one.
    pub(crate) filters: Vec<(StackColumn, Vec<String>)>,
    /// Whether deleted stacks are listed as well.
    pub(crate) show_deleted: bool,
    /// Whether nested stacks are listed as well.
    pub(crate) show_nested: bool,
    /// Tags that the stacks must all have.
    pub(crate) tags: Option<Vec<String>>,
    /// Tags of which the stacks must have one.
    pub(crate) tags_any: Option<Vec<String>>,
    /// Tags that the stacks must not all have.
    pub(crate) not_tags: Option<Vec<String>>,
    /// Tags of which the stacks must have none.
    pub(crate) not_tags_any: Option<Vec<String>>,
    /// Tags that the operator hides, unless hidden stacks are wanted.
    pub(crate) hidden_tags: Vec<String>,
    /// Keys to sort by; by creation if there are none.
    pub(crate) sort_keys: Vec<StackColumn>,
    /// The direction; descending if none is given and there are no keys.
    pub(crate) is_descending: Option<bool>,
    /// At most this many.
    pub(crate) limit: Option<u64>,
    /// Only those after the stack of this id; an id that there is not is no marker.
    pub(crate) marker: Option<String>,
}

/// A column that stacks can be filtered or sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StackColumn {
    Id,
    Name,
    Status,
    Action,
    Tenant,
    Username,
    OwnerId,
    StatusReason,
    DisableRollback,
    TimeoutMins,
    StackUserProjectId,
    CreatedAt,
    UpdatedAt,
}

impl StackColumn {
    /// The expression that is compared; nothing sorts before everything.
    const fn sql(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Status => "status",
            Self::Action => "action",
            Self::Tenant => "project_id",
            Self::Username => "username",
            Self::OwnerId => "owner_id",
            Self::StatusReason => "status_reason",
            Self::DisableRollback => "CAST(disable_rollback AS TEXT)",
            Self::TimeoutMins => "CAST(timeout_mins AS TEXT)",
            Self::StackUserProjectId => "stack_user_project_id",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "COALESCE(updated_at, '')",
        }
    }
}

/// Tags that so many stacks have are looked for in each stack of a page; the stacks of rarer ones are
/// looked up by them.
const COMMON: u32 = 500;

/// The stacks that the query selects.
pub(crate) fn list(
    tx: &Transaction<'_>,
    query: &StackQuery,
) -> Result<Vec<StackRecord>, StoreError> {
    let mut select = Select::new(tx, COLUMNS, query)?;
    select.page(tx, query)?;
    let mut statement = tx.prepare_cached(&select.sql)?;
    let stacks = statement
        .query_map(params_from_iter(select.arguments), from_row)?
        .collect::<Result<_, _>>()?;
    Ok(stacks)
}

/// How many stacks the query selects, its page aside.
pub(crate) fn count(tx: &Transaction<'_>, query: &StackQuery) -> Result<u64, StoreError> {
    let select = Select::new(tx, "count(*)", query)?;
    let count: i64 = tx
        .prepare_cached(&select.sql)?
        .query_row(params_from_iter(select.arguments), |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// A statement in the making.
struct Select {
    sql: String,
    arguments: Vec<Value>,
}

impl Select {
    /// What the query selects, its page aside.
    fn new(tx: &Transaction<'_>, what: &str, query: &StackQuery) -> Result<Self, StoreError> {
        let mut select = Self {
            sql: format!("SELECT {what} FROM "),
            arguments: Vec::new(),
        };
        match rare_tags(tx, query)? {
            // The first table of a cross join is read first.
            Some(tags) => select.push(
                &format!(
                    "(SELECT DISTINCT stack_row FROM stack_tags WHERE tag IN ({})) AS tagged \
                     CROSS JOIN stacks ON stacks.row = tagged.stack_row WHERE 1",
                    marks(&tags)
                ),
                tags,
            ),
            None => select.sql.push_str("stacks WHERE 1"),
        }
        select.filter(query);
        Ok(select)
    }

    fn push(&mut self, sql: &str, arguments: impl IntoIterator<Item = String>) {
        self.sql.push_str(sql);
        self.arguments
            .extend(arguments.into_iter().map(Value::Text));
    }

    fn filter(&mut self, query: &StackQuery) {
        if let Some(project_id) = &query.project_id {
            self.push(" AND project_id = ?", [project_id.clone()]);
        }
        if !query.show_deleted {
            self.push(" AND deleted_at IS NULL", []);
        }
        if !query.show_nested {
            self.push(" AND owner_id IS NULL", []);
        }
        for (column, values) in &query.filters {
            let column = column.sql();
            self.push(
                &format!(" AND {column} IN ({})", marks(values)),
                values.iter().cloned(),
            );
        }
        self.filter_tags(query);
    }

    fn filter_tags(&mut self, query: &StackQuery) {
        if let Some(tags) = query.tags.as_deref().map(distinct) {
            let comparison = format!("= {}", tags.len());
            self.compare_tags(tags, &comparison);
        }
        if let Some(tags) = &query.tags_any {
            self.compare_tags(tags.clone(), "> 0");
        }
        if let Some(tags) = query.not_tags.as_deref().map(distinct) {
            let comparison = format!("< {}", tags.len());
            self.compare_tags(tags, &comparison);
        }
        let hidden = Some(&query.hidden_tags).filter(|tags| !tags.is_empty());
        for tags in query.not_tags_any.iter().chain(hidden) {
            self.compare_tags(tags.clone(), "= 0");
        }
    }

    /// Compares how many of the tags a stack has.
    fn compare_tags(&mut self, tags: Vec<String>, comparison: &str) {
        self.push(
            &format!(
                " AND (SELECT count(*) FROM stack_tags WHERE stack_row = stacks.row AND tag IN \
                 ({})) {comparison}",
                marks(&tags)
            ),
            tags,
        );
    }

    fn page(&mut self, tx: &Transaction<'_>, query: &StackQuery) -> Result<(), StoreError> {
        let is_descending = query.is_descending.unwrap_or(query.sort_keys.is_empty());
        let mut keys: Vec<&str> = query.sort_keys.iter().map(|column| column.sql()).collect();
        if keys.is_empty() {
            keys.push(StackColumn::CreatedAt.sql());
        }
        keys.push("id");
        if let Some(marker) = &query.marker
            && let Some(values) = keys_of(tx, marker, &keys)?
        {
            let comparison = if is_descending { "<" } else { ">" };
            let _ = write!(
                self.sql,
                " AND ({}) {comparison} ({})",
                keys.join(", "),
                vec!["?"; values.len()].join(", ")
            );
            self.arguments.extend(values);
        }
        let direction = if is_descending { "DESC" } else { "ASC" };
        for (index, key) in keys.iter().enumerate() {
            let word = if index == 0 { " ORDER BY" } else { "," };
            let _ = write!(self.sql, "{word} {key} {direction}");
        }
        if let Some(limit) = query.limit {
            self.sql.push_str(" LIMIT ?");
            self.arguments
                .push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        }
        Ok(())
    }
}

/// The tags through which the stacks are found, if there are tags that few stacks have.
fn rare_tags(tx: &Transaction<'_>, query: &StackQuery) -> Result<Option<Vec<String>>, StoreError> {
    for tag in query.tags.iter().flatten() {
        let tags = vec![tag.clone()];
        if is_rare(tx, &tags)? {
            return Ok(Some(tags));
        }
    }
    if let Some(tags) = &query.tags_any
        && is_rare(tx, tags)?
    {
        return Ok(Some(tags.clone()));
    }
    Ok(None)
}

/// Whether few stacks have one of the tags; counting ends where they are many.
fn is_rare(tx: &Transaction<'_>, tags: &[String]) -> Result<bool, StoreError> {
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM stack_tags WHERE tag IN ({}) LIMIT {COMMON})",
        marks(tags)
    );
    let count: u32 = tx
        .prepare_cached(&sql)?
        .query_row(params_from_iter(tags), |row| row.get(0))?;
    Ok(count < COMMON)
}

/// What a stack has in the columns that a list is sorted by.
fn keys_of(
    tx: &Transaction<'_>,
    id: &str,
    keys: &[&str],
) -> Result<Option<Vec<Value>>, StoreError> {
    let sql = format!("SELECT {} FROM stacks WHERE id = ?", keys.join(", "));
    let values = tx
        .prepare_cached(&sql)?
        .query_row([id], |row| (0..keys.len()).map(|n| row.get(n)).collect())
        .optional()?;
    Ok(values)
}

fn distinct(tags: &[String]) -> Vec<String> {
    let mut distinct = tags.to_vec();
    distinct.sort();
    distinct.dedup();
    distinct
}

fn marks(values: &[String]) -> String {
    vec!["?"; values.len()].join(", ")
}
