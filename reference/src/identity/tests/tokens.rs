//! Tokens: how they are got, what they show, how they end.

use serde_json::{Value, json};

use crate::testing::{Answer, Server, exchange, password_request, start};

async fn authenticate(server: &Server, body: Value) -> Answer {
    server
        .identity("POST", "/v3/auth/tokens", "", Some(body))
        .await
}

/// A body with that identity and scope.
fn request(identity: Value, scope: Value) -> Value {
    let mut auth = json!({});
    auth["identity"] = identity;
    if !scope.is_null() {
        auth["scope"] = scope;
    }
    json!({ "auth": auth })
}

fn password(user: Value) -> Value {
    let mut user = user;
    user["password"] = json!("secret");
    json!({ "methods": ["password"], "password": { "user": user } })
}

async fn show(server: &Server, token: &str, subject: &str) -> Answer {
    let headers = [("X-Auth-Token", token), ("X-Subject-Token", subject)];
    exchange(&server.identity, "GET", "/v3/auth/tokens", &headers, b"").await
}

#[tokio::test]
async fn a_password_gets_a_token_of_a_project() {
    let server = start().await;
    server.clock.stop();
    let body = password_request("admin", "secret", Some("demo"));
    let answer = authenticate(&server, body).await;
    assert_eq!(answer.status, 201);
    let token = answer.json()["token"].clone();
    let names: Vec<&str> = token["roles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|role| role["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["admin", "manager", "member", "reader"]);
    assert_eq!(token["methods"], json!(["password"]));
    assert_eq!(token["user"]["name"], "admin");
    assert_eq!(
        token["user"]["domain"],
        json!({ "id": "default", "name": "Default" })
    );
    assert_eq!(token["project"]["name"], "demo");
    assert_eq!(token["project"]["domain"]["id"], "default");
    assert_eq!(token["is_domain"], false);
    let time = |name: &str| {
        token[name]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .unwrap()
    };
    assert_eq!(
        time("expires_at")
            .duration_since(time("issued_at"))
            .as_hours(),
        24
    );
    assert!(token["expires_at"].as_str().unwrap().ends_with('Z'));

    let text = answer.header("x-subject-token").unwrap();
    let shown = show(&server, text, text).await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.json()["token"], token);
    assert_eq!(shown.header("x-subject-token"), Some(text));
    let headers = [("X-Auth-Token", text), ("X-Subject-Token", text)];
    let head = exchange(&server.identity, "HEAD", "/v3/auth/tokens", &headers, b"").await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[tokio::test]
async fn users_and_projects_go_by_id_or_by_name() {
    let server = start().await;
    let (_, project) = server.token("demo", "demo").await;
    let answer = authenticate(&server, password_request("demo", "secret", None)).await;
    let user = answer.json()["token"]["user"]["id"].clone();
    let default = json!({ "id": "default" });
    let lower = json!({ "name": "default" });
    for (user, scope) in [
        (
            json!({ "id": user }),
            json!({ "project": { "id": project } }),
        ),
        (
            json!({ "name": "demo", "domain": default }),
            json!({ "project": { "name": "demo", "domain": default } }),
        ),
        (
            json!({ "name": "demo", "domain": lower }),
            json!({ "project": { "name": "demo", "domain": lower } }),
        ),
        // Without domains, as one client sends it.
        (
            json!({ "name": "demo" }),
            json!({ "project": { "name": "demo" } }),
        ),
    ] {
        let body = request(password(user), scope);
        let answer = authenticate(&server, body.clone()).await;
        assert_eq!(answer.status, 201, "{body}");
        assert_eq!(answer.json()["token"]["project"]["id"], project.as_str());
    }
}

#[tokio::test]
async fn a_token_gets_another_one_that_lives_no_longer() {
    let server = start().await;
    server.clock.stop();
    let first = authenticate(&server, password_request("demo", "secret", None)).await;
    assert!(first.json()["token"].get("catalog").is_none());
    assert!(first.json()["token"].get("roles").is_none());
    server.clock.advance(std::time::Duration::from_mins(1));
    let text = first.header("x-subject-token").unwrap();
    let identity = json!({ "methods": ["token"], "token": { "id": text } });
    let scope = json!({ "project": { "name": "demo" } });
    let answer = authenticate(&server, request(identity, scope)).await;
    assert_eq!(answer.status, 201);
    let token = &answer.json()["token"];
    assert_eq!(token["methods"], json!(["token", "password"]));
    assert_eq!(token["expires_at"], first.json()["token"]["expires_at"]);
    assert_eq!(token["audit_ids"][1], first.json()["token"]["audit_ids"][0]);
}

