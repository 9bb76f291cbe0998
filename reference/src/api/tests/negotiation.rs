//! Which version is addressed, and what there is without one.

use crate::testing::start;

const JSON: (&str, &str) = ("Accept", "application/json");

#[tokio::test]
async fn the_versions_need_no_token_and_no_particular_verb() {
    let server = start().await;
    let host = [JSON, ("Host", "heat.example:1234")];
    let answer = server.ask("GET", "/", &host, "").await;
    insta::assert_snapshot!(answer.shown(), @r#"
    300 with an id
    content-type: application/json

    {"versions": [{"id": "v1.0", "status": "CURRENT", "links": [{"rel": "self", "href": "http://heat.example:1234/v1/"}]}]}
    "#);
    for (method, path) in [
        ("GET", "/versions"),
        ("GET", "/versions/x"),
        ("GET", "/v2"),
        ("GET", "/v1.1/p/stacks"),
        ("GET", "/?a=b"),
        ("POST", "/"),
        ("DELETE", "/"),
        ("FOO", "/v3"),
    ] {
        let again = server.ask(method, path, &host, "").await;
        assert_eq!(again.shown(), answer.shown(), "{method} {path}");
    }
    let head = server.ask("HEAD", "/", &host, "").await;
    assert_eq!((head.status, head.body.as_str()), (300, ""));
}

#[tokio::test]
async fn a_path_without_a_version_is_found_only_by_its_media_type() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let path = format!("/{project}/stacks");
    let with = async |accept: &str| {
        let headers = [("Accept", accept), ("X-Auth-Token", &token)];
        server.ask("GET", &path, &headers, "").await.status
    };
    assert_eq!(
        with("application/vnd.openstack.orchestration-v1").await,
        200
    );
    assert_eq!(
        with("application/vnd.openstack.orchestration-v1.0").await,
        200
    );
    assert_eq!(
        with("application/vnd.openstack.orchestration-v2").await,
        300
    );
    assert_eq!(with("application/json").await, 404);
}

#[tokio::test]
async fn version_one_has_several_spellings() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    for version in ["v1", "v1.0", "/v1", "v1x", "%761"] {
        let answer = server
            .get(&format!("/{version}/{project}/stacks"), &token)
            .await;
        assert_eq!(answer.status, 200, "{version}: {answer:?}");
    }
}

#[tokio::test]
async fn nothing_is_at_the_version_itself() {
    let server = start().await;
    let (token, _) = server.token("demo", "demo").await;
    for path in ["/v1", "/v1/", "/v1.0/"] {
        assert_eq!(server.ask("GET", path, &[JSON], "").await.status, 401);
        assert_eq!(server.get(path, &token).await.status, 404);
    }
}

#[tokio::test]
async fn a_path_that_is_no_utf_8_is_refused_before_anything_else() {
    let server = start().await;
    let answer = server.ask("GET", "/v1/%ff%fe", &[JSON], "").await;
    insta::assert_snapshot!(answer.shown(), @r#"
    400 with an id
    content-type: application/json

    {"message": "The server could not comply with the request since it is either malformed or otherwise incorrect.<br /><br />\n\n\n", "code": "400 Bad Request", "title": "Bad Request"}
    "#);
}

#[tokio::test]
async fn the_health_check_needs_nothing_and_has_no_id() {
    let server = start().await;
    let answer = server.ask("GET", "/healthcheck", &[JSON], "").await;
    insta::assert_snapshot!(answer.shown(), @r#"
    200
    content-type: application/json

    {
        "detailed": false,
        "reasons": []
    }
    "#);
    let answer = server
        .ask("GET", "/healthcheck", &[("Accept", "*/*")], "")
        .await;
    insta::assert_snapshot!(answer.shown(), @"
    200
    content-type: text/plain; charset=UTF-8
    ");
    let head = server.ask("HEAD", "/healthcheck/x", &[], "").await;
    assert_eq!((head.status, head.header("content-length")), (204, None));
    assert_eq!(
        server.ask("GET", "/healthcheckx", &[JSON], "").await.status,
        404
    );
}
