//! Every way to say who asks where, end to end.

mod support;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use support::keystone::Keystone;
use support::program::{Outcome, SELECTED, Surroundings};
use support::stub::{Flaw, PROJECT, Stub, TOKEN};

/// The arguments that judge what `clouds.yaml` and variables say.
const RUN: [&str; 5] = ["run", "--features", "features", "--select", SELECTED];

/// Judges the cloud `lab` with these settings.
fn judge(here: &Surroundings, cloud: &Value) -> Outcome {
    judge_with(here, cloud, &[])
}

fn judge_with(here: &Surroundings, cloud: &Value, more: &[&str]) -> Outcome {
    let clouds = json!({"clouds": {"lab": cloud}});
    here.write("clouds.yaml", &clouds.to_string());
    here.run(&[&RUN[..], &["--os-cloud", "lab"], more].concat())
}

fn password(user: &Value, project: &Value) -> Value {
    let mut user = user.clone();
    user["password"] = "pass".into();
    json!({
        "identity": {"methods": ["password"], "password": {"user": user}},
        "scope": {"project": project},
    })
}

fn usual_password() -> Value {
    let domain = json!({"id": "default"});
    password(
        &json!({"name": "u", "domain": domain}),
        &json!({"name": "p", "domain": domain}),
    )
}

