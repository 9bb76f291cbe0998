//! The Keystone behind a watch: its answers lead to the watched Heat, and nothing of them is kept.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;

use super::pass::{Way, pass};

/// What passing requests to Keystone needs.
#[derive(Debug)]
pub(super) struct Identity {
    pub(super) http: reqwest::Client,
    /// Keystone's address, without version.
    pub(super) root: String,
    pub(super) address: SocketAddr,
    /// Heat's address, and the one to tell clients.
    pub(super) heat: (String, String),
}

pub(super) fn router(identity: Identity) -> Router {
    Router::new()
        .fallback(answer)
        .with_state(Arc::new(identity))
}

async fn answer(State(identity): State<Arc<Identity>>, request: Request) -> Response {
    let own = format!("http://{}", identity.address);
    let (heat, watched) = &identity.heat;
    let way = Way {
        http: &identity.http,
        root: &identity.root,
        pairs: &[(heat, watched), (&identity.root, &own)],
    };
    pass(way, request, |_, _, _, _| None).await
}

/// Keystone's address without the version.
pub(super) fn root_of(url: &str) -> String {
    let url = url.trim_end_matches('/');
    url.strip_suffix("/v3").unwrap_or(url).to_owned()
}
