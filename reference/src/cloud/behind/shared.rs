//! What the mocks of all services share: the cloud, and where it is stored.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use http::HeaderMap;
use serde_json::json;
use tokio::sync::Notify;
use wiremock::Request;

use crate::cloud::call::{Call, decode};
use crate::cloud::client::{PROJECT_HEADER, TOKEN_HEADER};
use crate::cloud::reply::Reply;
use crate::cloud::rows;
use crate::cloud::service::Service;
use crate::cloud::state::{Cloud, breakdown};
use crate::store::{Store, StoreError};

/// As many bytes of body weigh as much as a request without one.
const BULK: usize = 4096;

/// What knows the tokens of users.
pub(crate) trait Tokens: std::fmt::Debug + Send + Sync {
    /// The id of the project that a token is for; nothing if it is not valid, or for none.
    fn project_id(&self, token: &str) -> Option<String>;
}

/// The cloud behind its mocks.
#[derive(Debug)]
pub(super) struct Shared {
    cloud: Mutex<Cloud>,
    store: Store,
    secret: String,
    /// The tokens that users have; without it only the engine is let in.
    pub(super) tokens: OnceLock<Box<dyn Tokens>>,
    base_urls: HashMap<Service, String>,
    /// How much each service's mock has seen since it was mounted.
    seen: HashMap<Service, AtomicUsize>,
    recycle_after: usize,
    /// Wakes the task that mounts mocks anew.
    pub(super) full: Notify,
}

impl Shared {
    pub(super) fn new(
        cloud: Cloud,
        store: Store,
        secret: String,
        base_urls: HashMap<Service, String>,
        recycle_after: usize,
    ) -> Self {
        let seen = base_urls
            .keys()
            .map(|service| (*service, AtomicUsize::new(0)))
            .collect();
        Self {
            cloud: Mutex::new(cloud),
            store,
            secret,
            tokens: OnceLock::new(),
            base_urls,
            seen,
            recycle_after,
            full: Notify::new(),
        }
    }

    /// The cloud. What panicked while holding it had its changes undone.
    pub(super) fn cloud(&self) -> MutexGuard<'_, Cloud> {
        self.cloud.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request, and stores what it changed before that.
    pub(super) fn answer(&self, service: Service, request: &Request) -> Reply {
        let call = match self.read(service, request) {
            Ok(call) => call,
            Err(reply) => return reply,
        };
        let mut cloud = self.cloud();
        let answer = catch_unwind(AssertUnwindSafe(|| cloud.handle(service, &call)));
        let Ok(reply) = answer else {
            tracing::error!(?service, path = call.path, "the pretend cloud panicked");
            cloud.objects.undo_all();
            return breakdown(service);
        };
        match self.save(&cloud) {
            Ok(()) => {
                cloud.objects.keep();
                reply
            }
            Err(error) => {
                tracing::error!(?error, "the pretend cloud could not be stored");
                cloud.objects.undo_all();
                breakdown(service)
            }
        }
    }

    /// Whether the request's connection is to end without an answer.
    pub(super) fn resets(&self, service: Service, request: &Request) -> bool {
        let mut cloud = self.cloud();
        cloud.may_reset()
            && self
                .read(service, request)
                .is_ok_and(|call| cloud.resets(service, &call))
    }

    /// Counts a request by the memory that wiremock spends on it.
    pub(super) fn count(&self, service: Service, request: &Request) {
        if let Some(seen) = self.seen.get(&service) {
            seen.fetch_add(1 + request.body.len() / BULK, Ordering::Relaxed);
            if self.fullness(service) >= 1 {
                self.full.notify_one();
            }
        }
    }

    /// How many times over a service's mock has seen as much as it may.
    pub(super) fn fullness(&self, service: Service) -> usize {
        self.seen
            .get(&service)
            .map_or(0, |seen| seen.load(Ordering::Relaxed) / self.recycle_after)
    }

    /// Starts counting anew.
    pub(super) fn forget(&self, service: Service) {
        if let Some(seen) = self.seen.get(&service) {
            seen.store(0, Ordering::Relaxed);
        }
    }

    fn read(&self, service: Service, request: &Request) -> Result<Call, Reply> {
        let project = self.project(&request.headers).ok_or_else(unauthorized)?;
        Call::new(
            request.method.clone(),
            request.url.path(),
            request.url.query(),
            &project,
            self.base_urls
                .get(&service)
                .map(String::as_str)
                .unwrap_or_default(),
            &request.body,
        )
        .map_err(|refusal| refusal.render(service))
    }

    /// The project that asks: the one that the engine asks for, or the one of a user's token.
    fn project(&self, headers: &HeaderMap) -> Option<String> {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let token = header(TOKEN_HEADER)?;
        let project = if token == self.secret {
            header(PROJECT_HEADER).map(decode)
        } else {
            self.tokens.get()?.project_id(token)
        };
        project.filter(|project| !project.is_empty())
    }

    fn save(&self, cloud: &Cloud) -> Result<(), StoreError> {
        let changed = cloud.objects.changed();
        if changed.is_empty() {
            return Ok(());
        }
        // The store has a thread of its own, which never calls here: waiting for it is safe.
        futures::executor::block_on(
            self.store
                .call(move |transaction| rows::save(transaction, &changed)),
        )
    }
}

/// The answer of Keystone's middleware, which all services have in front.
fn unauthorized() -> Reply {
    let body = json!({
        "error": {
            "code": 401,
            "title": "Unauthorized",
            "message": "The request you have made requires authentication.",
        },
    });
    Reply::json(401, body)
}
