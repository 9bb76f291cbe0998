//! Faults of resource properties against the schemas of their types.
//!
//! Sources: upstream's property classes (`heat/engine/properties.py`, `constraints.py`) and what
//! the real service answered. They stand below `Property error` and the property's path.

use super::table::fault_rows;

fault_rows! {
    /// A property that the type has not.
    property_unknown(name) = StackValidationFailed, "Unknown Property {name}";
    /// A required property without value.
    property_not_assigned(name) = StackValidationFailed, "Property {name} not assigned";
    /// A value that the property's type or constraints refuse; also what a function in it says.
    property_value(reason) = StackValidationFailed, "{reason}";
    /// A function in the place of the whole map of properties, which upstream cannot read.
    properties_function(function) = StackValidationFailed, "'{function}' object is not iterable";
}
