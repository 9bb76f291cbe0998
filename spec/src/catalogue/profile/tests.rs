//! Profiles change what they say they change, and their mistakes are found.

use serde_json::json;

use super::super::load::from_files;
use super::super::{Catalogue, Level, Match, files};
use super::*;

/// The crate's files with one more profile.
fn with(profile: Value) -> Result<Catalogue, CatalogueError> {
    let mut files = files::all()?;
    files.insert("profiles/vendor.yaml".to_owned(), profile);
    from_files(files, "vendor")
}

fn reason(profile: Value) -> String {
    with(profile).expect_err("the profile is wrong").to_string()
}

#[test]
fn a_profile_without_changes_is_what_it_extends() {
    let upstream = Catalogue::load("upstream").unwrap();
    let vendor = with(json!({"title": "A vendor", "extends": "upstream"})).unwrap();
    assert_eq!(vendor.profile, "vendor");
    assert_eq!(vendor.title, "A vendor");
    assert!(vendor.requirements.keys().eq(upstream.requirements.keys()));
    assert_ne!(vendor.digest, upstream.digest);
}

#[test]
fn what_a_profile_omits_is_gone_with_all_that_belongs_to_it() {
    let vendor = with(json!({
        "title": "A vendor",
        "extends": "upstream",
        "operations": {"omit": ["stacks.preview"]},
        "requirements": {"omit": ["stacks.list.limit.zero"]},
    }))
    .unwrap();
    assert!(vendor.operation("stacks.preview").is_none());
    let left = vendor
        .requirements
        .values()
        .filter(|item| item.operation == "stacks.preview");
    assert_eq!(left.count(), 0);
    assert!(
        vendor
            .generated()
            .all(|item| item.operation != "stacks.preview")
    );
    assert!(
        vendor
            .examples
            .iter()
            .all(|item| item.operation != "stacks.preview")
    );
    assert!(vendor.requirement("stacks.list.limit.zero").is_none());
    let found = vendor.match_request("POST", "/v1/p/stacks/preview");
    assert!(matches!(found, Match::Operation(operation, _) if operation.id == "stacks.find"));
}

#[test]
fn a_profile_has_nothing_but_what_it_says_it_has() {
    let vendor = with(json!({
        "title": "A vendor",
        "extends": "upstream",
        "operations": {"has": ["stacks.show", "stacks.fly"], "omit": ["stacks.list"]},
    }))
    .unwrap();
    assert!(vendor.operations.keys().eq(["stacks.show"]));
    assert!(vendor.omitted.contains("stacks.list.limit.zero"));
    assert!(!vendor.omitted.contains("stacks.show.200"));
}

#[test]
fn a_profile_may_promise_only_what_its_document_states() {
    let vendor = with(json!({
        "title": "A vendor",
        "extends": "upstream",
        "requirements": {"of": ["rackspace"], "omit": ["stacks.create.*"]},
    }))
    .unwrap();
    assert!(!vendor.requirements.is_empty());
    for requirement in vendor.requirements.values() {
        let mut sources = requirement.sources.iter();
        assert!(sources.any(|source| source.document == "rackspace"));
        assert!(!requirement.id.starts_with("stacks.create."));
    }
    assert!(vendor.omitted.contains("stacks.create.201"));
}

#[test]
fn what_a_profile_adds_is_there() {
    let vendor = with(json!({
        "title": "A vendor",
        "extends": "upstream",
        "requirements": {"add": [{
            "id": "stacks.list.offset",
            "operation": "stacks.list",
            "level": "must",
            "kind": "pagination",
            "statement": "`offset` leaves out the first items.",
            "sources": {"rackspace": "Paginated collections"},
        }]},
    }))
    .unwrap();
    let added = vendor.requirement("stacks.list.offset").unwrap();
    assert_eq!(
        (added.operation.as_str(), added.level),
        ("stacks.list", Level::Must)
    );
}

