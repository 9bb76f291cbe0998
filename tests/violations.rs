//! Gate: every requirement is broken by a violation, or a list says why none can.

use heat_conformance::unbroken_requirements;
use heat_spec::Catalogue;
use heat_spec::yaml::{self, Limits};
use serde_json::Value;

const LIST: &str = include_str!("../conformance/violations/unbroken.yaml");

#[test]
fn every_must_and_should_is_broken_by_a_violation_or_a_list_says_why_not() {
    let catalogue = Catalogue::load("upstream").unwrap();
    let unbroken = unbroken_requirements(&catalogue).unwrap();
    let document = yaml::read(LIST, &Limits::default()).unwrap();
    let listed: Value = (&document.value).into();
    let listed = listed.as_array().unwrap().iter();
    let mut excused = Vec::new();
    for entry in listed {
        let reason = entry["reason"].as_str().unwrap_or_default();
        assert!(!reason.is_empty(), "{entry} has no reason");
        excused.push(entry["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(
        unbroken, excused,
        "left: without a violation, right: listed"
    );
}
