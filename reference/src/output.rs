//! What the program prints.

use std::error::Error;
use std::io::{self, Write as _};

/// Prints a text; a reader that has gone away is no reason to stop serving.
pub(crate) fn print(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints an error with its causes.
pub(crate) fn print_error(error: &dyn Error) {
    let mut text = format!("heat-reference: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text.push('\n');
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
