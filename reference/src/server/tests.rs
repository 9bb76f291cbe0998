//! Connections: odd ones, slow ones, and their end.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::cloud::service::Service;
use crate::config::Config;
use crate::testing::{Answer, exchange, password_request, raw, start, start_with};

/// Reads until the text is there.
async fn read_until(stream: &mut TcpStream, text: &str) -> String {
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer);
        let n_bytes = tokio::time::timeout(Duration::from_secs(20), read)
            .await
            .unwrap()
            .unwrap();
        assert!(
            n_bytes > 0,
            "closed after {:?}",
            String::from_utf8_lossy(&seen)
        );
        seen.extend_from_slice(&buffer[..n_bytes]);
        let so_far = String::from_utf8_lossy(&seen);
        if so_far.contains(text) {
            return so_far.into_owned();
        }
    }
}

#[tokio::test]
async fn malformed_requests_get_a_4xx_and_hurt_nobody() {
    let server = start().await;
    let long = "x".repeat(200_000);
    let many = vec!["A: v\r\n"; 500].concat();
    for request in [
        "GARBAGE\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: h\r\nBad Header: x\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: h\r\nA: \0\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n".to_owned(),
        "GET /\u{e9} HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: \u{e9}\r\nConnection: close\r\n\r\n".to_owned(),
        format!("GET /{long} HTTP/1.1\r\nHost: h\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: h\r\nA: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: h\r\n{many}\r\n"),
    ] {
        for address in [&server.orchestration, &server.identity] {
            let head: String = request.chars().take(60).collect();
            let answer = Answer::parse(&raw(address, request.as_bytes()).await);
            assert!((400..500).contains(&answer.status), "{head:?}: {answer:?}");
        }
    }
    assert_eq!(server.ask("GET", "/", &[], "").await.status, 300);
}

#[tokio::test]
async fn a_connection_serves_one_request_after_the_other() {
    let server = start().await;
    let mut stream = TcpStream::connect(&server.orchestration).await.unwrap();
    for _ in 0..3 {
        stream
            .write_all(b"GET /nope HTTP/1.1\r\nHost: h\r\n\r\n")
            .await
            .unwrap();
        read_until(&mut stream, "The resource could not be found.").await;
    }
    // Several at once, one with a body that nobody reads.
    let requests = "POST /nope HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}\
                    GET /v2 HTTP/1.1\r\nHost: h\r\n\r\n";
    stream.write_all(requests.as_bytes()).await.unwrap();
    read_until(&mut stream, "http://h/v1/").await;
}

#[tokio::test]
async fn clients_that_never_finish_hold_up_nobody() {
    let server = start().await;
    let mut slow = Vec::new();
    for part in [
        "GET / HTT",
        "POST /v1/p/stacks HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{",
    ] {
        let mut stream = TcpStream::connect(&server.orchestration).await.unwrap();
        stream.write_all(part.as_bytes()).await.unwrap();
        slow.push(stream);
    }
    assert_eq!(server.ask("GET", "/", &[], "").await.status, 300);
    assert_eq!(server.ask("GET", "/v1/p/stacks", &[], "").await.status, 401);
}

#[tokio::test]
async fn a_shutdown_is_prompt_and_closes_everything() {
    let server = start().await;
    let addresses = [server.orchestration.clone(), server.identity.clone()];
    let mut idle = TcpStream::connect(&server.orchestration).await.unwrap();
    idle.write_all(b"GET /v2 HTTP/1.1\r\nHost: h\r\n\r\n")
        .await
        .unwrap();
    read_until(&mut idle, "http://h/v1/").await;
    let before = Instant::now();
    server.shutdown().await;
    assert!(before.elapsed() < Duration::from_secs(1));
    assert_eq!(
        idle.read(&mut [0; 1]).await.unwrap(),
        0,
        "the idle connection is closed"
    );
    for address in addresses {
        assert!(TcpStream::connect(&address).await.is_err());
    }
}

#[tokio::test]
async fn a_server_that_is_dropped_stops() {
    let server = start().await;
    let address = server.orchestration.clone();
    drop(server);
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(&address).await.is_ok() {
        assert!(Instant::now() < deadline, "it still listens");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_pretend_cloud_lets_in_who_has_a_token_for_a_project() {
    let server = start_with(Config::ephemeral()).await;
    let (token, _) = server.token("demo", "demo").await;
    let body = password_request("demo", "secret", None);
    let unscoped = server
        .identity("POST", "/v3/auth/tokens", "", Some(body))
        .await;
    let unscoped = unscoped.header("x-subject-token").unwrap();
    for (service, url) in server.running().cloud().endpoints() {
        let path = match service {
            Service::Compute => "/v2.1/servers/detail",
            Service::Network => "/v2.0/networks",
            Service::Image => "/v2/images",
        };
        let address = url.strip_prefix("http://").unwrap();
        let address = address.split('/').next().unwrap();
        for (token, status) in [(token.as_str(), 200), (unscoped, 401), ("banana", 401)] {
            let headers = [("X-Auth-Token", token)];
            let answer = exchange(address, "GET", path, &headers, b"").await;
            assert_eq!(answer.status, status, "{service:?}: {answer:?}");
        }
        let answer = exchange(address, "GET", path, &[], b"").await;
        assert_eq!(answer.status, 401, "{service:?}: {answer:?}");
    }
}
