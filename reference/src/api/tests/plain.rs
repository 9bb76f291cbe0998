//! Answers that are no faults, in the form that the client prefers.

use crate::testing::{Answer, start};

/// The answer to a request with that `Accept`, its ids replaced.
async fn ask(method: &str, path: &str, accept: Option<&str>) -> String {
    let server = start().await;
    let (token, project) = server.token("demo", "demo").await;
    let mut headers = vec![("X-Auth-Token", token.as_str())];
    headers.extend(accept.map(|accept| ("Accept", accept)));
    let path = format!("/v1/{project}{path}");
    let body = if method == "PUT" { "{}" } else { "" };
    let answer: Answer = server.ask(method, &path, &headers, body).await;
    answer
        .shown()
        .replace(&project, "PROJECT")
        .replace(&server.orchestration, "HOST")
}

#[tokio::test]
async fn a_redirect_for_a_program() {
    insta::assert_snapshot!(ask("GET", "/stacks/web", Some("application/json")).await, @r#"
    302 with an id
    content-type: application/json
    location: http://HOST/v1/PROJECT/stacks/web/a&b

    {"message": "The resource was found at <a href=\"http://HOST/v1/PROJECT/stacks/web/a&b\">http://HOST/v1/PROJECT/stacks/web/a&b</a>;\nyou should be redirected automatically.\n\n", "code": "302 Found", "title": "Found"}
    "#);
}

#[tokio::test]
async fn a_redirect_for_a_browser() {
    insta::assert_snapshot!(ask("DELETE", "/stacks/web", Some("*/*")).await, @r#"
    302 with an id
    content-type: text/html; charset=UTF-8
    location: http://HOST/v1/PROJECT/stacks/web/a&b

    <html>
     <head>
      <title>302 Found</title>
     </head>
     <body>
      <h1>302 Found</h1>
      The resource was found at <a href="http://HOST/v1/PROJECT/stacks/web/a&amp;b">http://HOST/v1/PROJECT/stacks/web/a&amp;b</a>;
    you should be redirected automatically.


     </body>
    </html>
    "#);
}

#[tokio::test]
async fn a_redirect_for_whoever_says_nothing() {
    insta::assert_snapshot!(ask("GET", "/stacks/web", None).await, @"
    302 with an id
    content-type: text/plain; charset=UTF-8
    location: http://HOST/v1/PROJECT/stacks/web/a&b

    302 Found

    The resource was found at http://HOST/v1/PROJECT/stacks/web/a&b; you should be redirected automatically.
    ");
}

#[tokio::test]
async fn accepted_and_done() {
    insta::assert_snapshot!(ask("PUT", "/stacks/web/id", Some("application/json")).await, @r#"
    202 with an id
    content-type: application/json

    {"message": "The request is accepted for processing.<br /><br />\n\n\n", "code": "202 Accepted", "title": "Accepted"}
    "#);
    insta::assert_snapshot!(ask("DELETE", "/stacks/web/id", Some("*/*")).await, @"204 with an id");
}

#[tokio::test]
async fn not_found_for_a_browser() {
    insta::assert_snapshot!(ask("GET", "/nope", Some("text/html")).await, @"
    404 with an id
    content-type: text/html; charset=UTF-8

    <html>
     <head>
      <title>404 Not Found</title>
     </head>
     <body>
      <h1>404 Not Found</h1>
      The resource could not be found.<br /><br />



     </body>
    </html>
    ");
}
