//! Finding again what was being made when the server ended: made in the cloud, its id not stored.
//!
//! A name that a template gives need not be the only one of its kind. So a thing counts as a
//! resource's own only if it was made after the resource was stored and before this server
//! started, and if no resource has claimed it since.

use jiff::Timestamp;
use serde_json::Value as Json;

use super::Work;
use crate::engine::Failure;
use crate::store::StoreError;
use crate::store::resources::{self, ResourceRecord};

impl Work {
    /// Whether there can be anything unfinished: the resource is older than this server.
    pub(crate) fn may_be_unfinished(&self) -> bool {
        self.record.created_at <= self.app.started_at
    }

    /// Whether a thing that was made at that time, as the cloud writes it, can be unfinished.
    pub(crate) fn is_of_the_past(&self, made_at: Option<&Json>) -> bool {
        let made_at = made_at
            .and_then(Json::as_str)
            .and_then(|text| text.parse::<Timestamp>().ok());
        // The cloud's times have no fractions of a second.
        made_at.is_some_and(|made_at| {
            made_at.as_second() >= self.record.created_at.as_second()
                && made_at <= self.app.started_at
        })
    }

    /// Takes the first of these ids that no resource has, and stores it as the resource's own.
    /// Whether there is one.
    pub(crate) async fn adopt(&mut self, candidates: Vec<String>) -> Result<bool, Failure> {
        self.claim(candidates, |record, id| {
            record.physical_resource_id = Some(id.to_owned());
        })
        .await
    }

    /// Takes the first of these ids that no resource has, and stores it where `put` puts it.
    /// Whether there is one.
    pub(crate) async fn claim(
        &mut self,
        candidates: Vec<String>,
        put: impl FnOnce(&mut ResourceRecord, &str) + Send + 'static,
    ) -> Result<bool, Failure> {
        if candidates.is_empty() {
            return Ok(false);
        }
        let mut record = self.record.clone();
        let claimed = self
            .app
            .store
            .call(move |tx| {
                for id in candidates {
                    if !resources::is_claimed(tx, &id)? {
                        put(&mut record, &id);
                        resources::update(tx, &record)?;
                        return Ok::<_, StoreError>(Some(record));
                    }
                }
                Ok(None)
            })
            .await?;
        let is_claimed = claimed.is_some();
        if let Some(record) = claimed {
            self.record = record;
        }
        Ok(is_claimed)
    }
}
