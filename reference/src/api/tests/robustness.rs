//! No request makes the server fail.

use proptest::prelude::*;

use crate::testing::{exchange, start};

/// A path of likely and unlikely segments.
fn path(project: String) -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        Just("v1".to_owned()),
        Just("v1.0".to_owned()),
        Just("versions".to_owned()),
        Just("healthcheck".to_owned()),
        Just("identity".to_owned()),
        Just(project),
        Just("stacks".to_owned()),
        Just("%2F".to_owned()),
        Just("%00".to_owned()),
        Just("%ff".to_owned()),
        Just("%".to_owned()),
        Just(String::new()),
        "[!-\"$->@-~]{0,12}",
    ];
    let query = prop_oneof![Just(String::new()), "[?][!-\"$-~]{0,12}"];
    (prop::collection::vec(segment, 0..6), query)
        .prop_map(|(segments, query)| format!("/{}{query}", segments.join("/")))
}

#[test]
fn any_request_is_answered_below_500() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(start());
    let (token, project) = runtime.block_on(server.token("demo", "demo"));
    let method = prop_oneof![
        Just("GET"),
        Just("HEAD"),
        Just("POST"),
        Just("PUT"),
        Just("PATCH"),
        Just("DELETE"),
        Just("OPTIONS"),
        Just("FOO"),
    ];
    let value = "[ -~]{0,20}";
    let content_type = prop_oneof![
        Just("application/json".to_owned()),
        Just("application/xml".to_owned()),
        value.prop_map(String::from)
    ];
    let body = prop_oneof!["\\PC{0,20}", "[{]\\PC{0,20}", "[{]\"a\": [0-9\\[{\"]{0,9}"];
    let request = (
        method,
        path(project),
        value,
        content_type,
        body,
        any::<bool>(),
    );
    proptest!(ProptestConfig::with_cases(500), |(
        (method, path, accept, content_type, body, has_token) in request
    )| {
        let token = if has_token { token.as_str() } else { "nonsense" };
        let headers = [
            ("X-Auth-Token", token),
            ("Accept", accept.as_str()),
            ("Content-Type", content_type.as_str()),
        ];
        let asked = exchange(&server.orchestration, method, &path, &headers, body.as_bytes());
        let answer = runtime.block_on(asked);
        prop_assert!(answer.status < 500, "{method} {path}: {answer:?}");
    });
}
