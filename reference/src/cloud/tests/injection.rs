//! Faults and delays on demand, without HTTP.

use std::time::Duration;

use http::Method;
use serde_json::json;

use super::bench::{Bench, order};
use crate::clock::later;
use crate::cloud::injection::{Effect, Rule};
use crate::cloud::service::Service::{Compute, Network};

#[test]
fn a_server_runs_into_a_fault() {
    let mut bench = Bench::new();
    let message = "No valid host was found. There are not enough hosts available.";
    let effect = Effect::ServerError(message.to_owned());
    bench
        .cloud
        .inject(Rule::new(Compute, Method::POST, "/v2.1/servers", effect).once());
    let unlucky = bench.boot(&json!({}));
    let lucky = bench.boot(&json!({}));
    bench.wait();
    let shown = bench.server(&unlucky);
    assert_eq!(shown["status"], "ERROR");
    assert_eq!(shown["fault"]["message"], message);
    assert_eq!(shown["fault"]["code"], 500);
    assert_eq!(bench.server(&lucky)["status"], "ACTIVE");
}

#[test]
fn a_delete_runs_into_a_fault() {
    let mut bench = Bench::new();
    let server = bench.boot(&json!({}));
    bench.wait();
    let effect = Effect::ServerError("the disk is on fire".to_owned());
    bench
        .cloud
        .inject(Rule::new(Compute, Method::DELETE, "/v2.1/servers/*", effect).once());
    let path = format!("/v2.1/servers/{server}");
    assert_eq!(bench.delete(Compute, &path).0, 204);
    bench.wait();
    assert_eq!(bench.server(&server)["status"], "ERROR");
    assert_eq!(bench.delete(Compute, &path).0, 204);
    bench.wait();
    assert_eq!(bench.refused_get(Compute, &path).0, 404);
}

#[test]
fn a_server_takes_longer() {
    let mut bench = Bench::new();
    let effect = Effect::ServerDelay(Duration::from_mins(2));
    bench
        .cloud
        .inject(Rule::new(Compute, Method::POST, "/v2.1/servers", effect));
    let server = bench.boot(&json!({}));
    bench.clock.advance(Duration::from_secs(119));
    assert_eq!(bench.server(&server)["status"], "BUILD");
    bench.clock.advance(Duration::from_secs(1));
    assert_eq!(bench.server(&server)["status"], "ACTIVE");
}

#[test]
fn a_refused_call_does_nothing() {
    let mut bench = Bench::new();
    let body = json!({ "NeutronError": { "type": "X", "message": "no", "detail": "" } });
    let rule = Rule::new(
        Network,
        Method::POST,
        "/v2.0/networks",
        Effect::Status { code: 503, body },
    );
    bench.cloud.inject(Rule {
        skip: 1,
        times: Some(1),
        ..rule
    });
    let network = json!({ "network": { "name": "n" } });
    let statuses: Vec<u16> = (0..3)
        .map(|_| bench.refused_post(Network, "/v2.0/networks", &network).0)
        .collect();
    assert_eq!(statuses, [201, 503, 201]);
    let body = bench.get(Network, "/v2.0/networks?name=n");
    assert_eq!(body["networks"].as_array().unwrap().len(), 2);
}

#[test]
fn a_rule_holds_from_one_time_until_another() {
    let mut bench = Bench::new();
    let now = bench.clock.now();
    let rule = Rule {
        from: Some(later(now, Duration::from_secs(1))),
        until: Some(later(now, Duration::from_secs(2))),
        ..Rule::new(
            Compute,
            Method::POST,
            "*",
            Effect::Status {
                code: 500,
                body: json!({}),
            },
        )
    };
    bench.cloud.inject(rule);
    for expected in [202, 500, 202] {
        let (status, _) = bench.refused_post(Compute, "/v2.1/servers", &order(&json!({})));
        assert_eq!(status, expected);
        bench.clock.advance(Duration::from_secs(1));
    }
    bench.cloud.inject(Rule::new(
        Compute,
        Method::GET,
        "*",
        Effect::Status {
            code: 500,
            body: json!({}),
        },
    ));
    assert_eq!(bench.refused_get(Compute, "/v2.1/flavors").0, 500);
    bench.cloud.clear();
    bench.get(Compute, "/v2.1/flavors");
}
