//! Panics in steps: the ones that the step macros make of errors are silent, others keep their
//! location for the report.

use std::cell::{Cell, RefCell};
use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use crate::world::Stop;

thread_local! {
    /// Whether this thread runs scenarios, so that its panics are caught and reported.
    static IS_RUNNER: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Installs the hook, once for the process; panics of other threads go to the hook of before.
pub(crate) fn catch_on_this_thread() {
    static INSTALLED: Once = Once::new();
    IS_RUNNER.set(true);
    INSTALLED.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if IS_RUNNER.get() {
                remember(info);
            } else {
                before(info);
            }
        }));
    });
}

fn remember(info: &PanicHookInfo<'_>) {
    let message = info.payload_as_str().unwrap_or("a panic without a message");
    let location = info
        .location()
        .map_or_else(String::new, |location| format!(" at {location}"));
    LAST.set(Some(format!("panicked{location}: {message}")));
}

/// Why a step ended, from what it panicked with.
pub(super) fn stop_of(payload: &(dyn std::any::Any + Send)) -> Stop {
    let text = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied());
    match text.and_then(|text| text.parse().ok()) {
        Some(stop) => stop,
        None => Stop::Error(LAST.take().unwrap_or_else(|| "panicked".to_owned())),
    }
}
