//! Rules of Heat's own types.

use std::collections::HashSet;

use heat_spec::{Fault, Value, fault};

use super::aws::group_sizes;
use super::subject::{Subject, refuse};

pub(super) fn auto_scaling_group(subject: &Subject<'_>) -> Result<(), Fault> {
    group_sizes(subject, ["min_size", "max_size", "desired_capacity"])
}

pub(super) fn scaling_policy(subject: &Subject<'_>) -> Result<(), Fault> {
    step_of_percentage(
        subject,
        "min_adjustment_step",
        "adjustment_type",
        "percent_change_in_capacity",
    )
}

pub(super) fn aws_scaling_policy(subject: &Subject<'_>) -> Result<(), Fault> {
    step_of_percentage(
        subject,
        "MinAdjustmentStep",
        "AdjustmentType",
        "PercentChangeInCapacity",
    )
}

/// Only a change by a percentage may have a least step.
fn step_of_percentage(
    subject: &Subject<'_>,
    step: &str,
    kind: &str,
    percentage: &str,
) -> Result<(), Fault> {
    if subject.has(step) && !subject.is(kind, percentage) {
        return Err(fault::property_value_dependency(step, kind, percentage));
    }
    Ok(())
}

pub(super) fn software_component(subject: &Subject<'_>) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for config in subject.list("configs") {
        let actions = config.get("actions").and_then(Value::as_list);
        let actions: Vec<String> = actions
            .into_iter()
            .flatten()
            .map(Value::python_str)
            .collect();
        if actions.iter().any(|action| seen.contains(action)) {
            return refuse(format_args!(
                "Defining more than one configuration for the same action in SoftwareComponent \
                 \"{}\" is not allowed.",
                subject.name
            ));
        }
        seen.extend(actions);
    }
    Ok(())
}
