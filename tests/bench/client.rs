//! The least HTTP client that keeps its connection: what is measured is the server.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// One connection; another one where the server closes each.
pub(crate) struct Connection {
    address: SocketAddr,
    stream: TcpStream,
    is_closed: bool,
    buffer: Vec<u8>,
}

/// Status and body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> std::io::Result<Self> {
        Ok(Self {
            address,
            stream: connect(address).await?,
            is_closed: false,
            buffer: Vec::with_capacity(65_536),
        })
    }

    /// Sends a whole request and reads the whole answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Answer {
        if self.is_closed {
            self.stream = connect(self.address).await.expect("a connection");
        }
        self.stream.write_all(request).await.expect("to send");
        self.buffer.clear();
        loop {
            let n_read = self
                .stream
                .read_buf(&mut self.buffer)
                .await
                .expect("an answer");
            assert!(n_read > 0, "the server hung up");
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
                let length = header(&head, "content-length").unwrap_or("0");
                let total = end + 4 + length.parse::<usize>().expect("a length");
                while self.buffer.len() < total {
                    self.stream
                        .read_buf(&mut self.buffer)
                        .await
                        .expect("the rest");
                }
                self.is_closed = header(&head, "connection")
                    .is_some_and(|value| value.eq_ignore_ascii_case("close"));
                let status = head[9..12].parse().expect("a status");
                return Answer {
                    status,
                    head,
                    body: self.buffer[end + 4..total].to_vec(),
                };
            }
        }
    }
}

async fn connect(address: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

/// A header's value.
pub(crate) fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (known, value) = line.split_once(':')?;
        known.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// A request as bytes.
pub(crate) fn request(method: &str, path: &str, token: &str, body: &str) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: {token}\r\n\
         Accept: application/json\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Requests per second that `n_connections` get answered, all asking the same.
pub(crate) async fn rate(address: SocketAddr, request: &[u8], n_connections: usize) -> f64 {
    let end = Instant::now() + Duration::from_secs(1);
    let start = Instant::now();
    let tasks: Vec<_> = (0..n_connections)
        .map(|_| {
            let request = request.to_vec();
            tokio::spawn(async move {
                let mut connection = Connection::open(address).await.expect("a connection");
                let mut n_answers = 0.0;
                while Instant::now() < end {
                    assert_eq!(connection.ask(&request).await.status, 200);
                    n_answers += 1.0;
                }
                n_answers
            })
        })
        .collect();
    let mut total = 0.0;
    for task in tasks {
        total += task.await.expect("a task");
    }
    total / start.elapsed().as_secs_f64()
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}
