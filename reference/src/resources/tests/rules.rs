//! What OpenStack Heat 27 says of resources that break the rules of their types, with every service
//! in the catalogue. Where it answers 500, the type of the fault is another one here.

use serde_json::Value;

use super::stage::{Stage, template};

/// Type, properties and what is said, a line each.
const REFUSALS: &str = include_str!("data/refusals.jsonl");

#[tokio::test]
async fn rules_are_told_in_upstreams_words() {
    let stage = Stage::start().await;
    for line in REFUSALS.lines() {
        let [resource_type, properties, expected]: [Value; 3] = serde_json::from_str(line).unwrap();
        let resources = serde_json::json!({ "resources": {
            "a": { "type": resource_type, "properties": properties },
            "other": { "type": "OS::Heat::None" },
        } });
        let body = serde_json::json!({ "stack_name": "st", "template": template(resources) });
        let (status, answer) = stage.ask("POST", "/stacks/preview", &body).await;
        let text = |key| answer["error"][key].as_str().unwrap_or_default();
        let said = if status == 200 {
            "OK".to_owned()
        } else {
            format!("{}: {}", text("type"), text("message"))
        };
        assert_eq!(Value::from(said), expected, "{line}");
    }
}
