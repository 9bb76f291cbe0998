//! Answers that are, or nearly are, what an operation documents.

use serde_json::json;

use super::*;
use crate::check::sample::{catalogue, contract};

const ID: &str = "00000000-0000-4000-8000-000000000000";

fn created() -> Exchange {
    let url = format!("http://h/v1/p/stacks/web/{ID}");
    let stack = json!({"id": ID, "links": [{"href": url, "rel": "self"}]});
    let mut exchange = Exchange::sample("stacks.create", 201, &json!({"stack": stack}));
    exchange.headers.push(("location".to_owned(), url));
    exchange
}

/// The checks of an exchange: id, and what is broken.
fn checked(exchange: Exchange) -> Vec<(String, Option<String>)> {
    checked_by(exchange, &contract())
}

fn checked_by(exchange: Exchange, contract: &Contract) -> Vec<(String, Option<String>)> {
    let checks = check_exchange(&Arc::new(exchange), contract).unwrap();
    checks
        .into_iter()
        .map(|check| {
            let place = check.difference.map(|difference| difference.at.to_string());
            (check.requirement, place)
        })
        .collect()
}

fn result(aspect: &str, place: Option<&str>) -> (String, Option<String>) {
    (format!("stacks.create.{aspect}"), place.map(str::to_owned))
}

#[test]
fn a_documented_answer_meets_all_three() {
    assert_eq!(
        checked(created()),
        [
            result("201.status", None),
            result("201.headers", None),
            result("201.body", None)
        ]
    );
}

#[test]
fn an_undocumented_status_breaks_that_of_the_success() {
    let mut exchange = created();
    exchange.status = 200;
    assert_eq!(checked(exchange), [result("201.status", Some("status"))]);
    let mut exchange = created();
    exchange.status = 500;
    assert_eq!(checked(exchange), [result("201.status", Some("status"))]);
}

#[test]
fn a_missing_header_and_a_wrong_body_break_their_own() {
    let mut exchange = created();
    exchange.headers.retain(|(name, _)| name != "location");
    assert_eq!(
        checked(exchange)[1],
        result("201.headers", Some("header Location"))
    );
    let mut exchange = created();
    exchange.json = Some(json!({"stack": {"id": ID}}));
    assert_eq!(
        checked(exchange)[2],
        result("201.body", Some("body /stack"))
    );
}

#[test]
fn a_verb_that_the_operation_has_not_is_refused() {
    let mut exchange = created();
    exchange.is_method_known = false;
    exchange.method = "PUT".to_owned();
    assert_eq!(checked(exchange), [result("405.status", Some("status"))]);
    let mut exchange = created();
    exchange.is_method_known = false;
    exchange.method = "PUT".to_owned();
    exchange.other_operations = vec!["stacks.list".to_owned()];
    let ids: Vec<String> = checked(exchange).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["stacks.create.405.status", "stacks.list.405.status"]);
    let mut exchange = created();
    exchange.is_method_known = false;
    exchange.method = "OPTIONS".to_owned();
    assert_eq!(checked(exchange), []);
}

#[test]
fn an_unreadable_query_may_be_refused_before_the_verb_is() {
    let refused = |query: &str, status: u16| {
        let mut exchange = created();
        exchange.is_method_known = false;
        exchange.method = "PUT".to_owned();
        exchange.url = format!("{}?{query}", exchange.url);
        exchange.status = status;
        checked(exchange)
    };
    assert_eq!(refused("a=%AA", 400), []);
    let broken = [result("405.status", Some("status"))];
    assert_eq!(refused("a=b", 400), broken);
    assert_eq!(refused("a=%AA", 404), broken);
}

#[test]
fn another_token_may_be_refused_before_the_verb_is() {
    let refused = |has_own_token: bool, status: u16| {
        let mut exchange = created();
        exchange.is_method_known = false;
        exchange.method = "PUT".to_owned();
        exchange.has_own_token = has_own_token;
        exchange.status = status;
        checked(exchange)
    };
    assert_eq!(refused(true, 401), []);
    let broken = [result("405.status", Some("status"))];
    assert_eq!(refused(false, 401), broken);
    assert_eq!(refused(true, 404), broken);
}

#[test]
fn a_fault_says_what_went_wrong_unless_its_type_hides_it() {
    let broken = |error_type: &str| {
        let body = json!({
            "code": 400,
            "title": "Bad Request",
            "explanation": "It is malformed.",
            "error": {"type": error_type, "traceback": null},
        });
        let checks = checked(Exchange::sample("stacks.create", 400, &body));
        let places = checks.into_iter().filter_map(|(_, place)| place);
        places.collect::<Vec<String>>()
    };
    assert_eq!(broken("HTTPBadRequest"), ["body /error/message"]);
    assert_eq!(broken("ValueError"), [""; 0]);
}

