//! The catalogue as an OpenAPI 3.1 document.

use serde_json::{Map, Value, json};

use crate::catalogue::{
    Authentication, Example, Header, Operation, Parameter, PathTemplate, Response, Source,
};
use crate::{Catalogue, fault};

/// Writes the catalogue as an OpenAPI 3.1 document.
///
/// An operation with several verbs appears once for each, as `ID.VERB`; at an additional path the
/// path's last part stands before the verb. A path that takes a part with slashes cannot be
/// expressed and is named in `x-also` only.
pub fn openapi(catalogue: &Catalogue) -> Value {
    let mut components = Components::default();
    let paths = paths(catalogue, &mut components);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "OpenStack Heat Orchestration API v1",
            "summary": catalogue.title,
            "version": catalogue.version,
            "x-profile": catalogue.profile,
            "x-digest": catalogue.digest,
            "x-documents": catalogue.documents,
        },
        "servers": [{
            "url": "http://127.0.0.1:8004",
            "description": "The usual address of a service on loopback.",
        }],
        "tags": catalogue.sections.iter().map(|section| json!({
            "name": section.id,
            "description": section.title,
        })).collect::<Vec<_>>(),
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {"type": "apiKey", "in": "header", "name": "X-Auth-Token"},
            },
            "parameters": components.parameters,
            "headers": components.headers,
            "responses": components.responses,
            "schemas": catalogue.schemas.iter()
                .map(|(name, schema)| (name.clone(), component(schema)))
                .collect::<Map<_, _>>(),
        },
    })
}

/// What the paths refer to, each thing once.
#[derive(Default)]
struct Components {
    parameters: Map<String, Value>,
    headers: Map<String, Value>,
    responses: Map<String, Value>,
}

/// Keeps a thing among the components of its kind and returns a reference to it.
fn refer(kind: &str, known: &mut Map<String, Value>, name: &str, thing: Value) -> Value {
    let mut name = name.to_owned();
    if let Some((same, _)) = known.iter().find(|(_, other)| **other == thing) {
        name.clone_from(same);
    } else {
        while known.contains_key(&name) {
            name.push('_');
        }
        known.insert(name.clone(), thing);
    }
    json!({"$ref": format!("#/components/{kind}/{name}")})
}

fn paths(catalogue: &Catalogue, components: &mut Components) -> Map<String, Value> {
    let mut paths = Map::new();
    for operation in catalogue.operations.values() {
        for path in std::iter::once(&operation.path).chain(&operation.also) {
            if path.as_str().contains("**") {
                continue;
            }
            for method in &operation.methods {
                let verb = verb(catalogue, components, operation, path, method);
                let item = paths
                    .entry(path.as_str())
                    .or_insert_with(|| Value::Object(Map::new()));
                item[method.to_lowercase()] = verb;
            }
        }
    }
    paths
}

fn verb(
    catalogue: &Catalogue,
    components: &mut Components,
    operation: &Operation,
    path: &PathTemplate,
    method: &str,
) -> Value {
    let in_path = operation.path_parameters.iter().map(|item| ("path", item));
    let in_query = operation
        .query_parameters
        .iter()
        .map(|item| ("query", item));
    let parameters = in_path.chain(in_query).map(|(place, item)| {
        let known = &mut components.parameters;
        refer("parameters", known, &item.name, parameter(place, item))
    });
    let parameters: Vec<_> = parameters.collect();
    let responses = operation.responses.iter().map(|(status, answer)| {
        let thing = response(
            catalogue,
            &mut components.headers,
            operation,
            *status,
            answer,
        );
        let name = format!("{}.{status}", operation.id);
        let known = &mut components.responses;
        (status.to_string(), refer("responses", known, &name, thing))
    });
    let mut whole = json!({
        "operationId": operation_id(operation, path, method),
        "summary": operation.title,
        "tags": [operation.section],
        "parameters": parameters,
        "responses": responses.collect::<Map<_, _>>(),
        "x-operation": operation.id,
        "x-sources": sources(&operation.sources),
    });
    if operation.authentication == Authentication::None {
        whole["security"] = json!([]);
    }
    if let Some(policy) = &operation.policy {
        whole["x-policy"] = json!(policy);
    }
    if !operation.policies.is_empty() {
        whole["x-policies"] = json!(operation.policies);
    }
    if !operation.also.is_empty() {
        whole["x-also"] = json!(operation.also);
    }
    if !operation.disagreements.is_empty() {
        whole["x-disagreements"] = json!(operation.disagreements);
    }
    if let Some(request) = &operation.request {
        let examples = catalogue.examples.iter().filter_map(|example| {
            let body =
                (example.operation == operation.id).then_some(example.request.as_ref())??;
            Some((example, body))
        });
        whole["requestBody"] = json!({
            "required": request.required,
            "content": content(&["application/json".to_owned()], Some(&request.schema), examples),
        });
    }
    whole
}

