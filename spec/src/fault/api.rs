//! Faults of the API layer and of look-ups, in the order of the operations.

use super::table::fault_rows;

fault_rows! {
    /// A body that is missing, ignored or of the wrong kind: Heat's generic sentence.
    bad_request() = HTTPBadRequest, "The server could not comply with the request since it is either malformed or otherwise incorrect.";
    /// Malformed JSON; the parser's own text.
    malformed_json(reason) = HTTPBadRequest, "{reason}";
    /// A body above the limit of the configuration (`max_json_body_size`), in bytes.
    body_too_large(size, limit) = RequestLimitExceeded, "Request limit exceeded: JSON body size ({size} bytes) exceeds maximum allowed size ({limit} bytes).";
    /// The project in the path is not the token's.
    project_mismatch() = HTTPForbidden, "Access was denied to this resource.";
    /// A policy refuses: `stacks:create` and the like.
    not_authorized(rule) = Forbidden, "You are not authorized to use {rule}.";
    /// A verb that the URL does not know.
    method_not_allowed() = HTTPMethodNotAllowed, "The server could not comply with the request since it is either malformed or otherwise incorrect.";
    /// No stack of the project has this name and id.
    stack_not_found(name) = EntityNotFound, "The Stack ({name}) could not be found.";
    /// The stack has no resource of this name.
    resource_not_found(resource, stack_name) = ResourceNotFound, "The Resource ({resource}) could not be found in Stack {stack_name}.";
    /// Query parameters that a list of resources does not know, as Python writes a list of them.
    invalid_filters(names) = HTTPBadRequest, "Invalid filter parameters {names}";
    /// A stack user asks about a resource that grants nothing to that user.
    not_granted() = Forbidden, "You are not authorized to use this action.";
    /// The template has no output of this name.
    output_not_found(key) = NotFound, "Specified output key {key} not found.";
    /// Nothing that is asked for happened to the resource; there may be no such resource.
    no_events_of_resource(resource) = HTTPNotFound, "No events found for resource {resource}";
    /// The resource has no event of this id.
    event_not_found(event) = HTTPNotFound, "No event {event} found";
    /// A live stack of the project has the name.
    stack_exists(name) = StackExists, "The Stack ({name}) already exists.";
    /// `POST /stacks` without a name.
    no_stack_name() = HTTPBadRequest, "No stack name specified";
    /// A name that is no text: Python's way of writing the value.
    stack_name_not_text(name) = StackValidationFailed, "Invalid stack name {name}, must be a string";
    /// A name of wrong characters, of a wrong first one, or too long.
    stack_name_malformed(name) = StackValidationFailed, "Invalid stack name {name} must contain only alphanumeric or \"_-.\" characters, must start with alpha and must be 255 characters or less.";
    /// Neither `template` nor `template_url`.
    no_template() = HTTPBadRequest, "No template specified";
    /// A template text that does not parse, or is no template.
    template_format(reason) = HTTPBadRequest, "Template not in valid format: {reason}";
    /// A template above the limit of the configuration (`max_template_size`), in characters.
    template_too_large(size, limit) = RequestLimitExceeded, "Request limit exceeded: Template size ({size} bytes) exceeds maximum allowed size ({limit} bytes).";
    /// An environment that does not parse, or is none.
    environment_format(reason) = HTTPBadRequest, "Environment not in valid format: {reason}";
    /// An exported stack that cannot be read, or that has no template.
    adopt_data(reason) = HTTPBadRequest, "Invalid adopt data: {reason}";
    /// A `template_url` that cannot be used.
    template_url(reason) = HTTPBadRequest, "Could not retrieve template: {reason}";
    /// `timeout_mins`, `limit` and the like that are no integer.
    not_an_integer(name) = HTTPBadRequest, "Only integer is acceptable by '{name}'.";
    /// The same, below zero.
    negative_integer(value, name) = HTTPBadRequest, "Value '{value}' is invalid for '{name}' which only accepts non-negative integer.";
    /// A query parameter that is neither `true` nor `false`.
    not_a_boolean(value, name) = HTTPBadRequest, "Unrecognized value \"{value}\" for \"{name}\", acceptable values are: true, false.";
    /// A tag of more than 80 characters.
    tag_too_long(tag) = HTTPBadRequest, "Invalid tag, \"{tag}\" is longer than 80 characters";
    /// `converge` in a request that is no update.
    converge_on_create() = HTTPBadRequest, "converge flag only supported in stack update (or update preview) request.";
    /// A value that Python refuses (`disable_rollback: 1`, `sort_dir=up`); no message is shown.
    value_error(reason) = ValueError, "{reason}";
    /// A value of the wrong type (`tags` as a list); no message is shown.
    attribute_error(reason) = AttributeError, "{reason}";
    /// The project has as many stacks as it may have; administrators may have more.
    too_many_stacks(limit) = RequestLimitExceeded, "Request limit exceeded: You have reached the maximum stacks per tenant, {limit}. Please delete some stacks.";
    /// A stack with the stacks in it has more resources than it may have.
    too_many_resources() = RequestLimitExceeded, "Request limit exceeded: Maximum resources per stack exceeded.";
    /// Another action goes on; only without the convergence engine, but for snapshots.
    action_in_progress(stack_name, action) = ActionInProgress, "Stack {stack_name} already has an action ({action}) in progress.";
    /// No resource type has the name that the path has.
    resource_type_not_found(name) = EntityNotFound, "The Resource Type ({name}) could not be found.";
    /// A support status that no resource type could have.
    support_status_unknown() = Invalid, "Data supplied was not valid: Invalid support status and should be one of ('UNKNOWN', 'SUPPORTED', 'DEPRECATED', 'UNSUPPORTED', 'HIDDEN')";
    /// A `template_type` that is no language of templates.
    template_type_unknown(name) = HTTPBadRequest, "Template type is not supported: Invalid template type \"{name}\", valid types are: cfn, hot.";
    /// No version of the template languages, and no alias of one, has this name.
    template_version_not_found(version) = NotFound, "Template with version {version} not found";
    /// The body of a stack action without any.
    no_action() = HTTPBadRequest, "No action specified";
    /// The body of a stack action with several at once.
    multiple_actions() = HTTPBadRequest, "Multiple actions specified";
    /// A stack action that there is not.
    invalid_action(action) = HTTPBadRequest, "Invalid action {action} specified";
    /// Several resources of the stack have this physical id.
    physical_id_ambiguous(id) = PhysicalResourceIDAmbiguity, "Multiple resources were found with the physical ID ({id}).";
    /// Marking a resource unhealthy with members that there are not; Python's way of writing the set of them.
    unhealthy_keys(keys) = HTTPBadRequest, "Invalid keys in resource mark unhealthy {keys}";
    /// Marking a resource unhealthy without saying whether it is.
    no_mark_unhealthy() = HTTPBadRequest, "Missing mandatory (mark_unhealthy) key from mark unhealthy request";
    /// An action that a resource's type knows nothing of: `signal`.
    resource_action_not_supported(action) = ResourceActionNotSupported, "{action} is not supported for resource.";
    /// Clearing a hook of a name that none has; Python's way of writing the name, and Heat's of showing the resource.
    hook_unknown(hook, resource) = InvalidBreakPointHook, "Invalid hook type \"{hook}\" for {resource}";
    /// Clearing a hook at which the resource does not wait.
    hook_not_set(hook, resource) = InvalidBreakPointHook, "The \"{hook}\" hook is not defined on {resource}";
    /// The stack has as many snapshots as it may have; administrators may make more.
    too_many_snapshots(limit) = RequestLimitExceeded, "Request limit exceeded: You have reached the maximum snapshots per stack, {limit}. Please delete some snapshots.";
    /// There is no snapshot of this id.
    snapshot_id_not_found(id) = NotFound, "Snapshot with id {id} not found";
    /// The snapshot is of another stack.
    snapshot_not_found(id, stack_name) = SnapshotNotFound, "The Snapshot ({id}) for Stack ({stack_name}) could not be found.";
    /// No software configuration of the project has this id.
    software_config_not_found(id) = NotFound, "Software config with id {id} not found";
    /// A software configuration that a deployment uses cannot go.
    software_config_in_use(id) = InvalidRestrictedAction, "Software config with id {id} can not be deleted as it is referenced.";
    /// The project has as many software configurations as it may have; administrators may have more.
    too_many_software_configs(limit) = RequestLimitExceeded, "Request limit exceeded: You have reached the maximum software configs per tenant, {limit}. Please delete some configs.";
    /// No software deployment of the project has this id.
    software_deployment_not_found(id) = NotFound, "Deployment with id {id} not found";
    /// The project has as many software deployments as it may have; administrators may have more.
    too_many_software_deployments(limit) = RequestLimitExceeded, "Request limit exceeded: You have reached the maximum software deployments per tenant, {limit}. Please delete some deployments.";
    /// A text of a body that is longer than its field may be.
    text_too_long(name, limit) = Invalid, "Data supplied was not valid: \"{name}\" should be no more than {limit} characters";
    /// Limits that have no row of their own.
    request_limit_exceeded(reason) = RequestLimitExceeded, "Request limit exceeded: {reason}";
    /// What Heat has not, or not in this state.
    not_supported(feature) = NotSupported, "{feature} is not supported.";
    /// The answer to a template that is wrong in itself, of `POST /validate`; the text of the fault that was found.
    invalid_template(reason) = HTTPBadRequest, "{reason}";
    /// Anything that validation finds; the text says what and where.
    validation_failed(reason) = StackValidationFailed, "{reason}";
}
