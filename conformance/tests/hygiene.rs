//! What a run made is deleted again, however it ends.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod support;

use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command};
use std::time::{Duration, Instant};

use support::program::{Outcome, Surroundings, judging};
use support::stub::{Flaw, Stub, TOKEN};

#[tokio::test(flavor = "multi_thread")]
async fn after_kill_9_cleanup_deletes_what_the_journal_has() {
    let stub = Stub::start(Flaw::NeverCompletes).await;
    stub.add_stack("somebody-elses");
    let here = Surroundings::new();
    let endpoint = stub.endpoint();
    let cleanup = ["cleanup", "--endpoint", &endpoint, "--token", TOKEN];
    let (mut child, _lines) = start(&here, &stub).await;

    let outcome = here.run(&cleanup);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(
        outcome.err.contains("is still alive, and left alone"),
        "{}",
        outcome.err
    );
    assert_eq!(stub.n_stacks(), 2);

    child.kill().unwrap();
    child.wait().unwrap();
    let mut dry = cleanup.to_vec();
    dry.push("--dry-run");
    let outcome = here.run(&dry);
    assert!(outcome.err.contains("left 1 behind"), "{}", outcome.err);
    assert_eq!(stub.n_stacks(), 2);
    let outcome = here.run(&cleanup);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(outcome.err.contains("1 deleted"), "{}", outcome.err);
    assert_eq!(stub.n_stacks(), 1, "only what the run made is deleted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_interrupt_ends_the_run_at_once() {
    let stub = Stub::start(Flaw::NeverCompletes).await;
    let here = Surroundings::new();
    let (child, mut lines) = start(&here, &stub).await;
    stub.set_flaw(Flaw::NeverDeletes);
    interrupt(&child);
    let line = lines.next().unwrap().unwrap();
    assert!(line.starts_with("interrupted"), "{line}");
    assert!(line.contains("heat-conformance cleanup"), "{line}");
    let started = Instant::now();
    interrupt(&child);
    let outcome = Outcome::of(child.wait_with_output().unwrap());
    assert_eq!(outcome.code, Some(7), "{outcome:?}");
    assert!(started.elapsed() < Duration::from_secs(20));
    assert_eq!(here.report()["exit"]["all"], serde_json::json!([7, 6]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_stays_until_cleanup() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let endpoint = stub.endpoint();
    let outcome = here.judge(&endpoint, &["--keep"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(stub.n_stacks(), 1);
    let young = [
        "cleanup",
        "--endpoint",
        &endpoint,
        "--token",
        TOKEN,
        "--older-than",
        "1h",
    ];
    here.run(&young);
    assert_eq!(stub.n_stacks(), 1);
    here.run(&young[..5]);
    assert_eq!(stub.n_stacks(), 0);
}

/// Starts a run and waits until it made a stack; further lines of its output can be read.
async fn start(here: &Surroundings, stub: &Stub) -> (Child, Lines<BufReader<ChildStdout>>) {
    let n_before = stub.n_stacks();
    let mut child = here.command(&judging(&stub.endpoint())).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("run "));
    let deadline = Instant::now() + Duration::from_secs(20);
    while stub.n_stacks() == n_before {
        assert!(Instant::now() < deadline, "no stack was made");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    (child, lines)
}

fn interrupt(child: &Child) {
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
}
