//! What differs between two readings of the same properties.

use heat_spec::{Fault, Map, Value, fault};

use super::Properties;
use super::read::Schemas;
use crate::python::equality::equal;
use crate::schema::resource::ResourceSchema;

/// The changed properties of a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// The new values, by name; `null` where the value was taken away.
    pub values: Map,
    /// Whether the resource must be replaced: not all of them may change in place.
    pub is_replacement: bool,
}

impl Properties {
    /// What changes from `self` to `new`.
    ///
    /// Fails with `not_supported` if a changed property is immutable; `resource` is the name of
    /// the resource, for that message.
    pub fn changes(
        &self,
        new: &Self,
        schema: &ResourceSchema,
        resource: &str,
    ) -> Result<Changes, Fault> {
        let changed = changed(self, new, &schema.properties);
        let mut immutable: Vec<&str> = changed
            .iter()
            .copied()
            .filter(|name| schema.properties[*name].is_immutable)
            .collect();
        if !immutable.is_empty() {
            immutable.sort_unstable();
            return Err(fault::not_supported(format!(
                "Update to properties {} of {resource} ({})",
                immutable.join(", "),
                schema.name
            )));
        }
        Ok(Changes {
            is_replacement: changed
                .iter()
                .any(|name| !schema.properties[*name].is_update_allowed),
            values: changed
                .into_iter()
                .map(|name| (name.into(), new.get(name).clone()))
                .collect(),
        })
    }
}

fn changed<'s>(old: &Properties, new: &Properties, schemas: &'s Schemas) -> Vec<&'s str> {
    schemas
        .keys()
        .map(String::as_str)
        .filter(|name| {
            let (old, new): (&Value, &Value) = (old.get(name), new.get(name));
            !equal(old, new)
        })
        .collect()
}
