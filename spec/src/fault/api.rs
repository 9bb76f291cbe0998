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
    /// Limits that have no row of their own.
    request_limit_exceeded(reason) = RequestLimitExceeded, "Request limit exceeded: {reason}";
    /// What Heat has not, or not in this state.
    not_supported(feature) = NotSupported, "{feature} is not supported.";
    /// The answer to a template that is wrong in itself, of `POST /validate`; the text of the fault that was found.
    invalid_template(reason) = HTTPBadRequest, "{reason}";
    /// Anything that validation finds; the text says what and where.
    validation_failed(reason) = StackValidationFailed, "{reason}";
}
