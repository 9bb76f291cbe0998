//! `POST …/validate` of large templates, and how the time grows with them.

use std::time::Instant;

use serde_json::{Map, Value, json};

use crate::client::{Connection, request};
use crate::{median, programs, report};

/// Larger than what is measured.
const LIMITS: &str = "limits: {max_template_size: 16777216, max_json_body_size: 33554432, \
                      max_resources_per_stack: -1}\n";

/// How often each request is sent.
const N_TIMES: usize = 21;

pub(crate) async fn measure() {
    let reference = programs::reference_with(LIMITS, None);
    let (token, project) = programs::log_in(&reference).await;
    let mut connection = Connection::open(reference.address)
        .await
        .expect("a connection");
    let path = format!("{project}/validate");
    let mut time = async |template: &Value| {
        let body = json!({ "template": template.to_string() }).to_string();
        let ask = request("POST", &path, &token, &body);
        let mut times = Vec::new();
        for _ in 0..N_TIMES {
            let start = Instant::now();
            let answer = connection.ask(&ask).await;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            let told = String::from_utf8_lossy(&answer.body);
            assert_eq!(answer.status, 200, "{told}");
        }
        median(times)
    };
    let large = large();
    report(
        &format!("validate, {} KB, 25 levels", large.to_string().len() / 1000),
        &format!("{:.1} ms", time(&large).await),
        "< 30 ms",
    );
    let mut per_resource = Vec::new();
    for n_resources in [100, 1000, 10_000] {
        let milliseconds = time(&chain(n_resources)).await;
        let each = milliseconds * 1000.0 / f64::from(n_resources);
        per_resource.push(each);
        report(
            &format!("validate, {n_resources} resources in a row, for each"),
            &format!("{each:.1} µs"),
            "",
        );
    }
    report(
        "a resource among 10,000, to one among 1,000",
        &format!("{:.2}", per_resource[2] / per_resource[1]),
        "< 1.5",
    );
    let (shallow, deep) = (time(&nested(5)).await, time(&nested(50)).await);
    report(
        "calls 50 levels deep, to 5 levels",
        &format!("{:.1}", deep / shallow),
        "< 15",
    );
}

/// What large deployments look like: parameters, conditions, and maps that are put together.
fn large() -> Value {
    let parameters: Map<String, Value> = (0..300)
        .map(|index| {
            let definition = json!({
                "type": "json",
                "default": {},
                "description": format!("What the service {index} has in its configuration"),
            });
            (format!("p{index}"), definition)
        })
        .collect();
    let conditions: Map<String, Value> = (0..100)
        .map(|index| {
            let parameter = format!("p{index}");
            let condition = json!({ "not": { "equals": [{ "get_param": parameter }, ""] } });
            (format!("c{index}"), condition)
        })
        .collect();
    let resources: Map<String, Value> = (0..500)
        .map(|index| {
            let (parameter, condition) = (format!("p{}", index % 300), format!("c{}", index % 100));
            let deep = (0..16).fold(
                json!({ "get_param": parameter }),
                |inner, level| json!({ format!("level_{level}"): inner }),
            );
            let value = json!({ "map_merge": [
                { "if": [condition, { "deep": deep }, {}] },
                { "list": { "list_concat": [
                    { "get_param": [parameter, "list"] }, ["a", "b"]
                ] } },
                { "text": { "str_replace": {
                    "template": "SERVICE listens at PORT",
                    "params": { "SERVICE": parameter, "PORT": index },
                } } },
            ] });
            let resource = json!({ "type": "OS::Heat::Value", "properties": { "value": value } });
            (format!("r{index}"), resource)
        })
        .collect();
    json!({
        "heat_template_version": "2018-08-31",
        "parameters": parameters,
        "conditions": conditions,
        "resources": resources,
    })
}

/// Resources that refer each to the one before it.
fn chain(n_resources: i32) -> Value {
    let resources: Map<String, Value> = (0..n_resources)
        .map(|index| {
            let value = match index {
                0 => json!(0),
                _ => json!({ "get_attr": [format!("r{}", index - 1), "value"] }),
            };
            let resource = json!({ "type": "OS::Heat::Value", "properties": { "value": value } });
            (format!("r{index}"), resource)
        })
        .collect();
    json!({ "heat_template_version": "2018-08-31", "resources": resources })
}

/// A hundred outputs of calls inside of calls.
fn nested(depth: usize) -> Value {
    let outputs: Map<String, Value> = (0..100)
        .map(|index| {
            let value =
                (0..depth / 2).fold(json!("a"), |inner, _| json!({ "list_join": ["", [inner]] }));
            (format!("o{index}"), json!({ "value": value }))
        })
        .collect();
    json!({ "heat_template_version": "2018-08-31", "outputs": outputs })
}
