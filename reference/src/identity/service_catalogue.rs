//! The service catalogue: where the services of the cloud are.

use serde_json::{Value, json};

use super::Keystone;

/// The one region.
pub(crate) const REGION: &str = "RegionOne";
const INTERFACES: [&str; 3] = ["admin", "internal", "public"];

/// The services that there are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Endpoints {
    /// In the order in which the catalogue lists them.
    pub(crate) services: Vec<ServiceUrl>,
}

/// One service.
#[derive(Clone, Debug)]
pub(crate) struct ServiceUrl {
    /// Its type: `orchestration`.
    pub(crate) kind: &'static str,
    /// Its name: `heat`.
    pub(crate) name: &'static str,
    /// Where it listens.
    pub(crate) place: Place,
    /// The path of its endpoints; `%(project_id)s` stands for the token's project.
    pub(crate) path: &'static str,
}

/// Where a service listens, as clients see it.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// A port of the host that the client reached the identity service by.
    Port(u16),
    /// A base URL from the configuration.
    Url(String),
}

/// What stands for the project in a path.
const PROJECT: &str = "%(project_id)s";

impl ServiceUrl {
    /// The service's URL, its project still in parentheses, for a client that used that host.
    pub(super) fn url(&self, host: &str) -> String {
        match &self.place {
            Place::Port(port) => format!("http://{host}:{port}{}", self.path),
            Place::Url(base) => format!("{}{}", base.trim_end_matches('/'), self.path),
        }
    }
}

impl Endpoints {
    /// The `catalog` of a token for that project.
    ///
    /// Endpoints that need a project are left out of a token without one.
    pub(super) fn catalogue(
        &self,
        keystone: &Keystone,
        host: &str,
        project_id: Option<&str>,
    ) -> Value {
        self.services
            .iter()
            .map(|service| {
                let url = service.url(host);
                let url = match project_id {
                    Some(project_id) => Some(url.replace(PROJECT, project_id)),
                    None => Some(url).filter(|url| !url.contains(PROJECT)),
                };
                let endpoints: Vec<Value> = url
                    .iter()
                    .flat_map(|url| INTERFACES.map(|interface| (url, interface)))
                    .map(|(url, interface)| {
                        json!({
                            "id": endpoint_id(keystone, service, interface),
                            "interface": interface,
                            "region_id": REGION,
                            "url": url,
                            "region": REGION,
                        })
                    })
                    .collect();
                json!({
                    "endpoints": endpoints,
                    "id": service_id(keystone, service),
                    "type": service.kind,
                    "name": service.name,
                })
            })
            .collect()
    }

    /// The services as their list shows them; links start with `base`, which ends in `/v3`.
    pub(super) fn services(&self, keystone: &Keystone, base: &str) -> Vec<Value> {
        self.services
            .iter()
            .map(|service| {
                let id = service_id(keystone, service);
                let link = format!("{base}/services/{id}");
                json!({
                    "name": service.name,
                    "id": id,
                    "type": service.kind,
                    "enabled": true,
                    "links": { "self": link },
                })
            })
            .collect()
    }

    /// The endpoints as their list shows them.
    pub(super) fn endpoints(&self, keystone: &Keystone, host: &str, base: &str) -> Vec<Value> {
        self.services
            .iter()
            .flat_map(|service| INTERFACES.map(|interface| (service, interface)))
            .map(|(service, interface)| {
                let id = endpoint_id(keystone, service, interface);
                let link = format!("{base}/endpoints/{id}");
                json!({
                    "id": id,
                    "interface": interface,
                    "region_id": REGION,
                    "service_id": service_id(keystone, service),
                    "url": service.url(host),
                    "enabled": true,
                    "region": REGION,
                    "links": { "self": link },
                })
            })
            .collect()
    }
}

fn service_id(keystone: &Keystone, service: &ServiceUrl) -> String {
    keystone.derived_id(service.kind)
}

fn endpoint_id(keystone: &Keystone, service: &ServiceUrl, interface: &str) -> String {
    keystone.derived_id(&format!("{}/{interface}", service.kind))
}
