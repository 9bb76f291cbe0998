//! Who may do what.

use crate::testing::{Server, config, password_request, start, start_with};

async fn create(server: &Server, project: &str, token: &str) -> crate::testing::Answer {
    let headers = [("X-Auth-Token", token), ("Accept", "application/json")];
    let path = format!("/v1/{project}/stacks");
    server.ask("POST", &path, &headers, "{}").await
}

#[tokio::test]
async fn a_token_of_another_project_is_refused() {
    let server = start().await;
    let (_, project) = server.token("demo", "demo").await;
    let (alt, _) = server.token("alt_demo", "alt_demo").await;
    let answer = server.get(&format!("/v1/{project}/stacks"), &alt).await;
    insta::assert_snapshot!(answer.shown(), @r#"
    403 with an id
    content-type: application/json

    {"code": 403, "title": "Forbidden", "explanation": "Access was denied to this resource.", "error": {"type": "HTTPForbidden", "traceback": null, "message": "Access was denied to this resource."}}
    "#);
    let again = server.get("/v1/nope/stacks", &alt).await;
    assert_eq!(again.shown(), answer.shown());
    // There is no such thing in any project.
    assert_eq!(server.get("/v1/nope/nope", &alt).await.status, 404);
}

#[tokio::test]
async fn a_token_of_no_project_is_refused() {
    let server = start().await;
    let body = password_request("demo", "secret", None);
    let unscoped = server
        .identity("POST", "/v3/auth/tokens", "", Some(body))
        .await;
    let token = unscoped.header("x-subject-token").unwrap();
    assert_eq!(server.get("/v1/p/stacks", token).await.status, 403);
}

#[tokio::test]
async fn an_administrator_may_name_any_project_and_gets_its_own() {
    let server = start().await;
    let (_, demo) = server.token("demo", "demo").await;
    let (admin, _) = server.token("admin", "admin").await;
    for project in [&demo, "nope"] {
        let answer = server.get(&format!("/v1/{project}/stacks"), &admin).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @r#"{"user": "admin", "project": "admin", "query": [], "body": null}"#);
        }
    }
}

#[tokio::test]
async fn the_rule_that_refuses_is_named() {
    let server = start().await;
    let (reader, project) = server.token("demo_reader", "demo").await;
    assert_eq!(
        server
            .get(&format!("/v1/{project}/stacks"), &reader)
            .await
            .status,
        200
    );
    let answer = create(&server, &project, &reader).await;
    insta::assert_snapshot!(answer.shown(), @r#"
    403 with an id
    content-type: application/json

    {"code": 403, "title": "Forbidden", "explanation": "Access was denied to this resource.", "error": {"type": "Forbidden", "traceback": null, "message": "You are not authorized to use stacks:create."}}
    "#);
    let (stackuser, _) = server.token("demo_stackuser", "demo").await;
    let stacks = format!("/v1/{project}/stacks");
    assert_eq!(server.get(&stacks, &stackuser).await.status, 403);
    assert_eq!(
        server
            .get(&format!("{stacks}/web"), &stackuser)
            .await
            .status,
        302
    );
}

#[tokio::test]
async fn a_rule_can_be_overridden() {
    let mut config = config();
    let reader = vec!["reader".to_owned()];
    config.policy.insert("stacks:create".to_owned(), reader);
    config.policy.insert("stacks:index".to_owned(), Vec::new());
    let server = start_with(config).await;
    let (token, project) = server.token("demo_reader", "demo").await;
    assert_eq!(create(&server, &project, &token).await.status, 201);
    assert_eq!(
        server
            .get(&format!("/v1/{project}/stacks"), &token)
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn roles_are_looked_at_before_the_body_but_after_its_syntax() {
    let server = start().await;
    let (reader, project) = server.token("demo_reader", "demo").await;
    let path = format!("/v1/{project}/stacks");
    let headers = [("X-Auth-Token", reader.as_str())];
    assert_eq!(server.ask("POST", &path, &headers, "").await.status, 403);
    assert_eq!(
        server.ask("POST", &path, &headers, "{bad").await.status,
        400
    );
    assert_eq!(
        server
            .ask("POST", "/v1/nope/stacks", &headers, "{bad")
            .await
            .status,
        400
    );
}
