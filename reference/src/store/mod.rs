//! State in SQLite, through one connection that one thread owns.
//!
//! *Invariant:* what was acknowledged to a client is committed here before the answer leaves.

mod columns;
pub(crate) mod events;
pub(crate) mod resource_data;
pub(crate) mod resources;
pub(crate) mod revisions;
pub(crate) mod snapshots;
pub(crate) mod software_configs;
pub(crate) mod software_deployments;
pub(crate) mod stack_list;
pub(crate) mod stacks;
pub(crate) mod steps;
pub(crate) mod templates;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use include_dir::{Dir, include_dir};
use rusqlite::Transaction;
use rusqlite_migration::Migrations;
use tokio_rusqlite::Connection;

use revisions::Revisions;

static MIGRATIONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// Why the state could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// SQLite refused.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
    /// A migration did not apply: the file is of another program or a later version.
    #[error("the database could not be brought up to date")]
    Migration(#[from] rusqlite_migration::Error),
    /// A stored template is not valid: the file was changed, or is of another version.
    #[error("a stored template is not valid: {0}")]
    Template(heat_spec::Fault),
    /// The server is going down.
    #[error("the database is closed")]
    Closed,
}

/// A handle to the state; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    connection: Connection,
    revisions: Revisions,
    /// Rows of `stacks` that the transaction under way has changed.
    changed: Arc<Mutex<Vec<i64>>>,
}

impl Store {
    /// Opens the file, or memory if there is none, and brings the schema up to date.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, is no database, or was written by a later version.
    pub(crate) async fn open(path: Option<&Path>) -> Result<Self, StoreError> {
        let connection = match path {
            Some(path) => Connection::open(path).await?,
            None => Connection::open_in_memory().await?,
        };
        let changed = Arc::new(Mutex::new(Vec::new()));
        let store = Self {
            connection,
            revisions: Revisions::default(),
            changed: changed.clone(),
        };
        store.run(|connection| prepare(connection, changed)).await?;
        Ok(store)
    }

    /// Which stacks changed.
    pub(crate) fn revisions(&self) -> &Revisions {
        &self.revisions
    }

    /// Runs `work` in a transaction on the database's thread and commits it if `work` succeeds.
    pub(crate) async fn call<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    {
        let (revisions, changed) = (self.revisions.clone(), self.changed.clone());
        self.run(move |connection| {
            changed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clear();
            let transaction = connection.transaction().map_err(StoreError::from)?;
            let result = work(&transaction)?;
            transaction.commit().map_err(StoreError::from)?;
            for row in changed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .drain(..)
            {
                revisions.bump(row);
            }
            Ok(result)
        })
        .await
    }

    async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut rusqlite::Connection) -> Result<T, E> + Send + 'static,
    {
        match self.connection.call_raw(work).await {
            Ok(result) => result,
            Err(_) => Err(StoreError::Closed.into()),
        }
    }
}

fn prepare(
    connection: &mut rusqlite::Connection,
    changed: Arc<Mutex<Vec<i64>>>,
) -> Result<(), StoreError> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.set_prepared_statement_cache_capacity(256);
    Migrations::from_directory(&MIGRATIONS)?.to_latest(connection)?;
    connection.update_hook(Some(move |_action, _database: &str, table: &str, row| {
        if table == "stacks" {
            changed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(row);
        }
    }))?;
    Ok(())
}
