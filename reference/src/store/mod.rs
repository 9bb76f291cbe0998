//! State in SQLite, through one connection that one thread owns.
//!
//! *Invariant:* what was acknowledged to a client is committed here before the answer leaves.

use std::path::Path;

use include_dir::{Dir, include_dir};
use rusqlite::Transaction;
use rusqlite_migration::Migrations;
use tokio_rusqlite::Connection;

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
    /// The server is going down.
    #[error("the database is closed")]
    Closed,
}

/// A handle to the state; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    connection: Connection,
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
        let store = Self { connection };
        store.run(prepare).await?;
        Ok(store)
    }

    /// Runs `work` in a transaction on the database's thread and commits it if `work` succeeds.
    pub(crate) async fn call<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    {
        self.run(move |connection| {
            let transaction = connection.transaction().map_err(StoreError::from)?;
            let result = work(&transaction)?;
            transaction.commit().map_err(StoreError::from)?;
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

fn prepare(connection: &mut rusqlite::Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.set_prepared_statement_cache_capacity(256);
    Migrations::from_directory(&MIGRATIONS)?.to_latest(connection)?;
    Ok(())
}
