//! Verbs, and paths that nothing is at.

use crate::testing::start;

#[tokio::test]
async fn a_verb_that_a_path_has_not_is_405_without_a_list_of_others() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let headers = [
        ("X-Auth-Token", token.as_str()),
        ("Accept", "application/json"),
    ];
    let stacks = format!("/v1/{project}/stacks");
    let answer = server.ask("DELETE", &stacks, &headers, "").await;
    insta::assert_snapshot!(answer.shown(), @r#"
    405 with an id
    content-type: application/json

    {"code": 405, "title": "Method Not Allowed", "explanation": "The server could not comply with the request since it is either malformed or otherwise incorrect.", "error": {"type": "HTTPMethodNotAllowed", "traceback": null, "message": "The server could not comply with the request since it is either malformed or otherwise incorrect."}}
    "#);
    // HEAD is never there, and the project does not matter.
    for (method, path) in [("HEAD", stacks.as_str()), ("PUT", "/v1/nope/stacks")] {
        assert_eq!(server.ask(method, path, &headers, "").await.status, 405);
    }
    // The body is looked at first.
    assert_eq!(
        server.ask("PUT", &stacks, &headers, "{bad").await.status,
        400
    );
}

#[tokio::test]
async fn options_lists_the_verbs_for_a_valid_token_only() {
    let server = start().await;
    let (token, project) = server.token("demo_stackuser", "demo").await;
    let path = format!("/v1/{project}/stacks");
    let answer = server
        .ask("OPTIONS", &path, &[("X-Auth-Token", &token)], "")
        .await;
    insta::assert_snapshot!(answer.shown(), @"
    204 with an id
    allow: GET,POST
    ");
    for (path, token) in [
        (path.as_str(), "nonsense"),
        ("/", ""),
        ("/v1/p/nope", &token),
        ("/nope", &token),
    ] {
        let answer = server
            .ask("OPTIONS", path, &[("X-Auth-Token", token)], "")
            .await;
        insta::allow_duplicates! { insta::assert_snapshot!(answer.shown(), @"200"); }
    }
}

#[tokio::test]
async fn what_is_not_there_is_404_in_no_fault_shape() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let base = format!("/v1/{project}");
    let answer = server.get(&format!("{base}/nope"), &token).await;
    insta::assert_snapshot!(answer.shown(), @r#"
    404 with an id
    content-type: application/json

    {"message": "The resource could not be found.<br /><br />\n\n\n", "code": "404 Not Found", "title": "Not Found"}
    "#);
    for path in ["", "/", "/stacks/", "/STACKS", "/stacks/a/b/c/d/e"] {
        let again = server.get(&format!("{base}{path}"), &token).await;
        assert_eq!(again.shown(), answer.shown(), "{path}");
    }
    let headers = [
        ("X-Auth-Token", token.as_str()),
        ("Accept", "application/json"),
    ];
    for method in ["TRACE", "FOO", "CONNECT"] {
        let again = server
            .ask(method, &format!("{base}/stacks"), &headers, "")
            .await;
        assert_eq!(again.status, 404, "{method}");
    }
    let head = server
        .ask("HEAD", &format!("{base}/nope"), &headers, "")
        .await;
    insta::assert_snapshot!(head.shown(), @"
    404 with an id
    content-type: text/html; charset=UTF-8
    ");
}
