//! Rules of the types of AWS.

use heat_spec::{Fault, fault};

use super::subject::{Subject, is_truthy, refuse};

pub(super) fn auto_scaling_group(subject: &Subject<'_>) -> Result<(), Fault> {
    group_sizes(subject, ["MinSize", "MaxSize", "DesiredCapacity"])?;
    if subject.list("VPCZoneIdentifier").len() > 1 {
        return Err(fault::not_supported(
            "Anything other than one VPCZoneIdentifier",
        ));
    }
    if subject.is_truthy("InstanceId") == subject.is_truthy("LaunchConfigurationName") {
        return refuse("Either 'InstanceId' or 'LaunchConfigurationName' must be provided.");
    }
    Ok(())
}

/// The sizes of a group, whatever their names: the least, the greatest and the wanted one.
pub(super) fn group_sizes(subject: &Subject<'_>, names: [&str; 3]) -> Result<(), Fault> {
    let [min, max, desired] = names.map(|name| subject.get(name).as_i64());
    if max < min {
        return refuse("MinSize can not be greater than MaxSize");
    }
    if min < Some(0) {
        return refuse("The size of AutoScalingGroup can not be less than zero");
    }
    if desired.is_some() && (desired < min || desired > max) {
        return refuse("DesiredCapacity must be between MinSize and MaxSize");
    }
    Ok(())
}

pub(super) fn launch_configuration(subject: &Subject<'_>) -> Result<(), Fault> {
    block_devices(subject)?;
    let is_complete = subject.is_truthy("ImageId") && subject.is_truthy("InstanceType");
    if !subject.is_truthy("InstanceId") && !is_complete {
        return refuse("If without InstanceId, ImageId and InstanceType are required.");
    }
    Ok(())
}

pub(super) fn instance(subject: &Subject<'_>) -> Result<(), Fault> {
    let groups = ["SecurityGroups", "SecurityGroupIds"];
    let has_groups = groups.iter().any(|name| !subject.list(name).is_empty());
    if has_groups && subject.is_truthy("NetworkInterfaces") {
        return Err(fault::resource_property_conflict(
            "SecurityGroups/SecurityGroupIds, NetworkInterfaces",
        ));
    }
    block_devices(subject)
}

pub(super) fn eip_association(subject: &Subject<'_>) -> Result<(), Fault> {
    let has_address = subject.is_truthy("EIP");
    if has_address == subject.is_truthy("AllocationId") {
        return refuse("Either 'EIP' or 'AllocationId' must be provided.");
    }
    let has_instance = subject.is_truthy("InstanceId");
    if has_address && !has_instance {
        return refuse("Must specify 'InstanceId' if you specify 'EIP'.");
    }
    if !has_instance && !subject.is_truthy("NetworkInterfaceId") {
        return Err(fault::property_unspecified(
            "InstanceId, NetworkInterfaceId",
        ));
    }
    Ok(())
}

/// Every block device is made from a snapshot.
fn block_devices(subject: &Subject<'_>) -> Result<(), Fault> {
    for device in subject.list("BlockDeviceMappings") {
        let missing = match device.get("Ebs").filter(|ebs| ebs.is_truthy()) {
            None => "Ebs",
            Some(ebs) if !is_truthy(ebs, "SnapshotId") => "SnapshotId",
            Some(_) => continue,
        };
        return refuse(format_args!(
            "{missing} is missing, this is required when specifying BlockDeviceMappings."
        ));
    }
    Ok(())
}
