//! A project that holds nothing, made by an administrator of a Keystone that is ours alone.

use serde_json::{Value, json};

use super::keystone::{AuthenticationError, v3};

/// Makes a project in which a user is a member; the project's name.
pub(super) async fn make_project(
    http: &reqwest::Client,
    auth_url: &str,
    admin_token: &str,
    user: &str,
) -> Result<String, AuthenticationError> {
    let keystone = Keystone {
        http,
        url: v3(auth_url),
        admin_token,
    };
    let name = format!("fresh-{}", uuid::Uuid::new_v4().simple());
    let body = json!({"project": {"name": name, "domain_id": "default"}});
    let made = keystone.ask("POST", "projects", Some(&body)).await?;
    let project = text_at(&made, "/project/id");
    let users = keystone
        .ask("GET", &format!("users?name={user}"), None)
        .await?;
    let user = text_at(&users, "/users/0/id");
    let roles = keystone.ask("GET", "roles?name=member", None).await?;
    let role = text_at(&roles, "/roles/0/id");
    let grant = format!("projects/{project}/users/{user}/roles/{role}");
    keystone.ask("PUT", &grant, None).await?;
    Ok(name)
}

struct Keystone<'a> {
    http: &'a reqwest::Client,
    url: String,
    admin_token: &'a str,
}

impl Keystone<'_> {
    async fn ask(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, AuthenticationError> {
        let url = format!("{}/{path}", self.url);
        let unreachable = |error: reqwest::Error| AuthenticationError::Unreachable {
            url: url.clone(),
            reason: crate::client::root_cause(&error),
        };
        let method = method.parse().unwrap_or_default();
        let mut request = self.http.request(method, &url);
        request = request.header("x-auth-token", self.admin_token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.map_err(unreachable)?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.map_err(unreachable)?;
        let body: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        if status >= 400 {
            return Err(AuthenticationError::Refused {
                message: text_at(&body, "/error/message").to_owned(),
                url,
                status,
            });
        }
        Ok(body)
    }
}

fn text_at<'a>(body: &'a Value, pointer: &str) -> &'a str {
    body.pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
