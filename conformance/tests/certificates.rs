//! Targets with certificates that the machine does not know, end to end.

mod support;

use serde_json::{Value, json};
use support::program::{Outcome, SELECTED, Surroundings, judging};
use support::stub::{Flaw, PROJECT, Stub, TOKEN};
use support::tls::{Certificate, in_front_of};

/// A stand-in behind TLS; what has to be trusted is in `trusted.pem`.
async fn start(here: &Surroundings, certificate: Certificate) -> (Stub, String) {
    let stub = Stub::start(Flaw::None).await;
    here.write("trusted.pem", &certificate.trusted);
    let address = in_front_of(stub.address(), certificate).await;
    let url = format!("https://{address}");
    stub.stand_behind(&url);
    (stub, format!("{url}/v1/{PROJECT}"))
}

/// A run in the cloud that `write_cloud` writes.
const IN_THE_CLOUD: [&str; 7] = [
    "run",
    "--os-cloud",
    "lab",
    "--features",
    "features",
    "--select",
    SELECTED,
];

/// Writes a `clouds.yaml` with the endpoint, and these fields beside it.
fn write_cloud(here: &Surroundings, endpoint: &str, more: Value) {
    let mut cloud = json!({
        "auth_type": "admin_token", "auth": {"endpoint": endpoint, "token": TOKEN},
    });
    if let (Value::Object(cloud), Value::Object(more)) = (&mut cloud, more) {
        cloud.extend(more);
    }
    let clouds = json!({"clouds": {"lab": cloud}});
    here.write("clouds.yaml", &clouds.to_string());
}

fn assert_untrusted(outcome: &Outcome) {
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    assert!(outcome.err.contains("certificate"), "{}", outcome.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_authority_has_to_be_given() {
    let here = Surroundings::new();
    let (_stub, endpoint) = start(&here, Certificate::of_authority("127.0.0.1")).await;
    assert_untrusted(&here.judge(&endpoint, &[]));

    let outcome = here.judge(&endpoint, &["--cacert", "trusted.pem"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");

    let variable = here
        .command(&judging(&endpoint))
        .env("OS_CACERT", "trusted.pem")
        .output()
        .unwrap();
    assert_eq!(variable.status.code(), Some(0), "{variable:?}");

    write_cloud(&here, &endpoint, json!({"cacert": "trusted.pem"}));
    let outcome = here.run(&IN_THE_CLOUD);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_flag_makes_it_insecure() {
    let here = Surroundings::new();
    let (_stub, endpoint) = start(&here, Certificate::of_authority("127.0.0.1")).await;
    assert_untrusted(&here.judge(&endpoint, &[]));
    let outcome = here.judge(&endpoint, &["--insecure"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");

    // What other programs were told once does not decide what this one trusts.
    write_cloud(&here, &endpoint, json!({"verify": false}));
    assert_untrusted(&here.run(&IN_THE_CLOUD));
    let outcome = here.run(&[&IN_THE_CLOUD[..], &["--insecure"]].concat());
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_can_be_its_own_authority() {
    let here = Surroundings::new();
    let (_stub, endpoint) = start(&here, Certificate::of_itself("127.0.0.1")).await;
    assert_untrusted(&here.judge(&endpoint, &[]));
    let outcome = here.judge(&endpoint, &["--cacert", "trusted.pem"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");

    // Another one that has signed itself is no better for that.
    here.write("other.pem", &Certificate::of_itself("127.0.0.1").trusted);
    assert_untrusted(&here.judge(&endpoint, &["--cacert", "other.pem"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_for_one_name() {
    let here = Surroundings::new();
    for certificate in [
        Certificate::of_itself("heat.example"),
        Certificate::of_authority("heat.example"),
    ] {
        let (_stub, endpoint) = start(&here, certificate).await;
        assert_untrusted(&here.judge(&endpoint, &["--cacert", "trusted.pem"]));
    }
}

#[test]
fn a_file_of_authorities_has_to_hold_some() {
    let here = Surroundings::new();
    here.write("empty.pem", "no certificate at all");
    for file in ["empty.pem", "missing.pem"] {
        let outcome = here.judge("https://127.0.0.1:1/v1/p", &["--cacert", file]);
        assert_eq!(outcome.code, Some(2), "{outcome:?}");
        assert!(outcome.err.contains(file), "{}", outcome.err);
    }
}