fn operation_id(operation: &Operation, path: &PathTemplate, method: &str) -> String {
    let mut id = operation.id.clone();
    if *path != operation.path {
        let (_, last) = path.as_str().rsplit_once('/').unwrap_or_default();
        id = format!("{id}.{last}");
    }
    if operation.methods.len() > 1 {
        id = format!("{id}.{}", method.to_lowercase());
    }
    id
}

fn parameter(place: &str, parameter: &Parameter) -> Value {
    let mut whole = json!({
        "name": parameter.name,
        "in": place,
        "description": parameter.description,
        "required": parameter.required,
        "schema": parameter.schema,
        "x-sources": sources(&parameter.sources),
    });
    if parameter.repeatable {
        whole["schema"] = json!({"type": "array", "items": parameter.schema});
        whole["style"] = json!("form");
        whole["explode"] = json!(true);
    }
    whole
}

fn response(
    catalogue: &Catalogue,
    known_headers: &mut Map<String, Value>,
    operation: &Operation,
    status: u16,
    response: &Response,
) -> Value {
    let examples = catalogue.examples.iter().filter_map(|example| {
        let answer = example.response.as_ref()?;
        let fits = example.operation == operation.id && answer.status == status;
        Some((example, fits.then_some(answer.body.as_ref())??))
    });
    let headers = response.headers.iter().map(|item| {
        let thing = refer("headers", known_headers, &item.name, header(item));
        (item.name.clone(), thing)
    });
    let mut whole = json!({
        "description": response.description,
        "headers": headers.collect::<Map<_, _>>(),
        "x-sources": sources(&response.sources),
    });
    let content = content(&response.media_types, response.schema.as_ref(), examples);
    if !content.is_empty() {
        whole["content"] = Value::Object(content);
    }
    if !response.faults.is_empty() {
        whole["x-faults"] = json!(faults(&response.faults));
    }
    if response.failure {
        whole["x-failure"] = json!(true);
    }
    whole
}

/// The rows of the fault table, all those of templates together.
fn faults(names: &[String]) -> Vec<&str> {
    let mut templates = fault::part("template")
        .into_iter()
        .flatten()
        .copied()
        .flatten();
    let whole = templates
        .clone()
        .all(|row| names.iter().any(|name| name == row.id));
    let mut faults: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !(whole && templates.clone().any(|row| row.id == *name)))
        .collect();
    if whole && templates.next().is_some() {
        faults.push("template/*");
    }
    faults
}

fn header(header: &Header) -> Value {
    let mut schema = json!({"type": "string"});
    if let Some(pattern) = &header.pattern {
        schema["pattern"] = json!(format!("^({pattern})$"));
    }
    json!({
        "description": header.description,
        "required": header.required,
        "schema": schema,
        "x-sources": sources(&header.sources),
    })
}

/// The bodies by media type; the examples that deviate from the schema are left out.
fn content<'a>(
    media_types: &[String],
    schema: Option<&String>,
    examples: impl Iterator<Item = (&'a Example, &'a Value)>,
) -> Map<String, Value> {
    let examples: Map<_, _> = examples
        .filter(|(example, _)| example.deviates.is_none())
        .map(|(example, body)| {
            let summary = example
                .sources
                .iter()
                .map(|source| format!("{}: {}", source.document, source.section))
                .collect::<Vec<_>>();
            let thing = json!({"summary": summary.join("; "), "value": body});
            (example.name.clone(), thing)
        })
        .collect();
    media_types
        .iter()
        .map(|media_type| {
            let mut body = Map::new();
            if media_type == "application/json" {
                if let Some(name) = schema {
                    body.insert("schema".to_owned(), reference(name));
                }
                if !examples.is_empty() {
                    body.insert("examples".to_owned(), Value::Object(examples.clone()));
                }
            } else {
                body.insert("schema".to_owned(), json!({"type": "string"}));
            }
            (media_type.clone(), Value::Object(body))
        })
        .collect()
}

fn sources(sources: &[Source]) -> Value {
    sources
        .iter()
        .map(|source| {
            (
                source.document.clone(),
                Value::from(source.section.as_str()),
            )
        })
        .collect::<Map<_, _>>()
        .into()
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// A schema with its references made those of an OpenAPI document.
fn component(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| *key != "$schema")
            .map(|(key, item)| match (key.as_str(), item) {
                ("$ref", Value::String(name)) => (key.clone(), reference(name)["$ref"].clone()),
                _ => (key.clone(), component(item)),
            })
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(component).collect(),
        scalar => scalar.clone(),
    }
}
