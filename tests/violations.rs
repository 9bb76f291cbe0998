//! Gate: every hand-written requirement, must or should, is broken by a violation.

use heat_conformance::unbroken_requirements;
use heat_spec::Catalogue;

#[test]
fn every_must_and_should_is_broken_by_a_violation() {
    let catalogue = Catalogue::load("upstream").unwrap();
    let unbroken = unbroken_requirements(&catalogue).unwrap();
    assert_eq!(unbroken, [] as [String; 0]);
}