#[test]
fn a_changed_status_changes_expectations_and_no_id() {
    let vendor = with(json!({
        "title": "A vendor",
        "extends": "upstream",
        "differences": [{
            "at": "stacks.preview.200",
            "set": {"status": 201},
            "source": {"rts-create": "Preview"},
        }],
    }))
    .unwrap();
    let responses = &vendor.operations["stacks.preview"].responses;
    assert!(!responses.contains_key(&200));
    assert_eq!(responses[&201].upstream_status, Some(200));
    let requirement = vendor.requirement("stacks.preview.200").unwrap();
    assert_eq!(requirement.expect.as_ref().unwrap().status, 201);
    let generated = vendor
        .generated()
        .find(|item| item.id == "stacks.preview.200.status")
        .unwrap();
    assert_eq!(generated.status, 201);
    let other = vendor.requirement("stacks.show.200").unwrap();
    assert_eq!(other.expect.as_ref().unwrap().status, 200);
    assert_eq!(vendor.differences.len(), 1);
}

#[test]
fn a_place_in_a_schema_can_be_changed_and_removed() {
    let vendor = with(json!({
        "title": "A vendor",
        "extends": "upstream",
        "differences": [
            {
                "at": "stack#/properties/tags",
                "set": {"$ref": null, "type": ["array", "string"]},
                "source": {"rackspace": "Show stack details, example response"},
            },
            {
                "at": "stack#/properties/deletion_time",
                "set": null,
                "source": {"rackspace": "Show stack details, example response"},
            },
            {
                "at": "stack#/required",
                "set": ["id"],
                "source": {"rackspace": "Show stack details, example response"},
            },
        ],
    }))
    .unwrap();
    let stack = &vendor.schemas["stack"];
    let tags = &stack["properties"]["tags"];
    assert_eq!(
        (&tags["type"], tags.get("$ref")),
        (&json!(["array", "string"]), None)
    );
    assert!(tags["description"].is_string());
    assert!(stack["properties"].get("deletion_time").is_none());
    assert_eq!(stack["required"], json!(["id"]));
}

#[test]
fn errors_name_the_file_and_the_place() {
    let base = |changes: Value| {
        let mut profile = json!({"title": "A vendor", "extends": "upstream"});
        merge(&mut profile, &changes);
        reason(profile)
    };
    let source = json!({"rackspace": "a page"});
    insta::assert_snapshot!(base(json!({"extends": "nope"})), @"there is no profile `nope`");
    insta::assert_snapshot!(base(json!({"extends": "vendor"})), @"profiles/vendor.yaml: extends itself");
    insta::assert_snapshot!(base(json!({"titel": 1})), @"profiles/vendor.yaml: titel: unknown field `titel`, expected one of `title`, `extends`, `operations`, `requirements`, `differences`, `capabilities`");
    insta::assert_snapshot!(base(json!({"operations": {"omit": ["a.b"]}})), @"profiles/vendor.yaml: operations.omit: there is no operation `a.b`");
    insta::assert_snapshot!(base(json!({"requirements": {"omit": ["a.b.c"]}})), @"profiles/vendor.yaml: requirements.omit: there is no requirement `a.b.c`");
    insta::assert_snapshot!(base(json!({"differences": [{"at": "stacks.show.299", "set": {}, "source": source}]})), @"profiles/vendor.yaml: differences[0], stacks.show.299: `stacks.show` has no answer 299");
    insta::assert_snapshot!(base(json!({"differences": [{"at": "stack#/a/b", "set": {}, "source": source}]})), @"profiles/vendor.yaml: differences[0], stack#/a/b: no such place in the schema");
    insta::assert_snapshot!(base(json!({"differences": [{"at": "stacks.show.200", "set": {"headers": 5}, "source": source}]})), @"operations/stacks/show.yaml, stacks.show: responses.200.headers: invalid type: integer `5`, expected a sequence");
}
