//! A value at the limit of nesting fits a small stack, whatever is done with it.

use std::thread;

use heat_spec::Value;
use heat_spec::json::{self, MAX_DEPTH};
use heat_spec::yaml::{self, Limits};

/// Half of what threads get by default, so that callers have the other half for themselves.
const STACK: usize = 1024 * 1024;

fn on_a_small_stack(check: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(check);
    thread.unwrap().join().unwrap();
}

/// Does with a value what recurses through it.
fn use_in_every_way(value: Value) {
    let copy = value.clone();
    assert!(copy == value);
    assert!(!format!("{value:?}").is_empty());
    assert!(!value.python_repr().is_empty());
    let plain = serde_json::Value::from(&value);
    assert_eq!(Value::from(plain), value);
    assert_eq!(json::read(&value.to_json()).unwrap(), value);
    drop(copy);
    drop(value);
}

#[test]
fn the_deepest_json() {
    on_a_small_stack(|| {
        for (open, close) in [("[", "]"), ("{\"a\": ", "}")] {
            let text = open.repeat(MAX_DEPTH) + "1" + &close.repeat(MAX_DEPTH);
            use_in_every_way(json::read(&text).unwrap());
        }
    });
}

#[test]
fn the_deepest_yaml() {
    on_a_small_stack(|| {
        let read = |text: &str| yaml::read(text, &Limits::default()).unwrap().value;
        for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
            let text = open.repeat(MAX_DEPTH) + "1" + &close.repeat(MAX_DEPTH);
            use_in_every_way(read(&text));
        }
        let merges = "{<<: ".repeat(MAX_DEPTH - 1) + "{a: 1}" + &"}".repeat(MAX_DEPTH - 1);
        use_in_every_way(read(&merges));
        // Each alias adds a level to what the one before stands for.
        let aliases = (1..MAX_DEPTH - 1).map(|level| format!("- &x{level} [*x{}]\n", level - 1));
        use_in_every_way(read(
            &("- &x0 [1]\n".to_owned() + &aliases.collect::<String>()),
        ));
    });
}
