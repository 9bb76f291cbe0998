//! A stack that a request proposes: parsed and validated, not stored yet.

use std::sync::Arc;

use heat_spec::{Fault, Map, Value, fault};
use heat_template::{Environment, FrozenDefinition, StackDefinition, StackIdentity, Template};
use jiff::Timestamp;
use rusqlite::Transaction;

use crate::api::call::Call;
use crate::api::remote_types;
use crate::api::reply::Refusal;
use crate::api::request_data::{self, StackArguments, TemplateData};
use crate::api::type_policy::check_types;
use crate::engine::validation;
use crate::identity::Identity;
use crate::resources::{registry, with_templates};
use crate::store::stacks::{self, StackRecord};
use crate::store::templates::TemplateRecord;

/// What a create, a preview or an update is to bring about.
#[derive(Debug)]
pub(super) struct Proposal {
    /// The name, checked.
    pub(super) name: String,
    /// The other fields.
    pub(super) arguments: StackArguments,
    /// The template with environment and files, parsed.
    pub(super) definition: Arc<StackDefinition>,
    /// The same, to be stored.
    pub(super) template: TemplateRecord,
    /// The resources of the exported stack that it is to adopt, by name.
    pub(super) adoption: Option<Value>,
}

/// Checks a create or a preview in the order in which Heat checks it.
pub(super) async fn new_stack(
    call: &Call,
    body: &Map,
    id: Option<String>,
) -> Result<Proposal, Refusal> {
    request_data::check_arguments(body, false)?;
    let name = request_data::stack_name(body)?.clone();
    let mut data = request_data::template_data(body, &call.app.config).await?;
    let exported = request_data::adopt_data(body)?;
    if let Some(exported) = &exported {
        use_parameters_of(&mut data, exported, call)?;
    }
    let arguments = request_data::arguments(body)?;
    let (template, environment) = data.parse()?;
    remote_types::fetch(&template, &environment, &mut data.files, &call.app.config).await;
    check_free(call, &name).await?;
    template.check_sections()?;
    request_data::check_resource_count(call, &template)?;
    let name = checked_name(&name)?;
    let identity = StackIdentity {
        name: name.clone(),
        id,
        project_id: call.identity.project_id.clone(),
    };
    let definition = define(call, template, environment, &data, identity)?;
    let definition = Arc::new(with_templates(definition, &call.app.config).await);
    check_types(call, &definition)?;
    validation::validate(&call.app, &call.identity.project_id, &definition).await?;
    Ok(Proposal {
        name,
        arguments,
        template: to_store(&data, &definition),
        definition,
        // A stack that adopts nothing of an exported one is none the less adopted.
        adoption: exported.map(|exported| match exported.get("resources") {
            Some(resources @ Value::Map(_)) => resources.clone(),
            _ => Value::Map(Map::new()),
        }),
    })
}

/// Lets the values of the exported stack's parameters count where the request gives none.
fn use_parameters_of(data: &mut TemplateData, exported: &Value, call: &Call) -> Result<(), Fault> {
    if !call.app.config.enable_stack_adopt {
        return Err(fault::not_supported("Stack Adopt"));
    }
    let parameters = match map_at(exported, "environment", "get")? {
        Some(environment) => map_at(environment, "parameters", "update")?,
        None => None,
    };
    if let (Some(Value::Map(exported)), Some(Value::Map(given))) =
        (parameters, data.environment.get_mut("parameters"))
    {
        let all = exported.clone().into_iter().chain(std::mem::take(given));
        *given = all.collect();
    }
    Ok(())
}

/// A part of an exported stack, which is a map if it is there; `method` is what it lacks otherwise.
fn map_at<'a>(whole: &'a Value, name: &str, method: &str) -> Result<Option<&'a Value>, Fault> {
    match whole.get(name) {
        Some(other) if other.as_map().is_none() => Err(fault::attribute_error(format_args!(
            "'{}' object has no attribute '{method}'",
            other.python_type()
        ))),
        part => Ok(part),
    }
}

/// The definition of the proposed stack.
pub(super) fn define(
    call: &Call,
    template: Template,
    environment: Environment,
    data: &TemplateData,
    identity: StackIdentity,
) -> Result<StackDefinition, Fault> {
    let definition = StackDefinition::new(
        template,
        environment,
        data.files.clone(),
        identity,
        registry(),
    )?;
    let has_compute = call.app.config.cloud.has_compute();
    Ok(definition.with_compute(has_compute))
}

/// What is stored of the template.
pub(super) fn to_store(data: &TemplateData, definition: &StackDefinition) -> TemplateRecord {
    TemplateRecord {
        document: data.template.clone(),
        environment: definition.environment().stored(),
        files: data.files.iter().collect(),
        facade: definition
            .facade()
            .map(FrozenDefinition::to_value)
            .unwrap_or_default(),
    }
}

/// Refuses a name that a live stack has, and more stacks than the quota.
async fn check_free(call: &Call, name: &Value) -> Result<(), Refusal> {
    let identity = call.identity.clone();
    let wanted = name.as_str().map(str::to_owned);
    let limit = call.app.config.limits.max_stacks_per_tenant;
    call.app
        .store
        .call(move |tx| require_free(tx, &identity, wanted.as_deref(), limit))
        .await
}

/// The same within a transaction: what it grants counts until that ends.
pub(super) fn require_free(
    tx: &Transaction<'_>,
    identity: &Identity,
    name: Option<&str>,
    limit: i64,
) -> Result<(), Refusal> {
    let project_id = &identity.project_id;
    if let Some(name) = name
        && stacks::by_name(tx, project_id, name)?.is_some()
    {
        return Err(fault::stack_exists(name).into());
    }
    let is_limited = limit >= 0 && !identity.has_role("admin");
    if is_limited && stacks::count_live(tx, project_id)? >= limit {
        return Err(fault::request_limit_exceeded(format_args!(
            "You have reached the maximum stacks per tenant, {limit}. Please delete some stacks."
        ))
        .into());
    }
    Ok(())
}

fn checked_name(name: &Value) -> Result<String, Fault> {
    let Some(text) = name.as_str() else {
        return Err(fault::validation_failed(format_args!(
            "Invalid stack name {}, must be a string",
            name.python_str()
        )));
    };
    let is_valid = text.len() <= 255
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    if !is_valid {
        return Err(fault::validation_failed(format_args!(
            "Invalid stack name {text} must contain only alphanumeric or \"_-.\" characters, must \
             start with alpha and must be 255 characters or less."
        )));
    }
    Ok(text.to_owned())
}

/// The record of a stack that nothing was done with yet; without ids, which a preview has not.
pub(super) fn record(
    identity: &Identity,
    name: &str,
    arguments: &StackArguments,
    now: Timestamp,
) -> StackRecord {
    StackRecord {
        row: 0,
        id: String::new(),
        project_id: identity.project_id.clone(),
        name: name.to_owned(),
        owner_id: None,
        parent_resource: None,
        username: identity.user_name.clone(),
        user_id: identity.user_id.clone(),
        roles: identity.roles.clone(),
        stack_user_project_id: None,
        disable_rollback: arguments.disable_rollback.unwrap_or(true),
        is_converging: false,
        adoption: Value::Null,
        is_abandoned: false,
        timeout_mins: arguments.timeout_mins,
        tags: arguments.tags.clone().unwrap_or_default(),
        action: "CREATE".to_owned(),
        status: "IN_PROGRESS".to_owned(),
        status_reason: String::new(),
        template_id: 0,
        previous_template_id: None,
        traversal: None,
        started_at: now,
        created_at: now,
        updated_at: None,
        deleted_at: None,
    }
}
