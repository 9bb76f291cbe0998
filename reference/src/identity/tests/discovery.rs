//! What clients ask before they log in.

use crate::testing::{exchange, start};

const HOST: [(&str, &str); 1] = [("Host", "keystone.example:5000")];

#[tokio::test]
async fn the_versions_point_at_the_host_that_was_used() {
    let server = start().await;
    let answer = exchange(&server.identity, "GET", "/", &HOST, b"").await;
    insta::assert_snapshot!(answer.shown(), @r#"
    300 with an id
    content-type: application/json
    location: http://keystone.example:5000/v3/
    vary: X-Auth-Token

    {"versions":{"values":[{"id":"v3.14","status":"stable","updated":"2020-04-07T00:00:00Z","links":[{"rel":"self","href":"http://keystone.example:5000/v3/"}],"media-types":[{"base":"application/json","type":"application/vnd.openstack.identity-v3+json"}]}]}}
    "#);
    for path in ["/v3", "/v3/"] {
        let answer = exchange(&server.identity, "GET", path, &HOST, b"").await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.shown(), @r#"
            200 with an id
            content-type: application/json
            vary: X-Auth-Token

            {"version":{"id":"v3.14","status":"stable","updated":"2020-04-07T00:00:00Z","links":[{"rel":"self","href":"http://keystone.example:5000/v3/"}],"media-types":[{"base":"application/json","type":"application/vnd.openstack.identity-v3+json"}]}}
            "#);
        }
    }
}

#[tokio::test]
async fn one_port_is_enough() {
    let server = start().await;
    for (path, status) in [
        ("/identity", 300),
        ("/identity/", 300),
        ("/identity/v3", 200),
    ] {
        let answer = exchange(&server.orchestration, "GET", path, &HOST, b"").await;
        assert_eq!(answer.status, status, "{path}");
        assert!(
            answer
                .body
                .contains("\"http://keystone.example:5000/identity/v3/\""),
            "{answer:?}"
        );
    }
    let (token, _) = server.token("demo", "demo").await;
    let headers = [("X-Auth-Token", token.as_str()), ("Host", "h:1")];
    let path = "/identity/v3/auth/projects";
    let answer = exchange(&server.orchestration, "GET", path, &headers, b"").await;
    assert_eq!(
        answer.json()["links"]["self"],
        "http://h:1/identity/v3/auth/projects"
    );
}

#[tokio::test]
async fn what_is_not_there_says_so_in_json() {
    let server = start().await;
    let answer = server.identity("GET", "/v2.0", "", None).await;
    insta::assert_snapshot!(answer.body, @r#"{"error":{"code":404,"message":"The resource could not be found.","title":"Not Found"}}"#);
    let answer = server.identity("PATCH", "/v3/auth/tokens", "", None).await;
    insta::assert_snapshot!(answer.body, @r#"{"error":{"code":405,"message":"The method is not allowed for the requested URL.","title":"Method Not Allowed"}}"#);
}
