//! Actions on servers, and their interfaces.

use serde_json::{Value, json};

use super::bench::{Bench, id};
use crate::cloud::service::Service::{Compute, Network};

/// A server that is active.
fn active(bench: &mut Bench) -> String {
    let server = bench.boot(&json!({}));
    bench.wait();
    assert_eq!(bench.server(&server)["status"], "ACTIVE");
    server
}

fn act(bench: &mut Bench, server: &str, action: &Value) -> (u16, String) {
    bench.refused_post(Compute, &format!("/v2.1/servers/{server}/action"), action)
}

#[test]
fn actions_lead_from_status_to_status() {
    let mut bench = Bench::new();
    let server = active(&mut bench);
    for (action, during, after) in [
        (json!({ "suspend": null }), "ACTIVE", "SUSPENDED"),
        (json!({ "resume": null }), "SUSPENDED", "ACTIVE"),
        (json!({ "os-stop": null }), "ACTIVE", "SHUTOFF"),
        (json!({ "os-start": null }), "SHUTOFF", "ACTIVE"),
        (json!({ "pause": null }), "ACTIVE", "PAUSED"),
        (json!({ "unpause": null }), "PAUSED", "ACTIVE"),
        (json!({ "reboot": { "type": "SOFT" } }), "REBOOT", "ACTIVE"),
        (
            json!({ "changePassword": { "adminPass": "x" } }),
            "PASSWORD",
            "ACTIVE",
        ),
        (
            json!({ "resize": { "flavorRef": "2" } }),
            "RESIZE",
            "VERIFY_RESIZE",
        ),
        (json!({ "revertResize": null }), "REVERT_RESIZE", "ACTIVE"),
        (
            json!({ "rebuild": { "imageRef": "68e22196-a4aa-4946-85c3-75f4957e667a" } }),
            "REBUILD",
            "ACTIVE",
        ),
    ] {
        let (status, message) = act(&mut bench, &server, &action);
        assert_eq!(status, 202, "{action}: {message}");
        let shown = bench.server(&server);
        assert_eq!(shown["status"], during, "{action}");
        assert_ne!(shown["OS-EXT-STS:task_state"], Value::Null, "{action}");
        bench.wait();
        let shown = bench.server(&server);
        assert_eq!(shown["status"], after, "{action}");
        assert_eq!(shown["OS-EXT-STS:task_state"], Value::Null, "{action}");
    }
    let shown = bench.server(&server);
    assert_eq!(shown["image"]["id"], "68e22196-a4aa-4946-85c3-75f4957e667a");
    assert_eq!(shown["flavor"]["original_name"], "m1.tiny");
}

#[test]
fn a_resize_is_confirmed() {
    let mut bench = Bench::new();
    let server = active(&mut bench);
    let resize = json!({ "resize": { "flavorRef": "2" } });
    assert_eq!(act(&mut bench, &server, &resize).0, 202);
    assert_eq!(
        act(&mut bench, &server, &json!({ "confirmResize": null })).0,
        409,
        "it is not done yet"
    );
    bench.wait();
    assert_eq!(
        act(&mut bench, &server, &json!({ "confirmResize": null })).0,
        204
    );
    let shown = bench.server(&server);
    assert_eq!(shown["status"], "ACTIVE");
    assert_eq!(shown["flavor"]["original_name"], "m1.small");
    assert_eq!(
        act(&mut bench, &server, &resize),
        (
            400,
            "When resizing, instances must change flavor!".to_owned()
        )
    );
}

#[test]
fn actions_out_of_place_are_refused() {
    let mut bench = Bench::new();
    let server = bench.boot(&json!({}));
    assert_eq!(
        act(&mut bench, &server, &json!({ "suspend": null })),
        (
            409,
            format!("Cannot 'suspend' instance {server} while it is in vm_state building")
        )
    );
    bench.wait();
    assert_eq!(act(&mut bench, &server, &json!({ "suspend": null })).0, 202);
    assert_eq!(
        act(&mut bench, &server, &json!({ "os-stop": null })),
        (
            409,
            format!("Cannot 'stop' instance {server} while it is in task_state suspending")
        )
    );
    for nonsense in [
        json!({}),
        json!([]),
        json!({ "a": null, "b": null }),
        json!({ "fly": null }),
        json!({ "resize": { "flavorRef": "nonsense" } }),
        json!({ "rebuild": {} }),
        json!({ "rebuild": { "imageRef": "nonsense" } }),
        json!({ "reboot": { "type": "MEDIUM" } }),
        json!({ "createImage": {} }),
        json!({ "os-getVNCConsole": { "type": "braille" } }),
    ] {
        assert_eq!(act(&mut bench, &server, &nonsense).0, 400, "{nonsense}");
    }
}

#[test]
fn interfaces_come_and_go() {
    let mut bench = Bench::new();
    let server = active(&mut bench);
    let (network, _) = bench.make_network("10.1.0.0/24");
    let port = id(&bench.make("ports", "port", json!({ "network_id": network })));
    let path = format!("/v2.1/servers/{server}/os-interface");
    let by_network = json!({ "interfaceAttachment": { "net_id": network,
        "fixed_ips": [{ "ip_address": "10.1.0.77" }] } });
    let made = bench.post(Compute, &path, &by_network)["interfaceAttachment"].clone();
    assert_eq!(made["fixed_ips"][0]["ip_address"], "10.1.0.77");
    assert_eq!(made["port_state"], "ACTIVE");
    bench.post(
        Compute,
        &path,
        &json!({ "interfaceAttachment": { "port_id": port } }),
    );
    let all = bench.get(Compute, &path)["interfaceAttachments"].clone();
    assert_eq!(all.as_array().unwrap().len(), 3);
    let addresses = bench.server(&server)["addresses"]["net"].clone();
    assert_eq!(addresses.as_array().unwrap().len(), 2);

    let made = made["port_id"].as_str().unwrap();
    assert_eq!(bench.delete(Compute, &format!("{path}/{made}")).0, 202);
    assert_eq!(bench.delete(Compute, &format!("{path}/{made}")).0, 404);
    assert_eq!(
        bench.refused_get(Network, &format!("/v2.0/ports/{made}")).0,
        404
    );
    assert_eq!(bench.delete(Compute, &format!("{path}/{port}")).0, 202);
    let left = bench.get(Network, &format!("/v2.0/ports/{port}"));
    assert_eq!(left["port"]["device_id"], "");
    let both = json!({ "interfaceAttachment": { "net_id": network, "port_id": port } });
    assert_eq!(bench.refused_post(Compute, &path, &both).0, 400);
}

#[test]
fn consoles_have_urls() {
    let mut bench = Bench::new();
    let server = active(&mut bench);
    let body = bench.post(
        Compute,
        &format!("/v2.1/servers/{server}/remote-consoles"),
        &json!({ "remote_console": { "protocol": "vnc", "type": "novnc" } }),
    );
    let url = body["remote_console"]["url"].as_str().unwrap();
    assert!(url.starts_with("http://127.0.0.1:6080/novnc"), "{url}");
}
