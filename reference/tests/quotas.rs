//! Quotas, also of clients that ask side by side.

mod common;

use common::Server;
use reqwest::Method;
use serde_json::json;
use tokio::task::JoinSet;

#[tokio::test]
async fn creates_side_by_side_do_not_exceed_the_quota() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config.yaml");
    std::fs::write(&config, "limits: {max_stacks_per_tenant: 3}\n").unwrap();
    let server = Server::start(None, Some(&config)).await;

    let mut creates = JoinSet::new();
    for n in 0..40 {
        let client = server.client().clone();
        creates.spawn(async move {
            let template = json!({ "heat_template_version": "2018-08-31" });
            let body = json!({ "stack_name": format!("web{n}"), "template": template });
            client.send(Method::POST, "/stacks", Some(body)).await
        });
    }
    let answers = creates.join_all().await;

    let n_created = answers.iter().filter(|(status, _)| *status == 201).count();
    assert_eq!(n_created, 3, "{answers:?}");
    for (status, answer) in answers.iter().filter(|(status, _)| *status != 201) {
        let fault = &answer["error"];
        assert_eq!(
            (*status, &fault["type"]),
            (400, &json!("RequestLimitExceeded")),
            "{answer}"
        );
    }
    let (_, list) = server.client().send(Method::GET, "/stacks", None).await;
    assert_eq!(list["stacks"].as_array().unwrap().len(), 3, "{list}");
}
