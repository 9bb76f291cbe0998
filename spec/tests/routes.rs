//! Requests find the operations that they find in Heat; every row was seen there.

mod common;

use heat_spec::catalogue::{Match, PathVersion};
use indexmap::IndexMap;

use common::upstream;

/// What a request finds, as text: the operation with its parameters, the verbs that there are
/// instead, or nothing.
fn found(request: &str) -> String {
    let (method, path) = request.split_once(' ').expect("a method and a path");
    match upstream().match_request(method, path) {
        Match::Operation(operation, parameters) => {
            format!("{} {}", operation.id, show(&parameters))
        }
        Match::MethodNotAllowed(methods) => format!("only {}", methods.join(",")),
        Match::NotFound => "nothing".to_owned(),
    }
}

fn show(parameters: &IndexMap<String, String>) -> String {
    let pairs = parameters.iter().filter(|(name, _)| *name != "project_id");
    pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn check(rows: &[(&str, &str)]) {
    for (request, expected) in rows {
        assert_eq!(found(request).trim_end(), *expected, "{request}");
    }
}

#[test]
fn addresses_of_the_api() {
    check(&[
        ("GET /v1/P/stacks", "stacks.list"),
        ("POST /v1/P/stacks", "stacks.create"),
        ("POST /v1/P/stacks/preview", "stacks.preview"),
        ("GET /v1/P/stacks/a", "stacks.find stack_identity=a"),
        ("POST /v1/P/stacks/a", "stacks.find stack_identity=a"),
        ("PUT /v1/P/stacks/a", "stacks.find stack_identity=a"),
        ("PATCH /v1/P/stacks/a", "stacks.find stack_identity=a"),
        ("DELETE /v1/P/stacks/a", "stacks.find stack_identity=a"),
        (
            "GET /v1/P/stacks/a/b",
            "stacks.show stack_name=a stack_id=b",
        ),
        (
            "PUT /v1/P/stacks/a/b",
            "stacks.update stack_name=a stack_id=b",
        ),
        (
            "PATCH /v1/P/stacks/a/b",
            "stacks.update_patch stack_name=a stack_id=b",
        ),
        (
            "PUT /v1/P/stacks/a/b/preview",
            "stacks.preview_update stack_name=a stack_id=b",
        ),
        (
            "PATCH /v1/P/stacks/a/b/preview",
            "stacks.preview_update_patch stack_name=a stack_id=b",
        ),
        (
            "DELETE /v1/P/stacks/a/b/abandon",
            "stacks.abandon stack_name=a stack_id=b",
        ),
        (
            "GET /v1/P/stacks/a/b/export",
            "stacks.export stack_name=a stack_id=b",
        ),
        (
            "DELETE /v1/P/stacks/a/b",
            "stacks.delete stack_name=a stack_id=b",
        ),
        (
            "GET /v1/P/stacks/a/b/template",
            "stacks.template stack_name=a stack_id=b",
        ),
        (
            "GET /v1/P/stacks/a/template",
            "stacks.find_template stack_identity=a",
        ),
        (
            "POST /v1/P/stacks/a/template",
            "stacks.find_template stack_identity=a",
        ),
        ("GET /v1/P/stacks/a/events", "events.find stack_identity=a"),
        ("POST /v1/P/stacks/a/events", "events.find stack_identity=a"),
        (
            "GET /v1/P/stacks/a/b/events",
            "events.list stack_name=a stack_id=b",
        ),
        ("GET /v1/P/stacks/detail", "stacks.detail"),
        (
            "GET /v1/P/stacks/a/b/outputs/c",
            "outputs.show stack_name=a stack_id=b output_key=c",
        ),
        (
            "GET /v1/P/stacks/a/resources",
            "resources.find stack_identity=a",
        ),
        (
            "GET /v1/P/stacks/a/b/resources/c",
            "resources.show stack_name=a stack_id=b resource_name=c",
        ),
        (
            "GET /v1/P/stacks/a/b/resources/c/metadata",
            "resources.metadata stack_name=a stack_id=b resource_name=c",
        ),
        (
            "POST /v1/P/stacks/a/b/resources/c/signal",
            "resources.signal stack_name=a stack_id=b resource_name=c",
        ),
        (
            "GET /v1/P/stacks/a/b/resources/c/events/d",
            "events.show stack_name=a stack_id=b resource_name=c event_id=d",
        ),
        ("POST /v1/P/validate", "templates.validate"),
    ]);
}

#[test]
fn a_verb_that_a_special_address_lacks_falls_to_the_general_one() {
    check(&[
        (
            "GET /v1/P/stacks/preview",
            "stacks.find stack_identity=preview",
        ),
        (
            "DELETE /v1/P/stacks/preview",
            "stacks.find stack_identity=preview",
        ),
        (
            "PUT /v1/P/stacks/a/events",
            "stacks.update stack_name=a stack_id=events",
        ),
        (
            "PUT /v1/P/stacks/a/template",
            "stacks.update stack_name=a stack_id=template",
        ),
        (
            "DELETE /v1/P/stacks/a/events",
            "stacks.delete stack_name=a stack_id=events",
        ),
        (
            "GET /v1/P/stacks/preview/x",
            "stacks.show stack_name=preview stack_id=x",
        ),
        (
            "GET /v1/P/stacks/x/preview",
            "stacks.show stack_name=x stack_id=preview",
        ),
        (
            "GET /v1/P/stacks/detail/x",
            "stacks.show stack_name=detail stack_id=x",
        ),
    ]);
}

#[test]
fn a_verb_that_an_address_lacks_altogether_is_not_allowed() {
    check(&[
        ("PUT /v1/P/stacks", "only GET,POST"),
        ("HEAD /v1/P/stacks", "only GET,POST"),
        ("HEAD /v1/P/stacks/preview", "only POST"),
        ("HEAD /v1/P/stacks/a", "only GET,POST,PUT,PATCH,DELETE"),
        ("POST /v1/P/stacks/a/b", "only GET,PUT,PATCH,DELETE"),
        ("HEAD /v1/P/stacks/a/b/preview", "only PUT,PATCH"),
        ("HEAD /v1/P/stacks/a/b/export", "only GET"),
        ("HEAD /v1/P/stacks/a/events", "only GET"),
        ("PUT /v1/P/stacks/a/b/events", "only GET"),
        ("DELETE /v1/P/stacks/a/b/template", "only GET"),
        ("GET /v1/P/validate", "only POST"),
        ("OPTIONS /v1/P/validate", "only POST"),
    ]);
    let at = |path| -> Vec<&str> {
        let operations = upstream().operations_at(path);
        operations
            .into_iter()
            .map(|operation| operation.id.as_str())
            .collect()
    };
    assert_eq!(at("/v1/P/stacks"), ["stacks.create", "stacks.list"]);
    assert_eq!(at("/v1/P/stacks/a/events"), ["events.find"]);
    assert_eq!(at("/v1/P/nope"), <[&str; 0]>::default());
}

#[test]
fn addresses_that_are_not_there() {
    check(&[
        ("GET /v1", "nothing"),
        ("GET /v1/", "nothing"),
        ("GET /v1//", "nothing"),
        ("GET /v1abc", "nothing"),
        ("GET /v1/P", "nothing"),
        ("GET /v1/P/", "nothing"),
        ("GET /v1/P/nope", "nothing"),
        ("GET /v1/P/STACKS", "nothing"),
        ("GET /v1/P/stacks.json", "nothing"),
        ("GET /v1/P/validate/x", "nothing"),
        ("GET /v1/P/stacks/a/b/c/d", "nothing"),
    ]);
}

#[test]
fn slashes() {
    check(&[
        ("GET //v1/P/stacks", "stacks.list"),
        ("GET /v1//P/stacks", "stacks.list"),
        ("GET /v1/P//stacks", "stacks.list"),
        ("GET /v1/P///stacks", "stacks.list"),
        (
            "GET /v1/P/stacks//a/b",
            "stacks.show stack_name=a stack_id=b",
        ),
        (
            "GET /v1/P/stacks/a//b",
            "stacks.show stack_name=a stack_id=b",
        ),
        ("GET /v1/P/stacks/", "nothing"),
        ("POST /v1/P/stacks/", "nothing"),
        ("GET /v1/P/stacks//", "nothing"),
        ("GET /v1/P/stacks/a/b//", "nothing"),
        ("GET /v1/P/stacks/a/b/events/", "nothing"),
    ]);
}

#[test]
fn the_path_is_decoded_before_it_is_taken_apart() {
    check(&[
        ("GET /v1/P/%73tacks", "stacks.list"),
        ("GET /v%31/P/stacks", "stacks.list"),
        ("GET /v1/P/stacks%2F", "nothing"),
        (
            "GET /v1/P/stacks/a%2Fb",
            "stacks.show stack_name=a stack_id=b",
        ),
        (
            "GET /v1/P/stacks/a%252Fb",
            "stacks.find stack_identity=a%2Fb",
        ),
        (
            "GET /v1/P/stacks/%2e%2e/x",
            "stacks.show stack_name=.. stack_id=x",
        ),
        (
            "GET /v1/P/stacks/a%0A/x",
            "stacks.show stack_name=a\n stack_id=x",
        ),
        (
            "GET /v1/P/stacks/%F0%9F%98%80",
            "stacks.find stack_identity=😀",
        ),
        (
            "GET /v1/P/stacks/a+b/c",
            "stacks.show stack_name=a+b stack_id=c",
        ),
        ("GET /v1/P/stacks/%ff", "nothing"),
    ]);
}

#[test]
fn an_arn_takes_the_rest_of_the_path() {
    check(&[
        (
            "GET /v1/P/stacks/arn:openstack:heat::P:stacks/n/i",
            "stacks.find stack_identity=arn:openstack:heat::P:stacks/n/i",
        ),
        (
            "GET /v1/P/stacks/arn%3Aopenstack%3Aheat%3A%3AP%3Astacks%2Fn%2Fi",
            "stacks.find stack_identity=arn:openstack:heat::P:stacks/n/i",
        ),
        (
            "DELETE /v1/P/stacks/arn:openstack:heat::P:stacks/n/i/resources/r",
            "stacks.find stack_identity=arn:openstack:heat::P:stacks/n/i/resources/r",
        ),
        (
            "GET /v1/P/stacks/arn:x/events",
            "stacks.find stack_identity=arn:x/events",
        ),
        (
            "GET /v1/P/stacks/a/arn:openstack",
            "stacks.show stack_name=a stack_id=arn:openstack",
        ),
    ]);
}

#[test]
fn versions() {
    check(&[
        ("GET /", "versions.list"),
        ("GET //", "versions.list"),
        ("DELETE /", "versions.list"),
        ("GET /versions", "versions.list"),
        ("GET /versions/", "versions.list"),
        ("GET /versions/a/b", "versions.list"),
        ("GET /%76ersions", "versions.list"),
        ("GET /v2", "versions.list"),
        ("POST /v2/P/stacks", "versions.list"),
        ("GET /v10/P/stacks", "versions.list"),
        ("GET /v1.5", "versions.list"),
        ("GET /v0/", "versions.list"),
        ("GET /v1.0/P/stacks", "stacks.list"),
        ("GET /v1.00/P/stacks", "stacks.list"),
        ("GET /v01/P/stacks", "stacks.list"),
        ("GET /v1./P/stacks", "stacks.list"),
        ("GET /v1x/P/stacks", "stacks.list"),
        ("GET /versionsx", "nothing"),
        ("GET /v", "nothing"),
        ("GET /vx", "nothing"),
        ("GET /V1/P/stacks", "nothing"),
        ("GET /P/stacks", "nothing"),
    ]);
    assert_eq!(
        PathVersion::of("v99999999999999999999999"),
        PathVersion::List
    );
    assert_eq!(PathVersion::of("v1.00000000000000000000"), PathVersion::One);
    assert_eq!(PathVersion::of("v１"), PathVersion::Unversioned);
}

#[test]
fn templates_tell_whether_a_path_has_their_form() {
    let template = &upstream().operations["stacks.show"].path;
    assert_eq!(
        template.to_string(),
        "/v1/{project_id}/stacks/{stack_name}/{stack_id}"
    );
    let parameters = template.matches("/v1/P/stacks/a%20b/c").unwrap();
    assert_eq!(parameters["stack_name"], "a b");
    assert!(template.matches("/v1/P/stacks/a").is_none());
    assert!(template.matches("/v1/P/stacks/a/b/").is_none());
}

#[test]
fn no_path_is_too_odd() {
    for path in [
        "",
        "%",
        "%zz",
        "a",
        "//////",
        "/%00/%00",
        "/v1/%2f%2f/stacks",
        "/v1/\u{7f}/stacks/é",
    ] {
        for method in ["", "GET", "get", "\u{0}"] {
            found(&format!("{method} {path}"));
        }
    }
    let long = "/a".repeat(100_000);
    assert_eq!(found(&format!("GET {long}")), "nothing");
    let arn = format!("GET /v1/P/stacks/arn:{long}");
    assert!(found(&arn).starts_with("stacks.find stack_identity=arn:/a/a"));
}

#[test]
fn a_path_has_a_form_only_if_every_part_of_it_has() {
    let show = &upstream().operation("stacks.show").unwrap().path;
    let parameters = show
        .matches("/v1/P/stacks/a/b")
        .map(|found| show_all(&found));
    assert_eq!(parameters.as_deref(), Some("P a b"));
    for other in [
        "/v1/P/stacks/a",
        "/v1/P/stacks/a/b/c",
        "/v1/P/other/a/b",
        "/v2/P/stacks/a/b",
        "/v1/P/stacks//b",
        "/v1/P/stacks/a/",
    ] {
        assert_eq!(show.matches(other), None, "{other}");
    }
}

#[test]
fn an_arn_begins_as_arns_do() {
    let find = upstream().operation("stacks.find").unwrap();
    let mut forms = find.also.iter();
    let arn = forms.find(|form| {
        form.matches("/v1/P/stacks/arn:openstack:heat::P:stacks/a/b")
            .is_some()
    });
    let arn = arn.expect("a form for ARNs");
    assert_eq!(
        arn.matches("/v1/P/stacks/other:openstack:heat::P:stacks/a/b"),
        None
    );
}

fn show_all(parameters: &IndexMap<String, String>) -> String {
    parameters.values().cloned().collect::<Vec<_>>().join(" ")
}
