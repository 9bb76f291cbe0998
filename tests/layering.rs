//! The layers know of each other only what the design allows.

#[test]
fn placeholder() {}
