//! Standard output that remembers what it could not write.

use std::io::{ErrorKind, Result, Write};
use std::sync::OnceLock;

/// Why something was lost, the first time.
static LOST: OnceLock<String> = OnceLock::new();

/// Standard output, with colours only on a terminal.
///
/// Whoever writes may overlook that it fails, in the middle of a run for one; [`lost_output`] tells
/// of it at the end.
#[derive(Debug)]
pub struct StandardOutput(anstream::AutoStream<std::io::Stdout>);

impl StandardOutput {
    /// The standard output of this process.
    #[expect(
        clippy::new_without_default,
        reason = "it is no value that could be empty"
    )]
    pub fn new() -> Self {
        Self(anstream::stdout())
    }
}

impl Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        noted(self.0.write(bytes))
    }

    fn flush(&mut self) -> Result<()> {
        noted(self.0.flush())
    }
}

/// Why not everything is out that was written to standard output; a reader that went away
/// (`| head`) is no failure.
pub fn lost_output() -> Option<&'static str> {
    // What is still held back is lost without a word otherwise.
    let _ = StandardOutput::new().flush();
    LOST.get().map(String::as_str)
}

fn noted<T>(result: Result<T>) -> Result<T> {
    if let Err(error) = &result
        && !matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::Interrupted)
    {
        LOST.get_or_init(|| error.to_string());
    }
    result
}
