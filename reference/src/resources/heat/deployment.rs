//! Resources that are software deployments: made, changed and deleted with a configuration of their
//! own, which is derived from the one that they name.

use heat_spec::{Fault, Key, Map, Value, fault};
use rusqlite::Transaction;

use super::derived_config::{self, Source};
use super::{signed_url, stack_user};
use crate::cloud::call::encode;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::waiting::Pauses;
use crate::resources::{Signalled, Work};
use crate::software::configs::{self, Wanted};
use crate::software::deployments;
use crate::store::software_configs::SoftwareConfigRecord;
use crate::store::software_deployments::SoftwareDeploymentRecord;
use crate::store::{StoreError, resources, software_configs, software_deployments, stacks};

/// The outputs of the configuration are attributes as well.
pub(super) const HIDDEN_SCHEMA: &str = r#"{"any_attribute": true}"#;

/// The attributes that every deployment has.
const ATTRIBUTES: [&str; 3] = ["deploy_stdout", "deploy_stderr", "deploy_status_code"];

/// How a derived configuration is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is the one that the resource names.
    Software,
    /// The values of inputs stand in it.
    Structured,
}

/// Deploys for an action of the stack, if the deployment is to be done for it.
pub(super) async fn act(work: &mut Work, action: &'static str, kind: Kind) -> Result<(), Failure> {
    make_credentials(work).await?;
    let (app, project_id) = (work.app.clone(), work.project_id.clone());
    let (properties, stack_row) = (work.properties.clone(), work.record.stack_row);
    let mut record = work.record.clone();
    let place = derived_config::Place::of(work, action);
    let now = app.clock.now();
    let store = app.store.clone();
    work.record = store
        .call(move |tx| {
            let source = load(tx, &project_id, properties.get("config"))?;
            if !source.is_triggered_by(action, properties.get("actions")) {
                return Ok::<_, Failure>(record);
            }
            let stack = stacks::by_row(tx, stack_row)?;
            let users = stack.and_then(|stack| stack.stack_user_project_id);
            let derived = source.derive(&place, &properties, kind, users.as_deref())?;
            let config = configs::new(&project_id, derived.wanted(), now)?;
            configs::insert_within_quota::<Failure>(tx, &config, &app.config.limits)?;
            let is_awaited = properties.get("signal_transport").as_str() != Some("NO_SIGNAL");
            let (status, reason) = if is_awaited {
                ("IN_PROGRESS", "Deploy data available")
            } else {
                ("COMPLETE", "Not waiting for outputs signal")
            };
            let mut body = Map::new();
            let mut insert = |key: &str, value: Value| body.insert(Key::from(key), value);
            insert("config_id", Value::from(&config.id));
            insert("input_values", properties.get("input_values").clone());
            insert("action", Value::from(action));
            insert("status", Value::from(status));
            insert("status_reason", Value::from(reason));
            if let Some(id) = &record.physical_resource_id {
                let former = deployments::find::<Failure>(tx, Some(&project_id), id)?.config_id;
                deployments::change::<Failure>(tx, Some(&project_id), id, &body, now)?;
                remove_config(tx, &former)?;
            } else {
                let limits = &app.config.limits;
                deployments::check_quota::<Failure>(tx, &project_id, limits)?;
                let mut deployment = deployments::new(&project_id, &body, now)?;
                deployment.server_id = properties.get("server").python_str();
                deployment.stack_user_project_id = users;
                deployments::insert(tx, &deployment)?;
                // Both or neither, so that no deployment is lost.
                record.physical_resource_id = Some(deployment.id);
                resources::update(tx, &record)?;
            }
            Ok(record)
        })
        .await?;
    Ok(())
}

/// Makes what the server needs to signal, if there is none yet: the user that it comes to the
/// Orchestration API as, or the key that an address is signed with.
async fn make_credentials(work: &mut Work) -> Result<(), Failure> {
    match work.property("signal_transport").as_str() {
        Some("HEAT_SIGNAL") if stack_user::credentials(work).is_none() => {
            stack_user::make(work, false).await?;
        }
        Some("CFN_SIGNAL") => signed_url::make_key(work).await?,
        _ => {}
    }
    Ok(())
}

