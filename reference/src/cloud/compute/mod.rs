//! Compute API v2.1 (Nova), as far as resource types use it.

mod availability_zones;
pub(super) mod flavors;
pub(super) mod key_pairs;
mod limits;
mod refuse;
pub(super) mod servers;
mod ssh_key;
pub(crate) mod versions;

use http::Method;

use super::call::Call;
use super::refusal::Refusal;
use super::reply::Answer;
use super::state::Cloud;

/// Answers a call to the service.
pub(super) fn answer(cloud: &mut Cloud, call: &Call) -> Answer {
    let segments = call.segments();
    let path = match segments.as_slice() {
        [] if call.method == Method::GET => return Ok(versions::list(call)),
        ["v2.1", path @ ..] => path,
        _ => return Err(Refusal::no_route()),
    };
    match (&call.method, path) {
        (&Method::GET, []) => Ok(versions::show(call)),
        (_, ["servers", rest @ ..]) => servers::answer(cloud, call, rest),
        (_, ["os-keypairs", rest @ ..]) => key_pairs::answer(cloud, call, rest),
        (&Method::GET, ["flavors"]) => Ok(flavors::list(cloud, call, false)),
        (&Method::GET, ["flavors", "detail"]) => Ok(flavors::list(cloud, call, true)),
        (&Method::GET, ["flavors", id]) => flavors::show(cloud, call, id),
        (&Method::GET, ["flavors", id, "os-extra_specs"]) => flavors::extra_specs(cloud, id),
        (&Method::GET, ["limits"]) => Ok(limits::show(cloud, call)),
        (&Method::GET, ["os-availability-zone"]) => Ok(availability_zones::list()),
        (&Method::GET, ["extensions"]) => versions::extensions(None),
        (&Method::GET, ["extensions", alias]) => versions::extensions(Some(alias)),
        _ => Err(Refusal::no_route()),
    }
}
