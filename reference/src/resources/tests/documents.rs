//! The requests that public documents print, as they are printed.

use serde_json::Value;

use super::stage::Stage;

const RACKSPACE: &str =
    include_str!("../../../../spec/examples/stacks.create/rackspace-request.json");

const RTS: &str = include_str!("../../../../spec/examples/stacks.create/rts-request.json");

#[tokio::test]
async fn the_documents_own_stacks_are_made() {
    let stage = Stage::start().await;
    for (text, flavor) in [(RACKSPACE, "2 GB General Purpose v1"), (RTS, "m1.heat")] {
        let example: Value = serde_json::from_str(text).unwrap();
        let stack = stage.post(&example["request"]).await;
        stage.expect(&stack, "CREATE_COMPLETE").await;
        let servers = stage.servers().await;
        assert_eq!(servers.len(), 1);
        assert_eq!(servers[0]["flavor"]["original_name"], flavor);
        assert_eq!(servers[0]["key_name"], "heat_key");
        let name = servers[0]["name"].as_str().unwrap();
        assert!(name.starts_with("teststack-hello_world-"), "{name}");
        stage.delete(&stack).await;
    }
}
