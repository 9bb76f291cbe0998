//! What a run made is deleted again, however it ends.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod support;

use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command};
use std::time::{Duration, Instant};

use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use support::program::{FEATURE, Outcome, Surroundings, judging};
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

#[tokio::test(flavor = "multi_thread")]
async fn whenever_a_run_is_killed_cleanup_leaves_nothing_of_it() {
    let stub = Stub::start(Flaw::None).await;
    stub.add_stack("somebody-elses");
    let here = Surroundings::new();
    let endpoint = stub.endpoint();
    let scenario = FEATURE.split_once("\n\n").unwrap().1;
    let many = (0..8).map(|n| scenario.replace("is created", &format!("is created {n}")));
    let many: Vec<String> = many.collect();
    let many = many.join("\n");
    here.write(
        "features/stacks.feature",
        &format!("Feature: Stacks\n\n{many}"),
    );
    // How long a run takes if nobody kills it, from the moment on at which it may make something.
    let mut child = here.command(&judging(&endpoint)).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("run "));
    let started = Instant::now();
    assert!(lines.all(|line| line.is_ok()));
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let whole = u64::try_from(started.elapsed().as_millis()).unwrap().max(1);
    let random = u64::from(std::process::id());
    let mut n_interrupted = 0;
    for round in 1..=20_u64 {
        stub.set_flaw(match round % 3 {
            0 => Flaw::NeverCompletes,
            _ => Flaw::None,
        });
        let mut child = here.command(&judging(&endpoint)).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.next().unwrap().unwrap().starts_with("run "));
        // A moment of the run, by a sequence that hits all of them evenly.
        let delay = (random + round * 0x9e37_79b9) % 97 * whole / 97;
        tokio::time::sleep(Duration::from_millis(delay)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        n_interrupted += usize::from(stub.n_stacks() > 1);
        stub.set_flaw(Flaw::None);
        let outcome = here.run(&["cleanup", "--endpoint", &endpoint, "--token", TOKEN]);
        assert_eq!(
            outcome.code,
            Some(0),
            "round {round}, {delay} ms: {outcome:?}"
        );
        assert_eq!(
            stub.names(),
            ["somebody-elses"],
            "round {round}, {delay} ms: {outcome:?}"
        );
    }
    // The control: there was something to clean up.
    assert!(n_interrupted > 0, "random {random}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_another_machine_is_cleaned_up_by_the_prefix_of_its_names() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let endpoint = stub.endpoint();
    for name in [
        "hc-0123abcd-web",
        "hc-0123abcd-db",
        "hc-89abcdef-web",
        "hc-web",
        "web",
    ] {
        stub.add_stack(name);
    }
    let cleanup = |more: &[&str]| {
        let arguments = ["cleanup", "--endpoint", &endpoint, "--token", TOKEN];
        let outcome = here.run(&[&arguments[..], more].concat());
        (outcome.code, stub.names(), outcome.err)
    };
    // Without a name or an age only journals count.
    assert_eq!(cleanup(&[]).1.len(), 5);
    let (code, names, err) = cleanup(&["0123abcd", "--dry-run"]);
    assert_eq!((code, names.len()), (Some(0), 5), "{err}");
    assert!(err.contains("run 0123abcd left 2 behind"), "{err}");
    let (code, names, err) = cleanup(&["0123abcd"]);
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(names, ["hc-89abcdef-web", "hc-web", "web"]);
    assert_eq!(cleanup(&["76543210"]).0, Some(4));
    // They were made in 2026.
    let (_, names, err) = cleanup(&["--older-than", "876000h"]);
    assert_eq!(names.len(), 3, "{err}");
    assert_eq!(cleanup(&[]).1.len(), 3, "a look makes no journal");
    let (_, names, err) = cleanup(&["--older-than", "1s"]);
    assert_eq!(names, ["hc-web", "web"], "{err}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cleanup_that_cannot_look_does_not_say_that_nothing_is_left() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let endpoint = stub.endpoint();
    stub.add_stack("hc-0123abcd-web");
    for which in [
        &["0123abcd"][..],
        &["--older-than", "1s"],
        &["0123abcd", "--dry-run"],
    ] {
        let arguments = ["cleanup", "--endpoint", &endpoint, "--token", "expired"];
        let outcome = here.run(&[&arguments[..], which].concat());
        assert_eq!(outcome.code, Some(3), "{outcome:?}");
        assert!(outcome.err.contains("refuses the token"), "{}", outcome.err);
    }
    let page = MockServer::start().await;
    let nothing = ResponseTemplate::new(200).set_body_raw("<html></html>", "text/html");
    Mock::given(any()).respond_with(nothing).mount(&page).await;
    let endpoint = format!("{}/v1/p", page.uri());
    let arguments = ["cleanup", "--endpoint", &endpoint, "--token", TOKEN];
    let outcome = here.run(&[&arguments[..], &["--older-than", "1s"]].concat());
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    assert!(
        outcome.err.contains("answers as a Heat does"),
        "{}",
        outcome.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_lost_its_journal_is_cleaned_up_by_the_prefix_of_its_names() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    stub.add_stack("hc-0123abcd-web");
    stub.add_stack("hc-0123abcd-db");
    let folder = here.path().join("state/heat-conformance/0123abcd");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("lock"), "").unwrap();
    let endpoint = stub.endpoint();
    let arguments = [
        "cleanup",
        "0123abcd",
        "--endpoint",
        &endpoint,
        "--token",
        TOKEN,
    ];
    let outcome = here.run(&arguments);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(outcome.err.contains("2 deleted or gone"), "{}", outcome.err);
    assert_eq!(stub.n_stacks(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_reached_the_target_is_not_left_over() {
    let scenarios = |n: usize| {
        let scenario = FEATURE.split_once("\n\n").unwrap().1;
        let first = scenario.to_owned();
        let rest = (1..n)
            .map(|n| scenario.replace("A stack is created", &format!("Stack {n} is created")));
        let all: Vec<String> = std::iter::once(first).chain(rest).collect();
        format!("Feature: Stacks\n\n{}", all.join("\n"))
    };
    let stub = Stub::start(Flaw::NeverCompletes).await;
    let here = Surroundings::with_feature(&scenarios(12));
    let endpoint = stub.endpoint();
    let mut arguments = judging(&endpoint);
    arguments.extend(["--jobs", "1"]);
    let mut child = here.command(&arguments).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while stub.n_stacks() == 0 {
        assert!(Instant::now() < deadline, "no stack was made");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(stub);
    child.stdout.take();
    let outcome = Outcome::of(child.wait_with_output().unwrap());
    assert_eq!(outcome.code, Some(7), "{outcome:?}");
    let report = here.report();
    let left = report["leftovers"].as_array().unwrap();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_run_makes_nothing() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let outcome = here.judge(&stub.endpoint(), &["--read-only"]);
    assert_eq!(outcome.code, Some(6), "{outcome:?}");
    assert_eq!(stub.n_created(), 0);
    let report = here.report();
    assert_eq!(report["requirements"][0]["verdict"], "blocked");
    let reason = report["requirements"][0]["reason"].as_str().unwrap();
    assert!(
        reason.contains("a read-only run does not send POST stacks.create"),
        "{reason}"
    );
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
