//! The program `heat-reference`, as a user starts it.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

struct Program {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// What was printed until the server was ready.
    greeting: String,
}

/// Starts the program on free ports and waits until it has printed all that it prints.
fn start(arguments: &[&str]) -> Program {
    let mut child = command(arguments)
        .args([
            "--listen",
            "127.0.0.1:0",
            "--identity-listen",
            "127.0.0.1:0",
        ])
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut greeting = String::new();
    // The block of variables is the last thing, this one its last line.
    while !greeting.contains("OS_REGION_NAME") && !greeting.contains("OS_ENDPOINT") {
        let n_bytes = stdout.read_line(&mut greeting).unwrap();
        assert!(n_bytes > 0, "it ended: {greeting}");
    }
    Program {
        child,
        stdout,
        greeting,
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heat-reference"));
    command
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

impl Program {
    /// The value of a printed variable.
    fn variable(&self, name: &str) -> &str {
        let prefix = format!("export {name}=");
        let mut lines = self.greeting.lines();
        lines.find_map(|line| line.strip_prefix(&prefix)).unwrap()
    }

    /// The URL that is printed after that word.
    fn url(&self, word: &str) -> &str {
        let mut lines = self.greeting.lines();
        lines
            .find_map(|line| line.strip_prefix(word))
            .unwrap()
            .trim()
    }

    /// Sends a signal and waits for the end; what was printed since, and the log.
    fn end(mut self, signal: &str) -> (ExitStatus, String, String) {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(killed.success());
        let deadline = Instant::now() + Duration::from_secs(20);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "it does not end");
            std::thread::yield_now();
        };
        let mut printed = String::new();
        self.stdout.read_to_string(&mut printed).unwrap();
        let mut log = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut log).unwrap();
        (status, printed, log)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Sends a request to the host in the URL and returns the whole answer.
fn ask(url: &str, method: &str, path: &str, headers: &str, body: &str) -> String {
    let host = url
        .strip_prefix("http://")
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Length: {length}\r\n{headers}\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let mut lines = answer.lines();
    let prefix = format!("{name}: ");
    lines.find_map(|line| line.strip_prefix(&prefix)).unwrap()
}

const LOGIN: &str = r#"{"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "demo", "password": "secret", "domain": {"name": "Default"}}}}, "scope": {"project": {"name": "demo", "domain": {"name": "Default"}}}}}"#;

#[test]
fn it_prints_what_a_shell_needs_and_ends_cleanly() {
    for signal in ["-TERM", "-INT"] {
        let program = start(&[]);
        let auth_url = program.variable("OS_AUTH_URL").to_owned();
        let orchestration = program.url("orchestration:").to_owned();
        let shown = program
            .greeting
            .replace(&auth_url, "IDENTITY")
            .replace(&orchestration, "ORCHESTRATION")
            .replace(env!("CARGO_PKG_VERSION"), "VERSION");
        insta::allow_duplicates! {
            insta::assert_snapshot!(shown, @"
            heat-reference VERSION, profile upstream
            orchestration: ORCHESTRATION
            identity: IDENTITY

            export OS_AUTH_TYPE=password
            export OS_AUTH_URL=IDENTITY
            export OS_IDENTITY_API_VERSION=3
            export OS_USERNAME=demo
            export OS_PASSWORD=secret
            export OS_USER_DOMAIN_NAME=Default
            export OS_PROJECT_NAME=demo
            export OS_PROJECT_DOMAIN_NAME=Default
            export OS_REGION_NAME=RegionOne
            ");
        }
        let answer = ask(&auth_url, "POST", "/v3/auth/tokens", "", LOGIN);
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        let answer = ask(&orchestration, "GET", "/", "", "");
        assert!(answer.starts_with("HTTP/1.1 300"), "{answer}");
        let (status, printed, _) = program.end(signal);
        assert_eq!(status.code(), Some(0), "after {signal}");
        assert_eq!(printed, "");
    }
}

#[test]
fn no_secret_is_in_the_log() {
    for form in ["text", "json"] {
        let mut program = command(&["--log", form]);
        program.env("RUST_LOG", "trace").args([
            "--listen",
            "127.0.0.1:0",
            "--identity-listen",
            "127.0.0.1:0",
        ]);
        let mut child = program.spawn().unwrap();
        let stderr = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            BufReader::new(stderr).read_to_string(&mut log).map(|_| log)
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut greeting = String::new();
        while !greeting.contains("OS_REGION_NAME") {
            assert!(stdout.read_line(&mut greeting).unwrap() > 0);
        }
        let program = Program {
            child,
            stdout,
            greeting,
        };
        let identity = program.variable("OS_AUTH_URL").to_owned();
        let orchestration = program.url("orchestration:").to_owned();
        let answer = ask(&identity, "POST", "/v3/auth/tokens", "", LOGIN);
        let token = header(&answer, "x-subject-token").to_owned();
        let both = format!("X-Auth-Token: {token}\r\nX-Subject-Token: {token}\r\n");
        ask(&identity, "GET", "/v3/auth/tokens", &both, "");
        ask(
            &orchestration,
            "GET",
            "/v1/p/stacks?Signature=hidden",
            &both,
            "",
        );
        let wrong = LOGIN.replace("secret", "mistyped");
        ask(&identity, "POST", "/v3/auth/tokens", "", &wrong);
        let killed = Command::new("kill")
            .arg(program.child.id().to_string())
            .status();
        assert!(killed.unwrap().success());
        let log = log.join().unwrap().unwrap();
        assert!(log.contains("/v1/p/stacks"), "requests are logged: {log}");
        for secret in [token.as_str(), "\"secret\"", "mistyped", "hidden"] {
            let place = log.find(secret).map(|at| &log[at.saturating_sub(200)..]);
            assert_eq!(place, None, "{secret} is in the {form} log");
        }
        if form == "json" {
            let lines = log.lines().map(serde_json::from_str::<serde_json::Value>);
            assert!(lines.into_iter().all(|line| line.is_ok()), "{log}");
        }
    }
}

#[test]
fn it_writes_a_clouds_yaml_but_never_over_somebody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clouds.yaml");
    for _ in 0..2 {
        let program = start(&["--clouds-yaml", path.to_str().unwrap()]);
        let url = program.variable("OS_AUTH_URL").to_owned();
        let text = std::fs::read_to_string(&path).unwrap().replace(&url, "URL");
        for cloud in ["admin", "demo", "alt_demo", "demo_reader", "demo_stackuser"] {
            assert!(text.contains(&format!("\n  {cloud}:\n")), "{text}");
        }
        assert_eq!(text.matches("auth_url: URL\n").count(), 5, "{text}");
    }
    std::fs::write(&path, "clouds: {mine: {}}\n").unwrap();
    let refused = refused(
        &[
            "--clouds-yaml",
            path.to_str().unwrap(),
            "--listen",
            "127.0.0.1:0",
            "--identity-listen",
            "127.0.0.1:0",
        ],
        2,
    );
    assert!(refused.contains("somebody else's"), "{refused}");
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "clouds: {mine: {}}\n"
    );
}

