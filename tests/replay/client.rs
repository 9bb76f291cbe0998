//! A client that sends what it is told to the byte.

use std::fmt::Write as _;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::answer::Answer;

/// Sends one request on a connection of its own.
pub(crate) async fn exchange(
    authority: &str,
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: Option<&str>,
) -> Answer {
    let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| name == "Host") {
        let _ = write!(request, "Host: {authority}\r\n");
    }
    let takes_a_body = matches!(method, "POST" | "PUT" | "PATCH");
    if body.is_some() || takes_a_body {
        let length = body.map_or(0, str::len);
        let _ = write!(request, "Content-Length: {length}\r\n");
    }
    for (name, value) in headers {
        let _ = write!(request, "{name}: {value}\r\n");
    }
    let _ = write!(request, "\r\n{}", body.unwrap_or_default());
    let talk = async {
        let mut stream = TcpStream::connect(authority).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8(answer).unwrap()
    };
    let answer = tokio::time::timeout(Duration::from_secs(30), talk).await;
    Answer::parse(&answer.unwrap_or_else(|_| panic!("no answer to {method} {path}")))
}
