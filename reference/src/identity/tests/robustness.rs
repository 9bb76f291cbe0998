//! No request breaks the identity service.

use proptest::prelude::*;

use crate::testing::{exchange, start};

#[test]
fn any_json_as_a_request_for_a_token_is_answered() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(start());
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        ".{0,8}".prop_map(Into::into),
    ];
    let key = prop_oneof![
        Just("auth"),
        Just("identity"),
        Just("methods"),
        Just("password"),
        Just("user"),
        Just("name"),
        Just("id"),
        Just("domain"),
        Just("scope"),
        Just("project"),
        Just("token"),
    ];
    let json = leaf.prop_recursive(6, 40, 5, move |inner| {
        let members = prop::collection::vec((key.clone(), inner.clone()), 0..5);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Into::into),
            members.prop_map(|members| {
                let members = members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value));
                serde_json::Value::Object(members.collect())
            }),
        ]
    });
    proptest!(ProptestConfig::with_cases(200), |(json in json)| {
        let body = serde_json::json!({ "auth": json }).to_string();
        let answer = runtime.block_on(
            exchange(&server.identity, "POST", "/v3/auth/tokens", &[], body.as_bytes())
        );
        prop_assert!((400..500).contains(&answer.status), "{body}: {answer:?}");
    });
}
