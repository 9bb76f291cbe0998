//! Features and catalogue agree: no unknown tag, no undefined step, no name twice, and no
//! requirement without a scenario but those that are listed as open.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

use std::collections::BTreeSet;
use std::path::Path;

use heat_conformance::Features;
use heat_spec::Catalogue;

/// The requirements that have no scenario yet. The list may only become shorter.
const OPEN: &str = "tests/open_requirements.txt";

#[test]
fn features_hold_no_mistake() {
    let (catalogue, features) = both();
    let problems: Vec<String> = features
        .problems(&catalogue)
        .into_iter()
        .map(|problem| problem.message)
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(!features.scenarios.is_empty());
}

#[test]
fn every_requirement_has_a_scenario_or_is_open() {
    let (catalogue, features) = both();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(OPEN);
    let text = std::fs::read_to_string(path).unwrap();
    let open: BTreeSet<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let untagged: BTreeSet<&str> = features.untagged(&catalogue).into_iter().collect();
    let missing: Vec<_> = untagged.difference(&open).collect();
    assert!(missing.is_empty(), "without a scenario: {missing:#?}");
    let done: Vec<_> = open.difference(&untagged).collect();
    assert!(done.is_empty(), "strike these from {OPEN}: {done:#?}");
}

fn both() -> (Catalogue, Features) {
    (
        Catalogue::load("upstream").unwrap(),
        Features::embedded().unwrap(),
    )
}
