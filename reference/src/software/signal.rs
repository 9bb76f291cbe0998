//! Signals of servers that are done with a deployment: the outputs, and whether it went well.

use heat_spec::{Fault, Key, Map, Value};
use jiff::Timestamp;
use rusqlite::Transaction;

use super::{configs, deployments};
use crate::store::StoreError;
use crate::store::software_deployments;

/// The output that says whether a deployment went well: 0.
const STATUS_CODE: &str = "deploy_status_code";
/// The outputs that every configuration has.
const USUAL_OUTPUTS: [&str; 3] = ["deploy_stdout", "deploy_stderr", STATUS_CODE];

/// Takes the details of a signal; the reason of the event that tells of it, or nothing if nobody
/// waits for a signal of this deployment.
pub(crate) fn signal<E>(
    tx: &Transaction<'_>,
    id: &str,
    details: &Map,
    now: Timestamp,
) -> Result<Option<String>, E>
where
    E: From<Fault> + From<StoreError>,
{
    let mut deployment = deployments::find::<E>(tx, None, id)?;
    if deployment.status.as_deref() != Some("IN_PROGRESS") {
        return Ok(None);
    }
    let config = configs::find::<E>(tx, None, &deployment.config_id)?;
    let mut values = match deployment.output_values {
        Value::Map(values) => values,
        _ => Map::new(),
    };
    let mut failures: Vec<String> = Vec::new();
    let mut told = format!("deployment {id} succeeded");
    if let Some(code) = details.get(STATUS_CODE).filter(|code| code.is_truthy())
        && code.python_str() != "0"
    {
        let code = code.python_str();
        failures.push(format!(
            "{STATUS_CODE} : Deployment exited with non-zero status code: {code}"
        ));
        told = format!("deployment {id} failed ({code})");
    }
    for output in config.outputs.as_list().unwrap_or_default() {
        let name = output.get("name").and_then(Value::as_str);
        let name = name.unwrap_or_default();
        let Some(value) = details.get(name) else {
            continue;
        };
        values.insert(Key::from(name), value.clone());
        if output.get("error_output").is_some_and(Value::is_truthy) {
            failures.push(format!("{name} : {}", value.python_str()));
            told = format!("deployment {id} failed");
        }
    }
    for name in USUAL_OUTPUTS {
        let value = details.get(name).cloned().unwrap_or_default();
        values.insert(Key::from(name), value);
    }
    deployment.output_values = Value::Map(values);
    let (status, reason) = if failures.is_empty() {
        ("COMPLETE", "Outputs received".to_owned())
    } else {
        ("FAILED", failures.join(", "))
    };
    deployment.status = Some(status.to_owned());
    deployment.status_reason = reason;
    deployment.updated_at = Some(now);
    software_deployments::update(tx, &deployment)?;
    Ok(Some(told))
}
