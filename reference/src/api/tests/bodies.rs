//! Which bodies are read.

use crate::config::Config;
use crate::testing::{Answer, Server, config, exchange, start, start_with};

struct Client {
    server: Server,
    token: String,
    path: String,
}

async fn client(config: Config) -> Client {
    let server = start_with(config).await;
    let (token, project) = server.token("demo", "demo").await;
    let path = format!("/v1/{project}/stacks");
    Client {
        server,
        token,
        path,
    }
}

impl Client {
    async fn post(&self, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut all = vec![("X-Auth-Token", self.token.as_str())];
        all.extend(headers);
        exchange(&self.server.orchestration, "POST", &self.path, &all, body).await
    }
}

const NO_BODY: &str = "The server could not comply with the request since it is either malformed \
                       or otherwise incorrect.";

fn message(answer: &Answer) -> String {
    let body = answer.json();
    assert_eq!(answer.status, 400, "{answer:?}");
    body["error"]["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn json_plain_text_and_no_type_at_all_are_read() {
    let client = client(config()).await;
    for content_type in [
        "application/json",
        "application/json; charset=utf-16",
        "text/plain",
        "text/plain; charset=x",
        "text/plainx",
        "JSON",
        "",
    ] {
        let answer = client
            .post(&[("Content-Type", content_type)], br#"{"a": 1, "a": [2]}"#)
            .await;
        assert_eq!(answer.status, 201, "{content_type}: {answer:?}");
        assert_eq!(answer.json()["body"].to_string(), r#"{"a":[2]}"#);
    }
    assert_eq!(client.post(&[], b"{}").await.status, 201);
}

#[tokio::test]
async fn any_other_body_is_as_good_as_none() {
    let client = client(config()).await;
    for content_type in ["application/x-yaml", "Application/JSON", "text/json"] {
        let answer = client.post(&[("Content-Type", content_type)], b"{}").await;
        assert_eq!(message(&answer), NO_BODY, "{content_type}");
    }
    for body in [
        &b""[..],
        b" {}",
        b"[1]",
        b"\xef\xbb\xbf{}",
        b"{}"[..0].as_ref(),
    ] {
        assert_eq!(message(&client.post(&[], body).await), NO_BODY);
    }
    let chunked = [("Transfer-Encoding", "chunked")];
    let answer = client.post(&chunked, b"2\r\n{}\r\n0\r\n\r\n").await;
    assert_eq!(message(&answer), NO_BODY);
}

#[tokio::test]
async fn malformed_json_is_described_as_python_does() {
    let client = client(config()).await;
    let answer = client.post(&[], b"{bad").await;
    insta::assert_snapshot!(answer.shown(), @r#"
    400 with an id
    content-type: application/json

    {"code": 400, "title": "Bad Request", "explanation": "The server could not comply with the request since it is either malformed or otherwise incorrect.", "error": {"type": "HTTPBadRequest", "traceback": null, "message": "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"}}
    "#);
    for (body, expected) in [
        (&b"{\"a\":1} x"[..], "Extra data: line 1 column 9 (char 8)"),
        (
            b"{\"a\":\"\xff\"}",
            "'utf-8' codec can't decode byte 0xff in position 6: invalid start byte",
        ),
    ] {
        assert_eq!(message(&client.post(&[], body).await), expected);
    }
    let deep = format!("{{\"a\":{}", "[".repeat(100_000));
    message(&client.post(&[], deep.as_bytes()).await);
}

#[tokio::test]
async fn a_body_that_is_too_long_is_400() {
    let mut config = config();
    config.limits.max_json_body_size = 10;
    let client = client(config).await;
    assert_eq!(client.post(&[], br#"{"a": "b"}"#).await.status, 201);
    let answer = client.post(&[], br#"{"a": "bc"}"#).await;
    insta::assert_snapshot!(answer.shown(), @r#"
    400 with an id
    content-type: application/json

    {"code": 400, "title": "Bad Request", "explanation": "The server could not comply with the request since it is either malformed or otherwise incorrect.", "error": {"type": "RequestLimitExceeded", "traceback": null, "message": "Request limit exceeded: JSON body size (11 bytes) exceeds maximum allowed size (10 bytes)."}}
    "#);
    let huge = format!("{{\"a\": \"{}\"}}", "x".repeat(3 << 20));
    let answer = client.post(&[], huge.as_bytes()).await;
    assert!(
        message(&answer).contains("JSON body size (3145737 bytes)"),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_body_where_none_belongs_is_400_except_at_look_ups() {
    let client = client(config()).await;
    let ask = async |method: &str, path: &str| {
        let headers = [("X-Auth-Token", client.token.as_str())];
        let path = format!("{}{path}", client.path);
        client
            .server
            .ask(method, &path, &headers, "{}")
            .await
            .status
    };
    assert_eq!(ask("GET", "").await, 400);
    assert_eq!(ask("DELETE", "/web/id").await, 400);
    assert_eq!(ask("PUT", "/web").await, 302);
    assert_eq!(ask("GET", "?ContentType=application/x").await, 200);
}

#[tokio::test]
async fn a_request_in_xml_gets_its_fault_in_xml() {
    let client = client(config()).await;
    let xml = [("Content-Type", "application/xml; charset=utf-8")];
    let answer = client.post(&xml, b"{}").await;
    insta::assert_snapshot!(answer.shown(), @"
    400 with an id
    content-type: application/xml; charset=UTF-8

    <code>400</code>
    ");
}

#[tokio::test]
async fn the_query_is_decoded_and_must_be_utf_8() {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let path = format!("/v1/{project}/stacks");
    let answer = server
        .get(&format!("{path}?a+b=%20c%2B&flag"), &token)
        .await;
    insta::assert_snapshot!(answer.body, @r#"{"user": "demo", "project": "demo", "query": [["a b", " c+"], ["flag", ""]], "body": null}"#);
    let answer = server.get(&format!("{path}?limit=%ff"), &token).await;
    insta::assert_snapshot!(answer.body, @r#"{"code": 400, "title": "Bad Request", "explanation": "The server could not comply with the request since it is either malformed or otherwise incorrect.", "error": {"type": "ValueError", "traceback": null}}"#);
}

#[tokio::test]
async fn a_body_that_does_not_matter_is_read_before_the_answer() {
    let server = start().await;
    let large = "x".repeat(8 << 20);
    for (method, path, status) in [
        ("GET", "/", 300),
        ("POST", "/nope", 404),
        ("POST", "/v1/p/stacks", 401),
    ] {
        let answer = server.ask(method, path, &[], &large).await;
        assert_eq!(answer.status, status, "{method} {path}");
    }
}
