//! A server that ends in the middle of a create, and the next one on the same file, which makes
//! nothing twice.

use std::path::Path;
use std::time::{Duration, Instant};

use http::Method;
use serde_json::json;

use super::everything::resources;
use super::stage::{Stage, config};
use crate::cloud::injection::{Effect, Rule};
use crate::cloud::service::Service;

async fn start(database: &Path) -> Stage {
    let mut config = config();
    config.database = Some(database.to_owned());
    Stage::start_with(config).await
}

/// What the stack is made of when nothing is in its way.
async fn expected() -> Vec<String> {
    let stage = Stage::start().await;
    let sections = json!({ "resources": resources() });
    stage.create("all", sections).await;
    stage.belongings_named_by("all").await
}

#[tokio::test]
async fn what_was_made_before_the_answer_came_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let expected = expected().await;
    for (service, method, path, first) in [
        (
            Service::Compute,
            Method::POST,
            "/v2.1/os-keypairs",
            "key pair",
        ),
        (Service::Compute, Method::POST, "/v2.1/servers", "server"),
        (Service::Network, Method::POST, "/v2.0/networks", "networks"),
        (Service::Network, Method::POST, "/v2.0/subnets", "subnets"),
        (Service::Network, Method::POST, "/v2.0/ports", "ports"),
        (Service::Network, Method::POST, "/v2.0/routers", "routers"),
        (
            Service::Network,
            Method::POST,
            "/v2.0/floatingips",
            "floatingips",
        ),
        (
            Service::Network,
            Method::POST,
            "/v2.0/security-groups",
            "security group",
        ),
        (
            Service::Network,
            Method::POST,
            "/v2.0/security-group-rules",
            "security group",
        ),
        (
            Service::Network,
            Method::PUT,
            "*/add_router_interface",
            "routers",
        ),
        (Service::Network, Method::PUT, "/v2.0/*", "floatingips"),
    ] {
        let database = folder
            .path()
            .join(format!("{}.db", path.replace(['/', '*'], "_")));
        let stage = start(&database).await;
        // The thing is there, but nobody hears of it.
        let late = Effect::Delay(Duration::from_hours(1));
        stage
            .running
            .inject(Rule::new(service, method.clone(), path, late));
        let sections = json!({ "resources": resources() });
        let stack = stage.begin("all", sections).await;
        let deadline = Instant::now() + Duration::from_secs(10);
        while !stage
            .belongings()
            .await
            .iter()
            .any(|thing| thing.starts_with(first))
        {
            assert!(Instant::now() < deadline, "{path}");
        }
        drop(stage);

        let stage = start(&database).await;
        stage.expect(&stack, "CREATE_COMPLETE").await;
        let seen = stage.belongings_named_by("all").await;
        assert_eq!(seen, expected, "{method} {path}");
        stage.delete(&stack).await;
        assert_eq!(stage.belongings().await, Vec::<String>::new(), "{path}");
    }
}

#[tokio::test]
async fn a_server_may_end_at_any_moment_of_a_create() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("heat.db");
    let expected = expected().await;
    for n_requests in [0, 2, 5, 11, 20, 35] {
        let stage = start(&database).await;
        for service in [Service::Compute, Service::Network] {
            let late = Effect::Delay(Duration::from_millis(5));
            stage
                .running
                .inject(Rule::new(service, Method::POST, "*", late));
        }
        let sections = json!({ "resources": resources() });
        let stack = stage.begin("all", sections).await;
        for _ in 0..n_requests {
            stage.show(&stack).await;
        }
        drop(stage);

        let stage = start(&database).await;
        stage.expect(&stack, "CREATE_COMPLETE").await;
        let seen = stage.belongings_named_by("all").await;
        assert_eq!(seen, expected, "after {n_requests} requests");
        stage.delete(&stack).await;
        assert_eq!(stage.belongings().await, Vec::<String>::new());
    }
}
