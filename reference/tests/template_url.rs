//! Templates that are fetched, and those that are not.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

mod common;

use std::io::Write as _;

use common::{Client, Server};
use reqwest::Method;
use serde_json::json;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Validates the template at an address; the status, and its description or the message.
async fn validate(client: &Client, url: &str) -> String {
    let body = json!({ "template_url": url });
    let (status, answer) = client.send(Method::POST, "/validate", Some(body)).await;
    let said = answer["Description"].as_str();
    let said = said.or_else(|| answer["error"]["message"].as_str());
    format!("{status} {}", said.unwrap_or_default())
}

/// A host of templates, and a server that may fetch those in one folder of it.
async fn hosts() -> (MockServer, Server) {
    let host = MockServer::start().await;
    let template = "heat_template_version: 2013-05-23\ndescription: fetched";
    for (place, answer) in [
        (
            "/open/web.yaml",
            ResponseTemplate::new(200).set_body_string(template),
        ),
        (
            "/closed/web.yaml",
            ResponseTemplate::new(200).set_body_string(template),
        ),
        (
            "/open/large",
            ResponseTemplate::new(200).set_body_string("x".repeat(200)),
        ),
        (
            "/open/no-text",
            ResponseTemplate::new(200).set_body_bytes([0xff]),
        ),
        (
            "/open/hello",
            ResponseTemplate::new(200).set_body_string("hello"),
        ),
        (
            "/open/elsewhere",
            ResponseTemplate::new(302).insert_header("location", "/closed/web.yaml"),
        ),
        (
            "/open/moved",
            ResponseTemplate::new(301).insert_header("location", "web.yaml"),
        ),
        (
            "/open/round",
            ResponseTemplate::new(302).insert_header("location", "/open/round"),
        ),
    ] {
        Mock::given(path(place))
            .respond_with(answer)
            .mount(&host)
            .await;
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let settings = format!(
        "template_url_allowed: ['{}/open/']\nlimits: {{max_template_size: 100}}\n",
        host.uri()
    );
    file.write_all(settings.as_bytes()).unwrap();
    let server = Server::start(None, Some(file.path())).await;
    (host, server)
}

#[tokio::test]
async fn only_what_the_configuration_allows_is_fetched() {
    let (host, server) = hosts().await;
    let mut seen = Vec::new();
    for place in [
        "/open/web.yaml",
        "/closed/web.yaml",
        "/open/../closed/web.yaml",
        "/open/elsewhere",
        "/open/moved",
        "/open/round",
        "/open/nothing",
        "/open/no-text",
        "/open/large",
        "/open/hello",
    ] {
        let answer = validate(server.client(), &format!("{}{place}", host.uri())).await;
        seen.push(format!("{place}: {}", answer.replace(&host.uri(), "HOST")));
    }
    insta::assert_snapshot!(seen.join("\n"), @r"
    /open/web.yaml: 200 fetched
    /closed/web.yaml: 400 Could not retrieve template: Failed to retrieve template from HOST/closed/web.yaml
    /open/../closed/web.yaml: 400 Could not retrieve template: Failed to retrieve template from HOST/open/../closed/web.yaml
    /open/elsewhere: 400 Could not retrieve template: Failed to retrieve template from HOST/open/elsewhere
    /open/moved: 200 fetched
    /open/round: 400 Could not retrieve template: Failed to retrieve template from HOST/open/round
    /open/nothing: 400 Could not retrieve template: Failed to retrieve template from HOST/open/nothing
    /open/no-text: 400 Could not retrieve template: Failed to retrieve template from HOST/open/no-text
    /open/large: 400 Could not retrieve template: Template exceeds maximum allowed size (100 bytes)
    /open/hello: 400 Template not in valid format: The template is not a JSON object or YAML mapping.
    ");
    let asked = host.received_requests().await.unwrap();
    assert!(
        asked
            .iter()
            .all(|request| request.url.path() != "/closed/web.yaml")
    );
}

#[tokio::test]
async fn addresses_of_other_schemes_are_refused_by_their_scheme() {
    let server = Server::start(None, None).await;
    for (url, reason) in [
        ("ftp://127.0.0.1/", "Invalid URL scheme ftp"),
        ("FILE:///etc/passwd", "Invalid URL scheme file"),
        ("no address", "Invalid URL scheme "),
        ("http://", "Failed to retrieve template from http://"),
        (
            "http://127.0.0.1:9/",
            "Failed to retrieve template from http://127.0.0.1:9/",
        ),
    ] {
        let expected = format!("400 Could not retrieve template: {reason}");
        assert_eq!(validate(server.client(), url).await, expected);
    }
}
