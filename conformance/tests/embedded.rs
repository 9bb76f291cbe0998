//! The reference server in the program itself: what a run without a target judges.

#![cfg(feature = "embedded")]

mod support;

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;

use support::program::{SELECTED, Surroundings};
use support::stub::{Flaw, Stub, TOKEN};

/// The documented answers that no scenario meets on the embedded server. This list may only shrink.
///
/// A busy stack is refused by services without the convergence engine alone.
const UNMET: [&str; 3] = [
    "actions.perform.409",
    "stacks.update.409",
    "stacks.update_patch.409",
];

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
    let generated = report["generated"]["requirements"].as_array().unwrap();
    let unmet: BTreeSet<&str> = generated
        .iter()
        .filter(|requirement| requirement["verdict"] != "pass")
        .filter_map(|requirement| requirement["id"].as_str()?.rsplit_once('.'))
        .map(|(answer, _)| answer)
        .collect();
    assert_eq!(unmet, BTreeSet::from(UNMET));
    assert_eq!(report["target"]["name"], "embedded");
    let identities = report["target"]["identities"].as_array().unwrap();
    assert_eq!(identities.len(), 6, "{identities:?}");
}

#[test]
fn only_the_events_of_an_embedded_run_stay() {
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
    let mut runs = std::fs::read_dir(state).unwrap();
    let run = runs.next().unwrap().unwrap().path();
    assert!(runs.next().is_none());
    let mode = std::fs::metadata(&run).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "others may look into {run:?}");
    let kept = std::fs::read_dir(run).unwrap();
    let mut kept: Vec<_> = kept.map(|entry| entry.unwrap().file_name()).collect();
    kept.sort();
    assert_eq!(kept, ["events.jsonl", "lock"]);
}

#[test]
fn a_plan_tells_what_a_run_would_do_and_leaves_the_target_alone() {
    let here = Surroundings::new();
    let selected = ["--select", SELECTED, "--features", "features"];
    let plan = here.run(&[&["plan", "--format", "json"], &selected[..]].concat());
    assert_eq!(plan.code, Some(0), "{plan:?}");
    let plan: serde_json::Value = serde_json::from_str(&plan.out).unwrap();
    assert_eq!(plan["footprint"]["stacks"], 1);
    assert_eq!(plan["footprint"]["peak_stacks"], 1);
    assert_eq!(plan["footprint"]["requirements"], 3);
    assert_eq!(plan["footprint"]["requests"]["stacks.create"], 1);
    let planned = plan["n_requests"].as_u64().unwrap();
    here.run(&[&["run", "--report", "json=report.json"], &selected[..]].concat());
    let sent = here.report()["run"]["requests"].as_u64().unwrap();
    // Polls depend on the moment.
    assert!(
        planned.abs_diff(sent) <= 3,
        "{planned} planned, {sent} sent"
    );
    let outcome = here.run(&[&["plan", "--read-only"], &selected[..]].concat());
    assert!(outcome.out.contains("would make 0 stacks"), "{outcome:?}");
    assert!(!outcome.out.contains("stacks.create"), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_only_looks_at_the_target() {
    let stub = Stub::start(Flaw::None).await;
    let feature = support::program::FEATURE.replace(
        "  @stacks.create.201\n",
        "  @cap:type:No::Such::Thing\n  @stacks.create.201\n",
    );
    let here = Surroundings::with_feature(&feature);
    let endpoint = stub.endpoint();
    let target = ["plan", "--endpoint", &endpoint, "--token", TOKEN];
    let select = ["--features", "features", "--select", SELECTED];
    let outcome = here.run(&[&target[..], &select].concat());
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let kept = "1 of the scenarios cannot be played on the target:\n       1 unsupported: No::Such";
    assert!(outcome.out.contains(kept), "{}", outcome.out);
    assert_eq!(stub.n_created(), 0);
    let refused = [
        "plan",
        "--endpoint",
        &endpoint,
        "--token",
        "another-token-than-the-good-one",
    ];
    assert_eq!(here.run(&[&refused[..], &select].concat()).code, Some(3));
}
