//! Users at the pretend cloud's own services: the embedded identity service knows their tokens.

use futures::executor::block_on;

use crate::cloud::behind::Tokens;
use crate::identity::Validator;

/// The users whose tokens are asked about.
#[derive(Debug)]
pub(super) struct Users(pub(super) Validator);

impl Tokens for Users {
    fn project_id(&self, token: &str) -> Option<String> {
        // The store has a thread of its own, which never calls here: waiting for it is safe.
        let identity = block_on(self.0.validate(Some(token), "")).ok()?;
        Some(identity.project_id.clone())
    }
}
