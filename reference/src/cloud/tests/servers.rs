//! Servers: to be made, shown, changed and deleted.

use std::time::Duration;

use serde_json::{Value, json};

use super::bench::{Bench, OTHER, id, order};
use crate::cloud::config::Config;
use crate::cloud::service::Service::{Compute, Network};

const SERVERS: &str = "/v2.1/servers";

#[test]
fn a_server_builds_and_becomes_active() {
    let mut bench = Bench::new();
    let server = bench.boot(&json!({ "key_name": "heat_key", "metadata": { "a": "b" } }));
    let building = bench.server(&server);
    assert_eq!(building["status"], "BUILD");
    assert_eq!(building["OS-EXT-STS:task_state"], "spawning");
    bench.clock.advance(Duration::from_millis(99));
    assert_eq!(bench.server(&server)["status"], "BUILD");
    bench.clock.advance(Duration::from_millis(1));
    let mut active = bench.server(&server);
    assert_eq!(active["hostId"].as_str().unwrap().len(), 56);
    for varying in [
        "id",
        "hostId",
        "created",
        "updated",
        "OS-SRV-USG:launched_at",
        "links",
    ] {
        active[varying] = json!("…");
    }
    active["addresses"]["private"][0]["OS-EXT-IPS-MAC:mac_addr"] = json!("…");
    insta::assert_json_snapshot!(active, @r#"
    {
      "id": "…",
      "name": "web",
      "status": "ACTIVE",
      "tenant_id": "11111111111111111111111111111111",
      "user_id": "11111111111111111111111111111111",
      "metadata": {
        "a": "b"
      },
      "hostId": "…",
      "image": {
        "id": "40be8d1a-3eb9-40de-8abd-43237517384f",
        "links": [
          {
            "rel": "bookmark",
            "href": "http://cloud/images/40be8d1a-3eb9-40de-8abd-43237517384f"
          }
        ]
      },
      "flavor": {
        "original_name": "m1.tiny",
        "vcpus": 1,
        "ram": 512,
        "disk": 1,
        "ephemeral": 0,
        "swap": 0,
        "extra_specs": {}
      },
      "created": "…",
      "updated": "…",
      "addresses": {
        "private": [
          {
            "version": 4,
            "addr": "10.0.0.2",
            "OS-EXT-IPS:type": "fixed",
            "OS-EXT-IPS-MAC:mac_addr": "…"
          }
        ]
      },
      "accessIPv4": "",
      "accessIPv6": "",
      "links": "…",
      "OS-DCF:diskConfig": "MANUAL",
      "OS-EXT-AZ:availability_zone": "nova",
      "OS-EXT-SRV-ATTR:host": "pretend",
      "OS-EXT-SRV-ATTR:hostname": "web",
      "OS-EXT-SRV-ATTR:hypervisor_hostname": "pretend",
      "OS-EXT-SRV-ATTR:instance_name": "instance-00000001",
      "OS-EXT-SRV-ATTR:kernel_id": "",
      "OS-EXT-SRV-ATTR:launch_index": 0,
      "OS-EXT-SRV-ATTR:ramdisk_id": "",
      "OS-EXT-SRV-ATTR:reservation_id": "r-00000001",
      "OS-EXT-SRV-ATTR:root_device_name": "/dev/vda",
      "OS-EXT-SRV-ATTR:user_data": null,
      "OS-EXT-STS:task_state": null,
      "OS-EXT-STS:vm_state": "active",
      "OS-EXT-STS:power_state": 1,
      "OS-SRV-USG:launched_at": "…",
      "OS-SRV-USG:terminated_at": null,
      "os-extended-volumes:volumes_attached": [],
      "config_drive": "",
      "key_name": "heat_key",
      "description": null,
      "host_status": "UP",
      "locked": false,
      "tags": [],
      "progress": 0,
      "security_groups": [
        {
          "name": "default"
        }
      ]
    }
    "#);
}

#[test]
fn without_a_delay_a_server_is_active_when_first_seen() {
    let mut bench = Bench::with(&Config {
        build_delay: Duration::ZERO,
        delete_delay: Duration::ZERO,
        ..Config::default()
    });
    let server = bench.boot(&json!({}));
    assert_eq!(bench.server(&server)["status"], "ACTIVE");
    let path = format!("{SERVERS}/{server}");
    assert_eq!(bench.delete(Compute, &path).0, 204);
    assert_eq!(
        bench.refused_get(Compute, &path),
        (404, format!("Instance {server} could not be found."))
    );
}

#[test]
fn a_deleted_server_goes_with_the_ports_that_were_made_for_it() {
    let mut bench = Bench::new();
    let (network, _) = bench.make_network("10.1.0.0/24");
    let port = id(&bench.make("ports", "port", json!({ "network_id": network })));
    let server = bench.boot(&json!({ "networks": [{ "uuid": network }, { "port": port }] }));
    let query = format!("/v2.0/ports?device_id={server}");
    let ports = bench.get(Network, &query)["ports"].clone();
    assert_eq!(ports.as_array().unwrap().len(), 2);
    assert_eq!(ports[0]["status"], "ACTIVE");
    assert_eq!(ports[0]["device_owner"], "compute:nova");
    bench.wait();

    let path = format!("{SERVERS}/{server}");
    assert_eq!(bench.delete(Compute, &path).0, 204);
    assert_eq!(bench.server(&server)["OS-EXT-STS:task_state"], "deleting");
    assert_eq!(bench.server(&server)["status"], "ACTIVE");
    bench.wait();
    assert_eq!(bench.refused_get(Compute, &path).0, 404);
    assert_eq!(bench.get(Network, &query)["ports"], json!([]));
    let left = bench.get(Network, &format!("/v2.0/ports/{port}"));
    assert_eq!(left["port"]["device_id"], "");
    assert_eq!(left["port"]["status"], "DOWN");
    assert_eq!(bench.delete(Compute, &path).0, 404);
}

#[test]
fn without_networks_a_server_goes_on_the_only_usable_one() {
    let mut bench = Bench::new();
    for networks in [json!(null), json!([]), json!("auto")] {
        let server = bench.boot(&json!({ "networks": networks }));
        let addresses = &bench.server(&server)["addresses"];
        assert_eq!(
            addresses.as_object().unwrap().keys().next().unwrap(),
            "private"
        );
    }
    let server = bench.boot(&json!({ "networks": "none" }));
    assert_eq!(bench.server(&server)["addresses"], json!({}));
    bench.make_network("10.1.0.0/24");
    assert_eq!(
        bench.refused_post(Compute, SERVERS, &order(&json!({}))),
        (
            409,
            "Multiple possible networks found, use a Network ID to be more specific.".to_owned()
        )
    );
}

#[test]
fn servers_that_cannot_be_are_refused() {
    let mut bench = Bench::new();
    let public = bench.seeded("networks", "public");
    let private = bench.seeded("networks", "private");
    let bare = id(&bench.make("networks", "network", json!({})));
    let used = bench.boot(&json!({ "networks": [{ "uuid": private }] }));
    let ports = bench.get(Network, &format!("/v2.0/ports?device_id={used}"));
    let used = id(&ports["ports"][0]);
    let used_address = ports["ports"][0]["fixed_ips"][0]["ip_address"].clone();
    for (more, status, expected) in [
        (json!({ "name": "" }), 400, "too short"),
        (json!({ "name": 5 }), 400, "5 is not of type 'string'"),
        (
            json!({ "flavorRef": "nonsense" }),
            400,
            "Invalid flavorRef provided.",
        ),
        (
            json!({ "imageRef": "nonsense" }),
            400,
            "Can not find requested image",
        ),
        (json!({ "imageRef": "" }), 400, "Invalid imageRef provided."),
        (
            json!({ "key_name": "nonsense" }),
            400,
            "Invalid key_name provided.",
        ),
        (json!({ "user_data": "not Base64!" }), 400, "not 'base64'"),
        (json!({ "metadata": { "a": 1 } }), 400, "Value: 1."),
        (json!({ "metadata": [] }), 400, "[] is not of type 'object'"),
        (
            json!({ "availability_zone": "mars" }),
            400,
            "availability zone is not available",
        ),
        (json!({ "max_count": 2 }), 400, "one server at a time"),
        (json!({ "networks": [{}] }), 400, "Bad network format"),
        (json!({ "networks": [1] }), 400, "1 is not of type 'object'"),
        (
            json!({ "networks": [{ "uuid": used }] }),
            400,
            "could not be found",
        ),
        (
            json!({ "networks": [{ "uuid": bare }] }),
            400,
            "requires a subnet",
        ),
        (
            json!({ "networks": [{ "uuid": public }] }),
            403,
            "external network",
        ),
        (
            json!({ "networks": [{ "port": public }] }),
            400,
            "could not be found",
        ),
        (
            json!({ "networks": [{ "port": used }] }),
            409,
            "is still in use.",
        ),
        (
            json!({ "networks": [{ "uuid": private, "fixed_ip": used_address }] }),
            400,
            "Fixed IP is in use",
        ),
        (
            json!({ "networks": [{ "uuid": private, "fixed_ip": "9.9.9.9" }] }),
            400,
            "is not a valid IP for any of the subnets",
        ),
        (
            json!({ "networks": [{ "uuid": private }], "security_groups": [{ "name": "x" }] }),
            400,
            "Security group x not found.",
        ),
    ] {
        let before = bench.get(Network, "/v2.0/ports");
        let refused = bench.refused_post(Compute, SERVERS, &order(&more));
        assert_eq!(refused.0, status, "{more}: {}", refused.1);
        assert!(refused.1.contains(expected), "{more}: {}", refused.1);
        assert_eq!(
            bench.get(Network, "/v2.0/ports"),
            before,
            "nothing is left behind"
        );
    }
    let refused = bench.refused_post(Compute, SERVERS, &json!({ "server": { "name": "a" } }));
    assert_eq!(refused.0, 400);
}

#[test]
fn servers_are_listed_newest_first_and_by_name() {
    let mut bench = Bench::new();
    for name in ["a-1", "a-2", "b"] {
        bench.boot(&json!({ "name": name }));
    }
    for (query, expected) in [
        ("", vec!["b", "a-2", "a-1"]),
        ("?name=a", vec!["a-2", "a-1"]),
        ("?name=^a-1$", vec!["a-1"]),
        ("?status=ACTIVE", vec![]),
        ("?limit=1", vec!["b"]),
    ] {
        let body = bench.get(Compute, &format!("{SERVERS}/detail{query}"));
        let names: Vec<&Value> = body["servers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|server| &server["name"])
            .collect();
        assert_eq!(names, expected, "{query}");
    }
    bench.project = OTHER;
    assert_eq!(bench.get(Compute, SERVERS)["servers"], json!([]));
}

#[test]
fn a_server_boots_from_a_volume_without_an_image() {
    let mut bench = Bench::new();
    let server = bench.boot(&json!({
        "imageRef": "",
        "block_device_mapping_v2": [{ "uuid": "v", "source_type": "volume", "boot_index": 0 }],
    }));
    assert_eq!(bench.server(&server)["image"], "");
}

#[test]
fn names_metadata_and_tags_change() {
    let mut bench = Bench::new();
    let server = bench.boot(&json!({ "metadata": { "a": "1", "b": "2" } }));
    let path = format!("{SERVERS}/{server}");
    let body = bench.put(Compute, &path, &json!({ "server": { "name": "new" } }));
    assert_eq!(body["server"]["name"], "new");
    let metadata = format!("{path}/metadata");
    let body = bench.post(Compute, &metadata, &json!({ "metadata": { "b": "3" } }));
    assert_eq!(body, json!({ "metadata": { "a": "1", "b": "3" } }));
    assert_eq!(bench.delete(Compute, &format!("{metadata}/a")).0, 204);
    assert_eq!(
        bench.delete(Compute, &format!("{metadata}/a")),
        (404, "Metadata item was not found".to_owned())
    );
    let tags = format!("{path}/tags");
    let body = bench.put(Compute, &tags, &json!({ "tags": ["x", "y", "x"] }));
    assert_eq!(body, json!({ "tags": ["x", "y"] }));
    assert_eq!(bench.delete(Compute, &format!("{tags}/x")).0, 204);
    let shown = bench.server(&server);
    assert_eq!(shown["tags"], json!(["y"]));
    assert_eq!(shown["metadata"], json!({ "b": "3" }));
    let refused = bench.refused_put(Compute, &tags, &json!({ "tags": ["a,b"] }));
    assert_eq!(refused.0, 400);
    assert_eq!(bench.delete(Compute, &tags).0, 204);
}

#[test]
fn servers_of_other_projects_do_not_exist() {
    let mut bench = Bench::new();
    let server = bench.boot(&json!({}));
    bench.project = OTHER;
    let path = format!("{SERVERS}/{server}");
    assert_eq!(bench.refused_get(Compute, &path).0, 404);
    assert_eq!(bench.delete(Compute, &path).0, 404);
}
