//! Who is let in.

use std::time::Duration;

use crate::config::{Auth, Config};
use crate::testing::{config, start, start_with};

const JSON: (&str, &str) = ("Accept", "application/json");

#[tokio::test]
async fn without_a_valid_token_everything_in_the_version_is_401() {
    let server = start().await;
    let path = "/v1/p/stacks";
    let answer = server.ask("GET", path, &[JSON], "").await;
    let shown = answer.shown().replace(&server.identity, "IDENTITY");
    insta::assert_snapshot!(shown, @r#"
    401 with an id
    content-type: application/json
    www-authenticate: Keystone uri="http://IDENTITY/v3"

    {"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}}
    "#);
    for (method, path, token) in [
        ("GET", path, "nonsense"),
        ("GET", path, ""),
        ("POST", path, "nonsense"),
        ("GET", "/v1/p/nope", "nonsense"),
        ("PUT", path, "nonsense"),
        ("FOO", path, "nonsense"),
    ] {
        let again = server
            .ask(method, path, &[JSON, ("X-Auth-Token", token)], "")
            .await;
        assert_eq!(again.shown(), answer.shown(), "{method} {path} {token}");
    }
    let head = server.ask("HEAD", path, &[JSON], "").await;
    assert_eq!((head.status, head.body.as_str()), (401, ""));
    for forged in [
        [("X-Identity-Status", "Confirmed"), ("X-Roles", "admin")],
        [("X-Auth-User", "demo"), ("X-Auth-Key", "secret")],
    ] {
        assert_eq!(server.ask("GET", path, &forged, "").await.status, 401);
    }
}

#[tokio::test]
async fn the_token_may_stand_in_another_header() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let path = format!("/v1/{project}/stacks");
    let with = async |headers: &[(&str, &str)]| server.ask("GET", &path, headers, "").await.status;
    assert_eq!(with(&[("X-Storage-Token", &token)]).await, 200);
    assert_eq!(
        with(&[("X-Auth-Token", &token), ("X-Storage-Token", "bad")]).await,
        200
    );
    assert_eq!(
        with(&[("X-Auth-Token", "bad"), ("X-Storage-Token", &token)]).await,
        401
    );
    assert_eq!(
        with(&[("X-Auth-Token", ""), ("X-Storage-Token", &token)]).await,
        401
    );
}

#[tokio::test]
async fn a_token_ends_with_its_time() {
    let config = Config {
        token_expiration: Duration::from_mins(1),
        ..config()
    };
    config.clock.stop();
    let server = start_with(config).await;
    let (token, project) = server.token("demo", "demo").await;
    let path = format!("/v1/{project}/stacks");
    server.clock.advance(Duration::from_secs(59));
    assert_eq!(server.get(&path, &token).await.status, 200);
    server.clock.advance(Duration::from_secs(1));
    assert_eq!(server.get(&path, &token).await.status, 401);
}

#[tokio::test]
async fn a_token_ends_when_it_is_revoked() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let path = format!("/v1/{project}/stacks");
    assert_eq!(server.get(&path, &token).await.status, 200);
    let headers = [
        ("X-Auth-Token", token.as_str()),
        ("X-Subject-Token", &token),
    ];
    let revoked =
        crate::testing::exchange(&server.identity, "DELETE", "/v3/auth/tokens", &headers, b"")
            .await;
    assert_eq!(revoked.status, 204);
    assert_eq!(server.get(&path, &token).await.status, 401);
}

#[tokio::test]
async fn tokens_and_ids_outlive_the_process_where_the_state_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        database: Some(folder.path().join("heat.sqlite")),
        ..config()
    };
    let server = start_with(config.clone()).await;
    let (token, project) = server.token("demo", "demo").await;
    server.shutdown().await;
    let server = start_with(config).await;
    let answer = server.get(&format!("/v1/{project}/stacks"), &token).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let mut bytes = Vec::new();
    for file in folder.path().read_dir().unwrap() {
        bytes.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    assert!(holds(&project), "the files hold what they should");
    assert!(!holds(&token), "the files hold a token");
}

#[tokio::test]
async fn without_authentication_everyone_is_admin_of_the_project_in_the_path() {
    let config = Config {
        auth: Auth::None,
        ..config()
    };
    let server = start_with(config).await;
    let answer = server.get("/v1/anything/stacks", "notused").await;
    insta::assert_snapshot!(answer.body, @r#"{"user": "admin", "project": "anything", "query": [], "body": null}"#);
    assert_eq!(
        server
            .ask("GET", "/v1/anything/stacks", &[], "")
            .await
            .status,
        200
    );
    // Clients without a token look for the version here.
    assert_eq!(server.ask("GET", "/v1", &[], "").await.status, 300);
    assert_eq!(server.running().identity_url(), None);
}

#[tokio::test]
async fn tokens_of_another_identity_service_are_checked_there() {
    let keystone = start().await;
    let (token, project) = keystone.token("demo_reader", "demo").await;
    let config = Config {
        identity_url: Some(format!("http://{}", keystone.identity)),
        ..config()
    };
    let server = start_with(config).await;
    let path = format!("/v1/{project}/stacks");
    let answer = server.get(&path, &token).await;
    insta::assert_snapshot!(answer.body, @r#"{"user": "demo_reader", "project": "demo", "query": [], "body": null}"#);
    assert_eq!(server.get(&path, "nonsense").await.status, 401);
    assert_eq!(server.get("/identity/v3", &token).await.status, 404);
    keystone.shutdown().await;
    // What is known is trusted for a while; anything else is nobody's to tell.
    assert_eq!(server.get(&path, &token).await.status, 200);
    let answer = server.get(&path, "another").await;
    insta::assert_snapshot!(answer.shown(), @r#"
    503 with an id
    content-type: application/json

    {"message": "The server is currently unavailable. Please try again at a later time.<br /><br />\n\n\n", "code": "503 Service Unavailable", "title": "Service Unavailable"}
    "#);
}