/// `auth` of a cloud that says the same.
fn usual_auth(keystone: &Keystone) -> Value {
    json!({
        "auth_url": keystone.url(), "username": "u", "password": "pass", "project_name": "p",
        "user_domain_id": "default", "project_domain_id": "default",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn by_a_password() {
    let heat = Stub::start(Flaw::None).await;
    let here = Surroundings::new();

    let keystone = Keystone::start(usual_password(), &heat).await;
    let outcome = judge(&here, &json!({"auth": usual_auth(&keystone)}));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");

    let by_ids = password(&json!({"id": "u1"}), &json!({"id": PROJECT}));
    let keystone = Keystone::start(by_ids, &heat).await;
    let auth = json!({
        "auth_url": format!("{}/v3", keystone.url()), "user_id": "u1", "password": "pass",
        "project_id": PROJECT,
    });
    for auth_type in ["password", "v3password"] {
        let outcome = judge(&here, &json!({"auth_type": auth_type, "auth": auth}));
        assert_eq!(outcome.code, Some(0), "{auth_type}: {outcome:?}");
    }

    let named = |name: &str, domain: &str| json!({"name": name, "domain": {"name": domain}});
    let by_names = password(&named("u", "Users"), &named("p", "Projects"));
    let keystone = Keystone::start(by_names, &heat).await;
    let auth = json!({
        "auth_url": keystone.url(), "username": "u", "password": "pass", "project_name": "p",
        "user_domain_name": "Users", "project_domain_name": "Projects",
    });
    let outcome = judge(&here, &json!({"auth": auth}));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(keystone.n_asked(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn by_a_password_from_secure_yaml_or_from_variables() {
    let heat = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let keystone = Keystone::start(usual_password(), &heat).await;

    let mut auth = usual_auth(&keystone);
    auth.as_object_mut().unwrap().remove("password");
    let outcome = judge(&here, &json!({"auth": auth}));
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(
        outcome.err.contains("`password` is missing"),
        "{}",
        outcome.err
    );
    let secure = json!({"clouds": {"lab": {"auth": {"password": "pass"}}}});
    here.write("secure.yaml", &secure.to_string());
    let outcome = judge(&here, &json!({"auth": auth}));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");

    let output = here
        .command(&RUN)
        .env("OS_AUTH_URL", keystone.url())
        .env("OS_USERNAME", "u")
        .env("OS_PASSWORD", "pass")
        .env("OS_PROJECT_NAME", "p")
        .env("OS_USER_DOMAIN_ID", "default")
        .env("OS_PROJECT_DOMAIN_ID", "default")
        .output()
        .unwrap();
    let outcome = Outcome::of(output);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(
        outcome.out.contains("target OS_* variables"),
        "{}",
        outcome.out
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn by_another_token() {
    let heat = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let wanted = json!({
        "identity": {"methods": ["token"], "token": {"id": "an older one"}},
        "scope": {"project": {"id": PROJECT}},
    });
    let keystone = Keystone::start(wanted, &heat).await;
    let auth = json!({
        "auth_url": keystone.url(), "token": "an older one", "project_id": PROJECT,
    });
    for auth_type in ["token", "v3token"] {
        let outcome = judge(&here, &json!({"auth_type": auth_type, "auth": auth}));
        assert_eq!(outcome.code, Some(0), "{auth_type}: {outcome:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn by_an_application_credential() {
    let heat = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let wanted = |credential: Value| {
        let methods = ["application_credential"];
        json!({"identity": {"methods": methods, "application_credential": credential}})
    };

    let by_id = wanted(json!({"id": "c1", "secret": "s"}));
    let keystone = Keystone::start(by_id, &heat).await;
    let auth = json!({
        "auth_url": keystone.url(), "application_credential_id": "c1",
        "application_credential_secret": "s",
    });
    let outcome = judge(
        &here,
        &json!({"auth_type": "v3applicationcredential", "auth": auth}),
    );
    assert_eq!(outcome.code, Some(0), "{outcome:?}");

    let user = json!({"name": "u", "domain": {"id": "default"}});
    let by_name = wanted(json!({"name": "c", "secret": "s", "user": user}));
    let keystone = Keystone::start(by_name, &heat).await;
    let auth = json!({
        "auth_url": keystone.url(), "application_credential_name": "c",
        "application_credential_secret": "s", "username": "u", "user_domain_id": "default",
    });
    let outcome = judge(
        &here,
        &json!({"auth_type": "v3applicationcredential", "auth": auth}),
    );
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_an_endpoint_without_keystone() {
    let heat = Stub::start(Flaw::None).await;
    let here = Surroundings::new();

    let auth = json!({"endpoint": heat.endpoint(), "token": TOKEN});
    let outcome = judge(&here, &json!({"auth_type": "admin_token", "auth": auth}));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");

    // The word that clients send who are told not to authenticate; this Heat wants more.
    let none = json!({"auth_type": "none", "auth": {"endpoint": heat.endpoint()}});
    let outcome = judge(&here, &none);
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    assert!(outcome.err.contains("refuses the token"), "{}", outcome.err);
    heat.accept("notused");
    let outcome = judge(&here, &none);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");

    let nowhere = json!({"auth_type": "none", "auth": {}});
    let outcome = judge(&here, &nowhere);
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(
        outcome.err.contains("`endpoint` is missing"),
        "{}",
        outcome.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_further_identity_is_of_the_project_that_it_stands_for() {
    let heat = Stub::start(Flaw::None).await;
    heat.accept("notused");
    let here = Surroundings::new();
    let tested = heat.endpoint();
    let elsewhere = tested.replace(PROJECT, "another");
    let cloud = |url: &str| json!({"auth_type": "none", "auth": {"endpoint": url}});
    let clouds = json!({"clouds": {"lab": cloud(&tested), "away": cloud(&elsewhere)}});
    here.write("clouds.yaml", &clouds.to_string());
    for (identity, told) in [
        ("other=away", None),
        ("fresh=away", None),
        ("reader=lab", None),
        ("stack-user=lab", None),
        ("admin=away", None),
        ("admin=lab", None),
        (
            "other=lab",
            Some("another project has to be of another project than that"),
        ),
        (
            "fresh=lab",
            Some("a fresh project has to be of another project than that"),
        ),
        (
            "reader=away",
            Some("a reader has to be of the project of the target"),
        ),
        (
            "stack-user=away",
            Some("a stack user has to be of the project of the target"),
        ),
    ] {
        let more = ["--os-cloud", "lab", "--identity", identity];
        let outcome = here.run(&[&RUN[..], &more].concat());
        match told {
            None => assert_eq!(outcome.code, Some(0), "{identity}: {outcome:?}"),
            Some(told) => {
                assert_eq!(outcome.code, Some(2), "{identity}: {outcome:?}");
                assert!(outcome.err.contains(told), "{}", outcome.err);
                assert!(outcome.err.contains(PROJECT), "{}", outcome.err);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_service_catalogue_says_or_the_user() {
    let heat = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let keystone = Keystone::start(usual_password(), &heat).await;
    let cloud = |more: Value| {
        let mut cloud = json!({"auth": usual_auth(&keystone)});
        let more = more.as_object().unwrap().clone();
        cloud.as_object_mut().unwrap().extend(more);
        cloud
    };

    for good in [
        json!({}),
        json!({"region_name": "one"}),
        json!({"region_name": "two", "interface": "internal"}),
        json!({"region_name": "two", "interface": "internalURL"}),
        json!({"region_name": "three", "orchestration_endpoint_override": heat.endpoint()}),
    ] {
        let outcome = judge(&here, &cloud(good.clone()));
        assert_eq!(outcome.code, Some(0), "{good}: {outcome:?}");
    }
    for (bad, complaint) in [
        (json!({"region_name": "two"}), "cannot reach the target"),
        (json!({"interface": "internal"}), "cannot reach the target"),
        (json!({"region_name": "three"}), "no public endpoint"),
    ] {
        let outcome = judge(&here, &cloud(bad.clone()));
        assert_eq!(outcome.code, Some(3), "{bad}: {outcome:?}");
        assert!(outcome.err.contains(complaint), "{bad}: {}", outcome.err);
    }

    let outcome = judge(&here, &cloud(json!({"auth_type": "v3kerberos"})));
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_replaced_before_it_ends() {
    let heat = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let soon = (Timestamp::now() + SignedDuration::from_secs(60)).to_string();
    let later = (Timestamp::now() + SignedDuration::from_hours(1)).to_string();
    // Heat refuses the first one.
    let tokens = vec![("ends-soon", soon), (TOKEN, later)];
    let keystone = Keystone::issuing(usual_password(), &heat, tokens).await;
    let outcome = judge(&here, &json!({"auth": usual_auth(&keystone)}));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(keystone.n_asked(), 2, "once for each token");
}
