//! Mistakes in the catalogue's files are found, and named with their file and place.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::*;

/// What loading says if one file is changed.
fn reason(file: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut files = files::all().unwrap_or_default();
    change(files.entry(file).or_insert(Value::Null));
    match from_files(files, "upstream") {
        Ok(_) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn files_that_are_missing_or_too_many() {
    let listed = reason("operations/sections.yaml", |sections| {
        sections[0]["operations"] = json!(["versions.list", "versions.show"]);
    });
    assert_snapshot!(listed, @"operations/versions/show.yaml: is missing");
    let unlisted = reason("operations/stacks/suspend.yaml", |file| *file = json!({}));
    assert_snapshot!(unlisted, @"operations/stacks/suspend.yaml: operations/sections.yaml does not list it");
    let orphan = reason("requirements/stacks/suspend.yaml", |file| *file = json!([]));
    assert_snapshot!(orphan, @"requirements/stacks/suspend.yaml: there is no operation of this name");
    let stray = reason("notes.yaml", |file| *file = json!([]));
    assert_snapshot!(stray, @"notes.yaml: has no place here");
}

#[test]
fn fields_that_are_wrong() {
    let operation = "operations/stacks/show.yaml";
    let field = reason(operation, |file| {
        file["responses"]["200"]["shema"] = json!("stack");
    });
    assert_snapshot!(field, @"operations/stacks/show.yaml, stacks.show: responses.200.shema: unknown field `shema`, expected one of `description`, `sources`, `headers`, `media_types`, `schema`, `faults`, `failure`, `upstream_status`");
    let sources = reason(operation, |file| file["sources"] = json!("rackspace"));
    assert_snapshot!(sources, @r#"operations/stacks/show.yaml, stacks.show: sources: invalid type: string "rackspace", expected a map from documents to sections"#);
    let shared = reason(operation, |file| {
        file["responses"]["401"] = json!({"use": "nope"});
    });
    assert_snapshot!(shared, @r#"operations/stacks/show.yaml: operations/common.yaml has no entry "nope""#);
    let part = reason(operation, |file| {
        file["responses"]["400"]["faults"] = json!(["nope/*"]);
    });
    assert_snapshot!(part, @"operations/stacks/show.yaml: the fault table has no part `nope`");
}

#[test]
fn requirements_that_are_wrong() {
    let file = "requirements/stacks/create/name.yaml";
    let twice = reason(file, |items| items[1] = items[0].clone());
    assert_snapshot!(twice, @"requirements/stacks/create/name.yaml: `stacks.create.400.name-missing` is there twice");
    let level = reason(file, |items| items[0]["level"] = json!("shall"));
    assert_snapshot!(level, @"requirements/stacks/create/name.yaml, stacks.create.400.name-missing: level: unknown variant `shall`, expected one of `must`, `should`, `may`");
    let anonymous = reason(file, |items| items[0]["id"] = Value::Null);
    assert_snapshot!(anonymous, @"requirements/stacks/create/name.yaml: a requirement has no id");
    let no_list = reason(file, |items| *items = json!({}));
    assert_snapshot!(no_list, @"requirements/stacks/create/name.yaml: is no list");
}
