//! Who talks: the family's project, and a token for each role of the recordings.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::client;
use crate::recording::Context;

/// The users of the seed have roles in the family's project: as whom recordings ask, user, role.
const GRANTS: &[(&str, &str)] = &[
    ("demo", "member"),
    ("demo", "heat_stack_owner"),
    ("demo_reader", "reader"),
    ("admin", "admin"),
    ("demo_stackuser", "heat_stack_user"),
];

/// The tokens, and the ids of the projects.
#[derive(Debug)]
pub(crate) struct Identities {
    tokens: Vec<(&'static str, String)>,
    /// Pairs of what the recording says and what is so here.
    pub(crate) projects: Vec<(String, String)>,
}

impl Identities {
    /// Makes the project, grants the roles and fetches the tokens.
    pub(crate) async fn set_up(keystone: &str, context: &Context) -> Self {
        let (root, admin_project) = token(keystone, "admin", Some("admin")).await;
        let (alt, alt_project) = token(keystone, "alt_demo", Some("alt_demo")).await;
        let project = json!({"project": {"name": context.project_name, "domain_id": "default"}});
        let made = ask(keystone, &root, "POST", "/v3/projects", Some(&project)).await;
        let project = text(&made.value(), "/project/id");
        for (user, role) in GRANTS {
            let user = id(keystone, &root, "users", user).await;
            let role = id(keystone, &root, "roles", role).await;
            let path = format!("/v3/projects/{project}/users/{user}/roles/{role}");
            let granted = ask(keystone, &root, "PUT", &path, None).await;
            assert_eq!(granted.status, 204, "{granted:?}");
        }
        let scope = Some(context.project_name.as_str());
        let tokens = vec![
            ("member", token(keystone, "demo", scope).await.0),
            ("reader", token(keystone, "demo_reader", scope).await.0),
            ("padmin", token(keystone, "admin", scope).await.0),
            (
                "stackuser",
                token(keystone, "demo_stackuser", scope).await.0,
            ),
            ("unscoped", token(keystone, "demo", None).await.0),
            ("admin", root),
            ("alt", alt),
        ];
        Self {
            tokens,
            projects: vec![
                (context.project.clone(), project),
                (context.alt_project.clone(), alt_project),
                (context.admin_project.clone(), admin_project),
            ],
        }
    }

    /// A header's value with the token that it stands for.
    pub(crate) fn with_token(&self, value: &str) -> String {
        let role = value
            .strip_prefix("<token:")
            .and_then(|rest| rest.strip_suffix('>'));
        // A member's token in another header is recorded as it was.
        let role = if value.starts_with("gAAAA") {
            Some("member")
        } else {
            role
        };
        match role {
            None => value.to_owned(),
            Some(role) => {
                let mut tokens = self.tokens.iter();
                let token = tokens.find(|(known, _)| *known == role);
                token
                    .unwrap_or_else(|| panic!("nobody is {role}"))
                    .1
                    .clone()
            }
        }
    }
}

/// A token and the id of its project.
async fn token(keystone: &str, user: &str, project: Option<&str>) -> (String, String) {
    let domain = json!({"id": "default"});
    let user = json!({"name": user, "password": "secret", "domain": domain});
    let mut body = json!({
        "auth": {"identity": {"methods": ["password"], "password": {"user": user}}}
    });
    body["auth"]["scope"] = match project {
        Some(name) => json!({"project": {"name": name, "domain": domain}}),
        None => json!("unscoped"),
    };
    let answer = ask(keystone, "", "POST", "/v3/auth/tokens", Some(&body)).await;
    let token = answer.header("x-subject-token");
    let token = token.unwrap_or_else(|| panic!("no token: {answer:?}"));
    let project = answer.value().pointer("/token/project/id").cloned();
    let project = project.and_then(|id| id.as_str().map(str::to_owned));
    (token.to_owned(), project.unwrap_or_default())
}

/// The id of the user or role of that name.
async fn id(keystone: &str, token: &str, collection: &str, name: &str) -> String {
    let path = format!("/v3/{collection}?name={name}");
    let found = ask(keystone, token, "GET", &path, None).await;
    text(&found.value(), &format!("/{collection}/0/id"))
}

async fn ask(
    keystone: &str,
    token: &str,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Answer {
    let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    if !token.is_empty() {
        headers.push(("X-Auth-Token".to_owned(), token.to_owned()));
    }
    let body = body.map(Value::to_string);
    client::exchange(keystone, method, path, &headers, body.as_deref()).await
}

fn text(value: &Value, pointer: &str) -> String {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_else(|| panic!("no {pointer} in {value}"))
        .to_owned()
}
