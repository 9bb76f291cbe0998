//! The reference server in the program itself: what a run without a target judges.

#![cfg(feature = "embedded")]

mod support;

use support::program::Surroundings;

#[test]
fn the_embedded_target_keeps_all_that_has_a_scenario() {
    let here = Surroundings::new();
    // Requirements without a scenario yet are untested, which is no conformance by itself.
    let outcome = here.run(&["run", "--allow-partial", "--report", "json=report.json"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let report = here.report();
    assert_eq!(report["exit"]["all"], serde_json::json!([]), "{report}");
    for scenario in report["scenarios"].as_array().unwrap() {
        assert_eq!(scenario["verdict"], "pass", "{scenario}");
    }
    assert_eq!(report["target"]["name"], "embedded");
    let identities = report["target"]["identities"].as_array().unwrap();
    assert_eq!(identities.len(), 6, "{identities:?}");
}

#[test]
fn nothing_of_an_embedded_run_stays() {
    let here = Surroundings::new();
    let arguments = [
        "run",
        "--features",
        "features",
        "--select",
        support::program::SELECTED,
    ];
    let outcome = here.run(&arguments);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let state = here.path().join("state/heat-conformance");
    assert_eq!(std::fs::read_dir(state).unwrap().count(), 0);
}