#[tokio::test]
async fn wrong_credentials_are_all_refused_alike() {
    let server = start().await;
    let refused = authenticate(&server, password_request("demo", "wrong", Some("demo"))).await;
    let shown = |answer: &Answer| answer.shown().replace(&server.identity, "IDENTITY");
    insta::assert_snapshot!(shown(&refused), @r#"
    401 with an id
    content-type: application/json
    vary: X-Auth-Token
    www-authenticate: Keystone uri="http://IDENTITY/v3"

    {"error":{"code":401,"message":"The request you have made requires authentication.","title":"Unauthorized"}}
    "#);
    let demo = || password(json!({ "name": "demo" }));
    for body in [
        password_request("nobody", "secret", Some("demo")),
        password_request("demo", "secret", Some("nothing")),
        password_request("demo", "secret", Some("admin")),
        request(
            password(json!({ "name": "demo", "domain": { "name": "no" } })),
            Value::Null,
        ),
        request(demo(), json!({ "domain": { "id": "default" } })),
        request(demo(), json!({ "system": { "all": true } })),
        request(json!({ "methods": [] }), Value::Null),
    ] {
        assert_eq!(
            shown(&authenticate(&server, body.clone()).await),
            shown(&refused),
            "{body}"
        );
    }
}

#[tokio::test]
async fn incomplete_requests_say_what_is_missing() {
    let server = start().await;
    let message = async |body: Value| {
        let answer = authenticate(&server, body).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        let message = answer.json()["error"]["message"]
            .as_str()
            .unwrap()
            .to_owned();
        message
            .split_once(". The server")
            .map_or(message.clone(), |(head, _)| head.to_owned())
    };
    assert_eq!(
        message(json!({})).await,
        "Expecting to find auth in request body"
    );
    assert_eq!(
        message(json!({ "auth": {} })).await,
        "Expecting to find identity in auth"
    );
    assert_eq!(
        message(request(json!({}), Value::Null)).await,
        "Expecting to find methods in identity"
    );
    assert_eq!(
        message(request(json!({ "methods": ["password"] }), Value::Null)).await,
        "Expecting to find password in identity"
    );
    assert_eq!(
        message(request(
            json!({ "methods": ["password"], "password": {} }),
            Value::Null
        ))
        .await,
        "Expecting to find user in password"
    );
    assert_eq!(
        message(request(password(json!({ "name": 5 })), Value::Null)).await,
        "Invalid input for field 'name'."
    );
    assert_eq!(
        message(request(password(json!({ "name": "demo" })), json!({}))).await,
        "Expecting to find system, project, domain, OS-TRUST:trust or unscoped in scope"
    );
    let bad = exchange(&server.identity, "POST", "/v3/auth/tokens", &[], b"{bad").await;
    assert!(
        bad.body
            .contains("Expecting to find valid JSON in request body"),
        "{bad:?}"
    );
    let unknown = json!({ "methods": ["oauth1"], "oauth1": {} });
    let answer = authenticate(&server, request(unknown, Value::Null)).await;
    insta::assert_snapshot!(answer.body, @r#"{"error":{"code":401,"message":"Attempted to authenticate with an unsupported method.","title":"Unauthorized","identity":{"methods":["password","token"]}}}"#);
}

#[tokio::test]
async fn a_token_is_shown_to_its_bearer_and_to_administrators() {
    let server = start().await;
    let (demo, _) = server.token("demo", "demo").await;
    let (admin, _) = server.token("admin", "admin").await;
    assert_eq!(show(&server, &demo, &demo).await.status, 200);
    assert_eq!(show(&server, &admin, &demo).await.status, 200);
    let refused = show(&server, &demo, &admin).await;
    insta::assert_snapshot!(refused.body, @r#"{"error":{"code":403,"message":"You are not authorized to perform the requested action: identity:validate_token.","title":"Forbidden"}}"#);
    assert_eq!(show(&server, &demo, "nonsense").await.body, refused.body);
    let unknown = show(&server, &admin, "nonsense").await;
    insta::assert_snapshot!(unknown.body, @r#"{"error":{"code":404,"message":"Failed to validate token","title":"Not Found"}}"#);
    assert_eq!(show(&server, "nonsense", &demo).await.status, 401);
}

#[tokio::test]
async fn a_revoked_token_is_none() {
    let server = start().await;
    let (demo, _) = server.token("demo", "demo").await;
    let (admin, _) = server.token("admin", "admin").await;
    let headers = [("X-Auth-Token", admin.as_str()), ("X-Subject-Token", &demo)];
    let revoked = exchange(&server.identity, "DELETE", "/v3/auth/tokens", &headers, b"").await;
    assert_eq!(revoked.status, 204);
    assert_eq!(show(&server, &admin, &demo).await.status, 404);
    assert_eq!(show(&server, &demo, &demo).await.status, 401);
}
