//! No call brings the cloud down, whatever it asks for, and a refused one changes nothing.

use http::Method;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::bench::{Bench, PROJECT, id};
use crate::cloud::call::Call;
use crate::cloud::service::Service;

/// Words that mean something somewhere, so that random requests get far.
const WORDS: &[&str] = &[
    "server",
    "servers",
    "action",
    "metadata",
    "meta",
    "tags",
    "os-interface",
    "detail",
    "flavors",
    "os-keypairs",
    "keypair",
    "limits",
    "extensions",
    "remote-consoles",
    "ips",
    "networks",
    "network",
    "subnets",
    "subnet",
    "ports",
    "port",
    "routers",
    "router",
    "floatingips",
    "floatingip",
    "security-groups",
    "security_group",
    "security-group-rules",
    "security_group_rule",
    "add_router_interface",
    "remove_router_interface",
    "images",
    "v2",
    "v2.0",
    "v2.1",
    "name",
    "flavorRef",
    "imageRef",
    "network_id",
    "subnet_id",
    "port_id",
    "cidr",
    "fixed_ips",
    "ip_address",
    "allocation_pools",
    "start",
    "end",
    "gateway_ip",
    "resize",
    "rebuild",
    "createImage",
    "interfaceAttachment",
    "net_id",
    "uuid",
    "external_gateway_info",
    "10.0.0.0/8",
    "::/0",
    "0.0.0.0/0",
    "10.0.0.1",
    "255.255.255.255",
    "ffff::",
    "0.0.0.0/32",
    "1",
    "heat_key",
    "default",
    "auto",
    "none",
    "",
    "..",
    "%",
    "é",
    "🦀",
    "'",
    "\u{0}",
    "99999999999999999999999999",
    "-1",
    "1e999",
    "00000000-0000-0000-0000-000000000000",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(WORDS).prop_map(str::to_owned),
        1 => ".{0,12}",
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec![0.5, -1.0, 1e300, -0.0]).prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((word(), inner), 0..4)
                .prop_map(|pairs| pairs.into_iter().collect::<Value>()),
        ]
    })
}

/// Bodies for real operations, with one member of a random value in them.
fn body() -> impl Strategy<Value = Option<Value>> {
    let given = (
        prop::sample::select(vec![
            (
                "server",
                json!({ "name": "a", "flavorRef": "1",
                "imageRef": "40be8d1a-3eb9-40de-8abd-43237517384f" }),
            ),
            ("network", json!({})),
            (
                "subnet",
                json!({ "network_id": "NETWORK", "cidr": "10.9.0.0/24" }),
            ),
            ("port", json!({ "network_id": "NETWORK" })),
            ("router", json!({})),
            ("floatingip", json!({ "floating_network_id": "PUBLIC" })),
            ("security_group", json!({ "name": "a" })),
            (
                "security_group_rule",
                json!({ "security_group_id": "GROUP", "direction": "egress" }),
            ),
            ("keypair", json!({ "name": "a" })),
            ("interfaceAttachment", json!({ "net_id": "NETWORK" })),
        ]),
        word(),
        value(),
    )
        .prop_map(|((one, mut given), key, value)| {
            given[key] = value;
            Some(json!({ one: given }))
        });
    prop_oneof![1 => Just(None), 2 => value().prop_map(Some), 4 => given]
}

fn path() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "/v2.1/servers",
        "/v2.1/servers/SERVER",
        "/v2.1/servers/SERVER/action",
        "/v2.1/servers/SERVER/metadata",
        "/v2.1/servers/SERVER/tags",
        "/v2.1/servers/SERVER/os-interface",
        "/v2.1/os-keypairs",
        "/v2.0/networks",
        "/v2.0/networks/NETWORK",
        "/v2.0/networks/NETWORK/tags",
        "/v2.0/subnets",
        "/v2.0/subnets/SUBNET",
        "/v2.0/ports",
        "/v2.0/ports/PORT",
        "/v2.0/routers",
        "/v2.0/routers/ROUTER",
        "/v2.0/routers/ROUTER/add_router_interface",
        "/v2.0/routers/ROUTER/remove_router_interface",
        "/v2.0/floatingips",
        "/v2.0/security-groups",
        "/v2.0/security-group-rules",
        "/v2/images",
    ])
    .prop_map(str::to_owned);
    prop_oneof![
        4 => known.clone(),
        1 => (known, word()).prop_map(|(path, word)| format!("{path}/{word}")),
        1 => prop::collection::vec(word(), 0..5).prop_map(|words| format!("/{}", words.join("/"))),
    ]
}

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(vec![
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
        Method::from_bytes(b"BREW").unwrap(),
    ])
}

/// Stands for ids that exist.
fn fill(text: &str, names: &[(&str, String)]) -> String {
    names
        .iter()
        .fold(text.to_owned(), |text, (name, id)| text.replace(name, id))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() {
            ProptestConfig::default().cases
        } else {
            64
        },
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_calls_are_answered(
        calls in prop::collection::vec((method(), path(), word(), body()), 1..24),
    ) {
        let mut bench = Bench::new();
        let (network, subnet) = bench.make_network("10.8.0.0/28");
        let port = bench.make("ports", "port", json!({ "network_id": network }));
        let router = bench.make("routers", "router", json!({}));
        let group = bench.make("security-groups", "security_group", json!({ "name": "g" }));
        let server = bench.boot(&json!({ "networks": [{ "uuid": network }] }));
        let names = [
            ("NETWORK", network),
            ("SUBNET", subnet),
            ("PORT", id(&port)),
            ("ROUTER", id(&router)),
            ("GROUP", id(&group)),
            ("SERVER", server),
            ("PUBLIC", bench.seeded("networks", "public")),
        ];
        for (method, path, query, body) in calls {
            let path = fill(&path, &names);
            let body = body.map(|body| fill(&body.to_string(), &names)).unwrap_or_default();
            let service = if path.starts_with("/v2.1") {
                Service::Compute
            } else if path.starts_with("/v2/") {
                Service::Image
            } else {
                Service::Network
            };
            let query = format!("{query}&limit={query}&marker={query}");
            let call = Call::new(method, &path, Some(&query), PROJECT, "http://cloud", body.as_bytes());
            // What time brings about is done before the call.
            bench.get(Service::Image, "/v2/images");
            let reply = bench.cloud.handle(service, &call.unwrap());
            prop_assert!((200..500).contains(&reply.status), "{} {path} {body}", reply.status);
            let changed = bench.cloud.objects.changed();
            prop_assert!(
                reply.status < 400 || changed.is_empty(),
                "refused, but done: {path} {body} {changed:?}"
            );
            for object in changed.into_iter().filter_map(|(_, _, object)| object) {
                let body = Value::Object(object.body);
                let read = serde_json::from_str::<Value>(&body.to_string());
                prop_assert_eq!(read.unwrap(), body, "what is stored can be read back");
            }
            bench.cloud.objects.keep();
            bench.wait();
        }
    }

    #[test]
    fn any_bytes_are_a_call_or_refused(
        method in method(),
        path in ".{0,40}",
        query in prop::option::of(".{0,40}"),
        body in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        if let Err(refusal) = Call::new(method, &path, query.as_deref(), "p", "", &body) {
            prop_assert_eq!(refusal.status, 400);
        }
    }
}
