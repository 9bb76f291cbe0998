//! Whatever is sent: no panic, and the same answer every time.

use heat_spec::{Key, Map, Value, value};
use heat_template::{Initial, State as _};
use proptest::prelude::*;

use crate::support::{Operation, refused, request};

/// Words that mean something somewhere in a template.
const WORDS: &[&str] = &[
    "type",
    "default",
    "constraints",
    "range",
    "min",
    "max",
    "length",
    "allowed_values",
    "allowed_pattern",
    "custom_constraint",
    "string",
    "number",
    "json",
    "boolean",
    "comma_delimited_list",
    "hidden",
    "label",
    "OS::Heat::TestResource",
    "OS::Heat::None",
    "OS::Heat::RandomString",
    "OS::Heat::Value",
    "properties",
    "metadata",
    "depends_on",
    "deletion_policy",
    "update_policy",
    "condition",
    "external_id",
    "value",
    "description",
    "template",
    "params",
    "for_each",
    "permutations",
    "keys",
    "values",
    "p",
    "q",
    "r",
    "s",
    "get_param",
    "get_resource",
    "get_attr",
    "get_file",
    "str_replace",
    "str_replace_strict",
    "list_join",
    "str_split",
    "map_merge",
    "map_replace",
    "repeat",
    "digest",
    "if",
    "equals",
    "not",
    "and",
    "or",
    "filter",
    "contains",
    "make_url",
    "list_concat",
    "list_concat_unique",
    "resource_facade",
    "yaql",
    "Ref",
    "parameters",
    "resource_registry",
    "parameter_defaults",
    "event_sinks",
    "resources",
    "hooks",
    "merge",
    "output",
    "md5",
    "scheme",
    "port",
    "",
];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-3_i64..4).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(WORDS).prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
        Just(Value::from("123456789012345678901234567890")),
    ]
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        8 => prop::sample::select(WORDS).prop_map(Key::from),
        1 => ".{0,4}".prop_map(Key::from),
        1 => scalar().prop_map(Key::from),
    ]
}

fn anything() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(5, 48, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            // Maps with one key are calls as often as not.
            (key(), inner.clone())
                .prop_map(|(key, value)| Value::Map([(key, value)].into_iter().collect())),
            prop::collection::vec((key(), inner), 0..5)
                .prop_map(|pairs| Value::Map(pairs.into_iter().collect())),
        ]
    })
}

/// Entries under names that refer to each other.
fn entries(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::vec(
        (prop::sample::select(&["p", "q", "r", "s"][..]), value),
        0..4,
    )
    .prop_map(|pairs| {
        pairs
            .into_iter()
            .map(|(name, value)| (Key::from(name), value))
            .collect::<Map>()
            .into()
    })
}

fn definition(kinds: &'static [&'static str]) -> impl Strategy<Value = Value> {
    (prop::sample::select(kinds), anything(), anything()).prop_map(|(kind, a, b)| {
        value!({
            "type": kind,
            "default": a.clone(),
            "constraints": [b.clone()],
        })
    })
}

fn resource() -> impl Strategy<Value = Value> {
    let kinds = &[
        "OS::Heat::TestResource",
        "OS::Heat::RandomString",
        "OS::Heat::Value",
    ][..];
    (
        prop::sample::select(kinds),
        entries(anything()),
        anything(),
        anything(),
    )
        .prop_map(|(kind, properties, value, more)| {
            let mut properties = properties.as_map().cloned().unwrap_or_default();
            properties.insert("value".into(), value);
            value!({ "type": kind, "properties": properties, "metadata": { "m": more } })
        })
}

prop_compose! {
    /// A request with a template of any kind.
    pub(crate) fn body()(
        version in prop::sample::select(&["2013-05-23", "2015-10-15", "2016-10-14", "2021-04-16"][..]),
        parameters in prop_oneof![entries(definition(&["string", "number", "json", "boolean", "comma_delimited_list"])), anything()],
        resources in prop_oneof![entries(resource()), entries(anything()), anything()],
        outputs in prop_oneof![entries(anything().prop_map(|value| value!({ "value": value }))), anything()],
        conditions in prop_oneof![entries(anything()), anything()],
        groups in anything(),
        given in prop_oneof![entries(anything()), anything()],
        environment in prop_oneof![
            Just(Value::Null),
            anything(),
            (anything(), anything()).prop_map(|(a, b)| value!({ "resource_registry": a, "parameter_defaults": b })),
        ],
        sections in 0_u8..64,
    ) -> Value {
        let mut template = Map::new();
        template.insert("heat_template_version".into(), version.into());
        let optional = [
            ("parameters", parameters),
            ("resources", resources),
            ("outputs", outputs),
            ("conditions", conditions),
            ("parameter_groups", groups),
        ];
        for (bit, (name, section)) in optional.into_iter().enumerate() {
            if sections & (1 << bit) != 0 {
                template.insert(name.into(), section);
            }
        }
        value!({ "template": template, "parameters": given, "environment": environment })
    }
}

/// Everything that can be asked of a request, as text.
pub(crate) fn told(operation: Operation, body: &Value) -> String {
    let stack = match request(operation, body) {
        Ok(stack) => stack,
        Err(fault) => return refused(operation, &fault).to_json(),
    };
    let mut told = vec![
        stack.environment().stored().to_json(),
        format!("{:?}", stack.parameters().described()),
        format!("{:?}", stack.parameters().as_text()),
        format!(
            "{:?}",
            stack
                .dependencies()
                .map(|graph| graph.order().collect::<Vec<_>>())
        ),
    ];
    for name in stack.resources().keys() {
        told.push(format!("{:?}", stack.frozen(name, &Initial)));
        told.push(stack.shown_properties(name, &Initial).to_value().to_json());
        told.push(Initial.reference_id(name).to_json());
    }
    for name in stack
        .outputs()
        .map(|outputs| outputs.keys())
        .into_iter()
        .flatten()
    {
        told.push(format!("{:?}", stack.output(name, &Initial)));
    }
    told.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_request_is_answered_and_always_the_same_way(body in body()) {
        for operation in [Operation::Preview, Operation::Validate] {
            prop_assert_eq!(told(operation, &body), told(operation, &body));
        }
    }

    #[test]
    fn any_value_as_a_template_is_answered(document in anything()) {
        let body: Value = [("template", document)].into_iter().collect();
        told(Operation::Preview, &body);
    }
}
