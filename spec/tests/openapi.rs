//! The OpenAPI document is complete, and a reader of somebody else's takes it.

mod common;

use std::collections::HashSet;

use heat_spec::openapi::openapi;
use insta::with_settings;

use common::upstream;

#[test]
fn the_document_is_as_recorded() {
    let mut document = openapi(upstream());
    // It changes with every word of the catalogue, which has tests of its own.
    document["info"]["x-digest"] = "…".into();
    let text = serde_json::to_string_pretty(&document).unwrap();
    with_settings!({
        snapshot_path => "../../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("openapi", text);
    });
}

#[test]
fn a_reader_of_somebody_elses_takes_it() {
    let document = oas3::from_json(openapi(upstream()).to_string()).unwrap();
    assert!(document.validate_version().is_ok());
    let mut ids = HashSet::new();
    let mut answers = 0;
    for (path, method, operation) in document.operations() {
        let id = operation.operation_id.clone().unwrap();
        assert!(ids.insert(id), "{method} {path}");
        answers += operation.responses.as_ref().unwrap().len();
    }
    let expected = upstream().operations.values().map(|operation| {
        let paths = std::iter::once(&operation.path).chain(&operation.also);
        let paths = paths.filter(|path| !path.as_str().contains("**")).count();
        let verbs = paths * operation.methods.len();
        (verbs, verbs * operation.responses.len())
    });
    let expected = expected.fold((0, 0), |sum, item| (sum.0 + item.0, sum.1 + item.1));
    assert_eq!((ids.len(), answers), expected);
}

#[test]
fn references_lead_somewhere() {
    let document = openapi(upstream());
    let text = document.to_string();
    for reference in text.split(r##""$ref":"#"##).skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
    assert!(text.contains(r##""$ref":"#"##));
}
