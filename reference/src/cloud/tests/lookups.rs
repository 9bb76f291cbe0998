//! Custom constraints, and names that become ids.

use serde_json::json;

use super::bench::{OTHER, PROJECT, id, order};
use super::hosted::Hosted;
use crate::cloud::config::Config;
use crate::cloud::find::{covers, find, resolve};
use crate::cloud::service::Service::{Compute, Network};

#[tokio::test]
async fn what_exists_is_found_by_name_and_by_id() {
    let hosted = Hosted::new().await;
    let server = hosted
        .client
        .post(Compute, "/servers", &order(&json!({})), PROJECT)
        .await
        .unwrap();
    let server = id(&server["server"]);
    let network = hosted.make_network(PROJECT, "my net/é").await;
    let public = "94e9a535-08ac-54b6-b0a8-6000ab5095be";
    for (constraint, value, expected) in [
        ("nova.flavor", "m1.small", "2"),
        ("nova.flavor", "2", "2"),
        ("nova.flavor", "2 GB General Purpose v1", "general1-2"),
        ("nova.keypair", "heat_key", "heat_key"),
        ("nova.server", &server, &server),
        (
            "glance.image",
            "Ubuntu 12.04 LTS (Precise Pangolin) (PV)",
            "1a75d3dd-efb9-557b-8789-38f89d1fdde2",
        ),
        (
            "glance.image",
            "40be8d1a-3eb9-40de-8abd-43237517384f",
            "40be8d1a-3eb9-40de-8abd-43237517384f",
        ),
        ("neutron.network", "public", public),
        ("neutron.network", public, public),
        ("neutron.network", "my net/é", &network),
        (
            "neutron.subnet",
            "private-subnet",
            "4893d0d3-d01b-54c0-a4fc-f056f3ca61ca",
        ),
    ] {
        assert!(covers(constraint));
        let found = resolve(&hosted.client, PROJECT, constraint, value).await;
        assert_eq!(found.unwrap(), expected, "{constraint} {value}");
        assert_eq!(
            find(&hosted.client, PROJECT, constraint, value).await,
            Ok(())
        );
    }
    find(&hosted.client, PROJECT, "neutron.security_group", "default")
        .await
        .unwrap();
    // The empty name of a key pair stands for none.
    find(&hosted.client, PROJECT, "nova.keypair", "")
        .await
        .unwrap();
    find(&hosted.client, OTHER, "nova.server", &server)
        .await
        .unwrap_err();
}

#[tokio::test]
async fn what_does_not_exist_is_refused_in_heats_words() {
    let hosted = Hosted::new().await;
    for (constraint, expected) in [
        (
            "nova.flavor",
            "No Flavor matching {'name': 'x'}. (HTTP 404)",
        ),
        ("nova.keypair", "The Key (x) could not be found."),
        ("nova.server", "The Server (x) could not be found."),
        ("glance.image", "No images matching {'name': 'x'}."),
        (
            "neutron.network",
            "Unable to find network with name or id 'x'",
        ),
        (
            "neutron.subnet",
            "Unable to find subnet with name or id 'x'",
        ),
        ("neutron.port", "Unable to find port with name or id 'x'"),
        (
            "neutron.router",
            "Unable to find router with name or id 'x'",
        ),
        (
            "neutron.security_group",
            "Unable to find security_group with name or id 'x'",
        ),
        (
            "neutron.subnetpool",
            "Unable to find subnetpool with name or id 'x'",
        ),
        (
            "neutron.qos_policy",
            "Unable to find policy with name or id 'x'",
        ),
        (
            "neutron.address_scope",
            "Unable to find address_scope with name or id 'x'",
        ),
    ] {
        let found = find(&hosted.client, PROJECT, constraint, "x").await;
        assert_eq!(found, Err(expected.to_owned()), "{constraint}");
    }
    assert!(!covers("cinder.volume"));
}

#[tokio::test]
async fn text_from_templates_cannot_lead_astray() {
    let hosted = Hosted::new().await;
    for value in [
        "",
        "..",
        ".",
        "/",
        "?",
        "detail",
        "a&name=public",
        "%2e%2e",
        "é\u{0}",
        "'\"",
    ] {
        for constraint in [
            "nova.flavor",
            "nova.server",
            "glance.image",
            "neutron.network",
            "neutron.router",
        ] {
            let found = resolve(&hosted.client, PROJECT, constraint, value).await;
            assert!(found.is_err(), "{constraint} {value:?}: {found:?}");
        }
    }
}

#[tokio::test]
async fn an_ambiguous_name_is_refused() {
    let hosted = Hosted::new().await;
    for _ in 0..2 {
        hosted.make_network(PROJECT, "twin").await;
    }
    assert_eq!(
        find(&hosted.client, PROJECT, "neutron.network", "twin").await,
        Err(
            "Multiple network matches found for name 'twin', use an ID to be more specific."
                .to_owned()
        )
    );
}

#[tokio::test]
async fn nothing_is_found_in_a_service_that_is_off() {
    let config = Config {
        services: vec![Network],
        ..Config::default()
    };
    let hosted = Hosted::with(&config, None).await;
    let error = resolve(&hosted.client, PROJECT, "nova.flavor", "m1.tiny").await;
    assert_eq!(error.unwrap_err().class, "EndpointNotFound");
}
