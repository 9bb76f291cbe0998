//! The log, on standard error.

use std::io;

use tracing_subscriber::EnvFilter;

use crate::cli::LogForm;

/// What is logged unless `RUST_LOG` says otherwise: of libraries only what is wrong.
const FILTER: &str = "warn,heat_reference=info";

/// Starts the log; panics go there as well.
pub(crate) fn start(form: LogForm) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(FILTER));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    match form {
        LogForm::Text => log
            .with_ansi(io::IsTerminal::is_terminal(&io::stderr()))
            .init(),
        LogForm::Json => log.json().init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let reason = panic.payload_as_str().unwrap_or_default();
        tracing::error!(place, reason, "a panic");
    }));
}
