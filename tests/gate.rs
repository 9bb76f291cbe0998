//! Features and catalogue agree: no unknown tag, no undefined step, no name twice, and no
//! requirement without a scenario.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

use heat_conformance::Features;
use heat_spec::Catalogue;

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
fn every_requirement_has_a_scenario() {
    let (catalogue, features) = both();
    let missing = features.untagged(&catalogue);
    assert!(missing.is_empty(), "without a scenario: {missing:#?}");
}

fn both() -> (Catalogue, Features) {
    (
        Catalogue::load("upstream").unwrap(),
        Features::embedded().unwrap(),
    )
}
