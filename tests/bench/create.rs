//! From the request to `CREATE_COMPLETE`, polled every two milliseconds.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Connection, request};
use crate::{median, programs, report};

pub(crate) async fn measure() {
    let random = json!({ "a": { "type": "OS::Heat::RandomString" } });
    let server = json!({ "a": { "type": "OS::Nova::Server",
        "properties": { "flavor": "m1.small", "image": "cirros" } } });
    let time = time_to_complete(&random).await;
    report(
        "one random string to CREATE_COMPLETE, p50 of 200",
        &format!("{time:.1} ms"),
        "< 10 ms",
    );
    let time = time_to_complete(&server).await;
    report(
        "one server, no build delay, p50 of 200",
        &format!("{time:.1} ms"),
        "< 20 ms",
    );
}

async fn time_to_complete(resources: &Value) -> f64 {
    let reference = programs::reference();
    let (token, project) = programs::log_in(&reference).await;
    let mut connection = Connection::open(reference.address)
        .await
        .expect("a connection");
    let mut times = Vec::new();
    for index in 0..200 {
        let body = json!({ "stack_name": format!("s{index}"), "template": {
            "heat_template_version": "2018-08-31", "resources": resources } });
        let ask = request(
            "POST",
            &format!("{project}/stacks"),
            &token,
            &body.to_string(),
        );
        let start = Instant::now();
        let answer = connection.ask(&ask).await;
        assert_eq!(
            answer.status,
            201,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        let id = answer.json()["stack"]["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        let path = format!("{project}/stacks/s{index}/{id}");
        wait_until_complete(&mut connection, &path, &token).await;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    median(times)
}

/// Polls a stack every two milliseconds until it is complete.
pub(crate) async fn wait_until_complete(connection: &mut Connection, path: &str, token: &str) {
    let ask = request("GET", path, token, "");
    loop {
        let answer = connection.ask(&ask).await.json();
        match answer["stack"]["stack_status"].as_str() {
            Some("CREATE_COMPLETE") => return,
            Some("CREATE_IN_PROGRESS") => tokio::time::sleep(Duration::from_millis(2)).await,
            other => panic!("{other:?}: {answer}"),
        }
    }
}
