//! The schemas are valid, closed where nothing undocumented may appear, and tell right from wrong.

mod common;

use heat_spec::fault;
use heat_spec::schema::{Schemas, errors_in_schema};
use insta::assert_debug_snapshot;
use serde_json::{Value, json};

use common::upstream;

fn schemas() -> Schemas {
    Schemas::compile(upstream()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_schema_is_one_by_the_meta_schema() {
    for (name, schema) in &upstream().schemas {
        assert_eq!(errors_in_schema(schema), [], "{name}");
        assert_eq!(
            schema["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{name}"
        );
        assert!(schema["title"].is_string(), "{name} has no title");
        assert!(
            schema["description"].is_string(),
            "{name} has no description"
        );
    }
}

#[test]
fn what_is_no_schema_is_found_out() {
    let errors = errors_in_schema(&json!({"properties": {"a": {"type": "no such type"}}}));
    assert_eq!(errors[0].instance, "/properties/a/type", "{errors:?}");
}

#[test]
fn every_schema_compiles_and_is_used() {
    let schemas = schemas();
    let catalogue = upstream();
    let mut used: Vec<&str> = Vec::new();
    for operation in catalogue.operations.values() {
        let request = operation
            .request
            .as_ref()
            .map(|request| request.schema.as_str());
        let bodies = operation
            .responses
            .values()
            .filter_map(|answer| answer.schema.as_deref());
        used.extend(bodies.chain(request));
    }
    let mut index = 0;
    while let Some(name) = used.get(index).copied() {
        index += 1;
        schemas
            .named(name)
            .unwrap_or_else(|error| panic!("{error}"));
        references(&catalogue.schemas[name], &mut used);
    }
    for name in catalogue.schemas.keys() {
        assert!(used.contains(&name.as_str()), "nothing refers to {name}");
    }
}

fn references<'a>(schema: &'a Value, found: &mut Vec<&'a str>) {
    match schema {
        Value::Object(fields) => {
            for (key, item) in fields {
                match item.as_str().filter(|_| key == "$ref") {
                    Some(name) if !found.contains(&name) => found.push(name),
                    Some(_) => {}
                    None => references(item, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn answers_have_schemas_by_operation_and_status() {
    let schemas = schemas();
    assert!(schemas.response("stacks.show", 200).is_some());
    assert!(schemas.response("stacks.delete", 204).is_none());
    assert!(schemas.response("stacks.show", 418).is_none());
    assert!(schemas.request("stacks.create").is_some());
    assert!(schemas.request("stacks.show").is_none());
}

#[test]
fn an_error_names_its_place() {
    let schemas = schemas();
    let created = json!({"stack": {"id": "no", "links": [], "more": 1}});
    let errors = schemas
        .response("stacks.create", 201)
        .unwrap()
        .errors(&created);
    assert_debug_snapshot!(errors, @r#"
    [
        SchemaError {
            instance: "/stack/id",
            schema: "/$ref/properties/stack/properties/id/$ref/pattern",
            message: "\"no\" does not match \"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$\"",
        },
        SchemaError {
            instance: "/stack/links",
            schema: "/$ref/properties/stack/properties/links/$ref/minItems",
            message: "[] has less than 1 item",
        },
        SchemaError {
            instance: "/stack",
            schema: "/$ref/properties/stack/additionalProperties",
            message: "Additional properties are not allowed ('more' was unexpected)",
        },
    ]
    "#);
}

#[test]
fn every_fault_of_the_table_is_a_valid_body() {
    let schemas = schemas();
    let schema = schemas.named("fault").unwrap();
    for kind in fault::TYPES {
        let mut body = json!({
            "code": kind.status,
            "title": fault::title(kind.status),
            "explanation": fault::explanation(kind.status),
            "error": {"type": kind.name, "traceback": null},
        });
        if kind.shows_message {
            body["error"]["message"] = json!("why");
        }
        assert_eq!(schema.errors(&body), [], "{}", kind.name);
    }
}

#[test]
fn a_request_is_judged_by_what_clients_may_send() {
    let schemas = schemas();
    let schema = schemas.request("stacks.create").unwrap();
    let template = json!({"heat_template_version": "2018-08-31"});
    let good = [
        json!({"stack_name": "a", "template": template}),
        json!({"stack_name": "a", "template": "heat_template_version: 2018-08-31"}),
        json!({"stack_name": "a", "template_url": "http://h/t", "environment": "\n", "tags": ""}),
        json!({"stack_name": "a", "template": template, "timeout_mins": "5", "files": null}),
        json!({"stack_name": "a", "template": template, "disable_rollback": "False", "more": 1}),
    ];
    for body in good {
        assert_eq!(schema.errors(&body), [], "{body}");
    }
    let bad = [
        json!({"template": template}),
        json!({"stack_name": "a"}),
        json!({"stack_name": "1", "template": template}),
        json!({"stack_name": "a b", "template": template}),
        json!({"stack_name": "a", "template": 3}),
        json!({"stack_name": "a", "template": {"resources": {}}}),
        json!({"stack_name": "a", "template": template, "tags": ["x"]}),
        json!({"stack_name": "a", "template": template, "timeout_mins": -1}),
        json!({"stack_name": "a", "template": template, "disable_rollback": 1}),
        json!({"stack_name": "a", "template": template, "converge": true}),
        json!({"stack_name": "a", "template": template, "environment": {"parameters_defaults": {}}}),
    ];
    for body in bad {
        assert!(!schema.is_valid(&body), "{body}");
    }
}
