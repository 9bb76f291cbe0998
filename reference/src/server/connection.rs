//! Connections: accepted, served with limits on their clients, and ended.

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// How long a connection may be idle, and how long a client may take to send a request's head.
///
/// It must be long: a server that closes idle connections races clients that poll.
const IDLE_LIMIT: Duration = Duration::from_secs(90);
const _: () = assert!(
    IDLE_LIMIT.as_secs() >= 75,
    "clients that poll need this long"
);
/// Bytes of a request's head, its line included, after which nothing more is read.
///
/// What is read at a time grows with the head, so that one of up to twice this length may be
/// complete by then, and is served; any longer one is refused with 431.
const READ_LIMIT: usize = 64 << 10;
/// How long requests that are being answered may go on when the server stops.
const GRACE: Duration = Duration::from_secs(2);
/// The pause after the machine refused a connection, most likely for want of file handles.
const PAUSE: Duration = Duration::from_millis(50);

/// Serves connections until `stop` says so or is gone.
pub(super) async fn serve(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = told(&mut stop) => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(converse(stream, router.clone(), stop.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(PAUSE).await;
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all).await.is_err() {
        connections.shutdown().await;
    }
}

/// Waits until the server is told to stop, or is gone.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Answers the requests of one connection.
async fn converse(stream: TcpStream, router: Router, mut stop: watch::Receiver<bool>) {
    // Answers are written at once; waiting for more to send only delays them.
    let _ = stream.set_nodelay(true);
    let router = router.map_request(|request: http::Request<Incoming>| request.map(Body::new));
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(IDLE_LIMIT)
            .max_buf_size(READ_LIMIT)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        let error: &dyn std::error::Error = &error;
        tracing::debug!(error, "a connection broke");
    }
}
