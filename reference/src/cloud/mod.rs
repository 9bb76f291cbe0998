//! The pretend cloud: a small Nova, Neutron and Glance for resource types to call.
//!
//! What each service does is in `compute`, `network` and `image`, as rules over plain data;
//! `state` holds the data and hands each call to its service. Neither knows HTTP. `behind`
//! puts the cloud behind wiremock, one server per service, and writes what a call changed to
//! SQLite before its reply leaves. `client` is how the engine talks to it, over HTTP like any
//! client, and `find` answers the custom constraints of templates.
//!
//! What it leaves out: hosts, hypervisors, agents and DHCP ports do not exist, roles make no
//! difference (a project may do everything to its own objects and nothing to those of others),
//! key pairs belong to projects instead of users, and images have no data.

pub(crate) mod behind;
pub(crate) mod call;
pub(crate) mod client;
pub(crate) mod compute;
pub mod config;
pub(crate) mod find;
mod image;
pub mod injection;
mod json;
mod network;
mod objects;
mod refusal;
pub(crate) mod reply;
mod rows;
pub mod seed;
pub mod service;
pub(crate) mod state;
#[cfg(test)]
mod tests;

/// Whether a service has an extension.
pub(crate) fn has_extension(service: service::Service, alias: &str) -> bool {
    match service {
        service::Service::Compute => compute::versions::has_extension(alias),
        service::Service::Network => network::versions::has_extension(alias),
        service::Service::Image => false,
    }
}
