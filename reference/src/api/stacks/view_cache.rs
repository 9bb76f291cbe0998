//! Rendered views of stacks, kept until the stack changes.
//!
//! Clients poll: most requests ask for a view that was rendered before. A view is kept with the
//! revision that its stack had before it was read, and counts as long as that is still so.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use crate::api::call::Call;
use crate::store::revisions::Revision;

/// A view longer than this (bytes) is not kept.
const MAX_LENGTH: usize = 65_536;

/// The views that were asked for last.
#[derive(Clone, Debug)]
pub(crate) struct ViewCache {
    views: Arc<Mutex<LruCache<Key, View>>>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    stack_id: String,
    with_outputs: bool,
}

#[derive(Debug)]
struct View {
    /// The project of the stack, which may be another than that of the administrator who asked.
    project_id: String,
    stack_name: String,
    base_url: String,
    version_prefix: String,
    revision: Revision,
    body: Arc<str>,
}

impl Default for ViewCache {
    fn default() -> Self {
        const CAPACITY: NonZeroUsize = NonZeroUsize::new(512).unwrap();
        Self {
            views: Arc::new(Mutex::new(LruCache::new(CAPACITY))),
        }
    }
}

impl ViewCache {
    /// The view that the call asks for, if there is one that is still right.
    pub(super) fn get(&self, call: &Call, with_outputs: bool) -> Option<Arc<str>> {
        let key = Key {
            stack_id: call.path("stack_id").to_owned(),
            with_outputs,
        };
        let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        let view = views.get(&key)?;
        let is_right = call.app.store.revisions().is_current(&view.revision)
            && call.scope().is_none_or(|scope| scope == view.project_id)
            && view.stack_name == call.path("stack_name")
            && view.base_url == call.base_url
            && view.version_prefix == call.version_prefix;
        is_right.then(|| view.body.clone())
    }

    /// Keeps a view of a stack of that project, which was read after `revision` was.
    pub(super) fn put(
        &self,
        call: &Call,
        project_id: String,
        with_outputs: bool,
        revision: Revision,
        body: &Arc<str>,
    ) {
        if body.len() > MAX_LENGTH {
            return;
        }
        let view = View {
            project_id,
            stack_name: call.path("stack_name").to_owned(),
            base_url: call.base_url.clone(),
            version_prefix: call.version_prefix.clone(),
            revision,
            body: body.clone(),
        };
        let key = Key {
            stack_id: call.path("stack_id").to_owned(),
            with_outputs,
        };
        self.views
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .put(key, view);
    }
}
