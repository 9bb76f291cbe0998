//! Failures of the server's own, which clients learn nothing about.

use crate::testing::start;

#[tokio::test]
async fn a_failure_and_a_panic_are_500_without_a_reason() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    for name in ["failure", "panic"] {
        let answer = server
            .get(&format!("/v1/{project}/stacks/{name}/id"), &token)
            .await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.shown(), @r#"
            500 with an id
            content-type: application/json

            {"code": 500, "title": "Internal Server Error", "explanation": "The server has either erred or is incapable of performing the requested operation.", "error": {"type": "HTTPInternalServerError", "traceback": null}}
            "#);
        }
    }
    assert_eq!(
        server
            .get(&format!("/v1/{project}/stacks"), &token)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_body_that_was_rendered_before_is_sent_as_it_is() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let answer = server
        .get(&format!("/v1/{project}/stacks/rendered/id"), &token)
        .await;
    insta::assert_snapshot!(answer.shown(), @r#"
    200 with an id
    content-type: application/json

    {"rendered": true}
    "#);
}
