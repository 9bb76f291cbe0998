//! Errors, in the words that Heat's status reasons take from the Python clients.

use http::Method;
use serde_json::{Value, json};

use super::bench::{PROJECT, order};
use super::hosted::Hosted;
use crate::cloud::injection::{Effect, Rule};
use crate::cloud::service::Service::{self, Compute, Image, Network};

/// What Heat would show of a failed GET: class and message, with the request's id left out.
async fn told(hosted: &Hosted, service: Service, path: &str) -> String {
    let error = hosted.client.get(service, path, PROJECT).await.unwrap_err();
    without_id(&format!("{}: {}", error.class, error.message))
}

fn without_id(text: &str) -> String {
    match text.find("req-") {
        Some(start) => format!("{}req-…{}", &text[..start], &text[start + 40..]),
        None => text.to_owned(),
    }
}

#[tokio::test]
async fn each_service_has_its_own_words() {
    let hosted = Hosted::new().await;
    insta::assert_snapshot!(told(&hosted, Compute, "/servers/x").await, @"NotFound: Instance x could not be found. (HTTP 404) (Request-ID: req-…)");
    insta::assert_snapshot!(told(&hosted, Network, "/v2.0/networks/x").await, @r#"
    NetworkNotFoundClient: Network x could not be found.
    Neutron server returns request_ids: ['req-…']
    "#);
    insta::assert_snapshot!(told(&hosted, Network, "/v2.0/routers/x").await, @r#"
    NotFound: Router x could not be found
    Neutron server returns request_ids: ['req-…']
    "#);
    insta::assert_snapshot!(told(&hosted, Image, "/v2/images/x").await, @"HTTPNotFound: HTTP 404 Not Found: No image found with ID x");
}

#[tokio::test]
async fn a_refused_create_says_why() {
    let hosted = Hosted::new().await;
    let body = order(&json!({ "key_name": "nonsense" }));
    let error = hosted
        .client
        .post(Compute, "/servers", &body, PROJECT)
        .await
        .unwrap_err();
    assert_eq!(error.class, "BadRequest");
    insta::assert_snapshot!(without_id(&error.message), @"Invalid key_name provided. (HTTP 400) (Request-ID: req-…)");
}

#[tokio::test]
async fn answers_in_no_known_form_are_told_as_they_are() {
    let hosted = Hosted::new().await;
    for (service, path, status, body, expected) in [
        (
            Compute,
            "/flavors",
            503,
            json!({}),
            "ClientException: Unknown Error (HTTP 503)",
        ),
        (
            Compute,
            "/flavors",
            404,
            json!([1]),
            "NotFound: Not found (HTTP 404)",
        ),
        (
            Compute,
            "/flavors",
            418,
            json!({ "message": "tea" }),
            "ClientException: tea (HTTP 418)",
        ),
        (
            Compute,
            "/flavors",
            413,
            json!({ "overLimit": {} }),
            "OverLimit: Over limit (HTTP 413)",
        ),
        (
            Network,
            "/v2.0/ports",
            500,
            json!({ "message": "no" }),
            "InternalServerError: no",
        ),
        (
            Network,
            "/v2.0/ports",
            502,
            json!({ "a": ["b"] }),
            "NeutronClientException: 502-{'a': ['b']}",
        ),
        (
            Network,
            "/v2.0/ports",
            409,
            json!({ "NeutronError":
            { "type": "OverQuota", "message": "full", "detail": "very" } }),
            "OverQuotaClient: full\nvery",
        ),
        (
            Image,
            "/v2/images",
            503,
            json!({ "x": { "message": "no" } }),
            "HTTPServiceUnavailable: HTTP no",
        ),
        (
            Image,
            "/v2/images",
            500,
            json!([]),
            "HTTPInternalServerError: HTTP HTTPInternalServerError",
        ),
    ] {
        hosted.running.inject(
            Rule::new(
                service,
                Method::GET,
                "*",
                Effect::Status { code: status, body },
            )
            .once(),
        );
        let told = told(&hosted, service, path).await;
        assert!(told.starts_with(expected), "{told}");
        hosted.running.clear();
    }
}

#[tokio::test]
async fn errors_are_told_apart() {
    let hosted = Hosted::new().await;
    for (status, body, expected) in [
        (404, Value::Null, [true, false, false, false]),
        (409, Value::Null, [false, true, false, false]),
        (
            409,
            json!({ "NeutronError": { "type": "OverQuota", "message": "", "detail": "" } }),
            [false, false, false, false],
        ),
        (413, Value::Null, [false, false, true, false]),
        (503, Value::Null, [false, false, false, true]),
    ] {
        let rule = Rule::new(
            Network,
            Method::GET,
            "*",
            Effect::Status { code: status, body },
        )
        .once();
        hosted.running.inject(rule);
        let error = hosted
            .client
            .get(Network, "/v2.0/ports", PROJECT)
            .await
            .unwrap_err();
        let is = [
            error.is_not_found(),
            error.is_conflict(),
            error.is_over_limit(),
            error.is_unavailable(),
        ];
        assert_eq!(is, expected, "{error}");
    }
}