#[test]
fn mistakes_are_told_and_have_their_exit_codes() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let error = refused(&["--listen", &address], 1);
    assert!(
        error.contains(&format!("cannot listen on {address}")),
        "{error}"
    );
    let error = refused(
        &[
            "--profile",
            "banana",
            "--listen",
            "127.0.0.1:0",
            "--identity-listen",
            "127.0.0.1:0",
        ],
        2,
    );
    assert!(error.contains("there is no profile `banana`"), "{error}");
    for url in ["notaurl", "ftp://x", "http://"] {
        let error = refused(&free_ports(&["--identity-url", url]), 2);
        assert!(
            error.contains(&format!(
                "`{url}`: it is no URL of the scheme http or https"
            )),
            "{error}"
        );
    }
    let error = refused(&free_ports(&["--clouds-yaml", "/nowhere/clouds.yaml"]), 2);
    assert!(
        error.contains("cannot write /nowhere/clouds.yaml"),
        "{error}"
    );
    refused(&["--banana"], 2);
    let error = refused(&["--config", "/nowhere.yaml"], 2);
    assert!(error.contains("cannot read /nowhere.yaml"), "{error}");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "banana: 1\n").unwrap();
    let error = refused(&["--config", file.path().to_str().unwrap()], 2);
    assert!(error.contains("unknown field `banana`"), "{error}");
    std::fs::write(file.path(), "no database").unwrap();
    let path: &Path = file.path();
    let error = refused(
        &[
            "--database",
            path.to_str().unwrap(),
            "--listen",
            "127.0.0.1:0",
            "--identity-listen",
            "127.0.0.1:0",
        ],
        1,
    );
    assert!(error.contains("the state cannot be opened"), "{error}");
}

/// The arguments, with free ports to listen on.
fn free_ports<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    let ports = [
        "--listen",
        "127.0.0.1:0",
        "--identity-listen",
        "127.0.0.1:0",
    ];
    [arguments, &ports].concat()
}

/// Runs the program, which must end by itself with that code; what it says on standard error.
fn refused(arguments: &[&str], code: i32) -> String {
    let output = command(arguments).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{error}");
    error
}

#[test]
fn without_authentication_the_endpoint_is_all_that_is_needed() {
    let program = start(&["--auth", "none"]);
    assert_eq!(program.variable("OS_AUTH_TYPE"), "none");
    let endpoint = program.variable("OS_ENDPOINT");
    assert!(endpoint.contains("/v1/"), "{endpoint}");
    assert!(
        !program.greeting.contains("identity:"),
        "{}",
        program.greeting
    );
}

#[test]
fn the_help_shows_examples() {
    let output = command(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(
        help.contains("Examples:") && help.contains("--identity-url <URL>"),
        "{help}"
    );
}
