//! The same requests to real Heat and to the reference server, on one machine.
//!
//! `HEAT_BENCH_ENDPOINT` (`http://127.0.0.1:8004/v1/PROJECT_ID`) and `HEAT_BENCH_TOKEN` say where
//! real Heat is; what is made there is deleted again.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Connection, rate, request};
use crate::{median, programs, report};

/// How many stacks are listed.
const N_LISTED: usize = 500;
/// How many stacks are made one after the other.
const N_MADE: usize = 10;
/// How many connections make and delete stacks at the same time.
const N_CONNECTIONS: usize = 4;

/// A service, and a user of it.
#[derive(Clone, Debug)]
struct Heat {
    address: SocketAddr,
    /// `/v1/PROJECT_ID`.
    project: String,
    token: String,
}

/// What a service reached.
struct Figures {
    shows_per_second: f64,
    lists_per_second: f64,
    milliseconds_to_complete: f64,
}

pub(crate) async fn measure() {
    let Some(real) = real_heat() else {
        report(
            "beside real Heat",
            "not measured",
            "HEAT_BENCH_ENDPOINT and HEAT_BENCH_TOKEN",
        );
        return;
    };
    let reference = programs::reference_with("limits: {max_stacks_per_tenant: -1}\n", None);
    let (token, project) = programs::log_in(&reference).await;
    let ours = Heat {
        address: reference.address,
        project,
        token,
    };
    let (ours, theirs) = (figures(&ours).await, figures(&real).await);
    report(
        "times real Heat's requests per second: show a stack",
        &format!("{:.0}", ours.shows_per_second / theirs.shows_per_second),
        "> 50",
    );
    report(
        "times real Heat's requests per second: list 500 stacks",
        &format!("{:.0}", ours.lists_per_second / theirs.lists_per_second),
        "> 50",
    );
    report(
        "times as fast as real Heat: one resource to CREATE_COMPLETE",
        &format!(
            "{:.0}",
            theirs.milliseconds_to_complete / ours.milliseconds_to_complete
        ),
        "> 10",
    );
}

fn real_heat() -> Option<Heat> {
    let endpoint = std::env::var("HEAT_BENCH_ENDPOINT").ok()?;
    let token = std::env::var("HEAT_BENCH_TOKEN").ok()?;
    let (host, path) = endpoint.strip_prefix("http://")?.split_once('/')?;
    Some(Heat {
        address: host.parse().ok()?,
        project: format!("/{}", path.trim_end_matches('/')),
        token,
    })
}

async fn figures(heat: &Heat) -> Figures {
    let mut connection = heat.connection().await;
    let mut times = Vec::new();
    for number in 0..N_MADE {
        let start = Instant::now();
        let path = heat
            .create(&mut connection, &format!("bench-one-{number}"), true)
            .await;
        heat.wait(&mut connection, &path).await;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    in_parallel(heat, N_LISTED - N_MADE, async |heat, connection, number| {
        heat.create(connection, &format!("bench-{number}"), false)
            .await;
    })
    .await;
    // Real Heat hangs up on a connection that is idle for some seconds.
    let mut connection = heat.connection().await;
    let page = format!("{}/stacks?limit=1", heat.project);
    let page = connection.ask(&heat.get(&page)).await.json();
    let name = text(&page["stacks"][0]["stack_name"]);
    let id = text(&page["stacks"][0]["id"]);
    let show = heat.get(&format!("{}/stacks/{name}/{id}", heat.project));
    let list = heat.get(&format!("{}/stacks", heat.project));
    let (mut shows, mut lists) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        shows.push(rate(heat.address, &show, N_CONNECTIONS).await);
        lists.push(rate(heat.address, &list, N_CONNECTIONS).await);
    }
    let mut connection = heat.connection().await;
    let all = connection.ask(&list).await.json();
    let paths: Vec<String> = all["stacks"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|stack| (text(&stack["stack_name"]), text(&stack["id"])))
        .filter(|(name, _)| name.starts_with("bench-"))
        .map(|(name, id)| format!("{}/stacks/{name}/{id}", heat.project))
        .collect();
    in_parallel(heat, paths.len(), async |heat, connection, number| {
        let ask = request("DELETE", &paths[number], &heat.token, "");
        connection.ask(&ask).await;
    })
    .await;
    Figures {
        shows_per_second: median(shows),
        lists_per_second: median(lists),
        milliseconds_to_complete: median(times),
    }
}

/// Does something so many times, on some connections.
async fn in_parallel(heat: &Heat, n: usize, act: impl AsyncFn(&Heat, &mut Connection, usize)) {
    let act = &act;
    let all = (0..N_CONNECTIONS).map(|first| async move {
        let mut connection = heat.connection().await;
        for number in (first..n).step_by(N_CONNECTIONS) {
            act(heat, &mut connection, number).await;
        }
    });
    futures::future::join_all(all).await;
}

impl Heat {
    async fn connection(&self) -> Connection {
        Connection::open(self.address).await.expect("a connection")
    }

    fn get(&self, path: &str) -> Vec<u8> {
        request("GET", path, &self.token, "")
    }

    /// Asks for a stack, with one resource or none; its path.
    async fn create(&self, connection: &mut Connection, name: &str, has_resource: bool) -> String {
        let resources = if has_resource {
            json!({ "a": { "type": "OS::Heat::RandomString" } })
        } else {
            json!({})
        };
        let body = json!({ "stack_name": name, "template": {
            "heat_template_version": "2018-08-31", "resources": resources } });
        let path = format!("{}/stacks", self.project);
        let answer = connection
            .ask(&request("POST", &path, &self.token, &body.to_string()))
            .await;
        assert_eq!(
            answer.status,
            201,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        format!("{path}/{name}/{}", text(&answer.json()["stack"]["id"]))
    }

    async fn wait(&self, connection: &mut Connection, path: &str) {
        let deadline = Instant::now() + Duration::from_mins(1);
        while connection.ask(&self.get(path)).await.json()["stack"]["stack_status"]
            != "CREATE_COMPLETE"
        {
            assert!(Instant::now() < deadline, "no stack after a minute");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
