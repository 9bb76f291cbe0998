//! Issued tokens, by their hashes.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction};

use super::{from_json, to_json};

/// What is stored of a token; roles are looked up when it is used, so that they are never stale.
#[derive(Clone, Debug)]
pub(crate) struct TokenRecord {
    pub(crate) user_id: String,
    /// The project that it is scoped to, if to one.
    pub(crate) project_id: Option<String>,
    /// The domain that it is scoped to, if to one.
    pub(crate) domain_id: Option<String>,
    /// How its bearer authenticated.
    pub(crate) methods: Vec<String>,
    /// Its own audit id, then that of the token it was got with.
    pub(crate) audit_ids: Vec<String>,
    pub(crate) issued_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// Adds a token.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    hash: &[u8],
    token: &TokenRecord,
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO identity_tokens
             (hash, user_id, project_id, domain_id, methods, audit_ids, issued_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        hash,
        &token.user_id,
        &token.project_id,
        &token.domain_id,
        to_json(&token.methods),
        to_json(&token.audit_ids),
        time(token.issued_at),
        time(token.expires_at),
    ))?;
    Ok(())
}

/// The token of that hash, expired or not.
pub(crate) fn find(tx: &Transaction<'_>, hash: &[u8]) -> rusqlite::Result<Option<TokenRecord>> {
    tx.prepare_cached("SELECT * FROM identity_tokens WHERE hash = ?")?
        .query_row([hash], read)
        .optional()
}

/// Forgets a token.
pub(crate) fn delete(tx: &Transaction<'_>, hash: &[u8]) -> rusqlite::Result<bool> {
    let deleted = tx
        .prepare_cached("DELETE FROM identity_tokens WHERE hash = ?")?
        .execute([hash])?;
    Ok(deleted > 0)
}

/// Forgets the tokens of a user.
pub(crate) fn delete_of_user(tx: &Transaction<'_>, user_id: &str) -> rusqlite::Result<()> {
    tx.execute("DELETE FROM identity_tokens WHERE user_id = ?", [user_id])?;
    Ok(())
}

/// Forgets the tokens that have expired.
pub(crate) fn delete_expired(tx: &Transaction<'_>, now: Timestamp) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM identity_tokens WHERE expires_at <= ?")?
        .execute([time(now)])?;
    Ok(())
}

/// A time as Keystone writes it, with microseconds always, so that texts sort as times do.
pub(crate) fn time(time: Timestamp) -> String {
    format!("{time:.6}")
}

fn read(row: &Row<'_>) -> rusqlite::Result<TokenRecord> {
    let time = |name| -> rusqlite::Result<Timestamp> {
        // A time that cannot be read has passed.
        Ok(row
            .get::<_, String>(name)?
            .parse()
            .unwrap_or(Timestamp::MIN))
    };
    Ok(TokenRecord {
        user_id: row.get("user_id")?,
        project_id: row.get("project_id")?,
        domain_id: row.get("domain_id")?,
        methods: from_json(&row.get::<_, String>("methods")?),
        audit_ids: from_json(&row.get::<_, String>("audit_ids")?),
        issued_at: time("issued_at")?,
        expires_at: time("expires_at")?,
    })
}
