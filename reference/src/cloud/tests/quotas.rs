//! Quotas.

use serde_json::json;

use super::bench::{Bench, OTHER, order};
use crate::cloud::config::{Config, Quotas};
use crate::cloud::service::Service::{Compute, Network};

fn bench(quotas: Quotas) -> Bench {
    Bench::with(&Config {
        quotas,
        ..Config::default()
    })
}

#[test]
fn compute_quotas_are_refused_with_403() {
    let mut bench = bench(Quotas {
        instances: 1,
        ..Quotas::default()
    });
    bench.boot(&json!({}));
    assert_eq!(
        bench.refused_post(Compute, "/v2.1/servers", &order(&json!({}))),
        (
            403,
            "Quota exceeded for instances: Requested 1, but already used 1 of 1 instances"
                .to_owned()
        )
    );
    bench.project = OTHER;
    bench.boot(&json!({}));
}

#[test]
fn memory_counts() {
    let mut bench = bench(Quotas {
        ram: 1000,
        ..Quotas::default()
    });
    bench.boot(&json!({ "flavorRef": "1" }));
    assert_eq!(
        bench.refused_post(
            Compute,
            "/v2.1/servers",
            &order(&json!({ "flavorRef": "1" }))
        ),
        (
            403,
            "Quota exceeded for ram: Requested 512, but already used 512 of 1000 ram".to_owned()
        )
    );
    let limits = bench.get(Compute, "/v2.1/limits");
    assert_eq!(limits["limits"]["absolute"]["totalRAMUsed"], 512);
    assert_eq!(limits["limits"]["absolute"]["maxTotalRAMSize"], 1000);
}

#[test]
fn network_quotas_are_refused_with_409() {
    let mut bench = bench(Quotas {
        networks: 1,
        key_pairs: 0,
        security_groups: 0,
        ..Quotas::default()
    });
    bench.make("networks", "network", json!({}));
    assert_eq!(
        bench.refused_post(Network, "/v2.0/networks", &json!({ "network": {} })),
        (409, "Quota exceeded for resources: ['network'].".to_owned())
    );
    assert_eq!(
        bench.refused_post(
            Compute,
            "/v2.1/os-keypairs",
            &json!({ "keypair": { "name": "a" } })
        ),
        (403, "Quota exceeded, too many key pairs.".to_owned())
    );
    // Without a default group, ports are in none.
    let private = bench.seeded("networks", "private");
    bench.boot(&json!({ "networks": [{ "uuid": private }] }));
}
