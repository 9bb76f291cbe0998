//! What commands print, apart from reports.

use std::io::Write as _;

use heat_conformance::report::StandardOutput;

/// Prints the answer to a question.
pub(crate) fn print(text: &str) {
    // What is lost is told at the end of the program.
    let _ = StandardOutput::new().write_all(text.as_bytes());
}

/// Says what is wrong.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(anstream::stderr(), "error: {message}");
}

/// Says something that is no error.
pub(crate) fn remark(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}
