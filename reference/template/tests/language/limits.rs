//! Nothing that a client sends may use up stack, memory or time.

use std::time::{Duration, Instant};

use heat_spec::{Fault, Map, Value, value};
use heat_template::{Initial, Template};

use crate::support::{Operation, output, request};

/// Runs on a stack as small as those of the server's threads.
fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap()
}

fn preview(template: Value) -> Result<(), Fault> {
    let body: Value = [("template", template)].into_iter().collect();
    request(Operation::Preview, &body).map(drop)
}

fn nested(levels: usize, leaf: Value, wrap: fn(Value) -> Value) -> Value {
    (0..levels).fold(leaf, |inner, _| wrap(inner))
}

#[test]
fn the_deepest_templates_fit_a_small_stack() {
    let wraps: [fn(Value) -> Value; 4] = [
        |inner| Value::List(vec![inner]),
        |inner| value!({ "k": inner }),
        |inner| value!({ "get_param": inner }),
        |inner| value!({ "if": [true, inner] }),
    ];
    for wrap in wraps {
        // Each wrap is one or two levels of the document.
        for levels in (1..130).rev() {
            let outputs = value!({ "o": { "value": nested(levels, "x".into(), wrap) } });
            let template = value!({ "heat_template_version": "2021-04-16", "outputs": outputs });
            if Template::new(template.clone()).is_err() {
                continue;
            }
            on_small_stack(move || {
                let body: Value = [("template", template)].into_iter().collect();
                let stack = request(Operation::Preview, &body).unwrap();
                let _ = stack.output("o", &Initial);
            });
            break;
        }
    }
}

#[test]
fn deeper_documents_are_refused() {
    let deep = nested(200, Value::Null, |inner| Value::List(vec![inner]));
    let template = value!({ "heat_template_version": "2021-04-16", "outputs": deep.clone() });
    assert_eq!(preview(template).unwrap_err().id, "template_too_deep");
    let fault = request(
        Operation::Preview,
        &value!({
            "template": {
                "heat_template_version": "2021-04-16",
                "parameters": { "p": { "type": "json" } },
            },
            "parameters": { "p": deep },
        }),
    )
    .unwrap_err();
    assert_eq!(fault.id, "template_too_deep");
}

#[test]
fn conditions_in_a_long_row_end() {
    let mut conditions = Map::new();
    conditions.insert("c0".into(), true.into());
    for index in 1..5000 {
        let before = format!("c{}", index - 1);
        conditions.insert(format!("c{index}").into(), value!({ "not": before }));
    }
    let template = |last: &str| {
        value!({
            "heat_template_version": "2021-04-16",
            "conditions": conditions.clone(),
            "resources": { "r": { "type": "OS::Heat::None", "condition": last } },
        })
    };
    let (few, many) = (template("c50"), template("c4999"));
    assert_eq!(on_small_stack(move || preview(few)), Ok(()));
    let fault = on_small_stack(move || preview(many)).unwrap_err();
    assert_eq!(fault.id, "conditions_too_deep");
}

#[test]
fn conditions_that_share_others_are_evaluated_once() {
    let mut conditions = Map::new();
    conditions.insert("c0".into(), true.into());
    for index in 1..40 {
        let before = format!("c{}", index - 1);
        let both = value!({ "and": [before.as_str(), before.as_str()] });
        conditions.insert(format!("c{index}").into(), both);
    }
    let template = value!({
        "heat_template_version": "2021-04-16",
        "conditions": conditions,
        "resources": { "r": { "type": "OS::Heat::None", "condition": "c39" } },
    });
    assert_eq!(preview(template), Ok(()));
}

#[test]
fn results_have_a_size() {
    let items: Vec<Value> = (0..100)
        .map(|index| Value::from(index.to_string()))
        .collect();
    let ten_lists: Map = ["%a", "%b", "%c", "%d", "%e", "%f"]
        .iter()
        .map(|name| ((*name).into(), Value::List(items.clone())))
        .collect();
    let repeat = value!({ "repeat": { "template": "%a%b%c", "for_each": ten_lists } });
    let doubled = nested(20, "aaaaaaaaaa".into(), |inner| {
        value!({ "str_replace": {
            "template": inner,
            "params": { "a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
        } })
    });
    for value in [repeat, doubled] {
        let fault = output(value).unwrap_err();
        assert_eq!(fault.id, "function_result_too_large");
    }
}

#[test]
fn thousands_of_resources_take_linear_time() {
    let time = |n_resources: usize| {
        let resources: Map = (0..n_resources)
            .map(|index| {
                let before = format!("r{}", index.saturating_sub(1));
                let value = if index == 0 {
                    Value::from("first")
                } else {
                    value!({ "get_resource": before })
                };
                let resource = value!({
                    "type": "OS::Heat::TestResource",
                    "properties": { "value": value },
                });
                (format!("r{index}").into(), resource)
            })
            .collect();
        let template = value!({ "heat_template_version": "2021-04-16", "resources": resources });
        let start = Instant::now();
        preview(template).unwrap();
        start.elapsed()
    };
    time(10);
    let (small, large) = (time(500), time(5000));
    // Ten times as many may take thirty times as long, on a machine that does other things too.
    assert!(
        large < small * 30 + Duration::from_millis(200),
        "{small:?} for 500, {large:?} for 5000"
    );
}
