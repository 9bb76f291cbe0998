//! Projects, users, roles and domains that an administrator makes.

use serde_json::{Value, json};

use crate::testing::{Answer, Server, password_request, start};

struct Admin {
    server: Server,
    token: String,
}

async fn admin() -> Admin {
    let server = start().await;
    let (token, _) = server.token("admin", "admin").await;
    Admin { server, token }
}

impl Admin {
    async fn ask(&self, method: &str, path: &str, body: Value) -> Answer {
        let body = Some(body).filter(|body| !body.is_null());
        self.server.identity(method, path, &self.token, body).await
    }

    /// The thing of that kind that is made of these attributes.
    async fn make(&self, kind: &str, attributes: Value) -> Value {
        let mut body = json!({});
        body[kind] = attributes;
        let answer = self.ask("POST", &format!("/v3/{kind}s"), body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.json()[kind].clone()
    }
}

fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_user_made_through_the_api_can_use_heat() {
    let admin = admin().await;
    let server = &admin.server;
    let project = admin.make("project", json!({ "name": "mine" })).await;
    let user = admin
        .make("user", json!({ "name": "me", "password": "pw" }))
        .await;
    let login = || password_request("me", "pw", Some("mine"));
    let no_role = server
        .identity("POST", "/v3/auth/tokens", "", Some(login()))
        .await;
    assert_eq!(no_role.status, 401);

    let roles = admin
        .ask("GET", "/v3/roles?name=member", Value::Null)
        .await
        .json();
    let role = id(&roles["roles"][0]).to_owned();
    let grant = format!(
        "/v3/projects/{}/users/{}/roles/{role}",
        id(&project),
        id(&user)
    );
    assert_eq!(admin.ask("PUT", &grant, Value::Null).await.status, 204);
    let answer = server
        .identity("POST", "/v3/auth/tokens", "", Some(login()))
        .await;
    let token = answer.header("x-subject-token").unwrap();
    let stacks = format!("/v1/{}/stacks", id(&project));
    insta::assert_snapshot!(server.get(&stacks, token).await.body, @r#"{"user": "me", "project": "mine", "query": [], "body": null}"#);

    // The role is taken away again, and with it what the token was good for.
    assert_eq!(admin.ask("DELETE", &grant, Value::Null).await.status, 204);
    assert_eq!(server.get(&stacks, token).await.status, 401);
}

#[tokio::test]
async fn what_ends_a_user_or_a_project_ends_their_tokens() {
    let admin = admin().await;
    let server = &admin.server;
    let (token, project) = server.token("demo", "demo").await;
    let stacks = format!("/v1/{project}/stacks");
    assert_eq!(server.get(&stacks, &token).await.status, 200);
    let path = format!("/v3/projects/{project}");
    let set = |enabled: bool| json!({ "project": { "enabled": enabled } });
    assert_eq!(admin.ask("PATCH", &path, set(false)).await.status, 200);
    assert_eq!(server.get(&stacks, &token).await.status, 401);
    assert_eq!(admin.ask("PATCH", &path, set(true)).await.status, 200);
    assert_eq!(server.get(&stacks, &token).await.status, 200);

    let users = admin
        .ask("GET", "/v3/users?name=demo", Value::Null)
        .await
        .json();
    let user = format!("/v3/users/{}", id(&users["users"][0]));
    let password = json!({ "user": { "password": "new" } });
    assert_eq!(admin.ask("PATCH", &user, password).await.status, 200);
    assert_eq!(server.get(&stacks, &token).await.status, 401);
    let login = password_request("demo", "new", Some("demo"));
    assert_eq!(
        server
            .identity("POST", "/v3/auth/tokens", "", Some(login.clone()))
            .await
            .status,
        201
    );
    let change = json!({ "user": { "original_password": "new", "password": "newer" } });
    let own = server
        .identity(
            "POST",
            &format!("{user}/password"),
            "",
            Some(change.clone()),
        )
        .await;
    assert_eq!(own.status, 204);
    let again = server
        .identity("POST", &format!("{user}/password"), "", Some(change))
        .await;
    assert_eq!(again.status, 401);
    assert_eq!(
        server
            .identity("POST", "/v3/auth/tokens", "", Some(login))
            .await
            .status,
        401
    );
    assert_eq!(admin.ask("DELETE", &user, Value::Null).await.status, 204);
    assert_eq!(admin.ask("GET", &user, Value::Null).await.status, 404);
    assert_eq!(admin.ask("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(admin.ask("GET", &path, Value::Null).await.status, 404);
}

#[tokio::test]
async fn things_are_shown_as_keystone_shows_them() {
    let admin = admin().await;
    let base = format!("http://{}/v3", admin.server.identity);
    let shown = |thing: &Value| {
        thing
            .to_string()
            .replace(id(thing), "ID")
            .replace(&base, "BASE")
    };
    let project = admin
        .make(
            "project",
            json!({ "name": "p", "color": "red", "tags": ["a"] }),
        )
        .await;
    insta::assert_snapshot!(shown(&project), @r#"{"color":"red","id":"ID","name":"p","domain_id":"default","description":"","enabled":true,"parent_id":"default","is_domain":false,"tags":["a"],"options":{},"links":{"self":"BASE/projects/ID"}}"#);
    let attributes = json!({ "name": "u", "password": "x", "email": "e@example", "default_project_id": project["id"] });
    let user = admin.make("user", attributes).await;
    insta::assert_snapshot!(shown(&user).replace(id(&project), "PROJECT"), @r#"{"email":"e@example","id":"ID","name":"u","domain_id":"default","enabled":true,"default_project_id":"PROJECT","password_expires_at":null,"options":{},"links":{"self":"BASE/users/ID"}}"#);
    let role = admin.make("role", json!({ "name": "r" })).await;
    insta::assert_snapshot!(shown(&role), @r#"{"id":"ID","name":"r","domain_id":null,"description":null,"options":{},"links":{"self":"BASE/roles/ID"}}"#);
    let domain = admin.make("domain", json!({ "name": "d" })).await;
    insta::assert_snapshot!(shown(&domain), @r#"{"id":"ID","name":"d","description":"","enabled":true,"tags":[],"options":{},"links":{"self":"BASE/domains/ID"}}"#);

    let list = admin
        .ask("GET", "/v3/projects?name=p", Value::Null)
        .await
        .json();
    assert_eq!(list["projects"], json!([project]));
    assert_eq!(list["links"]["self"], format!("{base}/projects?name=p"));
    for (kind, thing) in [
        ("project", &project),
        ("user", &user),
        ("role", &role),
        ("domain", &domain),
    ] {
        let path = format!("/v3/{kind}s/{}", id(thing));
        assert_eq!(
            admin.ask("GET", &path, Value::Null).await.json()[kind],
            *thing
        );
        let mut change = json!({});
        change[kind] = json!({ "name": "other", "description": "new" });
        let changed = admin.ask("PATCH", &path, change).await.json();
        assert_eq!(changed[kind]["name"], "other", "{changed}");
        assert_eq!(changed[kind]["description"], "new", "{changed}");
    }
}

#[tokio::test]
async fn what_cannot_be_made_is_refused_with_a_reason() {
    let admin = admin().await;
    let message = async |method: &str, path: &str, body: Value| {
        let answer = admin.ask(method, path, body).await;
        let message = answer.json()["error"]["message"]
            .as_str()
            .unwrap()
            .to_owned();
        format!("{} {message}", answer.status)
    };
    let taken = message("POST", "/v3/users", json!({ "user": { "name": "demo" } })).await;
    insta::assert_snapshot!(taken, @"409 Conflict occurred attempting to store user - Duplicate entry found with name demo at domain ID default.");
    let taken = message(
        "POST",
        "/v3/projects",
        json!({ "project": { "name": "demo" } }),
    )
    .await;
    assert!(taken.starts_with("409 Conflict occurred attempting to store project - it is not permitted to have two projects"), "{taken}");
    insta::assert_snapshot!(message("POST", "/v3/roles", json!({ "role": { "name": "member" } })).await, @"409 Conflict occurred attempting to store role - Duplicate entry found with name member.");
    insta::assert_snapshot!(message("POST", "/v3/projects", json!({ "project": {} })).await, @"400 Invalid input for field/attribute project. 'name' is a required property");
    insta::assert_snapshot!(message("POST", "/v3/projects", json!({ "project": { "name": 5 } })).await, @"400 Invalid input for field/attribute name. Value: 5. 5 is not of type 'string'");
    insta::assert_snapshot!(message("POST", "/v3/projects", json!({ "project": { "name": "" } })).await, @"400 Invalid input for field/attribute name. Value: . '' should be non-empty");
    insta::assert_snapshot!(message("POST", "/v3/projects", json!({ "project": { "name": "x", "domain_id": "no" } })).await, @"400 Could not find domain: no.");
    assert!(
        message("POST", "/v3/projects", json!({}))
            .await
            .starts_with("400 Expecting to find project in request body.")
    );
    insta::assert_snapshot!(message("GET", "/v3/projects/no", Value::Null).await, @"404 Could not find project: no.");
    insta::assert_snapshot!(message("DELETE", "/v3/users/no", Value::Null).await, @"404 Could not find user: no.");
    insta::assert_snapshot!(message("DELETE", "/v3/domains/default", Value::Null).await, @"403 Cannot delete a domain that is enabled, please disable it first.");
}

#[tokio::test]
async fn a_domain_goes_with_all_that_is_in_it() {
    let admin = admin().await;
    let domain = admin.make("domain", json!({ "name": "d" })).await;
    let user = admin
        .make("user", json!({ "name": "u", "domain_id": domain["id"] }))
        .await;
    let project = admin
        .make("project", json!({ "name": "p", "domain_id": domain["id"] }))
        .await;
    let path = format!("/v3/domains/{}", id(&domain));
    let disable = json!({ "domain": { "enabled": false } });
    assert_eq!(admin.ask("PATCH", &path, disable).await.status, 200);
    assert_eq!(admin.ask("DELETE", &path, Value::Null).await.status, 204);
    for path in [
        format!("/v3/users/{}", id(&user)),
        format!("/v3/projects/{}", id(&project)),
    ] {
        assert_eq!(admin.ask("GET", &path, Value::Null).await.status, 404);
    }
}

#[tokio::test]
async fn others_may_look_at_themselves_only() {
    let admin = admin().await;
    let server = &admin.server;
    let (token, project) = server.token("demo", "demo").await;
    let (_, alt) = server.token("alt_demo", "alt_demo").await;
    let users = admin.ask("GET", "/v3/users", Value::Null).await.json();
    let user = |name: &str| {
        let mut users = users["users"].as_array().unwrap().iter();
        id(users.find(|user| user["name"] == name).unwrap()).to_owned()
    };
    let (me, other) = (user("demo"), user("admin"));
    for (path, status) in [
        (format!("/v3/users/{me}"), 200),
        (format!("/v3/users/{me}/projects"), 200),
        (format!("/v3/projects/{project}"), 200),
        ("/v3/auth/projects".to_owned(), 200),
        ("/v3/auth/domains".to_owned(), 200),
        ("/v3/auth/system".to_owned(), 200),
        (format!("/v3/users/{other}"), 403),
        (format!("/v3/users/{other}/projects"), 403),
        (format!("/v3/projects/{alt}"), 403),
        ("/v3/projects/no".to_owned(), 403),
        ("/v3/projects".to_owned(), 403),
        ("/v3/users".to_owned(), 403),
        ("/v3/groups".to_owned(), 403),
        ("/v3/roles".to_owned(), 403),
        ("/v3/domains".to_owned(), 403),
        ("/v3/role_assignments".to_owned(), 403),
        ("/v3/role_inferences".to_owned(), 403),
        ("/v3/endpoints".to_owned(), 403),
    ] {
        let answer = server.identity("GET", &path, &token, None).await;
        assert_eq!(answer.status, status, "{path}: {answer:?}");
        let anonymous = server.identity("GET", &path, "", None).await;
        assert_eq!(anonymous.status, 401, "{path}");
    }
    for (path, kind) in [
        ("/v3/projects", "project"),
        ("/v3/users", "user"),
        ("/v3/roles", "role"),
        ("/v3/domains", "domain"),
    ] {
        let mut body = json!({});
        body[kind] = json!({ "name": "x" });
        let answer = server.identity("POST", path, &token, Some(body)).await;
        assert_eq!(answer.status, 403, "{path}");
    }
    let mine = server
        .identity("GET", "/v3/auth/projects", &token, None)
        .await
        .json();
    assert_eq!(mine["projects"].as_array().unwrap().len(), 1);
    assert_eq!(mine["projects"][0]["name"], "demo");
}

#[tokio::test]
async fn every_database_has_ids_of_its_own() {
    let (one, other) = (start().await, start().await);
    assert_ne!(
        one.token("demo", "demo").await.1,
        other.token("demo", "demo").await.1
    );
}
