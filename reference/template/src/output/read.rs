//! Reading the section `outputs`.

use heat_spec::{Fault, Value, fault};
use indexmap::IndexMap;

use super::definition::OutputDefinition;
use crate::expression::located;
use crate::expression::parse::{Parser, Place};
use crate::expression::path::Path;
use crate::expression::resolve::resolve;
use crate::words::Words;

/// The heading of faults in the form of outputs.
const HEADING: &str = "Output validation error";

/// Reads the outputs; those whose condition does not hold keep no value.
pub(crate) fn outputs(
    section: Option<&Value>,
    parser: &Parser<'_>,
) -> Result<IndexMap<String, OutputDefinition>, Fault> {
    let Some(section) = section.filter(|section| section.is_truthy()) else {
        return Ok(IndexMap::new());
    };
    let Some(map) = section.as_map() else {
        return Err(fault::attribute_error(format!(
            "'{}' object has no attribute 'items'",
            section.python_type()
        )));
    };
    map.iter()
        .map(|(name, definition)| {
            let name = name.json_text();
            let output = output(&name, definition, parser, parser.dialect.words())?;
            Ok((name, output))
        })
        .collect()
}

fn output(
    name: &str,
    definition: &Value,
    parser: &Parser<'_>,
    words: &Words,
) -> Result<OutputDefinition, Fault> {
    let place = |fault: Fault| fault.under(&[words.outputs, name]).headed(HEADING);
    let Some(map) = definition.as_map() else {
        return Err(place(fault::output_not_a_map(definition.python_type())));
    };
    let Some(value) = map.get(words.output.value) else {
        return Err(place(fault::output_without_value(words.output.value)));
    };
    let outputs = Path::Root(words.outputs);
    let path = outputs.key(name);
    let condition = map
        .get(words.output.condition)
        .filter(|_| parser.dialect.has_conditions());
    let is_enabled = match condition {
        Some(condition) => is_enabled(condition, parser, &path.key(words.output.condition))?,
        None => true,
    };
    let value = if is_enabled {
        Some(parser.parse(value, Place::Template, &path.key(words.output.value))?)
    } else {
        None
    };
    Ok(OutputDefinition {
        name: name.to_owned(),
        description: map
            .get(words.output.description)
            .cloned()
            .unwrap_or_default(),
        value,
    })
}

fn is_enabled(condition: &Value, parser: &Parser<'_>, path: &Path<'_>) -> Result<bool, Fault> {
    let scope = parser.scope;
    scope.budget.renew();
    let condition = parser.parse(condition, Place::Condition, path)?;
    resolve(&condition, scope)
        .and_then(|condition| scope.is_enabled(&condition))
        .map_err(|fault| located(fault, || path.located()))
}
