//! Texts of templates that parsers are known to stumble over.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;

/// What every text begins with that is to get further than the look at its version.
const VERSION: &str = "heat_template_version: 2018-08-31\n";

/// Texts; those that begin with a line break follow the version.
const TEXTS: &[&str] = &[
    "",
    "\0",
    "\u{feff}\u{feff}",
    "- a",
    "{",
    "%YAML 9.9\n---\n",
    "--- a\n--- b\n",
    "!!python/object/apply:os.system ['true']",
    "\t\ta: b",
    "? [a, {b: c}]\n: d",
    "&a [*a]",
    "heat_template_version: [2018-08-31]",
    "\nresources: *nobody",
    "\nresources: &r {a: *r}",
    "\nresources: {a: {type: 'OS::Heat::None', depends_on: a}}",
    "\nresources: {a: {type: 'OS::Heat::None', depends_on: b}, b: {type: 'OS::Heat::None', depends_on: a}}",
    "\nresources: {1: {type: 2}, null: null, 2020-01-01: [], 1.5: x}",
    "\nresources: {a: {type: 'OS::Heat::Value', properties: {value: .nan}}}",
    "\nresources: {a: {type: 'OS::Heat::Value', properties: {value: 0x7fffffffffffffffffffffff}}}",
    "\nresources: {a: {type: 'OS::Heat::Value', properties: {value: 10:99:59}}}",
    "\nresources: {a: {type: 'OS::Heat::RandomString', properties: {length: 1000000000000}}}",
    "\nresources: {a: {type: 'a.yaml'}, b: {type: 'file:///etc/passwd'}, c: {type: ''}}",
    "\nparameters: {a: {type: string, constraints: [{allowed_pattern: '((a+)+)+$('}]}}",
    "\nparameters: {a: {type: number, default: 1e999, constraints: [{range: {min: .inf, max: -.inf}}]}}",
    "\nparameters: {a: {type: json, default: '[[[['}, b: {type: comma_delimited_list, default: 7}}",
    "\noutputs: {a: {value: {repeat: {template: a, for_each: {a: 7, b: [[]]}}}}}",
    "\noutputs: {a: {value: {str_replace: {template: aaa, params: {a: aaaa, '': b}}}}}",
    "\noutputs: {a: {value: {yaql: {expression: '(((((((', data: {}}}}}",
    "\noutputs: {a: {value: {yaql: {expression: 'let(a => $) -> $a + range(999999999999)', data: 1}}}}",
    "\noutputs: {a: {value: {digest: [md99, 1]}}}",
    "\nconditions: {a: b, b: a, c: {not: c}, d: {equals: [1]}}",
    "\nparameter_groups: [1, {parameters: 2}, {parameters: [[]]}]",
];

/// The texts with their versions, and those that are too long to be written here.
pub(super) fn odd_templates() -> Vec<String> {
    let mut texts: Vec<String> = TEXTS
        .iter()
        .map(|text| match text.strip_prefix('\n') {
            Some(rest) => format!("{VERSION}{rest}"),
            None => (*text).to_owned(),
        })
        .collect();
    texts.push(format!("{VERSION}outputs: {}", "[".repeat(20_000)));
    texts.push(format!("{VERSION}outputs: {}", "{a: ".repeat(20_000)));
    texts.push(format!("{VERSION}{}", "- ".repeat(20_000)));
    texts.push(format!("{VERSION}description: {}", "'".repeat(99_999)));
    texts.push(nested_functions());
    texts
}

/// Short texts that stand for very long ones, or take very long.
pub(super) fn bombs() -> Vec<String> {
    let pattern = "parameters: {a: {type: string, default: DEFAULT, \
                   constraints: [{allowed_pattern: '(a+)+$'}]}}";
    let pattern = pattern.replace("DEFAULT", &format!("{}b", "a".repeat(60)));
    vec![alias_bomb(), permutations(), format!("{VERSION}{pattern}")]
}

/// Nine lines that stand for a thousand million texts.
fn alias_bomb() -> String {
    let mut text = format!("{VERSION}outputs:\n  a0: &a0 {{value: [lol, lol, lol]}}\n");
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        let _ = writeln!(text, "  a{level}: &a{level} {{value: [{aliases}]}}");
    }
    text
}

/// A template within `repeat` that would be there a thousand million times.
fn permutations() -> String {
    let list = format!("[{}]", ["x"; 10].join(", "));
    let lists: Vec<String> = (0..9).map(|n| format!("'<{n}>': {list}")).collect();
    let lists = lists.join(", ");
    format!(
        "{VERSION}outputs: {{a: {{value: {{repeat: {{template: <1>, for_each: {{{lists}}}}}}}}}}}"
    )
}

/// Functions in functions, deeper than anybody writes them.
fn nested_functions() -> String {
    let (open, close) = ("{list_join: ['', [".repeat(300), "]]}".repeat(300));
    format!("{VERSION}outputs: {{a: {{value: {open}a{close}}}}}")
}

/// Random texts of the signs that mean something.
pub(super) fn random_template() -> BoxedStrategy<String> {
    let rest = r"([\[\]{}:,&*!|>'%@`?# \n-]|[a-c0-9.~]|resources|: |\n  |<<: ){0,60}";
    (any::<bool>(), rest)
        .prop_map(|(has_version, rest)| {
            let version = if has_version { VERSION } else { "" };
            format!("{version}{rest}")
        })
        .boxed()
}
