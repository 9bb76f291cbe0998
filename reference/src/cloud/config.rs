//! What can be set about the pretend cloud.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

use super::seed::Seed;
use super::service::Service;

/// The settings of the pretend cloud.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The services that exist; the others are missing from the identity service's catalogue.
    pub services: Vec<Service>,
    /// Whether services and extensions that this cloud cannot have are taken to be there as far as
    /// templates are concerned: the types that need them are listed, and templates with them are
    /// validated and previewed; making one is refused. If nothing is said, they are where none of
    /// this cloud's own services is left out.
    pub assume_other_services: Option<bool>,
    /// How long a server takes for what Nova does in the background: to build, resize, rebuild,
    /// stop and so on. In a file: seconds.
    #[serde(deserialize_with = "seconds")]
    pub build_delay: Duration,
    /// How long a server takes to go away. In a file: seconds.
    #[serde(deserialize_with = "seconds")]
    pub delete_delay: Duration,
    /// What one project may have.
    pub quotas: Quotas,
    /// What is there from the start, in place of the seed that the server comes with.
    pub seed: Option<Seed>,
    /// After how many requests a service's mock is mounted anew, so that it forgets them; a
    /// request with a long body counts for several.
    pub recycle_after: usize,
}

impl Config {
    /// Whether there is a compute service.
    pub(crate) fn has_compute(&self) -> bool {
        self.services.contains(&Service::Compute)
    }

    /// Whether services that this cloud cannot have are taken to be there.
    pub(crate) fn assumes_other_services(&self) -> bool {
        let is_whole = Service::ALL
            .iter()
            .all(|service| self.services.contains(service));
        self.assume_other_services.unwrap_or(is_whole)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            services: Service::ALL.to_vec(),
            assume_other_services: None,
            build_delay: Duration::from_millis(100),
            delete_delay: Duration::from_millis(100),
            quotas: Quotas::default(),
            seed: None,
            recycle_after: 1000,
        }
    }
}

/// How many of each kind one project may have.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quotas {
    /// Servers.
    pub instances: u64,
    /// Virtual processors of all servers together.
    pub cores: u64,
    /// Memory of all servers together, in MiB.
    pub ram: u64,
    /// Key pairs.
    pub key_pairs: u64,
    /// Metadata entries of one server.
    pub metadata_items: u64,
    /// Networks.
    pub networks: u64,
    /// Subnets.
    pub subnets: u64,
    /// Ports.
    pub ports: u64,
    /// Routers.
    pub routers: u64,
    /// Floating IPs.
    pub floating_ips: u64,
    /// Security groups, the default one included.
    pub security_groups: u64,
    /// Rules of all security groups together.
    pub security_group_rules: u64,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            instances: 10_000,
            cores: 100_000,
            ram: 1_000_000_000,
            key_pairs: 10_000,
            metadata_items: 128,
            networks: 10_000,
            subnets: 10_000,
            ports: 50_000,
            routers: 10_000,
            floating_ips: 10_000,
            security_groups: 10_000,
            security_group_rules: 100_000,
        }
    }
}

/// Reads a duration that is written in seconds.
pub(super) fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    Duration::try_from_secs_f64(f64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_set_as_little_as_it_likes() {
        let config: Config = serde_json::from_value(serde_json::json!({
            "services": ["compute"], "build_delay": 0.5, "quotas": {"instances": 1},
        }))
        .unwrap();
        assert_eq!(config.services, [Service::Compute]);
        assert_eq!(config.build_delay, Duration::from_millis(500));
        assert_eq!(config.quotas.instances, 1);
        assert_eq!(config.quotas.networks, 10_000);
    }

    #[test]
    fn nonsense_is_refused() {
        for nonsense in [
            serde_json::json!({ "build_delay": -1 }),
            serde_json::json!({ "build_delay": 1e300 }),
            serde_json::json!({ "services": ["banana"] }),
            serde_json::json!({ "banana": 1 }),
        ] {
            assert!(serde_json::from_value::<Config>(nonsense).is_err());
        }
    }
}