/// Waits until the server, or whoever speaks for it, says that it is done.
pub(super) async fn wait(work: &mut Work) -> Result<(), Failure> {
    let mut pauses = Pauses::new();
    loop {
        let Some(deployment) = current(work).await? else {
            return Ok(());
        };
        match deployment.status.as_deref() {
            Some("COMPLETE") => return Ok(()),
            Some("FAILED") => {
                let reason = deployment.status_reason;
                let message = format!("Deployment to server failed: {reason}");
                return Err(Failure::new("Error", message));
            }
            _ => pauses.next(&work.app.clock).await,
        }
    }
}

/// Deploys anew, or asks for a replacement if an input wants that for its new value.
pub(super) async fn update(work: &mut Work, kind: Kind) -> Result<(), Failure> {
    if let Some(deployment) = current(work).await? {
        let place = derived_config::Place::of(work, "UPDATE");
        let (project_id, properties) = (work.project_id.clone(), work.properties.clone());
        let is_replacement = work
            .app
            .store
            .call(move |tx| {
                let former = software_configs::get(tx, None, &deployment.config_id)?;
                let former = former.map(|config| config.inputs).unwrap_or_default();
                let source = load(tx, &project_id, properties.get("config"))?;
                let inputs = source.inputs(&place, &properties, None);
                Ok::<_, Failure>(derived_config::wants_replacement(&inputs, &former))
            })
            .await?;
        if is_replacement {
            return Err(Failure::Replace);
        }
    }
    again(work, "UPDATE", kind).await
}

/// Deploys for another action of the stack, and waits if there is anything to wait for.
pub(super) async fn again(
    work: &mut Work,
    action: &'static str,
    kind: Kind,
) -> Result<(), Failure> {
    act(work, action, kind).await?;
    let deployment = current(work).await?;
    match deployment.and_then(|deployment| deployment.action) {
        Some(deployed_for) if deployed_for == action => wait(work).await,
        _ => Ok(()),
    }
}

/// Lets the server clean up if it is to, and deletes the deployment with its configuration.
pub(super) async fn delete(work: &mut Work, kind: Kind) -> Result<(), Failure> {
    match act(work, "DELETE", kind).await {
        Ok(()) => {}
        Err(failure) if is_not_found(&failure) => {}
        Err(failure) => return Err(failure),
    }
    let deployed = current(work).await.ok().flatten();
    if let Some(deployment) = deployed {
        remove(work, deployment).await?;
    }
    stack_user::remove(work).await
}

/// Deletes the deployment once the server has cleaned up.
async fn remove(work: &mut Work, deployment: SoftwareDeploymentRecord) -> Result<(), Failure> {
    let is_awaited = deployment.action.as_deref() == Some("DELETE")
        && work.property("signal_transport").as_str() != Some("NO_SIGNAL");
    if is_awaited && server_exists(work, &deployment.server_id).await? {
        wait(work).await?;
    }
    let project_id = work.project_id.clone();
    work.app
        .store
        .call(move |tx| {
            let id = &deployment.id;
            // It may have got another configuration in the meantime.
            let current = software_deployments::get(tx, Some(&project_id), id)?;
            let Some(deployment) = current else {
                return Ok(());
            };
            deployments::delete::<Failure>(tx, Some(&project_id), &deployment.id)?;
            remove_config(tx, &deployment.config_id)
        })
        .await
}

/// Takes what a server says of the deployment.
pub(super) async fn signal(work: &mut Work, details: &Value) -> Result<Signalled, Failure> {
    let Some(id) = work.physical_id().map(str::to_owned) else {
        return Err(Failure::new(
            "ValueError",
            "deployment_id must be specified",
        ));
    };
    let details = details.as_map().cloned().unwrap_or_default();
    let now = work.app.clock.now();
    let told = work
        .app
        .store
        .call(move |tx| deployments::signal::<Failure>(tx, &id, &details, now))
        .await?;
    Ok(told.map_or(Signalled::Taken, Signalled::Told))
}

