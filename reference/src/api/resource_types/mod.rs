//! Operations on resource types.

pub(super) mod list;
pub(super) mod show;
pub(super) mod template;

use heat_spec::{Fault, fault};

use super::call::Call;
use super::type_policy::check_type;
use crate::resources::documented::{self, DocumentedType};

/// The type that the path names, if the caller may know more of it than its name.
fn named(call: &Call) -> Result<&'static DocumentedType, Fault> {
    let name = call.path("type_name");
    check_type(call, name)?;
    let documented = documented::find(name).ok_or_else(|| fault::resource_type_not_found(name))?;
    if documented.is_hidden() || documented.undefined {
        return Err(fault::not_supported(name));
    }
    Ok(documented)
}
