//! Expressions over all functions: most of them right or nearly so.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

/// An expression in a template of one version.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The version.
    pub(crate) version: &'static str,
    /// The expression.
    pub(crate) expression: Value,
}

const VERSIONS: &[&str] = &[
    "2010-09-09",
    "2012-12-12",
    "2013-05-23",
    "2014-10-16",
    "2015-04-30",
    "2015-10-15",
    "2016-04-08",
    "2016-10-14",
    "2017-02-24",
    "2017-09-01",
    "2018-08-31",
    "2021-04-16",
];

const ALGORITHMS: &[&str] = &[
    "md5",
    "sha1",
    "sha256",
    "sha512",
    "SHA224",
    "sha3_256",
    "SHA3_256",
    "blake2b",
    "shake_128",
    "md5-sha1",
    "nope",
];

/// Expressions of the query language over the data of a call.
const YAQL: &[&str] = &[
    "$.data",
    "$.data.a",
    "$.data.get(k, none)",
    "$.data.len()",
    "$.data.keys().orderBy($)",
    "$.data.values().where($ != null)",
    "list($.data.abc, 1) + [2]",
    "dict(a => 1, $.data)",
    "$.data.b = 1 or not $.data.k",
    "($.data",
    "$.data.items().select($[1])",
    "$.data.a.toUpper()",
    "str($.data.b).split(',').join('-')",
    "$.data.values().select(str($)).where($.len() > 1)",
    "let(x => $.data.a) -> [$x, $x]",
    "$.data.containsKey(a) and $.data.a > 1",
    "switch($.data.a = null => none, true => some)",
    "range(5).where($ mod 2 = 0).sum()",
    "int($.data.a) + 1",
    "$.data.mergeWith({a => [1], k => 2})",
    "datetime(2015, 9, 29) + timespan(days => int($.data.a))",
    "datetime($.data.a)",
    "datetime(2015, 9, 29).format($.data.a)",
    "[datetime(2015, 9, 29), datetime(2014, 9, 29)].orderBy($).first().year",
    "(datetime(2015, 9, 29) - datetime(2015, 9, 1)).days",
    "timespan(hours => 3) * $.data.a",
];

/// So many expressions, the same for the same seed.
pub(crate) fn expressions(n_cases: usize, seed: usize) -> Vec<Case> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategies: Vec<_> = VERSIONS
        .iter()
        .map(|version| (*version, expression(is_cloud_formation(version))))
        .collect();
    (0..n_cases)
        .map(|place| {
            let (version, strategy) = &strategies[place % strategies.len()];
            Case {
                version,
                expression: strategy.new_tree(&mut runner).unwrap().current(),
            }
        })
        .collect()
}

fn is_cloud_formation(version: &str) -> bool {
    version < "2013-05-23"
}

/// A call, whose arguments may hold calls.
fn expression(is_cloud_formation: bool) -> BoxedStrategy<Value> {
    let calls = move |inner: BoxedStrategy<Value>| {
        let arguments = Arguments { inner };
        if is_cloud_formation {
            prop_oneof![9 => cloud_formation(&arguments), 1 => hot(&arguments)].boxed()
        } else {
            prop_oneof![9 => hot(&arguments), 1 => cloud_formation(&arguments)].boxed()
        }
    };
    let inner = plain().prop_recursive(2, 8, 3, move |inner| calls(inner.boxed()));
    calls(inner.boxed())
}

/// What arguments are made of.
struct Arguments {
    inner: BoxedStrategy<Value>,
}

impl Arguments {
    /// Anything.
    fn any(&self) -> BoxedStrategy<Value> {
        self.inner.clone()
    }

    /// A text, or nearly so.
    fn text(&self) -> BoxedStrategy<Value> {
        prop_oneof![8 => text(), 1 => self.any()].boxed()
    }

    /// A list of what may be anything, or nearly so.
    fn list(&self) -> BoxedStrategy<Value> {
        let texts = vec(text(), 0..4).prop_map(Value::Array);
        let anything = vec(self.any(), 0..4).prop_map(Value::Array);
        prop_oneof![5 => texts, 4 => anything, 1 => self.any()].boxed()
    }

    /// A map, or nearly so.
    fn map(&self) -> BoxedStrategy<Value> {
        let values = prop_oneof![2 => text(), 1 => self.any()];
        prop_oneof![9 => map_of(values), 1 => self.any()].boxed()
    }

    /// A small number, or nearly so.
    fn index(&self) -> BoxedStrategy<Value> {
        let number = (-3_i64..5).prop_map(Value::from);
        let written = (-3_i64..5).prop_map(|number| Value::from(number.to_string()));
        prop_oneof![5 => number, 4 => written, 1 => self.any()].boxed()
    }

