//! The programs that are measured, as processes of their own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::bare;
use crate::client::{Connection, header, request};

/// A process that is killed when it is dropped.
pub(crate) struct Process {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Process {
    /// Resident memory in MiB.
    pub(crate) fn resident_mib(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .expect("the process's status");
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS"))
            .expect("VmRSS");
        let kib: f64 = line
            .split_whitespace()
            .nth(1)
            .expect("a number")
            .parse()
            .expect("a number");
        kib / 1024.0
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The path of a program of this workspace, built with the same profile.
pub(crate) fn path(name: &str) -> PathBuf {
    let own = std::env::current_exe().expect("this program's path");
    let folder = own
        .parent()
        .and_then(|deps| deps.parent())
        .expect("the target folder");
    let path = folder.join(name);
    assert!(
        path.exists(),
        "{} is not built: cargo build --release",
        path.display()
    );
    path
}

/// Starts the reference server with no delays in its cloud.
pub(crate) fn reference() -> Process {
    reference_with("", None)
}

/// The same with more settings, and with a database that stays.
pub(crate) fn reference_with(settings: &str, database: Option<&Path>) -> Process {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("config.yaml");
    let no_delays = "cloud: {build_delay: 0.0, delete_delay: 0.0}\n";
    std::fs::write(&config, format!("{no_delays}{settings}")).expect("a file");
    let mut command = Command::new(path("heat-reference"));
    command
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--identity-listen",
            "127.0.0.1:0",
        ])
        .arg("--config")
        .arg(&config);
    if let Some(database) = database {
        command.arg("--database").arg(database);
    }
    started(command, "orchestration: http://", b"")
}

/// Starts the bare server with that body.
pub(crate) fn bare(body: &[u8]) -> Process {
    let mut command = Command::new(std::env::current_exe().expect("this program's path"));
    command.arg(bare::ARGUMENT);
    started(command, "", body)
}

fn started(mut command: Command, prefix: &str, input: &[u8]) -> Process {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().expect("to start");
    child
        .stdin
        .take()
        .expect("its input")
        .write_all(input)
        .expect("to write");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let address = lines
        .map_while(Result::ok)
        .find_map(|line| {
            line.strip_prefix(prefix)?
                .split('/')
                .next()?
                .trim()
                .parse::<SocketAddr>()
                .ok()
        })
        .expect("its address");
    Process { child, address }
}

/// A token of the user `demo` and the path of his project.
pub(crate) async fn log_in(reference: &Process) -> (String, String) {
    let body = serde_json::json!({ "auth": {
        "identity": { "methods": ["password"], "password": { "user": {
            "name": "demo", "password": "secret", "domain": { "id": "default" } } } },
        "scope": { "project": { "name": "demo", "domain": { "id": "default" } } } } });
    let mut connection = Connection::open(reference.address)
        .await
        .expect("a connection");
    let ask = request("POST", "/identity/v3/auth/tokens", "", &body.to_string());
    let answer = connection.ask(&ask).await;
    assert_eq!(answer.status, 201);
    let token = header(&answer.head, "x-subject-token")
        .expect("a token")
        .to_owned();
    let project = answer.json()["token"]["project"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    (token, format!("/v1/{project}"))
}
