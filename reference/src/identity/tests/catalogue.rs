//! Where the services are.

use std::fmt::Write as _;

use serde_json::Value;

use crate::cloud::service::Service;
use crate::config::Config;
use crate::testing::{Server, config, exchange, start, start_with};

/// Type, interface and URL of every endpoint, ids and ports replaced.
async fn catalogue(server: &Server, host: &str) -> String {
    let (token, project) = server.token("demo", "demo").await;
    let headers = [("X-Auth-Token", token.as_str()), ("Host", host)];
    let answer = exchange(&server.identity, "GET", "/v3/auth/catalog", &headers, b"").await;
    let mut lines = String::new();
    for service in answer.json()["catalog"].as_array().unwrap() {
        for endpoint in service["endpoints"].as_array().unwrap() {
            assert_eq!(endpoint["region"], "RegionOne");
            assert_eq!(endpoint["region_id"], "RegionOne");
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let _ = writeln!(
                lines,
                "{} {} {} {}",
                text(&service["type"]),
                text(&service["name"]),
                text(&endpoint["interface"]),
                text(&endpoint["url"]).replace(&project, "PROJECT")
            );
        }
    }
    let port = |address: &str| address.rsplit(':').next().unwrap().to_owned();
    lines
        .replace(&port(&server.orchestration), "HEAT")
        .replace(&port(&server.identity), "KEYSTONE")
}

#[tokio::test]
async fn services_are_on_the_host_that_the_client_used() {
    let server = start().await;
    insta::assert_snapshot!(catalogue(&server, "cloud.example:1").await, @"
    identity keystone admin http://cloud.example:KEYSTONE/v3
    identity keystone internal http://cloud.example:KEYSTONE/v3
    identity keystone public http://cloud.example:KEYSTONE/v3
    orchestration heat admin http://cloud.example:HEAT/v1/PROJECT
    orchestration heat internal http://cloud.example:HEAT/v1/PROJECT
    orchestration heat public http://cloud.example:HEAT/v1/PROJECT
    ");
}

#[tokio::test]
async fn services_are_where_the_configuration_says() {
    let config = Config {
        public_url: Some("https://heat.example/orchestration/".to_owned()),
        identity_public_url: Some("https://keystone.example/v3".to_owned()),
        ..config()
    };
    let server = start_with(config).await;
    let shown = catalogue(&server, "127.0.0.1").await;
    assert!(
        shown.contains("public https://heat.example/orchestration/v1/PROJECT\n"),
        "{shown}"
    );
    assert!(
        shown.contains("public https://keystone.example/v3\n"),
        "{shown}"
    );
}

#[tokio::test]
async fn the_services_of_the_cloud_are_there_when_it_has_them() {
    let mut config = config();
    config.cloud.services = vec![Service::Network, Service::Compute];
    let server = start_with(config).await;
    let shown = catalogue(&server, "127.0.0.1").await;
    let kinds: Vec<&str> = shown
        .lines()
        .filter(|line| line.contains(" public http://127.0.0.1:"))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(kinds, ["identity", "orchestration", "compute", "network"]);
}

#[tokio::test]
async fn services_endpoints_and_regions_are_listed_under_lasting_ids() {
    let server = start().await;
    let (admin, _) = server.token("admin", "admin").await;
    let get = async |path: &str| server.identity("GET", path, &admin, None).await.json();
    let services = get("/v3/services?type=orchestration").await;
    let service = &services["services"][0];
    assert_eq!(service["name"], "heat");
    let endpoints = get("/v3/endpoints?interface=public").await;
    let endpoint = endpoints["endpoints"]
        .as_array()
        .unwrap()
        .iter()
        .find(|endpoint| endpoint["service_id"] == service["id"])
        .unwrap();
    assert!(
        endpoint["url"]
            .as_str()
            .unwrap()
            .ends_with("/v1/%(project_id)s")
    );
    let id = endpoint["id"].as_str().unwrap();
    assert_eq!(
        get(&format!("/v3/endpoints/{id}")).await["endpoint"],
        *endpoint
    );
    assert_eq!(
        get("/v3/regions/RegionOne").await["region"]["id"],
        "RegionOne"
    );
    assert_eq!(get("/v3/regions/Nowhere").await["error"]["code"], 404);
    let (demo, _) = server.token("demo", "demo").await;
    assert_eq!(
        server
            .identity("GET", "/v3/services", &demo, None)
            .await
            .status,
        403
    );
}
