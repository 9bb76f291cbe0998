//! Rules of quotas: there is something to set.

use heat_spec::{Fault, fault};

use super::subject::Subject;

/// Besides the project there is one property more; messages name them by alphabet.
pub(super) fn of_properties(subject: &Subject<'_>) -> Result<(), Fault> {
    let names = subject.properties.values().keys();
    let names = names.map(heat_spec::Key::json_text);
    let mut names: Vec<String> = names.filter(|name| name != "project").collect();
    names.sort();
    needs_one(subject, &names.join(", "))
}

pub(super) fn cinder(subject: &Subject<'_>) -> Result<(), Fault> {
    needs_one(
        subject,
        "gigabytes, snapshots, volumes, backups, backup_gigabytes",
    )
}

fn needs_one(subject: &Subject<'_>, names: &str) -> Result<(), Fault> {
    if subject.given().count() <= 1 {
        return Err(fault::property_unspecified(names));
    }
    Ok(())
}
