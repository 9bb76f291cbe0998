//! Any template, with an environment behind a line of `=====`, comes to values or faults, always the
//! same.

#![no_main]

use heat_spec::Value;
use heat_spec::yaml::{Limits, read_any_template, read_environment};
use heat_template_fuzz::told;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (template, environment) = text.split_once("\n=====\n").unwrap_or((text, ""));
    let Ok(template) = read_any_template(template, &Limits::default()) else {
        return;
    };
    let environment = read_environment(environment).unwrap_or(Value::Null);
    assert_eq!(told(&template, &environment), told(&template, &environment));
});
