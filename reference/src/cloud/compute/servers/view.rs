//! A server as clients see it, in the API's microversion 2.56.

use std::net::IpAddr;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::server::{Server, Status};
use crate::cloud::call::Call;
use crate::cloud::compute::flavors;
use crate::cloud::json::{list, map, text};
use crate::cloud::network::{floating_ips, ports};
use crate::cloud::objects::Kind;
use crate::cloud::state::{Cloud, timestamp};

/// The server in full.
pub(super) fn view(cloud: &Cloud, call: &Call, server: &Server) -> Map<String, Value> {
    let instance_name = format!("instance-{:08x}", server.number);
    let launched = server
        .launched
        .map(|time| time.strftime("%Y-%m-%dT%H:%M:%S.%6f").to_string());
    let image = match &server.image {
        Some(image) => json!({
            "id": image,
            "links": [
                { "rel": "bookmark", "href": format!("{}/images/{image}", call.base_url) },
            ],
        }),
        None => "".into(),
    };
    let mut view = map(json!({
        "id": server.id,
        "name": server.name,
        "status": server.status.name(),
        "tenant_id": server.project,
        "user_id": server.project,
        "metadata": server.metadata,
        "hostId": host_id(server),
        "image": image,
        "flavor": cloud.objects.get(Kind::Flavor, &server.flavor).map(flavors::embedded),
        "created": timestamp(server.created),
        "updated": timestamp(server.updated),
        "addresses": addresses(cloud, server),
        "accessIPv4": server.access_ip_v4,
        "accessIPv6": server.access_ip_v6,
        "links": links(call, &server.id),
        "OS-DCF:diskConfig": server.disk_config,
        "OS-EXT-AZ:availability_zone": server.availability_zone,
        "OS-EXT-SRV-ATTR:host": "pretend",
        "OS-EXT-SRV-ATTR:hostname": host_name(&server.name),
        "OS-EXT-SRV-ATTR:hypervisor_hostname": "pretend",
        "OS-EXT-SRV-ATTR:instance_name": instance_name,
        "OS-EXT-SRV-ATTR:kernel_id": "",
        "OS-EXT-SRV-ATTR:launch_index": 0,
        "OS-EXT-SRV-ATTR:ramdisk_id": "",
        "OS-EXT-SRV-ATTR:reservation_id": format!("r-{:08x}", server.number),
        "OS-EXT-SRV-ATTR:root_device_name": "/dev/vda",
        "OS-EXT-SRV-ATTR:user_data": server.user_data,
        "OS-EXT-STS:task_state": server.task_state,
        "OS-EXT-STS:vm_state": server.status.vm_state(),
        "OS-EXT-STS:power_state": server.status.power_state(),
        "OS-SRV-USG:launched_at": launched,
        "OS-SRV-USG:terminated_at": null,
        "os-extended-volumes:volumes_attached": [],
        "config_drive": if server.config_drive { "True" } else { "" },
        "key_name": server.key_name,
        "description": server.description,
        "host_status": "UP",
        "locked": server.locked,
        "tags": server.tags,
    }));
    if server.status != Status::Build && server.status != Status::Error {
        view.insert("progress".to_owned(), 0.into());
    }
    let groups = security_groups(cloud, server);
    if !groups.is_empty() {
        view.insert("security_groups".to_owned(), groups.into());
    }
    if let Some(fault) = &server.fault {
        view.insert(
            "fault".to_owned(),
            json!({
                "code": fault.code,
                "message": fault.message,
                "created": timestamp(fault.created),
            }),
        );
    }
    view
}

/// The addresses by network, fixed ones before the floating ones that lead to them.
pub(super) fn addresses(cloud: &Cloud, server: &Server) -> Map<String, Value> {
    let mut addresses: Map<String, Value> = Map::new();
    for port in ports::of_device(cloud, &server.id) {
        let Some(network) = cloud
            .objects
            .get(Kind::Network, text(&port.body, "network_id"))
        else {
            continue;
        };
        let mac_address = text(&port.body, "mac_address");
        let entry = |address: &str, kind: &str| {
            let is_v6 = address
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_ipv6());
            json!({
                "version": if is_v6 { 6 } else { 4 },
                "addr": address,
                "OS-EXT-IPS:type": kind,
                "OS-EXT-IPS-MAC:mac_addr": mac_address,
            })
        };
        let mut entries: Vec<Value> = Vec::new();
        for (_, fixed) in ports::fixed_ips(port) {
            let fixed = fixed.to_string();
            entries.push(entry(&fixed, "fixed"));
            entries.extend(
                floating_ips::of_port(cloud, &port.id)
                    .filter(|(_, known)| *known == fixed)
                    .map(|(floating, _)| entry(floating, "floating")),
            );
        }
        if entries.is_empty() {
            continue;
        }
        if let Value::Array(known) = addresses
            .entry(network.name().to_owned())
            .or_insert_with(|| json!([]))
        {
            known.extend(entries);
        }
    }
    addresses
}

/// The names of the security groups that the server's ports are in.
fn security_groups(cloud: &Cloud, server: &Server) -> Vec<Value> {
    let mut seen: Vec<&str> = Vec::new();
    for port in ports::of_device(cloud, &server.id) {
        for id in list(&port.body, "security_groups")
            .iter()
            .filter_map(Value::as_str)
        {
            if !seen.contains(&id) {
                seen.push(id);
            }
        }
    }
    seen.into_iter()
        .filter_map(|id| cloud.objects.get(Kind::SecurityGroup, id))
        .map(|group| json!({ "name": group.name() }))
        .collect()
}

/// Where a server is found.
pub(super) fn links(call: &Call, id: &str) -> Value {
    json!([
        { "rel": "self", "href": format!("{}/v2.1/servers/{id}", call.base_url) },
        { "rel": "bookmark", "href": format!("{}/servers/{id}", call.base_url) },
    ])
}

/// A digest of host and project, as Nova shows in place of the host.
fn host_id(server: &Server) -> String {
    if server.status == Status::Build {
        return String::new();
    }
    let digest = Sha256::digest(format!("{}pretend", server.project));
    let bytes: Vec<String> = digest
        .iter()
        .take(28)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    bytes.concat()
}

/// The name as a host name.
fn host_name(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|character| match character {
            ' ' | '_' => Some('-'),
            'a'..='z' | '0'..='9' | '.' | '-' => Some(character),
            _ => None,
        })
        .take(63)
        .collect()
}
