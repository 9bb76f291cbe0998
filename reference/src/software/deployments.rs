//! Software deployments: making, showing, changing and deleting them.

use heat_spec::{Fault, Key, Map, Value, fault};
use jiff::Timestamp;
use rusqlite::Transaction;

use super::configs::{self, map, text};
use super::metadata;
use crate::api::seconds;
use crate::config::Limits;
use crate::store::StoreError;
use crate::store::software_deployments::{self, SoftwareDeploymentRecord};

pub(crate) use super::metadata::configs_of_server;
pub(crate) use super::signal::signal;

/// The longest id of a project, in characters.
const MAX_PROJECT_ID: usize = 64;

/// The value of fields that are not given.
static NULL: Value = Value::Null;

/// A deployment of what a body asks for; it is not stored yet.
pub(crate) fn new(
    project_id: &str,
    body: &Map,
    now: Timestamp,
) -> Result<SoftwareDeploymentRecord, Fault> {
    let field = |name: &str| body.get(name).unwrap_or(&NULL);
    let stack_user_project_id = match field("stack_user_project_id") {
        Value::Null => None,
        Value::String(id) if id.chars().count() > MAX_PROJECT_ID => {
            let name = "stack_user_project_id";
            return Err(fault::text_too_long(name, MAX_PROJECT_ID));
        }
        Value::String(id) => Some(id.clone()),
        _ => return Err(fault::bad_request()),
    };
    Ok(SoftwareDeploymentRecord {
        id: uuid::Uuid::new_v4().to_string(),
        project_id: project_id.to_owned(),
        stack_user_project_id,
        config_id: field("config_id").python_str(),
        // A server that is missing is told of after a configuration that is.
        server_id: String::new(),
        input_values: map(field("input_values"), "input_values")?,
        output_values: Value::Null,
        action: text(field("action"), "action")?,
        status: text(field("status"), "status")?,
        status_reason: field("status_reason").python_str(),
        created_at: now,
        updated_at: None,
    })
}

/// The server that a body names.
pub(crate) fn server_id(body: &Map) -> Result<String, Fault> {
    let server_id = text(body.get("server_id").unwrap_or(&NULL), "server_id")?;
    server_id.ok_or_else(fault::bad_request)
}

/// Refuses one deployment more than a project may have.
pub(crate) fn check_quota<E>(
    tx: &Transaction<'_>,
    project_id: &str,
    limits: &Limits,
) -> Result<(), E>
where
    E: From<Fault> + From<StoreError>,
{
    let limit = limits.max_software_deployments_per_tenant;
    if limit >= 0 && software_deployments::count(tx, project_id)? >= limit {
        return Err(fault::too_many_software_deployments(limit).into());
    }
    Ok(())
}

/// Stores a new deployment, and tells its server.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    deployment: &SoftwareDeploymentRecord,
) -> Result<(), StoreError> {
    software_deployments::insert(tx, deployment)?;
    metadata::refresh(tx, deployment)
}

/// The deployment of that id that a project may see, or any.
pub(crate) fn find<E>(
    tx: &Transaction<'_>,
    project_id: Option<&str>,
    id: &str,
) -> Result<SoftwareDeploymentRecord, E>
where
    E: From<Fault> + From<StoreError>,
{
    let found = software_deployments::get(tx, project_id, id)?;
    found.ok_or_else(|| fault::software_deployment_not_found(id).into())
}

/// Changes what a body gives; what is empty in Python's eyes counts as not given.
pub(crate) fn change<E>(
    tx: &Transaction<'_>,
    project_id: Option<&str>,
    id: &str,
    body: &Map,
    now: Timestamp,
) -> Result<SoftwareDeploymentRecord, E>
where
    E: From<Fault> + From<StoreError>,
{
    let given = |name: &str| body.get(name).filter(|value| value.is_truthy());
    if let Some(config_id) = given("config_id") {
        configs::find::<E>(tx, project_id, &config_id.python_str())?;
    }
    let mut deployment = find::<E>(tx, project_id, id)?;
    if let Some(config_id) = given("config_id") {
        deployment.config_id = config_id.python_str();
    }
    if let Some(values) = given("input_values") {
        deployment.input_values = map(values, "input_values")?;
    }
    if let Some(values) = given("output_values") {
        deployment.output_values = map(values, "output_values")?;
    }
    if let Some(action) = given("action") {
        deployment.action = text(action, "action")?;
    }
    if let Some(status) = given("status") {
        deployment.status = text(status, "status")?;
    }
    if let Some(reason) = given("status_reason") {
        deployment.status_reason = reason.python_str();
    }
    deployment.updated_at = Some(now);
    software_deployments::update(tx, &deployment)?;
    // What a server is told is a list of configurations, and nothing about their deployment.
    if given("config_id").is_some() {
        metadata::refresh(tx, &deployment)?;
    }
    Ok(deployment)
}

/// Deletes a deployment, and tells its server.
pub(crate) fn delete<E>(tx: &Transaction<'_>, project_id: Option<&str>, id: &str) -> Result<(), E>
where
    E: From<Fault> + From<StoreError>,
{
    let deployment = find::<E>(tx, project_id, id)?;
    software_deployments::remove(tx, &deployment.id)?;
    Ok(metadata::refresh(tx, &deployment)?)
}

/// A deployment as the API shows it.
pub(crate) fn view(deployment: &SoftwareDeploymentRecord) -> Value {
    let mut view = Map::new();
    let mut insert = |key: &str, value: Value| view.insert(Key::from(key), value);
    insert("id", Value::from(&deployment.id));
    insert("server_id", Value::from(&deployment.server_id));
    insert("input_values", deployment.input_values.clone());
    insert("output_values", deployment.output_values.clone());
    insert("action", Value::from(deployment.action.as_deref()));
    insert("status", Value::from(deployment.status.as_deref()));
    insert("status_reason", Value::from(&deployment.status_reason));
    insert("config_id", Value::from(&deployment.config_id));
    insert("creation_time", seconds(deployment.created_at));
    if let Some(updated_at) = deployment.updated_at {
        insert("updated_time", seconds(updated_at));
    }
    Value::Map(view)
}
