//! Values that are JSON, or almost, and odd.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::BoxedStrategy;
use serde_json::Value;

/// Texts of values; not all are JSON, and some JSON libraries take those all the same.
pub(super) const ODD: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "-0",
    "1.5",
    "1e400",
    "99999999999999999999999999",
    "NaN",
    "-Infinity",
    r#""""#,
    r#"" ""#,
    r#""\u0000""#,
    r#""\ud800""#,
    r#""\udc00\ud800""#,
    r#""a\nb\r\tc\u001b\u007f""#,
    r#""{x}%s%(x)s$x""#,
    r#""../../etc/passwd""#,
    r#""2013-05-23T""#,
    r#""😀名ü\u200b\ufeff""#,
    "[]",
    "[null]",
    "[[[[[[[[]]]]]]]]",
    "{}",
    r#"{"":null}"#,
    r#"{"a":1,"a":{"a":[]}}"#,
    r#"{"get_param":["nope",-1,null]}"#,
    r#"{"get_resource":"none"}"#,
    r#"{"get_attr":["secret","value",99999999999999999999]}"#,
];

/// The functions of templates.
const FUNCTIONS: [&str; 29] = [
    "get_param",
    "get_attr",
    "get_resource",
    "get_file",
    "list_join",
    "digest",
    "repeat",
    "resource_facade",
    "str_replace",
    "str_replace_strict",
    "str_replace_vstrict",
    "str_split",
    "map_merge",
    "map_replace",
    "yaql",
    "equals",
    "if",
    "not",
    "and",
    "or",
    "filter",
    "make_url",
    "list_concat",
    "list_concat_unique",
    "contains",
    "Fn::Join",
    "Fn::Select",
    "Fn::GetAZs",
    "Ref",
];

/// Odd values, made of each other, of functions and of random texts.
pub(super) fn odd_json() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        4 => select(ODD).prop_map(str::to_owned),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => any::<f64>().prop_map(|number| Value::from(number).to_string()),
        2 => any::<String>().prop_map(|text| Value::String(text).to_string()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((".{0,6}", inner.clone()), 0..4).prop_map(|members| {
                let members = members.into_iter();
                let members = members.map(|(key, value)| format!("{}:{value}", Value::from(key)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
            (select(&FUNCTIONS[..]), inner)
                .prop_map(|(function, argument)| format!("{{\"{function}\":{argument}}}")),
        ]
    })
    .boxed()
}
