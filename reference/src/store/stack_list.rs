//! Lists of stacks: filters, order and pages, as SQL that reads no more than it returns.

use std::fmt::Write as _;

use rusqlite::types::ToSqlOutput;
use rusqlite::{ToSql, Transaction, params_from_iter};

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

/// The stacks that the query selects.
pub(crate) fn list(
    tx: &Transaction<'_>,
    query: &StackQuery,
) -> Result<Vec<StackRecord>, StoreError> {
    let mut select = Select::new(&format!("SELECT {COLUMNS} FROM stacks WHERE 1"));
    select.filter(query);
    select.page(query);
    let mut statement = tx.prepare_cached(&select.sql)?;
    let stacks = statement
        .query_map(params_from_iter(select.arguments), from_row)?
        .collect::<Result<_, _>>()?;
    Ok(stacks)
}

/// How many stacks the query selects, its page aside.
pub(crate) fn count(tx: &Transaction<'_>, query: &StackQuery) -> Result<u64, StoreError> {
    let mut select = Select::new("SELECT count(*) FROM stacks WHERE 1");
    select.filter(query);
    let count: i64 = tx
        .prepare_cached(&select.sql)?
        .query_row(params_from_iter(select.arguments), |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// A statement in the making.
struct Select {
    sql: String,
    arguments: Vec<Argument>,
}

enum Argument {
    Text(String),
    Integer(i64),
}

impl ToSql for Argument {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Integer(number) => number.to_sql(),
        }
    }
}

impl Select {
    fn new(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            arguments: Vec::new(),
        }
    }

    fn push(&mut self, sql: &str, arguments: impl IntoIterator<Item = String>) {
        self.sql.push_str(sql);
        self.arguments
            .extend(arguments.into_iter().map(Argument::Text));
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
        const TAGGED: &str =
            "SELECT count(*) FROM stack_tags WHERE stack_row = stacks.row AND tag IN";
        let all = |tags: &[String]| {
            let mut distinct = tags.to_vec();
            distinct.sort();
            distinct.dedup();
            distinct
        };
        if let Some(tags) = query.tags.as_deref().map(all) {
            let n_tags = tags.len();
            self.push(
                &format!(" AND ({TAGGED} ({})) = {n_tags}", marks(&tags)),
                tags,
            );
        }
        if let Some(tags) = &query.tags_any {
            // Through the tag's own index: the list then costs what is tagged, not what is stored.
            self.push(
                &format!(
                    " AND row IN (SELECT stack_row FROM stack_tags WHERE tag IN ({}))",
                    marks(tags)
                ),
                tags.iter().cloned(),
            );
        }
        if let Some(tags) = query.not_tags.as_deref().map(all) {
            let n_tags = tags.len();
            self.push(
                &format!(" AND ({TAGGED} ({})) < {n_tags}", marks(&tags)),
                tags,
            );
        }
        let hidden = Some(&query.hidden_tags).filter(|tags| !tags.is_empty());
        for tags in query.not_tags_any.iter().chain(hidden) {
            self.push(
                &format!(" AND ({TAGGED} ({})) = 0", marks(tags)),
                tags.iter().cloned(),
            );
        }
    }

    fn page(&mut self, query: &StackQuery) {
        let is_descending = query.is_descending.unwrap_or(query.sort_keys.is_empty());
        let mut keys: Vec<&str> = query.sort_keys.iter().map(|column| column.sql()).collect();
        if keys.is_empty() {
            keys.push(StackColumn::CreatedAt.sql());
        }
        keys.push("id");
        if let Some(marker) = &query.marker {
            let comparison = if is_descending { "<" } else { ">" };
            let keys = keys.join(", ");
            self.push(
                &format!(
                    " AND (NOT EXISTS (SELECT 1 FROM stacks WHERE id = ?) \
                     OR ({keys}) {comparison} (SELECT {keys} FROM stacks WHERE id = ?))"
                ),
                [marker.clone(), marker.clone()],
            );
        }
        let direction = if is_descending { "DESC" } else { "ASC" };
        for (index, key) in keys.iter().enumerate() {
            let word = if index == 0 { " ORDER BY" } else { "," };
            let _ = write!(self.sql, "{word} {key} {direction}");
        }
        if let Some(limit) = query.limit {
            self.sql.push_str(" LIMIT ?");
            self.arguments
                .push(Argument::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        }
    }
}

fn marks(values: &[String]) -> String {
    vec!["?"; values.len()].join(", ")
}
