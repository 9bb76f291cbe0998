//! From exec to the first answer, and what the server takes when nobody asks.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{median, programs, report};

pub(crate) fn measure() {
    let times = (0..15)
        .map(|_| first_answer().as_secs_f64() * 1000.0)
        .collect();
    report(
        "first answer after exec, median of 15",
        &format!("{:.1} ms", median(times)),
        "< 50 ms",
    );
    let idle = programs::reference();
    std::thread::sleep(Duration::from_secs(1));
    report(
        "resident when idle",
        &format!("{:.1} MiB", idle.resident_mib()),
        "< 30 MiB",
    );
}

/// Asks from the moment of exec on until there is an answer.
fn first_answer() -> Duration {
    // A port that was free a moment ago: the server cannot be asked for its own before it answers.
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let listen = format!("127.0.0.1:{port}");
    let start = Instant::now();
    let mut child = Command::new(programs::path("heat-reference"))
        .args([
            "serve",
            "--listen",
            &listen,
            "--identity-listen",
            "127.0.0.1:0",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("to start");
    let elapsed = loop {
        if let Ok(mut stream) = TcpStream::connect(&listen) {
            stream
                .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .expect("to send");
            let mut answer = String::new();
            if stream.read_to_string(&mut answer).is_ok() && answer.contains("v1.0") {
                break start.elapsed();
            }
        }
        assert!(start.elapsed() < Duration::from_secs(10), "no answer");
    };
    child.kill().expect("to end");
    child.wait().expect("to end");
    elapsed
}
