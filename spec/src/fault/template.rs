//! Faults of templates as a whole: version, sections, resources, conditions, outputs, graph.
//!
//! Sources: upstream's template classes (`heat/engine/template*.py`, `hot/template.py`), the
//! template guide, and what the real service answered.

use super::table::fault_rows;

fault_rows! {
    /// The version is missing, unknown or there are two.
    template_version(explanation) = InvalidTemplateVersion, "The template version is invalid: {explanation}";
    /// A top-level section that the version has not.
    template_section(section) = StackValidationFailed, "The template section is invalid: {section}";
    /// The same where a stack is updated.
    unknown_section(section) = InvalidTemplateSection, "The template section is invalid: {section}";
    /// A document that is nested more deeply than this server reads; upstream runs out of stack and answers 500.
    template_too_deep(limit) = StackValidationFailed, "The template is nested more than {limit} levels deep.";
    /// A resource without the key `type`.
    resource_without_type() = StackValidationFailed, "Each resource must contain a type key.";
    /// A resource whose type is null or empty.
    resource_with_empty_type() = StackValidationFailed, "Each Resource must contain a Type key.";
    /// Something else than a map as a section of resources.
    resources_not_a_map(python_type) = StackValidationFailed, "'{python_type}' object has no attribute 'items'";
    /// Something else than a map as a resource; the name is that of the Python type.
    resources_not_maps(python_type) = StackValidationFailed, "\"resources\" must contain a map of resource maps. Found a [<class '{python_type}'>] instead";
    /// A key that no version has.
    resource_keyword(keyword) = StackValidationFailed, "\"{keyword}\" is not a valid keyword inside a resource definition";
    /// Keys that only later versions have.
    resource_keywords_of_later_versions(keywords) = StackValidationFailed, "Invalid keyword(s) inside a resource definition: {keywords}";
    /// A field of a resource of the wrong type.
    resource_field_type(name, key, expected) = StackValidationFailed, "Resource {name} {key} type must be {expected}";
    /// `depends_on` with something else than names.
    resource_depends_on_items(name, key) = StackValidationFailed, "Resource {name} {key} must be a list of strings";
    /// A deletion policy that the version does not know.
    deletion_policy(policy) = StackValidationFailed, "Invalid deletion policy \"{policy}\"";
    /// A deletion policy that the resource type cannot carry out.
    deletion_policy_not_supported(policy) = StackValidationFailed, "\"{policy}\" deletion policy not supported";
    /// A slash in the name of a resource.
    resource_name_with_slash() = StackValidationFailed, "Resource name may not contain \"/\"";
    /// A member of a group without a type.
    resource_has_no_type(name) = StackValidationFailed, "Resource \"{name}\" has no type";
    /// A resource type that neither the service nor the environment knows.
    resource_type_unknown(resource_type) = StackValidationFailed, "The Resource Type ({resource_type}) could not be found.";
    /// A resource type whose service is not in the service catalogue; the only error that a client may ask to overlook.
    resource_type_unavailable(service, resource_type, reason) = ResourceTypeUnavailable, "HEAT-E99001 Service {service} is not available for resource type {resource_type}, reason: {reason}";
    /// A resource type that is documented but that this server cannot make yet.
    resource_type_not_supported_yet(resource_type) = StackValidationFailed, "Resources of the type \"{resource_type}\" are not supported by this server yet.";
    /// A type that stands for a template which is not among the files.
    nested_template_missing(template, reason) = StackValidationFailed, "Could not fetch remote template \"{template}\": {reason}";
    /// A template that stands for a resource type and is no template; the reader's own text.
    nested_template_format(reason) = StackValidationFailed, "{reason}";
    /// The template of a stack that a resource makes beside its own stack; what `POST /validate` says of it.
    stack_resource_invalid(region, reason) = StackValidationFailed, "Failed validating stack template using Heat endpoint at region \"{region}\" due to \"{reason}\"";
    /// A region in which a resource wants to make a stack, and which has no such service.
    stack_resource_region(region) = StackValidationFailed, "Cannot establish connection to Heat endpoint at region \"{region}\" due to \"public endpoint for orchestration service in {region} region not found\"";
    /// A resource from outside whose service does not know it.
    external_resource_missing(external_id, resource_type) = StackValidationFailed, "Invalid external resource: Resource {external_id} ({resource_type}) can not be found.";
    /// One name for a parameter and a resource; the names as a Python set.
    duplicate_names(names) = StackValidationFailed, "Duplicate names {names}";
    /// A reference to a resource that is not there.
    template_reference(resource, path) = InvalidTemplateReference, "The specified reference \"{resource}\" (in {path}) is incorrect.";
    /// An attribute that the resource has not. Always seen inside another fault or as an output's error.
    template_attribute(resource, attribute) = StackValidationFailed, "The Referenced Attribute ({resource} {attribute}) is incorrect.";
    /// A member that a group has not. Always seen inside another fault or as an output's error.
    group_member_missing(member, group) = StackValidationFailed, "Member '{member}' not found in group resource '{group}'.";
    /// Resources that need each other.
    circular_dependency(graph) = CircularDependencyException, "Circular Dependency Found: {graph}";
    /// A resource from outside that names others; upstream answers 500.
    external_resource_dependency(resource_type, external_id) = StackValidationFailed, "Invalid dependency with external {resource_type} resource: {external_id}";
    /// `conditions` that are no map.
    conditions_not_a_map(python_type) = StackValidationFailed, "Condition definitions must be a map. Found a {python_type} instead";
    /// A condition that is neither a truth value nor a function.
    condition_definition(name, definition) = StackValidationFailed, "The definition of condition \"{name}\" is invalid: {definition}";
    /// A condition that depends on itself.
    condition_circular(name) = StackValidationFailed, "Circular definition for condition \"{name}\"";
    /// Conditions that refer to each other over too many steps; upstream runs out of stack.
    conditions_too_deep(limit) = StackValidationFailed, "Conditions refer to each other over more than {limit} steps.";
    /// A condition that is not there.
    condition_unknown(name) = StackValidationFailed, "Invalid condition \"{name}\"";
    /// Something else than a map as an output.
    output_not_a_map(python_type) = StackValidationFailed, "Output definitions must be a map. Found a {python_type} instead";
    /// An output without the key `value`.
    output_without_value(key) = StackValidationFailed, "Each output definition must contain a {key} key.";
}
