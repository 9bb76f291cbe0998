//! A catalogue of a few operations, enough for every way that a request can go.

use heat_spec::Catalogue;
use heat_spec::catalogue::Operation;
use indexmap::IndexMap;
use serde_json::{Value, json};

pub(super) fn tiny() -> Catalogue {
    let stacks = "/v1/{project_id}/stacks";
    let stack = "/v1/{project_id}/stacks/{stack_name}/{stack_id}";
    let reader = json!(["reader"]);
    let member = json!(["member"]);
    let body = json!({ "required": true, "schema": "any" });
    let operations = [
        ("versions.list", "GET", "/", Value::Null, Value::Null),
        (
            "stacks.list",
            "GET",
            stacks,
            policy("index", &reader),
            Value::Null,
        ),
        (
            "stacks.create",
            "POST",
            stacks,
            policy("create", &member),
            body.clone(),
        ),
        (
            "stacks.find",
            "GET POST PUT PATCH DELETE",
            "/v1/{project_id}/stacks/{stack_identity}",
            policy("lookup", &json!(["reader", "heat_stack_user"])),
            Value::Null,
        ),
        (
            "stacks.show",
            "GET",
            stack,
            policy("show", &reader),
            Value::Null,
        ),
        (
            "stacks.update",
            "PUT",
            stack,
            policy("update", &member),
            body,
        ),
        (
            "stacks.delete",
            "DELETE",
            stack,
            policy("delete", &member),
            Value::Null,
        ),
    ];
    Catalogue {
        version: "0.0.0".to_owned(),
        profile: "tiny".to_owned(),
        digest: String::new(),
        documents: IndexMap::new(),
        operations: operations
            .into_iter()
            .map(|(id, methods, path, policy, request)| {
                let methods: Vec<&str> = methods.split(' ').collect();
                let responses = match id {
                    "stacks.find" => json!({ "302": { "description": "", "sources": [] } }),
                    _ => json!({}),
                };
                let operation: Operation = serde_json::from_value(json!({
                    "id": id,
                    "title": id,
                    "section": "stacks",
                    "methods": methods,
                    "path": path,
                    "policy": policy,
                    "request": request,
                    "sources": [],
                    "responses": responses,
                }))
                .unwrap();
                (id.to_owned(), operation)
            })
            .collect(),
        schemas: IndexMap::new(),
        requirements: IndexMap::new(),
    }
}

fn policy(action: &str, roles: &Value) -> Value {
    json!({ "rule": format!("stacks:{action}"), "roles": roles })
}
