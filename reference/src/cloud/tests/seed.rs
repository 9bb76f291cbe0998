//! What is there from the start.

use serde_json::{Value, json};

use super::bench::Bench;
use crate::clock::Clock;
use crate::cloud::config::Config;
use crate::cloud::objects::Objects;
use crate::cloud::seed::Seed;
use crate::cloud::service::Service::{Compute, Network};
use crate::cloud::state::Cloud;

#[test]
fn the_documented_names_are_there() {
    let mut bench = Bench::new();
    let body = bench.get(Compute, "/v2.1/flavors/detail?is_public=None");
    let flavors: Vec<&Value> = body["flavors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|flavor| &flavor["name"])
        .collect();
    for name in ["m1.tiny", "m1.xlarge", "m1.heat", "2 GB General Purpose v1"] {
        assert!(flavors.contains(&&json!(name)), "{name}");
    }
    bench.get(Compute, "/v2.1/os-keypairs/heat_key");
    let zones = bench.get(Compute, "/v2.1/os-availability-zone");
    assert_eq!(zones["availabilityZoneInfo"][0]["zoneName"], "nova");
    for (name, external, shared) in [("public", true, false), ("private", false, true)] {
        let body = bench.get(Network, &format!("/v2.0/networks?name={name}"));
        assert_eq!(body["networks"][0]["router:external"], external);
        assert_eq!(body["networks"][0]["shared"], shared);
    }
}

#[test]
fn another_seed_takes_its_place() {
    let seed: Seed = serde_json::from_value(json!({
        "flavors": [{ "id": "x", "name": "tiny", "vcpus": 1, "ram": 1, "disk": 0 }],
    }))
    .unwrap();
    let mut bench = Bench::with(&Config {
        seed: Some(seed),
        ..Config::default()
    });
    let body = bench.get(Compute, "/v2.1/flavors");
    assert_eq!(body["flavors"].as_array().unwrap().len(), 1);
    let body = bench.get(Network, "/v2.0/networks");
    assert_eq!(body["networks"], json!([]));
}

#[test]
fn a_seed_that_makes_no_sense_is_refused() {
    let seed: Seed = serde_json::from_value(json!({
        "networks": [{ "id": "n", "name": "net",
            "subnets": [{ "id": "s", "name": "sub", "cidr": "10.0.0.0/99" }] }],
    }))
    .unwrap();
    let config = Config {
        seed: Some(seed),
        ..Config::default()
    };
    let error = Cloud::new(&config, &Clock::real(), Objects::default()).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @"the cloud's seed has a bad network 'net': Invalid input for network_id. Reason: 'n' is not a valid UUID.");
}
