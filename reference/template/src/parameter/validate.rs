//! Checking parameters: unknown names, then each definition and value, the pseudo ones first.

use heat_spec::{Fault, Value, fault};

use super::parameters::{Parameter, Parameters};
use super::value::{cannot_split, texts, typed};
use crate::constraint::Rule;
use crate::constraint::check::{Typed, check};
use crate::constraint::inquiry::Inquiry;
use crate::data_type::DataType;

/// Checks all parameters; without `with_values` only what the template says.
pub(crate) fn validate(
    parameters: &Parameters,
    with_values: bool,
    inquiry: &Inquiry<'_>,
) -> Result<(), Fault> {
    if let Some(name) = parameters.unknown().next() {
        return Err(fault::parameter_unknown(name));
    }
    parameters.iter().try_for_each(|parameter| {
        check_schema(parameter, inquiry)?;
        if with_values {
            check_value(parameter, inquiry)?;
        }
        Ok(())
    })
}

fn check_schema(parameter: &Parameter, inquiry: &Inquiry<'_>) -> Result<(), Fault> {
    let schema = &parameter.schema;
    let wrap = |reason: String| fault::parameter_schema(&parameter.name, reason);
    for constraint in &schema.constraints {
        if !constraint.rule.fits(schema.data_type) {
            return Err(wrap(format!(
                "{} constraint invalid for {}",
                constraint.rule.shown_name(),
                schema.type_name
            )));
        }
    }
    let Some(default) = &schema.default else {
        return Ok(());
    };
    let value = match (schema.data_type, default) {
        (DataType::List, Value::List(items)) => texts(items),
        (DataType::List, Value::String(text)) => {
            Value::List(text.split(',').map(Value::from).collect())
        }
        (DataType::List, other) => {
            return Err(wrap(format!(
                "Default must be a comma-delimited list string: {}",
                cannot_split(other)
            )));
        }
        _ => default.clone(),
    };
    schema
        .constraints
        .iter()
        .filter(|constraint| !matches!(constraint.rule, Rule::Custom(_)))
        .try_for_each(|constraint| check(constraint, &value, typed_as(parameter), inquiry))
        .map_err(|refusal| {
            wrap(format!(
                "Invalid default {} ({})",
                default.python_str(),
                refusal.into_text()
            ))
        })
}

fn check_value(parameter: &Parameter, inquiry: &Inquiry<'_>) -> Result<(), Fault> {
    let Some(raw) = parameter.given.as_ref().or(parameter.default()) else {
        return Err(fault::parameter_missing(&parameter.name));
    };
    let wrap = |reason: String| fault::parameter_value(&parameter.name, reason);
    let value =
        typed(parameter.schema.data_type, raw).map_err(|refusal| wrap(refusal.into_text()))?;
    // Constraints look at lists and JSON as they are read, at everything else as it was given.
    let checked = match parameter.schema.data_type {
        DataType::List | DataType::Map => &value,
        _ => raw,
    };
    parameter
        .schema
        .constraints
        .iter()
        .try_for_each(|constraint| check(constraint, checked, typed_as(parameter), inquiry))
        .map_err(|refusal| refusal.into_fault(wrap))
}

fn typed_as(parameter: &Parameter) -> Typed {
    Typed {
        data_type: parameter.schema.data_type,
        name: parameter.schema.type_name,
    }
}
