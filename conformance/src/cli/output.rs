//! What commands print, apart from reports.

use std::io::Write as _;

/// Prints the answer to a question.
pub(crate) fn print(text: &str) {
    // A reader that went away (`| head`) is no failure.
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Says what is wrong.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(anstream::stderr(), "error: {message}");
}

/// Says something that is no error.
pub(crate) fn remark(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}
