//! The examples that the documents print are what the catalogue says, or say how they deviate.

mod common;

use heat_spec::catalogue::Example;
use heat_spec::schema::Schemas;

use common::upstream;

/// Whether an example is what the catalogue says.
fn fits(example: &Example, schemas: &Schemas) -> bool {
    let operation = &upstream().operations[&example.operation];
    if let Some(body) = &example.request {
        return schemas
            .request(&example.operation)
            .is_some_and(|schema| schema.is_valid(body));
    }
    let Some(response) = &example.response else {
        return false;
    };
    let Some(answer) = operation.responses.get(&response.status) else {
        return false;
    };
    let body = match &response.body {
        Some(body) => schemas
            .response(&example.operation, response.status)
            .is_some_and(|schema| schema.is_valid(body)),
        // Documents that print an answer without its body do not say that it has none.
        None => true,
    };
    let headers = response.headers.iter().all(|(name, value)| {
        let header = answer.headers.iter().find(|header| header.name == *name);
        let pattern = header.and_then(|header| header.pattern.as_ref());
        let schema = pattern.map(|pattern| {
            let schema = serde_json::json!({"pattern": format!("^({pattern})$")});
            schemas.inline(&schema).expect("a pattern")
        });
        header.is_some() && schema.is_none_or(|schema| schema.is_valid(&value.as_str().into()))
    });
    body && headers
}

#[test]
fn examples_are_valid_or_say_how_they_deviate() {
    let schemas = Schemas::compile(upstream()).unwrap();
    for example in &upstream().examples {
        let place = format!("{}, {}", example.operation, example.name);
        assert!(
            example.request.is_some() != example.response.is_some(),
            "{place} is neither a request nor an answer"
        );
        match &example.deviates {
            None => assert!(fits(example, &schemas), "{place} deviates"),
            Some(_) => assert!(!fits(example, &schemas), "{place} does not deviate"),
        }
    }
}

#[test]
fn the_documents_that_print_examples_are_covered() {
    for document in ["draft-2012", "rackspace", "rts-create", "rts-show"] {
        let covered = upstream()
            .examples
            .iter()
            .any(|example| example.sources[0].document == document);
        assert!(covered, "no example of {document}");
    }
}
