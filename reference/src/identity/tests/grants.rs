//! Roles of users on projects and domains.

use serde_json::{Value, json};

use crate::testing::start;

#[tokio::test]
async fn a_role_is_given_seen_and_taken() {
    let server = start().await;
    let (admin, _) = server.token("admin", "admin").await;
    let ask = async |method: &str, path: &str| {
        let answer = server.identity(method, path, &admin, None).await;
        let json: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        (answer.status, json)
    };
    let id = async |kind: &str, name: &str| {
        let (_, list) = ask("GET", &format!("/v3/{kind}s?name={name}")).await;
        list[format!("{kind}s")][0]["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let user = id("user", "demo").await;
    let role = id("role", "reader").await;
    for target in [
        format!("projects/{}", id("project", "alt_demo").await),
        format!("domains/{}", id("domain", "heat").await),
    ] {
        let roles = format!("/v3/{target}/users/{user}/roles");
        let one = format!("{roles}/{role}");
        assert_eq!(ask("HEAD", &one).await.0, 404);
        assert_eq!(ask("PUT", &one).await.0, 204);
        assert_eq!(ask("PUT", &one).await.0, 204, "again");
        assert_eq!(ask("HEAD", &one).await.0, 204);
        assert_eq!(ask("GET", &one).await.0, 204);
        let (_, list) = ask("GET", &roles).await;
        assert_eq!(list["roles"][0]["name"], "reader");
        assert_eq!(list["roles"].as_array().unwrap().len(), 1);
        assert_eq!(ask("DELETE", &one).await.0, 204);
        assert_eq!(ask("DELETE", &one).await.0, 404);
        for path in [
            format!("/v3/{target}/users/{user}/roles/no"),
            format!("/v3/{target}/users/no/roles/{role}"),
            format!("/v3/projects/no/users/{user}/roles/{role}"),
        ] {
            assert_eq!(ask("PUT", &path).await.0, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn assignments_are_listed_with_names_and_with_what_they_imply() {
    let server = start().await;
    let (admin, project) = server.token("admin", "demo").await;
    let users = server
        .identity("GET", "/v3/users?name=demo", &admin, None)
        .await
        .json();
    let user = users["users"][0]["id"].as_str().unwrap();
    let names = async |query: &str| {
        let path = format!("/v3/role_assignments?user.id={user}&include_names{query}");
        let list = server.identity("GET", &path, &admin, None).await.json();
        let assignments = list["role_assignments"].as_array().unwrap().clone();
        let mut names = Vec::new();
        for one in &assignments {
            assert_eq!(one["user"]["name"], "demo");
            assert_eq!(
                one["user"]["domain"],
                json!({ "id": "default", "name": "Default" })
            );
            assert_eq!(one["scope"]["project"]["name"], "demo");
            assert!(one["links"]["assignment"].as_str().unwrap().contains(user));
            names.push(one["role"]["name"].as_str().unwrap().to_owned());
        }
        names.join(" ")
    };
    assert_eq!(names("").await, "member heat_stack_owner");
    assert_eq!(names("&effective").await, "member reader heat_stack_owner");
    assert_eq!(
        names(&format!("&scope.project.id={project}")).await,
        "member heat_stack_owner"
    );
    assert_eq!(names("&scope.project.id=no").await, "");
    assert_eq!(names("&scope.domain.id=default").await, "");
    let bare = server
        .identity("GET", "/v3/role_assignments", &admin, None)
        .await
        .json();
    assert_eq!(bare["role_assignments"].as_array().unwrap().len(), 8);
    assert!(bare["role_assignments"][0]["role"].get("name").is_none());

    let rules = server
        .identity("GET", "/v3/role_inferences", &admin, None)
        .await
        .json();
    let mut pairs: Vec<String> = rules["role_inferences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| {
            let name = |role: &Value| role["name"].as_str().unwrap().to_owned();
            format!(
                "{} {}",
                name(&rule["prior_role"]),
                name(&rule["implies"][0])
            )
        })
        .collect();
    pairs.sort();
    assert_eq!(pairs, ["admin manager", "manager member", "member reader"]);
}
