//! What an update would make of a stack: parsed and validated, not stored yet.

use std::sync::Arc;

use heat_spec::{Fault, Map, Value, fault};
use heat_template::{Environment, StackDefinition, StackIdentity, Template};

use super::proposal::{define, to_store};
use super::{Deleted, stack_of, stored_template};
use crate::api::call::Call;
use crate::api::remote_types;
use crate::api::reply::Refusal;
use crate::api::request_data::{self, StackArguments, TemplateData};
use crate::api::type_policy::check_types;
use crate::engine::validation;
use crate::resources::with_templates;
use crate::store::stacks::StackRecord;
use crate::store::templates::TemplateRecord;

/// Which verb asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// The request holds everything.
    Put,
    /// What the request leaves out stays as it is.
    Patch,
}

/// A stack and what an update is to make of it.
#[derive(Debug)]
pub(super) struct ProposedUpdate {
    /// The stack as it is.
    pub(super) stack: StackRecord,
    /// Its definition as it is.
    pub(super) current: Arc<StackDefinition>,
    /// The definition that it is to have.
    pub(super) definition: Arc<StackDefinition>,
    /// The same, to be stored.
    pub(super) template: TemplateRecord,
    /// The other fields of the request.
    pub(super) arguments: StackArguments,
    /// Whether what the request leaves out is kept.
    pub(super) is_merged: bool,
}

/// Checks an update, or the preview of one, in the order in which Heat checks it.
///
/// `check_state` says whether the stack can be updated at all.
pub(super) async fn proposed_update(
    call: &Call,
    verb: Verb,
    check_state: fn(&StackRecord) -> Result<(), Refusal>,
) -> Result<ProposedUpdate, Refusal> {
    let body = request_data::body(call.body.as_ref())?;
    request_data::check_arguments(body, true)?;
    let mut data = match verb {
        Verb::Put => request_data::template_data(body, &call.app.config).await?,
        Verb::Patch => request_data::patch_data(body, &call.app.config).await?,
    };
    let stack = stack_of(call, Deleted::Refused).await?;
    check_state(&stack)?;
    let is_merged = verb == Verb::Patch || body.get("existing").is_some_and(Value::is_truthy);
    let stored = stored_template(call, &stack).await?;
    let template_id = stack.template_id;
    let current = call
        .app
        .definitions
        .get(&stack, template_id, stored.clone())?;
    let (template, environment) = if is_merged {
        merge(&mut data, stored, &current, body)?
    } else {
        data.parse()?
    };
    remote_types::fetch(&template, &environment, &mut data.files, &call.app.config).await;
    template.check_resource_keys()?;
    request_data::check_resource_count(call, &template)?;
    let arguments = request_data::arguments(body)?;
    let identity = StackIdentity {
        name: stack.name.clone(),
        id: Some(stack.id.clone()),
        project_id: stack.project_id.clone(),
    };
    let definition = define(call, template, environment, &data, identity)?;
    let definition = with_templates(definition, &call.app.config).await;
    // A stack inside of a resource stays there, whoever updates it.
    let definition = Arc::new(match current.facade() {
        Some(facade) => definition.behind(facade.clone()),
        None => definition,
    });
    check_immutable(&current, &definition)?;
    check_types(call, &definition)?;
    // Upstream gives this fault a type of its own here, and nowhere else.
    if let Some(name) = definition.template().unknown_section() {
        return Err(fault::unknown_section(name).into());
    }
    definition.template().check_sections()?;
    validation::validate(&call.app, &stack.project_id, &definition).await?;
    Ok(ProposedUpdate {
        template: to_store(&data, &definition),
        stack,
        current,
        definition,
        arguments,
        is_merged,
    })
}

/// Refuses an update of a stack that is suspended or being deleted.
pub(super) fn check_state(stack: &StackRecord) -> Result<(), Refusal> {
    let feature = match stack.action.as_str() {
        "SUSPEND" => "Updating a stack when it is suspended",
        "DELETE" => "Updating a stack when it is deleting",
        _ => return Ok(()),
    };
    Err(fault::not_supported(feature).into())
}

/// Fills in what the stack has, and merges the environments.
fn merge(
    data: &mut TemplateData,
    stored: TemplateRecord,
    current: &StackDefinition,
    body: &Map,
) -> Result<(Template, Environment), Fault> {
    let mut files = stored.files();
    if data.template.is_null() {
        data.template = stored.document;
    }
    files.extend(std::mem::take(&mut data.files));
    data.files = files;
    let template = Template::new(data.template.clone())?;
    let environment = current.environment().updated(
        data.environment.clone(),
        data.environment_files.as_ref(),
        &data.files,
        &template,
        &request_data::cleared_parameters(body)?,
    )?;
    Ok((template, environment))
}

/// Refuses new values of parameters that are immutable.
fn check_immutable(current: &StackDefinition, proposed: &StackDefinition) -> Result<(), Fault> {
    let given = proposed.environment().parameters();
    let parameters = current.parameters();
    parameters.check_unchanged(proposed.parameters(), given)
}
