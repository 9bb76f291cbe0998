//! Any text is YAML or refused, always in the same way; what was read means the same as JSON.

#![no_main]

use heat_spec::yaml::{Limits, read, read_any_template, read_environment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let limits = Limits::default();
    let first = read(text, &limits).map(|_| ()).map_err(|error| error.to_string());
    let second = read(text, &limits).map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(first, second);
    let _ = read_environment(text);
    if let Ok(template) = read_any_template(text, &limits) {
        let printed = template.to_json();
        if let Ok(again) = read_any_template(&printed, &limits) {
            assert_eq!(again.to_json(), printed);
        }
    }
});