/// An output's value; `null` before there is one; everything as `show`.
pub(super) async fn attribute(work: &Work, name: &str) -> Result<Value, Failure> {
    let deployment = current(work).await?;
    if name == "show" {
        return Ok(deployment
            .as_ref()
            .map(deployments::view)
            .unwrap_or_default());
    }
    let values = deployment.map(|deployment| deployment.output_values);
    if let Some(value) = values.as_ref().and_then(|values| values.get(name)) {
        return Ok(value.clone());
    }
    if ATTRIBUTES.contains(&name) {
        return Ok(Value::Null);
    }
    let (project_id, config) = (work.project_id.clone(), work.property("config").clone());
    let source = work
        .app
        .store
        .call(move |tx| load(tx, &project_id, &config))
        .await?;
    if source.has_output(name) {
        return Ok(Value::Null);
    }
    Err(fault::template_attribute(&work.record.name, name).into())
}

/// The deployment as it is stored; nothing if there is none yet.
async fn current(work: &Work) -> Result<Option<SoftwareDeploymentRecord>, Failure> {
    let Some(id) = work.physical_id().map(str::to_owned) else {
        return Ok(None);
    };
    let project_id = work.project_id.clone();
    let found = work
        .app
        .store
        .call(move |tx| deployments::find::<Missing>(tx, Some(&project_id), &id))
        .await;
    found.map(Some).map_err(Missing::into_failure)
}

/// The configuration that a property names; an empty one if it names none.
fn load(tx: &Transaction<'_>, project_id: &str, id: &Value) -> Result<Source, Failure> {
    if !id.is_truthy() {
        return Ok(Source::default());
    }
    let found = configs::find::<Missing>(tx, Some(project_id), &id.python_str());
    let config: SoftwareConfigRecord = found.map_err(Missing::into_failure)?;
    Ok(Source::from(config))
}

/// Removes a derived configuration, unless somebody else has come to use it.
fn remove_config(tx: &Transaction<'_>, id: &str) -> Result<(), Failure> {
    if !software_configs::is_in_use(tx, id)? {
        software_configs::remove(tx, id)?;
    }
    Ok(())
}

async fn server_exists(work: &Work, server_id: &str) -> Result<bool, Failure> {
    if !work.app.cloud.has(Service::Compute) {
        return Err(derived_config::no_endpoint("compute"));
    }
    let path = format!("/servers/{}", encode(server_id));
    let found = work
        .app
        .cloud
        .get(Service::Compute, &path, &work.project_id)
        .await;
    match found {
        Ok(_) => Ok(true),
        Err(error) if error.is_not_found() => Ok(false),
        Err(error) => Err(Failure::elsewhere(error)),
    }
}

fn is_not_found(failure: &Failure) -> bool {
    matches!(failure, Failure::Error { class, .. } if class == NOT_FOUND)
}

/// The class that a resource shows of what its engine does not find.
const NOT_FOUND: &str = "NotFound_Remote";

/// What is not there, with the class that status reasons show for it.
#[derive(Debug, thiserror::Error)]
enum Missing {
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Missing {
    fn into_failure(self) -> Failure {
        match self {
            Self::Fault(fault) => Failure::new(NOT_FOUND, fault.message),
            Self::Store(error) => error.into(),
        }
    }
}

impl Source {
    fn has_output(&self, name: &str) -> bool {
        let outputs = self.outputs.as_list().unwrap_or_default();
        outputs
            .iter()
            .any(|output| output.get("name").and_then(Value::as_str) == Some(name))
    }
}

impl derived_config::Derived {
    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            name: &self.name,
            group: &self.group,
            config: &self.config,
            inputs: &self.inputs,
            outputs: &self.outputs,
            options: &self.options,
        }
    }
}
