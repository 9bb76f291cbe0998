//! Headers that every answer has, or some.

use crate::config::Config;
use crate::testing::{config, start, start_with};

#[tokio::test]
async fn every_answer_has_an_id_of_its_own() {
    let server = start().await;
    let sent = "req-11111111-1111-4111-8111-111111111111";
    let mut seen = std::collections::HashSet::new();
    for path in ["/", "/v1/p/stacks", "/nope"] {
        let answer = server
            .ask("GET", path, &[("X-OpenStack-Request-ID", sent)], "")
            .await;
        let id = answer.header("x-openstack-request-id").unwrap().to_owned();
        assert!(id.starts_with("req-") && id.len() == 40, "{id}");
        assert_ne!(id, sent);
        assert!(seen.insert(id));
    }
}

#[tokio::test]
async fn links_are_made_of_the_host_that_the_client_used() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let path = format!("/v1/{project}/stacks/web");
    let location = async |headers: &[(&str, &str)]| {
        let mut all = vec![("X-Auth-Token", token.as_str())];
        all.extend(headers);
        let answer = server.ask("GET", &path, &all, "").await;
        answer
            .header("location")
            .map(|url| url.replace(&project, "P"))
    };
    let of = |host: &str| Some(format!("http://{host}/v1/P/stacks/web/a&b"));
    assert_eq!(
        location(&[("Host", "heat.example:1234")]).await,
        of("heat.example:1234")
    );
    assert_eq!(
        location(&[("X-Forwarded-Proto", "https")]).await,
        of(&server.orchestration)
    );
    assert_eq!(location(&[("Host", "evil\"><x")]).await, None);
}

#[tokio::test]
async fn links_spell_the_version_as_the_client_does() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    for version in ["v1", "v1.0", "v1x"] {
        let path = format!("/{version}/{project}/stacks/web");
        let answer = server.get(&path, &token).await;
        let expected = format!("http://{}{path}/a&b", server.orchestration);
        assert_eq!(answer.header("location"), Some(expected.as_str()));
    }
}

#[tokio::test]
async fn a_created_thing_has_a_location() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let path = format!("/v1/{project}/stacks");
    let answer = server
        .ask("POST", &path, &[("X-Auth-Token", &token)], "{}")
        .await;
    assert_eq!(answer.status, 201);
    let expected = format!("http://{}{path}/web/id", server.orchestration);
    assert_eq!(answer.header("location"), Some(expected.as_str()));
}

#[tokio::test]
async fn scripts_of_a_configured_origin_may_read_answers() {
    let config = Config {
        cors_allowed_origins: vec!["http://dashboard.example".to_owned()],
        ..config()
    };
    let server = start_with(config).await;
    let origin = ("Origin", "http://dashboard.example");
    let json = ("Accept", "application/json");
    let answer = server.ask("GET", "/nope", &[origin, json], "").await;
    insta::assert_snapshot!(answer.shown(), @r#"
    404 with an id
    content-type: application/json
    vary: Origin
    access-control-allow-origin: http://dashboard.example
    access-control-allow-credentials: true
    access-control-expose-headers: X-Auth-Token,X-Subject-Token,X-Service-Token,X-OpenStack-Request-ID

    {"message": "The resource could not be found.<br /><br />\n\n\n", "code": "404 Not Found", "title": "Not Found"}
    "#);
    let method = ("Access-Control-Request-Method", "PATCH");
    let wanted = (
        "Access-Control-Request-Headers",
        "x-auth-token, Content-Type",
    );
    let answer = server
        .ask("OPTIONS", "/v1/p/stacks", &[origin, method, wanted], "")
        .await;
    insta::assert_snapshot!(answer.shown(), @"
    200
    vary: Origin
    access-control-allow-origin: http://dashboard.example
    access-control-allow-credentials: true
    access-control-max-age: 3600
    access-control-allow-methods: PATCH
    access-control-allow-headers: x-auth-token,Content-Type
    ");
    for headers in [
        [("Origin", "http://other.example"), method, wanted],
        [origin, ("Access-Control-Request-Method", "HEAD"), wanted],
        [origin, method, ("Access-Control-Request-Headers", "X-Foo")],
    ] {
        let answer = server.ask("OPTIONS", "/v1/p/stacks", &headers, "").await;
        insta::allow_duplicates! { insta::assert_snapshot!(answer.shown(), @"200"); }
    }
}
