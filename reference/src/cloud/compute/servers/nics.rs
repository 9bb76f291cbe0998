//! The ports that a new server gets.

use serde_json::{Map, Value, json};

use crate::cloud::compute::refuse::{bad_request, conflict, forbidden, invalid_field};
use crate::cloud::json::{flag, list, map, shown, text};
use crate::cloud::network::{networks, ports, security_groups};
use crate::cloud::objects::Kind;
use crate::cloud::refusal::Refusal;
use crate::cloud::state::Cloud;

/// How many ports one server may ask for.
const MOST_NICS: usize = 64;

/// What a server asks for.
#[derive(Debug)]
pub(super) struct Order {
    project: String,
    networks: Networks,
    /// The names or ids of the groups that ports which are made for it go into.
    pub(super) security_groups: Vec<String>,
}

#[derive(Debug)]
enum Networks {
    /// The one network that the project can use.
    Any,
    /// No network at all.
    None,
    /// These, in this order.
    These(Vec<Nic>),
}

/// One port, or a place for one.
#[derive(Debug)]
pub(super) struct Nic {
    pub(super) network: Option<String>,
    pub(super) port: Option<String>,
    pub(super) fixed_ip: Option<String>,
}

impl Order {
    /// Reads `networks` and `security_groups` of a request.
    pub(super) fn read(given: &Map<String, Value>, project: &str) -> Result<Self, Refusal> {
        let networks = match given.get("networks") {
            None | Some(Value::Null) => Networks::Any,
            Some(Value::String(word)) if word == "auto" => Networks::Any,
            Some(Value::String(word)) if word == "none" => Networks::None,
            Some(Value::Array(nics)) if nics.is_empty() => Networks::Any,
            Some(Value::Array(nics)) if nics.len() <= MOST_NICS => {
                Networks::These(nics.iter().map(read_nic).collect::<Result<_, _>>()?)
            }
            Some(other) => {
                return Err(invalid_field(
                    "networks",
                    &shown(other),
                    "It is not valid under any of the given schemas",
                ));
            }
        };
        let security_groups = list(given, "security_groups")
            .iter()
            .filter_map(|group| group.get("name")?.as_str())
            .map(ToOwned::to_owned)
            .collect();
        Ok(Self {
            project: project.to_owned(),
            networks,
            security_groups,
        })
    }

    /// Gives the server its ports; returns those that were made for it.
    pub(super) fn fill(
        &self,
        cloud: &mut Cloud,
        server: &str,
        zone: &str,
    ) -> Result<Vec<String>, Refusal> {
        let groups = self.group_ids(cloud)?;
        let owner = format!("compute:{zone}");
        let any;
        let nics = match &self.networks {
            Networks::None => return Ok(Vec::new()),
            Networks::These(nics) => nics,
            Networks::Any => match only_network(cloud, &self.project)? {
                None => return Ok(Vec::new()),
                Some(network) => {
                    any = vec![Nic {
                        network: Some(network),
                        port: None,
                        fixed_ip: None,
                    }];
                    &any
                }
            },
        };
        let mut made = Vec::new();
        for nic in nics {
            if let (port, true) = plug(cloud, &self.project, server, &owner, nic, &groups)? {
                made.push(port);
            }
        }
        Ok(made)
    }

    fn group_ids(&self, cloud: &Cloud) -> Result<Vec<String>, Refusal> {
        self.security_groups
            .iter()
            .map(|name| {
                security_groups::by_name_or_id(cloud, &self.project, name)
                    .map(|group| group.id.clone())
                    .ok_or_else(|| bad_request(format!("Security group {name} not found.")))
            })
            .collect()
    }
}

/// Puts a port, or a new one on a network, into a server; tells which, and whether it is new.
pub(super) fn plug(
    cloud: &mut Cloud,
    project: &str,
    server: &str,
    owner: &str,
    nic: &Nic,
    groups: &[String],
) -> Result<(String, bool), Refusal> {
    if let Some(port) = &nic.port {
        let found = cloud
            .objects
            .get(Kind::Port, port)
            .filter(|found| found.project == project)
            .ok_or_else(|| bad_request(format!("Port id {port} could not be found.")))?;
        if !text(&found.body, "device_id").is_empty() {
            return Err(conflict(format!("Port {port} is still in use.")));
        }
        ports::bind(cloud, port, server, owner);
        return Ok((port.clone(), false));
    }
    let network = nic.network.as_deref().unwrap_or_default();
    check_network(cloud, project, network)?;
    let mut given = map(json!({
        "network_id": network,
        "device_id": server,
        "device_owner": owner,
    }));
    if !groups.is_empty() {
        given.insert("security_groups".to_owned(), groups.into());
    }
    if let Some(address) = &nic.fixed_ip {
        given.insert("fixed_ips".to_owned(), json!([{ "ip_address": address }]));
    }
    let port = ports::make(cloud, project, &given).map_err(as_novas)?;
    Ok((port.id, true))
}

fn read_nic(given: &Value) -> Result<Nic, Refusal> {
    let Some(nic) = given.as_object() else {
        return Err(invalid_field(
            "networks",
            &shown(given),
            &format!("{} is not of type 'object'", shown(given)),
        ));
    };
    let value = |name| match text(nic, name) {
        "" => None,
        value => Some(value.to_owned()),
    };
    let nic = Nic {
        network: value("uuid"),
        port: value("port"),
        fixed_ip: value("fixed_ip"),
    };
    if nic.network.is_none() && nic.port.is_none() {
        return Err(bad_request(
            "Bad network format: missing 'uuid' or 'port' of a network",
        ));
    }
    Ok(nic)
}

/// The network that a server goes on without naming one, if there is any.
fn only_network(cloud: &Cloud, project: &str) -> Result<Option<String>, Refusal> {
    let mut usable = networks::usable(cloud, project);
    let first = usable.next().map(|network| network.id.clone());
    if usable.next().is_some() {
        return Err(conflict(
            "Multiple possible networks found, use a Network ID to be more specific.",
        ));
    }
    Ok(first)
}

fn check_network(cloud: &Cloud, project: &str, id: &str) -> Result<(), Refusal> {
    let network = cloud.objects.get(Kind::Network, id);
    let network = network.filter(|network| {
        network.project == project
            || flag(&network.body, "shared")
            || flag(&network.body, "router:external")
    });
    let Some(network) = network else {
        return Err(bad_request(format!("Network {id} could not be found.")));
    };
    if flag(&network.body, "router:external")
        && !flag(&network.body, "shared")
        && network.project != project
    {
        return Err(forbidden(format!(
            "It is not allowed to create an interface on external network {id}"
        )));
    }
    let has_subnet = cloud
        .objects
        .all(Kind::Subnet)
        .any(|subnet| text(&subnet.body, "network_id") == id);
    if has_subnet {
        Ok(())
    } else {
        Err(bad_request(format!(
            "Network {id} requires a subnet in order to boot instances on."
        )))
    }
}

/// Neutron's refusal, as Nova passes it on.
fn as_novas(refusal: Refusal) -> Refusal {
    match refusal.kind {
        "OverQuota" => forbidden("Maximum number of ports exceeded"),
        "IpAddressAlreadyAllocated" => {
            bad_request(format!("Fixed IP is in use: {}", refusal.message))
        }
        "IpAddressGenerationFailure" => bad_request(refusal.message),
        _ => Refusal {
            status: 400,
            ..refusal
        },
    }
}
