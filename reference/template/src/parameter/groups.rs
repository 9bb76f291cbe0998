//! `parameter_groups`: every grouped parameter exists and is in one group.

use std::collections::HashSet;

use heat_spec::{Fault, Value, fault};

use super::schema::ParameterSchemas;

/// The heading of faults in groups, and the section's name.
const HEADING: &str = "Parameter Groups error";
const SECTION: &str = "parameter_groups";

/// The pseudo parameters that may be grouped.
const PSEUDO: &[&str] = &["OS::stack_id", "OS::project_id"];

/// Checks the section.
pub(crate) fn validate(section: Option<&Value>, schemas: &ParameterSchemas) -> Result<(), Fault> {
    let Some(section) = section.filter(|section| section.is_truthy()) else {
        return Ok(());
    };
    let Some(groups) = section.as_list() else {
        let fault = fault::parameter_groups_not_a_list();
        return Err(fault.under(&[SECTION]).headed(HEADING));
    };
    let mut seen: HashSet<String> = HashSet::new();
    for group in groups {
        let Some(map) = group.as_map() else {
            return Err(fault::attribute_error(format!(
                "'{}' object has no attribute 'get'",
                group.python_type()
            )));
        };
        let label = match map.get("label") {
            None => String::new(),
            Some(Value::String(label)) => label.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(other) => {
                return Err(fault::attribute_error(format!(
                    "'{}' object has no attribute 'isdigit'",
                    other.python_type()
                )));
            }
        };
        let place = |fault: Fault| fault.under(&[SECTION, &label]).headed(HEADING);
        let members = match map.get("parameters") {
            None | Some(Value::Null) => {
                return Err(place(fault::parameter_group_without_parameters()));
            }
            Some(Value::List(members)) => members,
            Some(_) => return Err(place(fault::parameter_group_parameters())),
        };
        for member in members {
            if !seen.insert(member.python_repr()) {
                return Err(place(fault::parameter_grouped_twice(member.python_str())));
            }
            let is_known = member
                .as_str()
                .is_some_and(|name| schemas.contains_key(name) || PSEUDO.contains(&name));
            if !is_known {
                return Err(place(fault::parameter_group_member(member.python_str())));
            }
        }
    }
    Ok(())
}
