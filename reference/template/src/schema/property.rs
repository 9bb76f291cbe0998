//! The schema of a property.

use heat_spec::Value;
use indexmap::IndexMap;

use crate::constraint::Constraint;
use crate::data_type::DataType;

/// What a property takes.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent flags of the schema"
)]
pub struct PropertySchema {
    pub(crate) data_type: DataType,
    pub(crate) default: Option<Value>,
    pub(crate) is_required: bool,
    pub(crate) is_update_allowed: bool,
    pub(crate) is_immutable: bool,
    /// Whether the type takes it in name only: no value may be given.
    pub(crate) is_unimplemented: bool,
    /// Whether values of other kinds are taken that a parameter of the kind takes as well: text
    /// for a list, a list or JSON text for a map.
    pub(crate) is_convertible: bool,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) children: Option<Children>,
    /// The sibling whose value names the type in place of `data_type`: `type` of
    /// `OS::Heat::Value`.
    pub(crate) type_property: Option<String>,
    /// The path of the property that it was called before, such as `networks.uuid`.
    pub(crate) formerly: Option<String>,
}

/// The schemas of what a list or a map holds.
#[derive(Clone, Debug)]
pub(crate) enum Children {
    /// Of every item of a list.
    Each(Box<PropertySchema>),
    /// Of the keys of a map.
    Keys(IndexMap<String, PropertySchema>),
}

impl PropertySchema {
    /// The type.
    pub fn data_type(&self) -> DataType {
        self.data_type
    }

    /// The default, if there is one.
    pub fn default(&self) -> Option<&Value> {
        self.default.as_ref()
    }

    /// Whether a value must be given.
    pub fn is_required(&self) -> bool {
        self.is_required
    }

    /// Whether a change is made in place; else it replaces the resource.
    pub fn is_update_allowed(&self) -> bool {
        self.is_update_allowed
    }

    /// Whether a change is refused.
    pub fn is_immutable(&self) -> bool {
        self.is_immutable
    }

    /// The name that the property had before, under which a value may still be given.
    pub(crate) fn former_name(&self) -> Option<&str> {
        self.formerly.as_deref()?.rsplit('.').next()
    }
}
