//! What a former traversal still does in a stack inside of a resource is cancelled once the
//! current traversal has waited for it for a while.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;

use super::Message;
use super::abort::cancel_inside;
use crate::app::App;
use crate::store::{StoreError, resources};

/// How long it is waited for: what upstream's attempts to lock a resource take on the average.
const PATIENCE: SignedDuration = SignedDuration::from_secs(2);

/// The resources that the current traversal waits for, each with the time until which.
#[derive(Debug, Default)]
pub(super) struct Patience(HashMap<i64, Timestamp>);

impl Patience {
    /// These, and no others, are waited for now.
    pub(super) fn wait_for(&mut self, resource_ids: &[i64], now: Timestamp) {
        self.0.retain(|id, _| resource_ids.contains(id));
        let end = now.saturating_add(PATIENCE).unwrap_or(Timestamp::MAX);
        for id in resource_ids {
            self.0.entry(*id).or_insert(end);
        }
    }

    /// When patience with the next of them ends; nothing if it has ended with all of them.
    pub(super) fn end(&self) -> Option<Timestamp> {
        let ends = self.0.values().copied();
        ends.filter(|end| *end < Timestamp::MAX).min()
    }

    /// Takes those with which it has ended.
    pub(super) fn take_ended(&mut self, now: Timestamp) -> Vec<i64> {
        let ended = self.0.iter_mut().filter(|(_, end)| **end <= now);
        ended
            .map(|(resource_id, end)| {
                *end = Timestamp::MAX;
                *resource_id
            })
            .collect()
    }
}

/// Cancels what is being done with the stacks inside of the resources.
pub(super) async fn preempt(app: &App, resource_ids: Vec<i64>) -> Result<(), StoreError> {
    let now = app.clock.now();
    let cancelled = app
        .store
        .call(move |tx| {
            let cancelled: Result<Vec<_>, StoreError> = resource_ids
                .iter()
                .map(|id| cancel_one(tx, *id, now))
                .collect();
            cancelled
        })
        .await?;
    for row in cancelled.into_iter().flatten() {
        app.workers.tell(app, row, Message::Changed);
        // The resource around it does not wait for what comes to its end there.
        app.workers.at_rest(row).notify_waiters();
    }
    Ok(())
}

fn cancel_one(
    tx: &Transaction<'_>,
    resource_id: i64,
    now: Timestamp,
) -> Result<Option<i64>, StoreError> {
    match resources::get(tx, resource_id)? {
        Some(record) if matches!(record.action.as_str(), "CREATE" | "UPDATE") => {
            cancel_inside(tx, &record, now)
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_ends_once_with_each_resource() {
        let begin = Timestamp::UNIX_EPOCH;
        let later = begin.checked_add(SignedDuration::from_secs(1)).unwrap();
        let mut patience = Patience::default();
        assert_eq!(patience.end(), None);
        patience.wait_for(&[1], begin);
        patience.wait_for(&[1, 2], later);
        let end = begin.checked_add(PATIENCE).unwrap();
        assert_eq!(patience.end(), Some(end));
        assert_eq!(patience.take_ended(later), Vec::<i64>::new());
        assert_eq!(patience.take_ended(end), [1]);
        assert_eq!(patience.end(), later.checked_add(PATIENCE).ok());
        patience.wait_for(&[1, 2], end);
        assert_eq!(patience.take_ended(end), Vec::<i64>::new());
        patience.wait_for(&[1], end);
        assert_eq!(patience.end(), None);
    }
}