#[test]
fn a_fault_agrees_with_its_status() {
    let fault = |error_type: &str| {
        json!({
            "code": 404,
            "title": "Conflict",
            "explanation": "There was a conflict when trying to complete your request.",
            "error": {"type": error_type, "traceback": null, "message": "m"},
        })
    };
    let exchange = Exchange::sample("stacks.create", 409, &fault("EntityNotFound"));
    let places: Vec<String> = checked(exchange)
        .into_iter()
        .filter_map(|(_, place)| place)
        .collect();
    assert!(places.contains(&"body /code".to_owned()), "{places:?}");
    assert!(
        places.contains(&"body /error/type".to_owned()),
        "{places:?}"
    );
}

/// The places in which an exchange is not as documented.
fn places(exchange: Exchange) -> Vec<String> {
    let checks = checked(exchange).into_iter();
    checks.filter_map(|(_, place)| place).collect()
}

fn with_header(mut exchange: Exchange, name: &str, value: &str) -> Exchange {
    exchange.headers.retain(|(known, _)| known != name);
    exchange.headers.push((name.to_owned(), value.to_owned()));
    exchange
}

#[test]
fn a_header_has_its_form_as_a_whole() {
    let location = format!("http://h/v1/p/stacks/web/{ID}");
    for near in [
        format!("{location}/"),
        format!(" {location}"),
        location.replace("http://h", ""),
        location.replace("/v1", ""),
        location.replace(ID, &ID[1..]),
        location.to_uppercase(),
        String::new(),
    ] {
        let found = places(with_header(created(), "location", &near));
        assert_eq!(found, ["header Location"], "{near}");
    }
    for near in [
        ID.to_owned(),
        format!("req-{ID}0"),
        format!("req-{}", ID.replace('4', "1")),
    ] {
        let found = places(with_header(created(), "x-openstack-request-id", &near));
        assert_eq!(found, ["header x-openstack-request-id"], "{near}");
    }
}

#[test]
fn a_header_that_is_optional_has_its_form_if_it_is_there() {
    let mut catalogue = catalogue().as_ref().clone();
    let create = catalogue.operations.get_mut("stacks.create").unwrap();
    for header in &mut create.responses[&201].headers {
        header.required = false;
    }
    let contract = Contract::new(Arc::new(catalogue)).unwrap();
    let mut exchange = created();
    exchange.headers.retain(|(name, _)| name != "location");
    let without = checked_by(exchange, &contract);
    assert_eq!(without[1], result("201.headers", None));
    let wrong = checked_by(with_header(created(), "location", "/web"), &contract);
    assert_eq!(wrong[1], result("201.headers", Some("header Location")));
}

#[test]
fn a_body_has_a_documented_media_type() {
    for fits in ["application/json; charset=UTF-8", "Application/JSON"] {
        assert_eq!(
            places(with_header(created(), "content-type", fits)),
            [""; 0]
        );
    }
    for near in ["text/json", "application/json+x", "application/jso", ""] {
        let found = places(with_header(created(), "content-type", near));
        assert_eq!(found, ["header content-type"], "{near}");
    }
    let mut exchange = created();
    exchange.headers.retain(|(name, _)| name != "content-type");
    assert_eq!(places(exchange), ["header content-type"]);
}

#[test]
fn a_body_is_valid_by_its_schema() {
    let url = format!("http://h/v1/p/stacks/web/{ID}");
    let links = json!([{"href": url, "rel": "self"}]);
    for (near, place) in [
        (
            json!({"stack": {"id": ID, "links": links, "stack_name": "web"}}),
            "body /stack",
        ),
        (json!({"stack": {"id": ID, "links": links}, "n": 1}), "body"),
        (
            json!({"stack": {"id": 1, "links": links}}),
            "body /stack/id",
        ),
        (
            json!({"stack": {"id": &ID[1..], "links": links}}),
            "body /stack/id",
        ),
        (json!({"stack": null}), "body /stack"),
        (
            json!({"stack": [{"id": ID, "links": links}]}),
            "body /stack",
        ),
        (json!({"Stack": {"id": ID, "links": links}}), "body"),
        (json!([]), "body"),
    ] {
        let mut exchange = created();
        exchange.json = Some(near.clone());
        let found = places(exchange);
        assert!(found.iter().any(|at| at == place), "{near}: {found:?}");
        assert!(found.iter().all(|at| at.starts_with("body")), "{found:?}");
    }
    let mut exchange = created();
    exchange.json = None;
    assert_eq!(places(exchange), ["body"]);
}

#[test]
fn a_documented_media_type_other_than_json_is_not_read() {
    let mut exchange = Exchange::sample("stacks.find", 302, &Value::Null);
    let location = format!("http://h/v1/p/stacks/web/{ID}");
    exchange = with_header(exchange, "location", &location);
    exchange = with_header(exchange, "content-type", "text/html");
    exchange.json = None;
    exchange.body = "<html/>".to_owned();
    assert_eq!(places(exchange.clone()), [""; 0]);
    // The same said to be JSON is none.
    let exchange = with_header(exchange, "content-type", "application/json");
    assert_eq!(places(exchange), ["body"]);
}