    /// A condition, or nearly so.
    fn condition(&self) -> BoxedStrategy<Value> {
        let name = select(&["yes", "no", "nope"][..]).prop_map(Value::from);
        let truth = any::<bool>().prop_map(Value::from);
        prop_oneof![4 => name, 2 => truth, 1 => self.any()].boxed()
    }

    /// These in a list, sometimes with one too many or too few.
    fn these(&self, arguments: Vec<BoxedStrategy<Value>>) -> BoxedStrategy<Value> {
        let any = self.any();
        (arguments, 0..20, any)
            .prop_map(|(mut arguments, chance, more)| match chance {
                0 => more,
                1 => {
                    arguments.pop();
                    arguments.into()
                }
                2 => {
                    arguments.push(more);
                    arguments.into()
                }
                _ => arguments.into(),
            })
            .boxed()
    }

    /// These under their keys, sometimes one too many or too few.
    fn keyed(&self, arguments: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
        let any = self.any();
        let (keys, values): (Vec<_>, Vec<_>) = arguments.into_iter().unzip();
        (values, 0..20, any)
            .prop_map(move |(values, chance, more)| {
                let keys = keys.iter().map(|key| (*key).to_owned());
                let mut map: Map<String, Value> = keys.zip(values).collect();
                match chance {
                    0 => return more,
                    1 => {
                        let first = map.keys().next().cloned().unwrap_or_default();
                        map.shift_remove(&first);
                    }
                    2 => {
                        map.insert("extra".to_owned(), more);
                    }
                    _ => {}
                }
                Value::Object(map)
            })
            .boxed()
    }
}

fn text() -> BoxedStrategy<Value> {
    let texts = &[
        "",
        "a",
        "b",
        "k",
        "x,y",
        "a-b-a",
        "abc",
        "é",
        "1",
        "-1",
        "true",
        " a ",
        "[1, 2]",
        "{\"k\": \"v\"}",
    ];
    select(&texts[..]).prop_map(Value::from).boxed()
}

fn plain() -> BoxedStrategy<Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..12).prop_map(Value::from),
        select(&[0.5, -1.0, 2.0, 1e20][..]).prop_map(Value::from),
        text(),
    ];
    let list = vec(scalar.clone(), 0..3).prop_map(Value::Array);
    prop_oneof![4 => scalar.clone(), 1 => list, 1 => map_of(scalar)].boxed()
}

fn map_of(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let key = select(&["a", "b", "k", "abc", "é"][..]);
    vec((key, value), 0..4).prop_map(|pairs| {
        let pairs = pairs.into_iter();
        Value::Object(pairs.map(|(key, value)| (key.to_owned(), value)).collect())
    })
}

fn call(name: &'static str, arguments: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    arguments
        .prop_map(move |arguments| json!({ name: arguments }))
        .boxed()
}

fn one_of(calls: Vec<BoxedStrategy<Value>>) -> BoxedStrategy<Value> {
    proptest::strategy::Union::new(calls).boxed()
}

fn name() -> BoxedStrategy<Value> {
    let names = &[
        "s",
        "n",
        "l",
        "j",
        "b",
        "q",
        "none",
        "OS::stack_name",
        "AWS::StackName",
    ];
    select(&names[..]).prop_map(Value::from).boxed()
}

fn attribute() -> BoxedStrategy<Value> {
    let names = &["value", "show", "none"];
    select(&names[..]).prop_map(Value::from).boxed()
}

