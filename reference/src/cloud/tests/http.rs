//! The services over HTTP: who may call, what is stored, and that no request is lost.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use futures::future::join_all;
use http::Method;
use serde_json::{Value, json};

use super::bench::{OTHER, PROJECT, id, order};
use super::hosted::{Hosted, http};
use crate::clock::Clock;
use crate::cloud::behind::{Running, StartError};
use crate::cloud::config::Config;
use crate::cloud::injection::{Effect, Rule};
use crate::cloud::service::Service::{self, Compute, Image, Network};
use crate::store::{Store, StoreError};

#[tokio::test]
async fn only_the_engine_may_call() {
    let hosted = Hosted::new().await;
    for service in Service::ALL {
        for token in ["", "guessed"] {
            let request = http()
                .get(hosted.url(service))
                .header("x-auth-token", token)
                .header("x-project-id", PROJECT);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), 401);
            let body: Value = response.json().await.unwrap();
            assert_eq!(body["error"]["title"], "Unauthorized");
        }
    }
    let error = hosted.client.get(Network, "/v2.0/networks", "").await;
    assert_eq!(
        error.unwrap_err().status,
        Some(401),
        "every call is for a project"
    );
}

#[tokio::test]
async fn projects_may_have_any_name() {
    let hosted = Hosted::new().await;
    for project in ["é 🦀", "a\nb", "%2F", "a/b?c"] {
        hosted.make_network(project, "net").await;
        let body = hosted
            .client
            .get(Network, "/v2.0/networks?name=net", project)
            .await
            .unwrap();
        assert_eq!(body["networks"][0]["project_id"], project);
        assert_eq!(body["networks"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn no_request_is_lost_when_mocks_are_exchanged() {
    let config = Config {
        recycle_after: 3,
        ..Config::default()
    };
    let hosted = Hosted::with(&config, None).await;
    let work = (0..24).map(|worker| {
        let hosted = &hosted;
        async move {
            for turn in 0..20 {
                hosted
                    .make_network(PROJECT, &format!("{worker}-{turn}"))
                    .await;
            }
        }
    });
    // Strangers cause exchanges too, and may meet none or either mock.
    let stranger = http();
    let strangers = async {
        for _ in 0..60 {
            let response = stranger.get(hosted.url(Network)).send().await.unwrap();
            assert!([401, 404].contains(&response.status().as_u16()));
        }
    };
    tokio::join!(join_all(work), strangers);
    assert_eq!(hosted.networks(PROJECT).await.len(), 480);
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("heat.db");
    let config = Config {
        build_delay: Duration::from_hours(1),
        ..Config::default()
    };
    let hosted = Hosted::with(&config, Some(&file)).await;
    let gone = hosted.make_network(PROJECT, "gone").await;
    for name in ["a", "b"] {
        hosted.make_network(OTHER, name).await;
    }
    let path = format!("/v2.0/networks/{gone}");
    hosted.client.delete(Network, &path, PROJECT).await.unwrap();
    let server = hosted
        .client
        .post(Compute, "/servers", &order(&json!({})), PROJECT)
        .await
        .unwrap();
    let server = format!("/servers/{}", id(&server["server"]));
    hosted.running.stop().await;

    let hosted = Hosted::with(&config, Some(&file)).await;
    assert_eq!(hosted.networks(PROJECT).await, [] as [Value; 0]);
    assert_eq!(hosted.networks(OTHER).await, ["a", "b"]);
    let shown = hosted.client.get(Compute, &server, PROJECT).await.unwrap();
    assert_eq!(shown["server"]["status"], "BUILD");
    assert_eq!(
        shown["server"]["addresses"]["private"][0]["addr"],
        "10.0.0.2"
    );
    hosted.clock.advance(Duration::from_hours(1));
    let shown = hosted.client.get(Compute, &server, PROJECT).await.unwrap();
    assert_eq!(shown["server"]["status"], "ACTIVE");
}

#[tokio::test]
async fn a_server_behind_a_router_comes_and_goes() {
    let config = Config {
        build_delay: Duration::ZERO,
        delete_delay: Duration::ZERO,
        ..Config::default()
    };
    let hosted = Hosted::with(&config, None).await;
    let client = &hosted.client;
    let public = "94e9a535-08ac-54b6-b0a8-6000ab5095be";
    let network = hosted.make_network(PROJECT, "net").await;
    let make = async |path: &str, one: &str, given: Value| {
        let body: Value = [(one.to_owned(), given)].into_iter().collect();
        let made = client.post(Network, path, &body, PROJECT).await.unwrap();
        id(&made[one])
    };
    let subnet = json!({ "network_id": network, "cidr": "10.1.0.0/24" });
    let subnet = make("/v2.0/subnets", "subnet", subnet).await;
    let router = json!({ "external_gateway_info": { "network_id": public } });
    let router = make("/v2.0/routers", "router", router).await;
    let interface = json!({ "subnet_id": subnet });
    let path = format!("/v2.0/routers/{router}/add_router_interface");
    client
        .put(Network, &path, &interface, PROJECT)
        .await
        .unwrap();
    let body = order(&json!({ "networks": [{ "uuid": network }] }));
    let server = client
        .post(Compute, "/servers", &body, PROJECT)
        .await
        .unwrap();
    let server = format!("/servers/{}", id(&server["server"]));
    let shown = client
        .get(Compute, &format!("{server}/os-interface"), PROJECT)
        .await
        .unwrap();
    let port = &shown["interfaceAttachments"][0]["port_id"];
    let floating = json!({ "floating_network_id": public, "port_id": port });
    let floating = make("/v2.0/floatingips", "floatingip", floating).await;
    let shown = client.get(Compute, &server, PROJECT).await.unwrap();
    assert_eq!(shown["server"]["status"], "ACTIVE");
    assert_eq!(
        shown["server"]["addresses"]["net"]
            .as_array()
            .unwrap()
            .len(),
        2
    );

    client.delete(Compute, &server, PROJECT).await.unwrap();
    let gone = client.get(Compute, &server, PROJECT).await.unwrap_err();
    assert!(gone.is_not_found());
    client
        .delete(Network, &format!("/v2.0/floatingips/{floating}"), PROJECT)
        .await
        .unwrap();
    let path = format!("/v2.0/routers/{router}/remove_router_interface");
    client
        .put(Network, &path, &interface, PROJECT)
        .await
        .unwrap();
    for path in [
        format!("/v2.0/routers/{router}"),
        format!("/v2.0/subnets/{subnet}"),
        format!("/v2.0/networks/{network}"),
    ] {
        client.delete(Network, &path, PROJECT).await.unwrap();
    }
}

#[tokio::test]
async fn what_cannot_be_stored_did_not_happen() {
    let hosted = Hosted::new().await;
    hosted.make_network(PROJECT, "before").await;
    hosted
        .store
        .call::<_, StoreError, _>(|transaction| {
            Ok(transaction.execute_batch("ALTER TABLE cloud_objects RENAME TO elsewhere")?)
        })
        .await
        .unwrap();
    let body = json!({ "network": { "name": "lost" } });
    let error = hosted
        .client
        .post(Network, "/v2.0/networks", &body, PROJECT)
        .await
        .unwrap_err();
    assert_eq!(error.status, Some(500));
    assert_eq!(hosted.networks(PROJECT).await, ["before"]);
}

#[tokio::test]
async fn a_panic_costs_one_request() {
    let hosted = Hosted::new().await;
    let rule = Rule::new(Network, Method::POST, "/v2.0/networks", Effect::Panic).once();
    hosted.running.inject(rule);
    let body = json!({ "network": { "name": "lost" } });
    let error = hosted
        .client
        .post(Network, "/v2.0/networks", &body, PROJECT)
        .await
        .unwrap_err();
    assert_eq!(error.status, Some(500));
    hosted.make_network(PROJECT, "after").await;
    assert_eq!(hosted.networks(PROJECT).await, ["after"]);
}

#[tokio::test]
async fn an_answer_is_held_back() {
    let hosted = Hosted::new().await;
    let delay = Duration::from_millis(50);
    hosted
        .running
        .inject(Rule::new(Network, Method::GET, "*", Effect::Delay(delay)).once());
    let start = Instant::now();
    let (slow, quick) = tokio::join!(
        hosted.client.get(Network, "/v2.0/networks", PROJECT),
        hosted.client.get(Compute, "/flavors", PROJECT),
    );
    assert!(start.elapsed() >= delay);
    slow.unwrap();
    quick.unwrap();
}

#[tokio::test]
async fn a_connection_that_breaks_is_tried_again() {
    let hosted = Hosted::new().await;
    hosted.clock.stop();
    let cut = Rule::new(
        Network,
        Method::POST,
        "/v2.0/networks",
        Effect::ConnectionReset,
    );
    hosted.running.inject(cut.clone().once());
    let made = skip_waits(&hosted.clock, hosted.make_network(PROJECT, "a")).await;
    assert_eq!(hosted.networks(PROJECT).await, ["a"], "{made}");

    hosted.running.inject(cut);
    let body = json!({ "network": { "name": "b" } });
    let call = hosted
        .client
        .post(Network, "/v2.0/networks", &body, PROJECT);
    let error = skip_waits(&hosted.clock, call).await.unwrap_err();
    assert_eq!(error.class, "ConnectFailure");
    assert!(
        error
            .message
            .starts_with("Unable to establish connection to http://127.0.0.1:")
    );
    hosted.running.clear();
    assert_eq!(hosted.networks(PROJECT).await, ["a"]);
}

#[tokio::test]
async fn services_that_are_off_do_not_exist() {
    let config = Config {
        services: vec![Network],
        ..Config::default()
    };
    let hosted = Hosted::with(&config, None).await;
    assert!(hosted.client.has(Network));
    assert!(!hosted.client.has(Compute));
    let endpoints: Vec<Service> = hosted
        .running
        .endpoints()
        .iter()
        .map(|(service, _)| *service)
        .collect();
    assert_eq!(endpoints, [Network]);
    let error = hosted
        .client
        .get(Image, "/v2/images", PROJECT)
        .await
        .unwrap_err();
    assert_eq!(error.class, "EndpointNotFound");
}

#[tokio::test]
async fn services_listen_where_they_are_told() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let store = Store::open(None).await.unwrap();
    let running = Running::start(
        &Config::default(),
        &store,
        &Clock::real(),
        http(),
        [(Compute, listener)].into(),
    )
    .await
    .unwrap();
    let compute = running.endpoints().remove(0);
    assert_eq!(compute, (Compute, format!("http://127.0.0.1:{port}/v2.1")));
    running
        .client()
        .get(Compute, "/flavors", PROJECT)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_bad_seed_stops_the_start() {
    let config = serde_json::from_value(json!({ "seed": { "routers": [
        { "id": "r", "name": "r", "external_network": "nowhere", "subnets": [] },
    ] } }))
    .unwrap();
    let store = Store::open(None).await.unwrap();
    let error = Running::start(&config, &store, &Clock::real(), http(), [].into())
        .await
        .unwrap_err();
    assert!(matches!(error, StartError::Seed(_)), "{error}");
}

/// Waits for something on a stopped clock, and moves the clock whenever it waits for that.
async fn skip_waits<T>(clock: &Clock, work: impl Future<Output = T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(30);
    tokio::pin!(work);
    loop {
        assert!(Instant::now() < deadline, "the work does not end");
        tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(Duration::from_millis(1)) => {
                clock.advance(Duration::from_millis(100));
            }
        }
    }
}
