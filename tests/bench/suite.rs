//! The whole suite against its embedded server.

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::{programs, report};

pub(crate) fn measure() {
    let start = Instant::now();
    let status = Command::new(programs::path("heat-conformance"))
        .arg("run")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("to run");
    let seconds = start.elapsed().as_secs_f64();
    assert!(status.success(), "the suite ended with {status}");
    report(
        "the whole suite, embedded server",
        &format!("{seconds:.1} s"),
        "< 10 s",
    );
}
