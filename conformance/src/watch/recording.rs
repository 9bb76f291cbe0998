//! An exchange that passed by, as far as it is kept.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedSender;

/// More of an answer is passed on but not kept, and its body is not checked.
pub(super) const MAX_KEPT_BYTES: usize = 32 << 20;

/// An exchange that passed by.
#[derive(Debug)]
pub(super) struct Recorded {
    pub(super) method: String,
    /// The path behind the service's address.
    pub(super) path: String,
    pub(super) url: String,
    pub(super) request_headers: HeaderMap,
    pub(super) started: Timestamp,
    pub(super) elapsed: Duration,
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    /// Whether the body is larger than what is kept.
    pub(super) is_cut: bool,
    /// Why there is no whole answer.
    pub(super) unanswered: Option<String>,
}

impl Recorded {
    /// Verb and URL.
    pub(super) fn request_line(&self) -> String {
        format!("{} {}", self.method, self.url)
    }
}

/// Keeps an exchange while it passes by, and hands it over when it ends, however it ends.
#[derive(Debug)]
pub(super) struct Recording {
    recorded: Option<Recorded>,
    clock: Instant,
    to: Arc<UnboundedSender<Recorded>>,
}

impl Recording {
    /// Begins with a request.
    pub(super) fn of(
        method: &str,
        path: &str,
        url: &str,
        headers: &HeaderMap,
        to: &Arc<UnboundedSender<Recorded>>,
    ) -> Self {
        Self {
            recorded: Some(Recorded {
                method: method.to_owned(),
                path: path.to_owned(),
                url: url.to_owned(),
                request_headers: headers.clone(),
                started: Timestamp::now(),
                elapsed: Duration::ZERO,
                status: 0,
                headers: HeaderMap::new(),
                body: Vec::new(),
                is_cut: false,
                unanswered: Some("the client went away".to_owned()),
            }),
            clock: Instant::now(),
            to: Arc::clone(to),
        }
    }

    /// The answer begins.
    pub(super) fn answered(&mut self, status: u16, headers: &HeaderMap) {
        if let Some(recorded) = &mut self.recorded {
            recorded.status = status;
            recorded.headers = headers.clone();
        }
    }

    /// A piece of its body came.
    pub(super) fn add(&mut self, piece: &[u8]) {
        if let Some(recorded) = &mut self.recorded {
            let room = MAX_KEPT_BYTES - recorded.body.len();
            recorded.is_cut |= piece.len() > room;
            recorded
                .body
                .extend_from_slice(&piece[..piece.len().min(room)]);
        }
    }

    /// The answer is whole, or will never be.
    pub(super) fn end(&mut self, unanswered: Option<String>) {
        if let Some(mut recorded) = self.recorded.take() {
            recorded.elapsed = self.clock.elapsed();
            recorded.unanswered = unanswered;
            // Nobody listens any more once the watch is over.
            let _ = self.to.send(recorded);
        }
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        let reason = "the client went away before the end of the answer";
        self.end(Some(reason.to_owned()));
    }
}
