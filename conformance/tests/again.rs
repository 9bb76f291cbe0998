//! What a later run takes from an earlier one: what failed, what is still open, one scenario.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod support;

use std::io::{BufRead as _, BufReader};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::program::Surroundings;
use support::stub::{Flaw, PROJECT, Stub, TOKEN};

/// Two scenarios; the stand-in can be made to break the second one only.
const TWO: &str = "\
Feature: Stacks

  @serial
  @stacks.find.404
  Scenario: A stack that is not there is not found
    When a member sends stacks.find for the stack \"none\"
    Then the answer is as required [stacks.find.404]

  @stacks.create.201
  @stacks.create.201.id
  Scenario: A stack is created
    When a member creates a stack \"web\"
    Then the answer is as required [stacks.create.201]
    And the answer is as required [stacks.create.201.id]
    And the stack \"web\" reaches CREATE_COMPLETE [stacks.create.completes]
";

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_judged_again_and_nothing_else() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = two();
    let endpoint = stub.endpoint();
    assert_eq!(judge(&here, &endpoint, &[]).code, Some(1));
    stub.set_flaw(Flaw::None);
    let outcome = judge(&here, &endpoint, &["--last-failed"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let report = here.report();
    assert_eq!(names(&report), ["A stack is created"]);
    assert_eq!(report["summary"]["pass"], 3);
    // Nothing failed any more.
    let outcome = judge(&here, &endpoint, &["--last-failed"]);
    assert_eq!(outcome.code, Some(4), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_killed_goes_on_where_it_was() {
    let stub = Stub::start(Flaw::NeverCompletes).await;
    let here = two();
    let endpoint = stub.endpoint();
    let mut child = here.command(&arguments(&endpoint, &[])).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    let id = line
        .strip_prefix("run ")
        .unwrap()
        .split(':')
        .next()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while stub.n_stacks() == 0 {
        assert!(Instant::now() < deadline, "no stack was made");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    stub.set_flaw(Flaw::None);

    let outcome = judge(&here, &endpoint, &["--resume", id]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    // The first scenario was not played again, and is in the report all the same.
    assert!(
        !outcome.out.contains("A stack that is not there"),
        "{}",
        outcome.out
    );
    let report = here.report();
    assert_eq!(names(&report).len(), 2);
    assert_eq!(report["summary"]["pass"], 4);
    assert_eq!(report["run"]["resumes"], id);
    let found = report["requirements"].as_array().unwrap();
    let found = found
        .iter()
        .find(|one| one["id"] == "stacks.find.404")
        .unwrap();
    assert!(found["checks"][0]["exchange"].is_u64(), "{found}");

    let outcome = judge(&here, &endpoint, &["--resume", "last"]);
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.contains("came to its end"), "{}", outcome.err);
    let elsewhere = endpoint.replace(PROJECT, &"f".repeat(32));
    let outcome = judge(&here, &elsewhere, &["--resume", id]);
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.err.contains(&format!("was at {endpoint}")),
        "{}",
        outcome.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scenario_is_replayed_with_everything_that_it_does() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = two();
    let endpoint = stub.endpoint();
    let replay = |words: &str| {
        let given = [
            "--endpoint",
            &endpoint,
            "--token",
            TOKEN,
            "--features",
            "features",
        ];
        here.run(&[&["replay", words][..], &given[..]].concat())
    };
    for words in [
        "a stack IS created",
        "features.feature:12",
        // From its first tag to its last step.
        "features.feature:9",
        "features.feature:16",
        "stacks.create.201.id",
        "is created",
    ] {
        let outcome = replay(words);
        assert_eq!(outcome.code, Some(1), "{words}: {outcome:?}");
        for part in [
            "== A stack is created (features.feature:12)",
            "  curl -i -X POST ",
            "  < location: http",
            "  stacks.create.201 broken: status: expected 201, seen 200",
            "to be 404: 404 after",
            "== fail: stacks.create.201 is broken",
        ] {
            assert!(
                outcome.out.contains(part),
                "{words}, {part}: {}",
                outcome.out
            );
        }
        assert!(
            !outcome.out.contains("not found (features"),
            "{}",
            outcome.out
        );
    }
    assert_eq!(stub.n_stacks(), 0);
    let outcome = replay("no such scenario");
    assert_eq!(outcome.code, Some(4), "{outcome:?}");
}

fn two() -> Surroundings {
    let feature = TWO.replace(
        "  @stacks.create.201.id\n",
        "  @stacks.create.201.id\n  @stacks.create.completes\n",
    );
    Surroundings::with_feature(&feature)
}

fn arguments<'a>(endpoint: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec!["run", "--endpoint", endpoint, "--token", TOKEN];
    all.extend(["--features", "features", "--report", "json=report.json"]);
    if !more.contains(&"--resume") {
        let select = "stacks.find.404 or stacks.create.201 or stacks.create.201.id \
                      or stacks.create.completes";
        all.extend(["--select", select]);
    }
    all.extend(more);
    all
}

fn judge(here: &Surroundings, endpoint: &str, more: &[&str]) -> support::program::Outcome {
    here.run(&arguments(endpoint, more))
}

fn names(report: &Value) -> Vec<&str> {
    let scenarios = report["scenarios"].as_array().unwrap().iter();
    scenarios.map(|one| one["name"].as_str().unwrap()).collect()
}
