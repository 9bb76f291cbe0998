//! Resource types that not everybody may use.

mod common;

use std::io::Write as _;

use common::{Client, Server};
use reqwest::Method;
use serde_json::json;

/// Previews a stack with a resource of a type as a member; the status and the message.
async fn preview(client: &Client, resource_type: &str) -> String {
    let template = json!({
        "heat_template_version": "2013-05-23",
        "resources": { "r": { "type": resource_type } },
    });
    let body = json!({ "stack_name": "web", "template": template });
    let path = "/stacks/preview";
    let (status, answer) = client.send(Method::POST, path, Some(body)).await;
    let message = answer["error"]["message"].as_str().unwrap_or_default();
    format!("{status} {message}").trim_end().to_owned()
}

/// A rule is about a name, and whom it admits still needs a type of that name.
#[tokio::test]
async fn rules_of_types_are_upstreams_unless_they_are_overridden() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(
        b"cloud: {assume_other_services: false}\n\
          policy:\n\
          \x20 'resource_types:OS::Heat::None': [admin]\n\
          \x20 'resource_types:OS::Keystone::User': [admin]\n\
          \x20 'resource_types:OS::Blazar::Host': [member]\n",
    )
    .unwrap();
    let server = Server::start(None, Some(file.path())).await;
    let mut seen = Vec::new();
    for resource_type in [
        "OS::Heat::RandomString",
        "OS::Heat::None",
        "OS::Blazar::Host",
        "OS::Nova::HostAggregate",
        "OS::Keystone::User",
        "OS::Keystone::Nope",
        "OS::KeystoneNope",
    ] {
        let answer = preview(server.client(), resource_type).await;
        seen.push(format!("{resource_type} {answer}"));
    }
    insta::assert_snapshot!(seen.join("\n"), @r"
    OS::Heat::RandomString 200
    OS::Heat::None 403 You are not authorized to use resource_types:OS::Heat::None.
    OS::Blazar::Host 400 HEAT-E99001 Service blazar is not available for resource type OS::Blazar::Host, reason: blazar reservation endpoint is not in service catalog.
    OS::Nova::HostAggregate 403 You are not authorized to use resource_types:OS::Nova::HostAggregate.
    OS::Keystone::User 403 You are not authorized to use resource_types:OS::Keystone::User.
    OS::Keystone::Nope 403 You are not authorized to use OS::Keystone::Nope.
    OS::KeystoneNope 400 The Resource Type (OS::KeystoneNope) could not be found.
    ");
}
