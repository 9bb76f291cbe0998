//! The schema of one resource type.

use indexmap::IndexMap;

use super::attribute::AttributeSchema;
use super::property::PropertySchema;

/// What a resource type takes and gives.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent flags of the schema"
)]
pub struct ResourceSchema {
    /// The type: `OS::Heat::RandomString`.
    pub name: String,
    /// Upstream's name of the type's class, which messages about circles show.
    pub class_name: String,
    /// The properties, in the order in which they are checked.
    pub properties: IndexMap<String, PropertySchema>,
    /// The attributes, `show` included.
    pub attributes: IndexMap<String, AttributeSchema>,
    /// The properties of `update_policy`.
    pub update_policy: IndexMap<String, PropertySchema>,
    /// How well the type is supported: `SUPPORTED`, `HIDDEN` and so on.
    pub support_status: String,
    /// Whether any name passes for an attribute: it is known at run time only.
    pub has_any_attribute: bool,
    /// Whether an attribute with a path is an attribute of its own: the path is followed in each of
    /// several members, not in what they make together.
    pub has_attribute_paths: bool,
    /// Whether the type stands in for any other: it takes every property and checks nothing.
    pub is_placeholder: bool,
    /// Whether the deletion policy `Snapshot` can be carried out.
    pub has_snapshot_on_delete: bool,
}

impl ResourceSchema {
    /// Whether a template may refer to the attribute.
    pub(crate) fn has_attribute(&self, name: &str) -> bool {
        self.has_any_attribute || self.attributes.contains_key(name)
    }

    /// Whether the attribute is one of its own with every path below it.
    pub(crate) fn has_path(&self, attribute: &str) -> bool {
        attribute.starts_with("resource.") || (self.has_attribute_paths && attribute != "refs")
    }
}
