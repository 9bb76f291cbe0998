//! Rules of volumes, and of the networks of shares.

use heat_spec::{Fault, Value, fault};

use super::subject::{Subject, refuse};

pub(super) fn volume(subject: &Subject<'_>) -> Result<(), Fault> {
    if subject.is_truthy("image") && subject.is_truthy("imageRef") {
        return Err(fault::resource_property_conflict("image, imageRef"));
    }
    if subject.is_truthy("backup_id") {
        return Ok(());
    }
    let sources = |names: &[&str]| -> Vec<Value> {
        let given = names.iter().filter(|name| subject.is_truthy(name));
        given.map(|name| Value::from(*name)).collect()
    };
    let with_size = sources(&["snapshot_id", "source_volid"]);
    let all = sources(&["snapshot_id", "source_volid", "image", "imageRef"]);
    let shown = Value::List(all.clone()).python_repr();
    if !subject.has("size") && (with_size.len() != 1 || all.len() != 1) {
        return refuse(format_args!(
            "If neither \"backup_id\" nor \"size\" is provided, one and only one of \
             \"source_volid\", \"snapshot_id\" must be specified, but currently specified options: \
             {shown}."
        ));
    }
    if subject.is_truthy("size") && all.len() > 1 {
        return refuse(format_args!(
            "If \"size\" is provided, only one of \"image\", \"imageRef\", \"source_volid\", \
             \"snapshot_id\" can be specified, but currently specified options: {shown}."
        ));
    }
    Ok(())
}

pub(super) fn volume_type(subject: &Subject<'_>) -> Result<(), Fault> {
    if subject.is_truthy("projects") && subject.is_truthy("is_public") {
        return refuse("Can not specify property \"projects\" if the volume type is public.");
    }
    Ok(())
}

/// Of Manila; whether the subnet is of the network is not asked.
pub(super) fn share_network(subject: &Subject<'_>) -> Result<(), Fault> {
    if subject.is_truthy("nova_network") {
        return refuse("Nova network is no longer supported");
    }
    if subject.is_truthy("neutron_network") && !subject.is_truthy("neutron_subnet") {
        return Err(fault::property_dependency(
            "neutron_network",
            "neutron_subnet",
        ));
    }
    Ok(())
}
