//! Tests of the cloud's rules, and of the services over HTTP.

mod bench;
mod client_errors;
mod floating_ips;
mod hosted;
mod http;
mod images;
mod injection;
mod key_pairs;
mod lookups;
mod networks;
mod no_panics;
mod ports;
mod quotas;
mod routers;
mod security_groups;
mod seed;
mod server_actions;
mod servers;
