//! Rules of images.

use heat_spec::{Fault, fault};

use super::subject::{Subject, refuse};

pub(super) fn web_image(subject: &Subject<'_>) -> Result<(), Fault> {
    let is_amazon = subject.is_one_of("container_format", &["ami", "ari", "aki"]);
    if is_amazon && subject.get("disk_format") != subject.get("container_format") {
        return refuse(
            "Invalid mix of disk and container formats. When setting a disk or container format to \
             one of 'aki', 'ari', or 'ami', the container and disk formats must match.",
        );
    }
    if subject.is_truthy("members") && !subject.is("visibility", "shared") {
        return Err(fault::property_value_dependency(
            "members",
            "visibility",
            "shared",
        ));
    }
    Ok(())
}
