//! The listeners of a watch.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;

use super::identity::{self, Identity};
use super::pass::{Way, pass};
use super::recording::{Recorded, Recording};
use super::{HeatRoot, WatchAssignment};

/// Listeners at work.
#[derive(Debug)]
pub(super) struct Serving {
    pub(super) address: SocketAddr,
    pub(super) identity: Option<SocketAddr>,
    n_open: Arc<AtomicUsize>,
    stop: watch::Sender<bool>,
}

#[derive(Debug)]
struct Between {
    http: reqwest::Client,
    heat: HeatRoot,
    address: SocketAddr,
    n_open: Arc<AtomicUsize>,
    recorder: Arc<UnboundedSender<Recorded>>,
}

impl Serving {
    /// Begins to listen; each exchange is handed to the recorder when it is over.
    pub(super) fn start(
        assignment: WatchAssignment,
        recorder: UnboundedSender<Recorded>,
    ) -> io::Result<Self> {
        let address = assignment.listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let n_open = Arc::new(AtomicUsize::new(0));
        let watched = (
            assignment.heat.as_str().to_owned(),
            format!("http://{address}"),
        );
        let http = assignment.http;
        let identity = match assignment.identity {
            None => None,
            Some((url, listener)) => {
                let address = listener.local_addr()?;
                let identity = Identity {
                    http: http.clone(),
                    root: identity::root_of(&url),
                    address,
                    heat: watched,
                };
                spawn(listener, identity::router(identity), stopped.clone());
                Some(address)
            }
        };
        let between = Between {
            http,
            heat: assignment.heat,
            address,
            n_open: Arc::clone(&n_open),
            recorder: Arc::new(recorder),
        };
        let router = Router::new().fallback(answer).with_state(Arc::new(between));
        spawn(assignment.listener, router, stopped);
        Ok(Self {
            address,
            identity,
            n_open,
            stop,
        })
    }

    /// How many requests wait for their answer.
    pub(super) fn n_open(&self) -> usize {
        self.n_open.load(Ordering::Relaxed)
    }

    /// Takes no further requests.
    pub(super) fn stop(&self) {
        self.stop.send_replace(true);
    }
}

fn spawn(listener: TcpListener, router: Router, mut stopped: watch::Receiver<bool>) {
    tokio::spawn(async move {
        let stop = async move {
            // An error means that nobody is left who could say it.
            let _ = stopped.wait_for(|is_stopped| *is_stopped).await;
        };
        let _ = axum::serve(listener, router)
            .with_graceful_shutdown(stop)
            .await;
    });
}

async fn answer(State(between): State<Arc<Between>>, request: Request) -> Response {
    let open = Open::new(&between.n_open);
    // Links lead to where the client asked, which need not be the address that was listened at.
    let host = request
        .headers()
        .get(HOST)
        .and_then(|value| value.to_str().ok());
    let own = host.map_or_else(
        || format!("http://{}", between.address),
        |host| format!("http://{host}"),
    );
    let root = between.heat.as_str();
    let way = Way {
        http: &between.http,
        root,
        pairs: &[(root, &own)],
    };
    let answer = pass(way, request, |method, path, url, headers| {
        Some(Recording::of(method, path, url, headers, &between.recorder))
    })
    .await;
    drop(open);
    answer
}

/// A request that waits for its answer.
struct Open<'a>(&'a AtomicUsize);

impl<'a> Open<'a> {
    fn new(n_open: &'a AtomicUsize) -> Self {
        n_open.fetch_add(1, Ordering::Relaxed);
        Self(n_open)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
