//! What the server is compared with: an axum handler that returns the same bytes and does nothing.

use std::io::Read as _;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

/// With this argument the program is the bare server.
pub(crate) const ARGUMENT: &str = "--bare-server";

/// Serves the bytes of standard input until it is killed; prints its address first.
pub(crate) async fn serve() {
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body).expect("a body");
    let body: &'static [u8] = body.leak();
    let answer = move || async move { ([(CONTENT_TYPE, "application/json")], body) };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    println!("{}", listener.local_addr().expect("an address"));
    axum::serve(listener, Router::new().fallback(get(answer)))
        .await
        .expect("to serve");
}