/// A call of a function of HOT.
fn hot(arguments: &Arguments) -> BoxedStrategy<Value> {
    let a = arguments;
    let parameter = prop_oneof![
        2 => name(),
        2 => (name(), a.index()).prop_map(|(name, index)| json!([name, index])),
        1 => (name(), a.text(), a.index()).prop_map(|(name, key, index)| json!([name, key, index])),
        1 => a.any(),
    ];
    let lists = |a: &Arguments| vec(a.list(), 0..3).prop_map(Value::Array).boxed();
    let maps = vec(a.map(), 0..3).prop_map(Value::Array);
    let substitution = || a.keyed(vec![("template", a.text()), ("params", a.map())]);
    let loops = || {
        let templates = prop_oneof![
            Just(json!("<a>-<b>")),
            Just(json!({ "<a>": ["<b>", "<a>"] })),
            a.any(),
        ];
        let each = map_of(a.list()).prop_map(|map| match map {
            Value::Object(map) => {
                let entries = map.into_iter();
                Value::Object(
                    entries
                        .map(|(key, list)| (format!("<{key}>"), list))
                        .collect(),
                )
            }
            other => other,
        });
        (templates, each)
    };
    let (template, each) = loops();
    let repeat = a.keyed(vec![
        ("template", template.boxed()),
        ("for_each", each.boxed()),
    ]);
    let (template, each) = loops();
    let permutations = prop_oneof![4 => any::<bool>().prop_map(Value::from), 1 => a.any()];
    let repeat_so = a.keyed(vec![
        ("template", template.boxed()),
        ("for_each", each.boxed()),
        ("permutations", permutations.boxed()),
    ]);
    let algorithm = select(ALGORITHMS);
    let algorithm = algorithm.prop_map(Value::from).boxed();
    let replacements = a.keyed(vec![("keys", a.map()), ("values", a.map())]);
    let port = prop_oneof![(0_i64..70_000).prop_map(Value::from), a.any()];
    let url = a.keyed(vec![
        ("scheme", a.text()),
        ("host", a.text()),
        ("port", port.boxed()),
        ("path", a.text()),
        ("query", a.map()),
        ("username", a.text()),
        ("password", a.text()),
        ("fragment", a.text()),
    ]);
    let yaql = select(YAQL);
    let yaql = prop_oneof![9 => yaql.prop_map(Value::from), 1 => a.any()].boxed();
    let yaql = a.keyed(vec![("expression", yaql), ("data", a.map())]);
    let facade = select(&["metadata", "deletion_policy", "update_policy", "none"][..]);
    one_of(vec![
        call("get_param", parameter.boxed()),
        call(
            "get_resource",
            prop_oneof![3 => name(), 1 => a.any()].boxed(),
        ),
        call("get_attr", a.these(vec![name(), attribute()])),
        call(
            "get_attr",
            a.these(vec![Just(json!("q")).boxed(), attribute(), a.index()]),
        ),
        call("get_file", prop_oneof![Just(json!("f")), a.any()].boxed()),
        call("str_replace", substitution()),
        call("str_replace_strict", substitution()),
        call("str_replace_vstrict", substitution()),
        call("list_join", a.these(vec![a.text(), a.list()])),
        call("list_join", a.these(vec![a.text(), a.list(), a.list()])),
        call("str_split", a.these(vec![a.text(), a.text()])),
        call("str_split", a.these(vec![a.text(), a.text(), a.index()])),
        call("repeat", repeat),
        call("repeat", repeat_so),
        call("digest", a.these(vec![algorithm, a.text()])),
        call("map_merge", maps.boxed()),
        call("map_replace", a.these(vec![a.map(), replacements])),
        call("if", a.these(vec![a.condition(), a.any(), a.any()])),
        call("if", a.these(vec![a.condition(), a.any()])),
        call("filter", a.these(vec![a.list(), a.list()])),
        call("make_url", url),
        call("list_concat", lists(a)),
        call("list_concat_unique", lists(a)),
        call("contains", a.these(vec![a.any(), a.list()])),
        call("contains", a.these(vec![a.text(), a.text()])),
        call("yaql", yaql),
        call("resource_facade", facade.prop_map(Value::from).boxed()),
    ])
}

/// A call of a function of CloudFormation.
fn cloud_formation(arguments: &Arguments) -> BoxedStrategy<Value> {
    let a = arguments;
    let key = || {
        let keys = &["M", "k", "a", "b", "none"];
        select(&keys[..]).prop_map(Value::from).boxed()
    };
    let mapping = || prop_oneof![9 => Just(json!("M")), 1 => a.any()].boxed();
    let member = |field: &'static str| {
        (0..3, a.text())
            .prop_map(move |(place, value)| {
                let value = value.as_str().unwrap_or_default();
                Value::from(format!(".member.{place}.{field}={value}"))
            })
            .boxed()
    };
    let members = vec(
        prop_oneof![4 => member("Name"), 4 => member("Value"), 1 => a.any()],
        0..5,
    );
    let member_list = a.these(vec![
        Just(json!("Name")).boxed(),
        Just(json!("Value")).boxed(),
        members.prop_map(Value::Array).boxed(),
    ]);
    let facade = select(&["Metadata", "DeletionPolicy", "UpdatePolicy", "none"][..]);
    one_of(vec![
        call("Ref", prop_oneof![4 => name(), 1 => a.any()].boxed()),
        call("Fn::GetAtt", a.these(vec![name(), attribute()])),
        call("Fn::FindInMap", a.these(vec![mapping(), key(), key()])),
        call("Fn::Select", a.these(vec![a.index(), a.list()])),
        call("Fn::Select", a.these(vec![a.text(), a.map()])),
        call("Fn::Select", a.these(vec![a.index(), a.text()])),
        call("Fn::Join", a.these(vec![a.text(), a.list()])),
        call("Fn::Split", a.these(vec![a.text(), a.text()])),
        call("Fn::Replace", a.these(vec![a.map(), a.text()])),
        call("Fn::Base64", a.text()),
        call("Fn::MemberListToMap", member_list),
        call("Fn::ResourceFacade", facade.prop_map(Value::from).boxed()),
        call("Fn::If", a.these(vec![a.condition(), a.any(), a.any()])),
    ])
}
