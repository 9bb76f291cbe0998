//! Rules of databases.

use heat_spec::{Fault, Value, fault};

use super::subject::{Subject, has, refuse};

pub(super) fn cluster(subject: &Subject<'_>) -> Result<(), Fault> {
    datastore(subject)?;
    for instance in subject.list("instances") {
        let networks = instance.get("networks").and_then(Value::as_list);
        for network in networks.into_iter().flatten() {
            match (has(network, "network"), has(network, "port")) {
                (false, false) => return refuse(EITHER),
                (true, true) => return Err(fault::resource_property_conflict("network, port")),
                _ => {}
            }
        }
    }
    Ok(())
}

pub(super) fn instance(subject: &Subject<'_>) -> Result<(), Fault> {
    datastore(subject)?;
    users(subject)?;
    for network in subject.list("networks") {
        if has(network, "network") == has(network, "port") {
            return refuse(EITHER);
        }
    }
    Ok(())
}

const EITHER: &str = "Either network or port must be provided.";

/// Which versions there are is not asked.
fn datastore(subject: &Subject<'_>) -> Result<(), Fault> {
    let (kind, version) = ("datastore_type", "datastore_version");
    if subject.is_truthy(version) && !subject.is_truthy(kind) {
        return refuse(format_args!("Not allowed - {version} without {kind}."));
    }
    Ok(())
}

/// Users are of databases that are there.
fn users(subject: &Subject<'_>) -> Result<(), Fault> {
    let (users, databases) = (subject.list("users"), subject.list("databases"));
    if !users.is_empty() && databases.is_empty() {
        return refuse(format_args!(
            "Databases property is required if users property is provided for resource {}.",
            subject.name
        ));
    }
    let known: Vec<&Value> = databases.iter().filter_map(|one| one.get("name")).collect();
    for user in users {
        let wanted = user.get("databases").and_then(Value::as_list);
        let missing = wanted.into_iter().flatten();
        let missing: Vec<Value> = missing
            .filter(|name| !known.contains(name))
            .cloned()
            .collect();
        if !missing.is_empty() {
            return refuse(format_args!(
                "Database {} specified for user does not exist in databases for resource {}.",
                Value::List(missing).python_repr(),
                subject.name
            ));
        }
    }
    Ok(())
}
