//! A delete takes over whatever is being done with the stack.

mod common;

use common::Server;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_delete_that_arrives_as_the_create_ends_is_carried_out() {
    let server = Server::start(None, None).await;
    let client = server.client();
    for index in 0..150 {
        let template = json!({
            "heat_template_version": "2018-08-31",
            "resources": { "a": { "type": "OS::Heat::RandomString" } },
        });
        let path = client.create(&format!("s{index}"), template).await;
        let (status, _) = client.send(Method::DELETE, &path, None).await;
        assert_eq!(status, 204);
        let stack = client.settled(&path).await;
        assert_eq!(
            stack["stack_status"],
            "DELETE_COMPLETE",
            "{}",
            client.events(&path).await
        );
    }
}

#[tokio::test]
async fn a_delete_aborts_what_runs() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let template = json!({
        "heat_template_version": "2018-08-31",
        "resources": { "a": {
            "type": "OS::Heat::TestResource",
            "properties": { "action_wait_secs": { "create": 600 } },
        } },
    });
    let path = client.create("slow", template).await;
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !client.events(&path).await.contains("a CREATE_IN_PROGRESS") {
        assert!(std::time::Instant::now() < deadline);
    }
    client.send(Method::DELETE, &path, None).await;
    client.settled(&path).await;
    insta::assert_snapshot!(client.events(&path).await, @r"
    slow CREATE_IN_PROGRESS Stack CREATE started
    a CREATE_IN_PROGRESS state changed
    slow CREATE_FAILED Stack CREATE cancelled
    slow DELETE_IN_PROGRESS Stack DELETE started
    a CREATE_FAILED CREATE aborted (user triggered cancel)
    a DELETE_IN_PROGRESS state changed
    a DELETE_COMPLETE state changed
    slow DELETE_COMPLETE Stack DELETE completed successfully
    ");
}
