//! Key pairs.

use serde_json::json;

use super::bench::{Bench, OTHER};
use crate::cloud::service::Service::Compute;

const PATH: &str = "/v2.1/os-keypairs";

#[test]
fn a_key_pair_can_be_made_and_imported() {
    let mut bench = Bench::new();
    let made = bench.post(Compute, PATH, &json!({ "keypair": { "name": "mine" } }));
    let private_key = made["keypair"]["private_key"].as_str().unwrap();
    assert!(private_key.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
    let public_key = made["keypair"]["public_key"].as_str().unwrap();
    let body = json!({ "keypair": { "name": "theirs", "public_key": public_key } });
    let imported = bench.post(Compute, PATH, &body);
    assert_eq!(
        imported["keypair"]["fingerprint"],
        made["keypair"]["fingerprint"]
    );
    assert!(imported["keypair"].get("private_key").is_none());
    let shown = bench.get(Compute, &format!("{PATH}/mine"));
    assert!(shown["keypair"].get("private_key").is_none());
    assert_eq!(bench.delete(Compute, &format!("{PATH}/mine")).0, 204);
    assert_eq!(bench.refused_get(Compute, &format!("{PATH}/mine")).0, 404);
}

#[test]
fn names_are_unique_in_a_project() {
    let mut bench = Bench::new();
    let body = json!({ "keypair": { "name": "heat_key" } });
    assert_eq!(
        bench.refused_post(Compute, PATH, &body),
        (409, "Key pair 'heat_key' already exists.".to_owned())
    );
    // Every project has its own of the seed's.
    assert_eq!(bench.delete(Compute, &format!("{PATH}/heat_key")).0, 204);
    assert_eq!(
        bench.refused_get(Compute, &format!("{PATH}/heat_key")).0,
        404
    );
    bench.project = OTHER;
    bench.get(Compute, &format!("{PATH}/heat_key"));
}

#[test]
fn key_pairs_that_cannot_be_are_refused() {
    let mut bench = Bench::new();
    for key_pair in [
        json!({}),
        json!({ "name": "" }),
        json!({ "name": 1 }),
        json!({ "name": "a/b" }),
        json!({ "name": "a".repeat(256) }),
        json!({ "name": "a", "public_key": "nonsense" }),
        json!({ "name": "a", "public_key": 1 }),
        json!({ "name": "a", "type": "paper" }),
    ] {
        let body = json!({ "keypair": key_pair });
        assert_eq!(bench.refused_post(Compute, PATH, &body).0, 400, "{body}");
    }
    assert_eq!(bench.refused_post(Compute, PATH, &json!([])).0, 400);
}