#[test]
fn an_answer_without_a_documented_body_has_none() {
    let mut exchange = Exchange::sample("stacks.delete", 204, &Value::Null);
    exchange.method = "DELETE".to_owned();
    exchange.json = None;
    exchange.body.clear();
    assert_eq!(places(exchange.clone()), [""; 0]);
    exchange.body = " ".to_owned();
    assert_eq!(places(exchange.clone()), ["body"]);
    exchange.body = "{}".to_owned();
    exchange.json = Some(json!({}));
    assert_eq!(places(exchange), ["body"]);
}

#[test]
fn an_answer_to_head_has_headers_and_no_body() {
    let mut exchange = Exchange::sample("versions.list", 300, &Value::Null);
    exchange.json = None;
    exchange.body.clear();
    exchange.method = "HEAD".to_owned();
    assert_eq!(places(exchange.clone()), [""; 0]);
    exchange.method = "GET".to_owned();
    assert_eq!(places(exchange), ["body"]);
}

#[test]
fn a_documented_failure_is_no_right_answer() {
    let body = json!({
        "code": 500,
        "title": "Internal Server Error",
        "explanation": fault::explanation(500),
        "error": {"type": "HTTPInternalServerError", "traceback": null, "message": "m"},
    });
    let exchange = Arc::new(Exchange::sample("stacks.create", 500, &body));
    let checks = check_exchange(&exchange, &contract()).unwrap();
    let lines: Vec<String> = checks
        .iter()
        .filter_map(|check| {
            Some(format!(
                "{} {}",
                check.requirement,
                check.difference.as_ref()?
            ))
        })
        .collect();
    assert_eq!(
        lines,
        ["stacks.create.201.status status: expected one of 201, 400, 401, 403, 405, 409, seen 500"]
    );
}

#[test]
fn a_refused_verb_is_judged_by_the_refusal() {
    let body = json!({
        "code": 405,
        "title": "Method Not Allowed",
        "explanation": fault::explanation(405),
        "error": {"type": "HTTPMethodNotAllowed", "traceback": null, "message": "m"},
    });
    let mut exchange = Exchange::sample("stacks.create", 405, &body);
    exchange.is_method_known = false;
    exchange.method = "PATCH".to_owned();
    assert_eq!(
        checked(exchange.clone()),
        [
            result("405.status", None),
            result("405.headers", None),
            result("405.body", None)
        ]
    );
    // 400 is documented, but not for a verb that the address has not.
    exchange.status = 400;
    assert_eq!(
        checked(exchange.clone()),
        [result("405.status", Some("status"))]
    );
    exchange.operation = Some("versions.list".to_owned());
    assert_eq!(checked(exchange.clone()), []);
    exchange.operation = None;
    assert_eq!(checked(exchange), []);
}

#[test]
fn ids_keep_the_status_of_upstream() {
    let mut catalogue = catalogue().as_ref().clone();
    let create = catalogue.operations.get_mut("stacks.create").unwrap();
    let mut response = create.responses.shift_remove(&201).unwrap();
    response.upstream_status = Some(201);
    create.responses.shift_insert(0, 202, response);
    let contract = Contract::new(Arc::new(catalogue)).unwrap();
    let mut exchange = created();
    exchange.status = 202;
    assert_eq!(
        checked_by(exchange, &contract),
        [
            result("201.status", None),
            result("201.headers", None),
            result("201.body", None)
        ]
    );
    assert_eq!(
        checked_by(created(), &contract),
        [result("201.status", Some("status"))]
    );
}

#[test]
fn each_part_of_a_fault_agrees_with_the_status() {
    let right = json!({
        "code": 409,
        "title": "Conflict",
        "explanation": fault::explanation(409),
        "error": {"type": "StackExists", "traceback": null, "message": "m"},
    });
    let answer = |at: &str, value: Value| {
        let mut body = right.clone();
        *body.pointer_mut(at).unwrap() = value;
        places(Exchange::sample("stacks.create", 409, &body))
    };
    assert_eq!(answer("/code", json!(409)), [""; 0]);
    assert_eq!(answer("/code", json!(410)), ["body /code"]);
    assert_eq!(answer("/title", json!("Not Found")), ["body /title"]);
    assert_eq!(
        answer("/error/type", json!("EntityNotFound")),
        ["body /error/type"]
    );
    // A type that the table does not know may go with any status.
    assert_eq!(answer("/error/type", json!("Custom")), [""; 0]);
    assert_eq!(answer("/error", json!({})), ["body /error", "body /error"]);
}
