//! A stack's action ends when its time is up, on a clock that is moved by hand.

use std::time::{Duration, Instant};

use heat_reference::{Auth, Clock, Config};
use serde_json::{Value, json};

#[tokio::test]
async fn a_create_that_takes_longer_than_its_time_out_fails() {
    let clock = Clock::real();
    let mut config = Config::ephemeral();
    config.clock = clock.clone();
    config.auth = Auth::None;
    let server = heat_reference::start(config).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let body = json!({ "stack_name": "slow", "timeout_mins": 1, "template": {
        "heat_template_version": "2018-08-31",
        "resources": { "a": { "type": "OS::Heat::TestResource", "properties": { "wait_secs": 600 } } },
    } });
    let url = format!("{}/stacks", server.endpoint("p"));
    let answer = http.post(&url).json(&body).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    let url = format!("{url}/slow/{}", answer["stack"]["id"].as_str().unwrap());
    let events = || async {
        let answer = http
            .get(format!("{url}/events?sort_dir=asc"))
            .send()
            .await
            .unwrap();
        let answer: Value = answer.json().await.unwrap();
        answer["events"].as_array().unwrap().clone()
    };
    wait_until(|| async { events().await.len() >= 2 }).await;
    clock.advance(Duration::from_secs(61));
    wait_until(|| async { events().await.len() >= 4 }).await;
    let told: Vec<String> = events()
        .await
        .iter()
        .map(|event| {
            let text = |key: &str| event[key].as_str().unwrap().to_owned();
            format!(
                "{} {}",
                text("resource_status"),
                text("resource_status_reason")
            )
        })
        .collect();
    insta::with_settings!({ filters => vec![(r"\[[0-9a-z-]+\]", "[ID]")] }, {
        insta::assert_snapshot!(told.join("\n"), @r#"
        CREATE_IN_PROGRESS Stack CREATE started
        CREATE_IN_PROGRESS state changed
        CREATE_FAILED CREATE aborted (Task create from TestResource "a" Stack "slow" [ID] Timed out)
        CREATE_FAILED Timed out
        "#);
    });
    server.shutdown().await;
}

async fn wait_until<F: Future<Output = bool>>(mut is_so: impl FnMut() -> F) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_so().await {
        assert!(Instant::now() < deadline);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
