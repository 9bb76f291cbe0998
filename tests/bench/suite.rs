//! The whole suite against its embedded server, and what recording and checking cost in it.

use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::{programs, report};

pub(crate) fn measure() {
    let start = Instant::now();
    let output = Command::new(programs::path("heat-conformance"))
        .args(["run", "--report", "json=-"])
        .stderr(Stdio::null())
        .output()
        .expect("to run");
    let seconds = start.elapsed().as_secs_f64();
    assert!(
        output.status.success(),
        "the suite ended with {}",
        output.status
    );
    report(
        "the whole suite, embedded server",
        &format!("{seconds:.1} s"),
        "< 5 s",
    );
    let found: Value = serde_json::from_slice(&output.stdout).expect("a report");
    report(
        "requests that a requirement takes, median",
        &format!("{}", found["run"]["requests_per_requirement"]),
        "<= 4",
    );
    let microseconds = |name: &str| format!("{} us", found["run"][name]);
    report(
        "recording and checking an exchange, median",
        &microseconds("overhead_us"),
        "< 200 us",
    );
    report(
        "writing an exchange to the events, beside the run",
        &microseconds("writing_us"),
        "",
    );
}
