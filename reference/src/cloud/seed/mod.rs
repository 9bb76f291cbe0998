//! What is in the cloud from the start.
//!
//! The seed that the server comes with is `seed.json`, beside this file; a configuration may bring
//! another one in the same form. It is planted at every start: whatever of it is missing is added,
//! and what projects did to their key pairs stays as it is.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::compute;
use super::image;
use super::network;
use super::refusal::Refusal;
use super::state::Cloud;

/// What is in the cloud from the start.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Seed {
    /// What readers of the file should know.
    pub about: Vec<String>,
    /// The flavors.
    pub flavors: Vec<Flavor>,
    /// The images, visible to every project.
    pub images: Vec<Image>,
    /// The key pairs that every project finds when it first uses the cloud.
    pub key_pairs: Vec<KeyPair>,
    /// The networks.
    pub networks: Vec<Network>,
    /// The routers.
    pub routers: Vec<Router>,
}

/// A flavor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flavor {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Virtual processors.
    pub vcpus: u64,
    /// Memory in MiB.
    pub ram: u64,
    /// Disk in GiB.
    pub disk: u64,
}

/// An image.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// Its id, a UUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The disk that it needs, in GiB.
    #[serde(default)]
    pub min_disk: u64,
    /// The memory that it needs, in MiB.
    #[serde(default)]
    pub min_ram: u64,
    /// Properties beside those that all images have.
    #[serde(default)]
    pub properties: Map<String, Value>,
}

/// A key pair.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyPair {
    /// Its name.
    pub name: String,
    /// The public key, as OpenSSH writes it.
    pub public_key: String,
}

/// A network.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// Its id, a UUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether floating IPs and router gateways may be on it.
    #[serde(default)]
    pub external: bool,
    /// Whether servers of every project may be on it.
    #[serde(default)]
    pub shared: bool,
    /// Its subnets.
    #[serde(default)]
    pub subnets: Vec<Subnet>,
}

/// A subnet.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subnet {
    /// Its id, a UUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its addresses.
    pub cidr: String,
    /// The addresses that ports may get, as a list of maps with `start` and `end`.
    #[serde(default)]
    pub allocation_pools: Option<Value>,
}

/// A router.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Router {
    /// Its id, a UUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The id of the network that it leads to.
    pub external_network: String,
    /// The ids of the subnets that it is on.
    pub subnets: Vec<String>,
}

/// Why a seed cannot be planted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SeedError {
    /// The cloud's own rules refuse an object of the seed.
    #[error("the cloud's seed has a bad {kind} '{name}': {message}")]
    Refused {
        /// What it is.
        kind: &'static str,
        /// What it is called.
        name: String,
        /// Why.
        message: String,
    },
    /// The seed that the server comes with is damaged.
    #[error("the built-in seed cannot be read")]
    Unreadable(#[from] serde_json::Error),
}

impl Seed {
    /// The seed that the server comes with.
    ///
    /// # Errors
    ///
    /// If it is damaged; a test sees to it that it is not.
    pub fn built_in() -> Result<Self, SeedError> {
        Ok(serde_json::from_str(include_str!("seed.json"))?)
    }

    /// Adds what is missing.
    pub(super) fn plant(&self, cloud: &mut Cloud) -> Result<(), SeedError> {
        for flavor in &self.flavors {
            compute::flavors::plant(cloud, flavor);
        }
        for image in &self.images {
            image::plant(cloud, image);
        }
        for network in &self.networks {
            network::seeds::plant_network(cloud, network)
                .map_err(|refusal| refused("network", &network.name, &refusal))?;
        }
        for router in &self.routers {
            network::seeds::plant_router(cloud, router)
                .map_err(|refusal| refused("router", &router.name, &refusal))?;
        }
        Ok(())
    }
}

fn refused(kind: &'static str, name: &str, refusal: &Refusal) -> SeedError {
    SeedError::Refused {
        kind,
        name: name.to_owned(),
        message: refusal.message.clone().into_owned(),
    }
}
