//! `resource_types.list`: the types that the caller may use in this cloud.

use heat_spec::{Fault, Value, fault, value};
use heat_template::matches_start;

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::boolean_text;
use crate::api::type_policy::check_type;
use crate::resources::documented::{self, DocumentedType};
use crate::resources::is_available;

/// The statuses that may be asked for.
const STATUSES: [&str; 5] = [
    "UNKNOWN",
    "SUPPORTED",
    "DEPRECATED",
    "UNSUPPORTED",
    "HIDDEN",
];

/// Lists the types by name, or with a description each.
#[expect(clippy::unused_async, reason = "handlers are asynchronous")]
pub(in crate::api) async fn list(call: Call) -> Answer {
    let is_described = match call.query("with_description") {
        Some(text) => boolean_text(text, "with_description")?,
        None => false,
    };
    check_status(&call)?;
    let pattern = call.query("name").map(matches_start);
    let types = documented::all().filter(|documented| {
        let has_name = match &pattern {
            None => true,
            // Upstream finds nothing by a pattern that is none.
            Some(pattern) => pattern
                .as_ref()
                .is_some_and(|matches| matches(&documented.resource_type)),
        };
        has_name && is_listed(documented, &call)
    });
    let items = types.map(|documented| {
        let name = &documented.resource_type;
        if is_described {
            value!({ "resource_type": name, "description": "" })
        } else {
            Value::from(name)
        }
    });
    Ok(Reply::ok(
        value!({ "resource_types": Value::List(items.collect()) }),
    ))
}

fn check_status(call: &Call) -> Result<(), Fault> {
    match call.query("support_status") {
        Some(status) if !STATUSES.contains(&status) => Err(fault::support_status_unknown()),
        _ => Ok(()),
    }
}

/// Whether a type is there, is for the caller, and is what the query asks for.
fn is_listed(documented: &'static DocumentedType, call: &Call) -> bool {
    let status = &documented.support_status;
    let name = &documented.resource_type;
    !documented.is_hidden()
        && call
            .query("support_status")
            .is_none_or(|wanted| wanted == status.status)
        && call
            .query("version")
            .is_none_or(|wanted| status.version.as_deref() == Some(wanted))
        && check_type(call, name).is_ok()
        && is_available(documented, &call.app.cloud)
}
