//! The services of the pretend cloud.

use serde::{Deserialize, Serialize};

/// One service, with an endpoint of its own.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// Compute API v2.1.
    Compute,
    /// Networking API v2.0.
    Network,
    /// Image API v2.
    Image,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 3] = [Self::Compute, Self::Network, Self::Image];

    /// The type under which the identity service's catalogue lists it.
    pub fn catalogue_type(self) -> &'static str {
        match self {
            Self::Compute => "compute",
            Self::Network => "network",
            Self::Image => "image",
        }
    }

    /// The name under which the identity service's catalogue lists it.
    pub fn catalogue_name(self) -> &'static str {
        match self {
            Self::Compute => "nova",
            Self::Network => "neutron",
            Self::Image => "glance",
        }
    }

    /// What follows scheme and authority in the endpoint's URL.
    pub fn endpoint_path(self) -> &'static str {
        match self {
            Self::Compute => "/v2.1",
            Self::Network | Self::Image => "",
        }
    }
}
