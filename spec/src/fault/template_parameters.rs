//! Faults of parameters: their definitions, their values, their groups, constraints.
//!
//! Sources: upstream's parameter and constraint classes (`heat/engine/parameters.py`,
//! `hot/parameters.py`, `constraints.py`), the template guide, and what the real service answered.

use super::table::fault_rows;

fault_rows! {
    /// A value for a parameter that the template does not define.
    parameter_unknown(name) = UnknownUserParameter, "The Parameter ({name}) was not defined in template.";
    /// A parameter without value and default.
    parameter_missing(name) = UserParameterMissing, "The Parameter ({name}) was not provided.";
    /// A value that the parameter's type or constraints refuse.
    parameter_value(name, reason) = StackValidationFailed, "Parameter '{name}' is invalid: {reason}";
    /// A default or a constraint that does not fit the parameter's type.
    parameter_schema(name, reason) = InvalidSchemaError, "Parameter '{name}' is invalid: {reason}";
    /// Changed values of parameters that may not change.
    parameters_immutable(names) = ImmutableParameterModified, "The following parameters are immutable and may not be updated: {names}";
    /// A definition, or a part of one, that is no map.
    schema_not_a_map(entity) = InvalidSchemaError, "Invalid {entity}, expected a mapping";
    /// A key that a definition does not know.
    schema_key(key, entity) = InvalidSchemaError, "Invalid key '{key}' for {entity}";
    /// A definition without type.
    parameter_without_type(name) = InvalidSchemaError, "Missing parameter type for parameter: {name}";
    /// A type that the language does not know.
    parameter_type(written) = InvalidSchemaError, "Invalid type ({written})";
    /// Tags that are no list.
    parameter_tags(name) = InvalidSchemaError, "Tags property should be a list for parameter: {name}";
    /// Constraints that are no list.
    parameter_constraints(name) = InvalidSchemaError, "Invalid parameter constraints for parameter {name}, expected a list";
    /// A constraint entry without any constraint that the version knows.
    constraint_missing() = InvalidSchemaError, "No constraint expressed";
    /// A range or a length without limits.
    constraint_without_limits(kind) = InvalidSchemaError, "A {kind} constraint must have a min value and/or a max value specified.";
    /// Limits of a length that are not whole.
    constraint_length_limits() = InvalidSchemaError, "min/max length must be integral";
    /// A modulo without step or offset.
    constraint_without_step() = InvalidSchemaError, "A modulo constraint must have a step value and an offset value specified.";
    /// Step or offset that are not whole.
    constraint_step_type() = InvalidSchemaError, "step/offset must be integer";
    /// Step zero.
    constraint_step_zero() = InvalidSchemaError, "step cannot be 0.";
    /// An offset that the step does not exceed.
    constraint_offset_size() = InvalidSchemaError, "offset must be smaller (by absolute value) than step.";
    /// Step and offset of different sign.
    constraint_offset_sign() = InvalidSchemaError, "step and offset must be both positive or both negative.";
    /// Allowed values that are no list.
    constraint_allowed_values() = InvalidSchemaError, "AllowedValues must be a list";
    /// A pattern that is no text.
    constraint_allowed_pattern() = InvalidSchemaError, "AllowedPattern must be a string";
    /// A pattern that does not parse; upstream answers 500.
    constraint_pattern_syntax(pattern, reason) = InvalidSchemaError, "AllowedPattern \"{pattern}\" is invalid: {reason}";
    /// `parameter_groups` that are no list.
    parameter_groups_not_a_list() = StackValidationFailed, "The parameter_groups should be a list.";
    /// A group without parameters.
    parameter_group_without_parameters() = StackValidationFailed, "The parameters must be provided for each parameter group.";
    /// A group whose parameters are no list.
    parameter_group_parameters() = StackValidationFailed, "The parameters of parameter group should be a list.";
    /// A parameter in two groups, or twice in one.
    parameter_grouped_twice(name) = StackValidationFailed, "The {name} parameter must be assigned to one parameter group only.";
    /// A group that names no parameter.
    parameter_group_member(name) = StackValidationFailed, "The grouped parameter {name} does not reference a valid parameter.";
}
