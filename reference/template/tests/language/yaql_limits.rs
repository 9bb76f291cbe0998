//! No `yaql` expression may use up stack, memory or time.

use std::time::{Duration, Instant};

use heat_spec::{Value, value};
use heat_template::Initial;

use crate::support::{Operation, request};

/// The value of an expression, or its fault; on a stack as small as those of the server's threads.
fn evaluate(expression: String) -> Result<Value, String> {
    evaluate_within(0, expression)
}

/// The same so many levels deep in the template.
fn evaluate_within(levels: usize, expression: String) -> Result<Value, String> {
    let work = move || {
        let call = value!({ "yaql": { "expression": expression } });
        let value = (0..levels).fold(call, |inner, _| Value::List(vec![inner]));
        let template = value!({
            "heat_template_version": "2021-04-16",
            "outputs": { "o": { "value": value } },
        });
        let body: Value = [("template", template)].into_iter().collect();
        let stack = request(Operation::Preview, &body).map_err(|fault| fault.id)?;
        stack.output("o", &Initial).map_err(|fault| fault.id)
    };
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap()
        .map_err(str::to_owned)
}

#[test]
fn deep_expressions_fit_a_small_stack_or_are_refused() {
    let shapes: [fn(usize) -> String; 8] = [
        |n| format!("{}1{}", "(".repeat(n), ")".repeat(n)),
        |n| format!("{}1{}", "[".repeat(n), "]".repeat(n)),
        |n| format!("1{}", " + 1".repeat(n)),
        |n| format!("[1]{}", ".select($)".repeat(n)),
        |n| format!("{}1{}", "[1].select(".repeat(n), ")".repeat(n)),
        |n| format!("{}[1]{}", "[1].selectMany(".repeat(n), ")".repeat(n)),
        |n| format!("{}$x", "let(x => 1) -> ".repeat(n)),
        |n| format!("{}true", "not ".repeat(n)),
    ];
    for shape in shapes {
        for depth in [5, 10, 20] {
            assert!(evaluate(shape(depth)).is_ok(), "{}", shape(depth));
        }
        for depth in [45, 50, 90, 95, 100, 1_000, 50_000] {
            let _ = evaluate(shape(depth));
            let _ = evaluate_within(80, shape(depth));
        }
    }
    for endless in [
        "def(f, f($ + 1)) -> f(1)",
        "def(f, [1].select(f($))) -> f(1)",
        "range(200).aggregate([$1], 0)",
        "range(200).aggregate($1.select($), [1])",
        "range(200).aggregate(let($1), 0)",
        "range(200).aggregate($1 -> with(1), with(1))",
        "range(200).aggregate($1.orderBy($), [1])",
        "range(200).aggregate($1.insert(0, 1), range(1))",
        "let(g => generate(1, true, $x.first())) -> $g",
    ] {
        let _ = evaluate(endless.to_owned());
    }
}

#[test]
fn endless_and_large_values_are_refused_in_time() {
    let start = Instant::now();
    for expression in [
        "sequence().len()",
        "sequence().where(false)",
        "sequence().where(false).first()",
        "1.repeat().last()",
        "[1].cycle().len()",
        "range(199).select(range(199).select(range(199).select(range(199)))).flatten().len()",
        "pow(10, 100000000)",
        "pow(pow(10, 2000), 2000)",
        "shiftBitsLeft(1, 99999999999)",
        "'a' * 100000000",
        "[1] * 100000000",
        "range(60).aggregate([$1, $1], 1)",
        "str(range(60).aggregate([$1, $1], 1))",
        "range(60).aggregate([$1, $1], 1) = range(60).aggregate([$1, $1], 1)",
        "set(range(60).aggregate([$1, $1], 1))",
        "('a' * 9000).replace('', 'b' * 9000)",
        "regex('').replace('a' * 9000, 'b' * 9000)",
        "list(range(199)).select('a' * 9000).join('')",
        r"regex('(a*)*\\1b').matches('a' * 9000)",
        "range(40).select(regex('').searchAll('a' * 9000).len())",
    ] {
        assert!(evaluate(expression.to_owned()).is_err(), "{expression}");
    }
    assert!(
        start.elapsed() < Duration::from_mins(2),
        "{:?}",
        start.elapsed()
    );
}
