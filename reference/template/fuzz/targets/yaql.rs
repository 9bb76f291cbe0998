//! Any text is an expression of `yaql` with a value, or a fault, always the same.

#![no_main]

use heat_spec::Value;
use heat_template_fuzz::{told, with_expression};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|expression: &str| {
    let template = with_expression(expression);
    assert_eq!(told(&template, &Value::Null), told(&template, &Value::Null));
});
