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
    /// A value of a property that the type takes in name only.
    property_not_implemented(name) = StackValidationFailed, "Property {name} not implemented yet";
    /// A value that the property's type or constraints refuse; also what a function in it says.
    property_value(reason) = StackValidationFailed, "{reason}";
    /// A function in the place of the whole map of properties, which upstream cannot read.
    properties_function(function) = StackValidationFailed, "'{function}' object is not iterable";
    /// A value under a property's name and under the name that it had before; both paths.
    property_under_two_names(names) = StackValidationFailed, "Cannot define the following properties at the same time: {names}";
    /// Properties that exclude each other, found by a type's own rules.
    resource_property_conflict(names) = ResourcePropertyConflict, "Cannot define the following properties at the same time: {names}.";
    /// Properties of which one is needed, found by a type's own rules.
    property_unspecified(names) = PropertyUnspecifiedError, "At least one of the following properties must be specified: {names}.";
    /// A property that says nothing without another; upstream answers 500.
    property_dependency(property, other) = StackValidationFailed, "{property} cannot be specified without {other}.";
    /// A property that says something only if another one has a certain value; upstream answers 500.
    property_value_dependency(property, other, value) = StackValidationFailed, "{property} property should only be specified for {other} with value {value}.";
}
