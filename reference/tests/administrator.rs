//! An administrator uses the stacks of every project by their ids, in whatever project's path.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

mod common;

use common::Server;
use reqwest::Method;
use serde_json::{Value, json};

fn template() -> Value {
    json!({
        "heat_template_version": "2018-08-31",
        "resources": { "v": { "type": "OS::Heat::Value", "properties": { "value": 1 } } },
    })
}

fn names(list: &Value) -> Vec<(&str, &str)> {
    let stacks = list["stacks"].as_array().unwrap().iter();
    stacks
        .map(|stack| {
            let name = stack["stack_name"].as_str().unwrap();
            (name, stack["project"].as_str().unwrap_or_default())
        })
        .collect()
}

#[tokio::test]
async fn an_administrator_uses_the_stacks_of_every_project() {
    let server = Server::start(None, None).await;
    let demo = server.client();
    let admin = server.log_in("admin", "admin").await;
    let path = demo.create("web", template()).await;
    demo.settled(&path).await;
    let mine = admin.create("own", template()).await;
    admin.settled(&mine).await;

    for client in [&admin, &admin.at(demo)] {
        let (_, list) = client
            .send(Method::GET, "/stacks?with_count=true", None)
            .await;
        assert_eq!(
            names(&list),
            [("own", admin.project()), ("web", demo.project())]
        );
        assert_eq!(list["count"], 2);
        for sub_path in ["", "/events", "/template"] {
            let path = format!("{path}{sub_path}");
            let (status, answer) = client.send(Method::GET, &path, None).await;
            assert_eq!(status, 200, "{path}: {answer}");
        }
        let id = path.rsplit('/').next().unwrap();
        let (status, _) = client
            .send(Method::GET, &format!("/stacks/{id}"), None)
            .await;
        assert_eq!(status, 302);
        for other in ["/stacks/web".to_owned(), path.replace("web", "other")] {
            let (status, _) = client.send(Method::GET, &other, None).await;
            assert_eq!(status, 404, "{other}");
        }
        let body = json!({ "template": template() });
        let (status, answer) = client.send(Method::PUT, &path, Some(body)).await;
        assert_eq!(status, 202, "{answer}");
        let stack = client.settled(&path).await;
        assert_eq!(stack["stack_owner"], "demo");
        let link = stack["links"][0]["href"].as_str().unwrap();
        assert!(link.contains(demo.project()), "{link}");
    }
    let (status, _) = admin.send(Method::DELETE, &path, None).await;
    assert_eq!(status, 204);
    assert_eq!(demo.settled(&path).await["stack_status"], "DELETE_COMPLETE");
}

#[tokio::test]
async fn what_an_administrator_saw_is_shown_to_nobody_else() {
    let server = Server::start(None, None).await;
    let admin = server.log_in("admin", "admin").await;
    let path = server.client().create("web", template()).await;
    admin.settled(&path).await;
    let mine = admin.create("own", template()).await;
    admin.settled(&mine).await;
    let other = server.log_in("alt_demo", "alt_demo").await;
    for (client, path) in [(&other, &path), (&other, &mine), (server.client(), &mine)] {
        let (status, answer) = client.send(Method::GET, path, None).await;
        assert_eq!(status, 404, "{answer}");
        let (_, list) = client.send(Method::GET, "/stacks", None).await;
        assert!(
            names(&list).iter().all(|(name, _)| *name != "own"),
            "{list}"
        );
    }
}
