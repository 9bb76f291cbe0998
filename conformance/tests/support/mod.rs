//! What the end-to-end tests share: a stand-in for Heat, and the program with its surroundings.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]
#![expect(dead_code, reason = "every test file uses a part of this")]

pub(crate) mod keystone;
pub(crate) mod program;
pub(crate) mod stub;
pub(crate) mod tls;
