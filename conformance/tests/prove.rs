//! `prove`: violations are caught, or told apart from those that are not.

#![cfg(feature = "embedded")]

mod support;

use support::program::{Outcome, Surroundings};
use support::stub::{Flaw, Stub};

/// Creates a stack, and looks at the status alone.
const LENIENT: &str = "\
Feature: Stacks

  @stacks.create.201
  Scenario: A stack is created
    When a member creates a stack \"web\"
    Then the answer is as required [stacks.create.201]
";

fn prove(here: &Surroundings, select: &str, more: &[&str]) -> Outcome {
    let arguments = ["prove", "--features", "features", "--select", select];
    here.run(&[&arguments[..], more].concat())
}

#[test]
fn what_every_exchange_is_checked_for_is_caught() {
    let here = Surroundings::with_feature(LENIENT);
    let report = [
        "--report",
        "json=report.json",
        "--report",
        "html=report.html",
    ];
    let outcome = prove(&here, "stacks.create.201.headers.location.m*", &report);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let last = "killed 2 of 2 (100 %), semantic 0 of 0 (100 %), equivalent 0, specificity 100 %";
    assert_eq!(outcome.out.lines().last(), Some(last), "{outcome:?}");
    let report = here.report();
    assert_eq!(report["derived"]["killed"], 2);
    let first = &report["violations"][0];
    assert_eq!(first["id"], "stacks.create.201.headers.location.malformed");
    assert_eq!(first["fate"], "killed");
    assert_eq!(first["by"][0], "stacks.create.201.headers");
    let page = std::fs::read_to_string(here.path().join("report.html")).unwrap();
    assert!(page.contains("stacks.create.201.headers.location.missing"));
    let state = here.path().join("state/heat-conformance");
    assert_eq!(std::fs::read_dir(state).unwrap().count(), 0);
}

#[test]
fn what_no_scenario_looks_at_survives() {
    let here = Surroundings::with_feature(LENIENT);
    let outcome = prove(&here, "stacks.create.201.headers.location.foreign", &[]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    let last = "killed 0 of 1 (0 %), semantic 0 of 0 (100 %), equivalent 0, specificity 100 %";
    assert_eq!(outcome.out.lines().last(), Some(last), "{outcome:?}");
    let survived = "survived: stacks.create.201.headers.location.foreign: all scenarios pass";
    assert!(outcome.out.contains(survived), "{outcome:?}");
}

#[test]
fn what_never_happens_survives() {
    let here = Surroundings::with_feature(LENIENT);
    let outcome = prove(&here, "stacks.create.409.status.same-class", &[]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(outcome.out.contains("no scenario sees"), "{outcome:?}");
    let outcome = prove(&here, "stacks.create.999", &[]);
    assert_eq!(outcome.code, Some(4), "{outcome:?}");
}

#[test]
fn the_same_seed_chooses_the_same_sample() {
    let here = Surroundings::with_feature(LENIENT);
    let chosen = |seed: &str| {
        let sample = [
            "--sample",
            "10",
            "--seed",
            seed,
            "--report",
            "json=report.json",
        ];
        prove(&here, "stacks.create.201.body", &sample);
        let report = here.report();
        let violations = report["violations"].as_array().unwrap().iter();
        let ids: Vec<String> = violations.map(|one| one["id"].to_string()).collect();
        ids
    };
    let ids = chosen("1");
    assert_eq!(ids, chosen("1"));
    assert_ne!(ids, chosen("2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_and_what_failed_are_looked_up() {
    let here = Surroundings::with_feature(LENIENT);
    let stub = Stub::start(Flaw::CreatesWithoutLocation).await;
    let outcome = here.judge(&stub.endpoint(), &[]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    // The generated requirement about the headers of a creation is broken, and nothing else.
    let some = "stacks.create.201.headers.location.m*";
    for (select, code) in [
        (format!("{some} and profile:upstream"), 0),
        (format!("{some} and not profile:upstream"), 4),
        (format!("{some} and failed(report.json)"), 0),
        (format!("{some} and failed()"), 0),
        (
            "failed(report.json) and stacks.create.201.body.*".to_owned(),
            4,
        ),
        (format!("{some} and profile:nobodys"), 2),
    ] {
        let outcome = prove(&here, &select, &[]);
        assert_eq!(outcome.code, Some(code), "{select}: {outcome:?}");
    }
}
