//! Rules of workflows.

use heat_spec::{Fault, Value, fault};

use super::subject::{Subject, has, is_truthy};

pub(super) fn cron_trigger(subject: &Subject<'_>) -> Result<(), Fault> {
    if subject.is_truthy("pattern") || subject.is_truthy("first_time") {
        return Ok(());
    }
    Err(fault::property_unspecified("pattern, first_time"))
}

pub(super) fn workflow(subject: &Subject<'_>) -> Result<(), Fault> {
    if subject.is("type", "reverse") && !is_truthy(subject.get("params"), "task_name") {
        let fault = fault::property_value(
            "'task_name' is not assigned in 'params' in case of reverse type workflow.",
        );
        return Err(fault
            .under(&[subject.name, "properties", "params"])
            .headed("Mistral resource validation error"));
    }
    let mut tasks = subject.list("tasks").iter().enumerate();
    tasks.try_for_each(|(index, task)| check_task(subject, index, task))
}

fn check_task(subject: &Subject<'_>, index: usize, task: &Value) -> Result<(), Fault> {
    match (is_truthy(task, "workflow"), is_truthy(task, "action")) {
        (true, true) => return Err(fault::resource_property_conflict("workflow, action")),
        (false, false) => return Err(fault::property_unspecified("workflow, action")),
        _ => {}
    }
    if has(task, "requires") && subject.is("type", "direct") {
        let name = task.get("name").map(Value::python_str).unwrap_or_default();
        let fault = fault::property_value(format_args!(
            "task {name} contains property 'requires' in case of direct workflow. Only reverse \
             workflows can contain property 'requires'."
        ));
        return Err(fault
            .under(&[subject.name, "properties", "tasks", &name, "requires"])
            .headed("Mistral resource validation error"));
    }
    let policies = task.get("policies").and_then(Value::as_map);
    for policy in policies.into_iter().flat_map(|policies| policies.keys()) {
        let policy = policy.json_text();
        if has(task, &policy) {
            let names = format!("tasks.{policy}, tasks.policies.{policy}");
            return Err(fault::property_under_two_names(names)
                .under(&[
                    "resources",
                    subject.name,
                    "properties",
                    "tasks",
                    &index.to_string(),
                    &policy,
                ])
                .headed("Property error"));
        }
    }
    if has(task, "concurrency") && !has(task, "with_items") {
        return Err(fault::property_dependency("concurrency", "with_items"));
    }
    Ok(())
}
