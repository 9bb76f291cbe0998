//! What a server is told of its deployments: their configurations, also in the metadata of the
//! resource that the server is.

use heat_spec::{Key, Map, Value};
use rusqlite::Transaction;

use super::configs;
use crate::store::software_deployments::{self, SoftwareDeploymentRecord};
use crate::store::{StoreError, software_configs};

/// The key of a server's metadata that holds them.
const DEPLOYMENTS: &str = "deployments";

/// The configurations that are deployed to a server, by name.
pub(crate) fn configs_of_server(
    tx: &Transaction<'_>,
    project_id: Option<&str>,
    server_id: &str,
) -> Result<Value, StoreError> {
    let mut deployed = Vec::new();
    for deployment in software_deployments::list(tx, project_id, Some(server_id))? {
        deployed.extend(software_configs::get(tx, None, &deployment.config_id)?);
    }
    deployed.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Value::List(deployed.iter().map(configs::view).collect()))
}

/// Brings the metadata of the resource that a deployment's server is up to date.
pub(super) fn refresh(
    tx: &Transaction<'_>,
    deployment: &SoftwareDeploymentRecord,
) -> Result<(), StoreError> {
    let (project_id, server_id) = (&deployment.project_id, &deployment.server_id);
    let configs = configs_of_server(tx, Some(project_id), server_id)?;
    software_deployments::change_server_metadata(tx, project_id, server_id, |metadata| {
        let mut fields = match metadata {
            Value::Map(fields) => fields,
            _ => Map::new(),
        };
        fields.insert(Key::from(DEPLOYMENTS), configs.clone());
        Value::Map(fields)
    })
}

/// The metadata that a template gives a resource, with the deployments that it had before.
pub(crate) fn keep_deployments(given: &Value, before: &Value) -> Value {
    let Some(deployments) = before.get(DEPLOYMENTS) else {
        return given.clone();
    };
    let mut fields = given.as_map().cloned().unwrap_or_default();
    fields.insert(Key::from(DEPLOYMENTS), deployments.clone());
    Value::Map(fields)
}
