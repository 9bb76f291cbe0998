//! What the tests share: resource types, the way of a request, tables.

use std::sync::{Arc, LazyLock};

use heat_spec::{Fault, Map, Rendering, Value, fault, json, value};
use heat_template::{
    Answers, Environment, Files, Initial, Outcome, Question, ResourceSchema, ResourceTypes,
    StackDefinition, StackIdentity, Strictness, Template,
};
use indexmap::IndexMap;

/// The resource types of `data/types.json`.
pub(crate) struct Types(IndexMap<String, Arc<ResourceSchema>>);

impl ResourceTypes for Types {
    fn find(&self, resource_type: &str) -> Option<Arc<ResourceSchema>> {
        self.0.get(resource_type).cloned()
    }
}

/// The types, read once.
pub(crate) static TYPES: LazyLock<Types> = LazyLock::new(|| {
    let types = json::read(include_str!("../data/types.json")).unwrap();
    let schemas = types.as_map().unwrap().iter().map(|(name, schema)| {
        let schema = ResourceSchema::from_value(schema).unwrap();
        (name.json_text(), Arc::new(schema))
    });
    Types(schemas.collect())
});

/// The rows of a table.
pub(crate) fn rows(text: &str) -> Vec<Value> {
    json::read(text).unwrap().as_list().unwrap().to_vec()
}

/// The operations that read templates.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Operation {
    Preview,
    Validate,
}

/// What a request comes to: the fields are those of the API.
pub(crate) fn request(operation: Operation, body: &Value) -> Result<StackDefinition, Fault> {
    let sections = Environment::sections_of_request(
        body.get("environment"),
        body.get("parameters"),
        body.get("environment_files").is_some_and(Value::is_truthy),
    )?;
    let template = Template::new(body.get("template").cloned().unwrap_or_default())?;
    let files: Files = body
        .get("files")
        .and_then(Value::as_map)
        .into_iter()
        .flatten()
        .map(|(name, text)| (name.json_text(), text.python_str()))
        .collect();
    let environment =
        Environment::of_request(sections, body.get("environment_files"), &files, &template)?;
    template.check_sections()?;
    let identity = |name: &str| StackIdentity {
        name: name.to_owned(),
        id: None,
        project_id: "project".to_owned(),
    };
    if operation == Operation::Validate {
        return StackDefinition::of_template(
            template,
            environment,
            files,
            identity("dummy"),
            &*TYPES,
        );
    }
    let stack = StackDefinition::new(template, environment, files, identity("probe"), &*TYPES)?;
    match stack.validate(Strictness::Full, &*TYPES, &Answers::new())? {
        Outcome::Done(()) => Ok(stack),
        Outcome::Needs(questions) => Err(fault::validation_failed(shown(&questions))),
    }
}

fn shown(questions: &[Question]) -> String {
    let shown: Vec<String> = questions
        .iter()
        .map(|question| format!("{} {}?", question.constraint, question.value.python_repr()))
        .collect();
    shown.join(" ")
}

/// A stack of a template alone, which must be right.
pub(crate) fn stack(template: &Value) -> StackDefinition {
    let body: Value = [("template", template.clone())].into_iter().collect();
    request(Operation::Preview, &body).unwrap()
}

/// What an output of this value has before anything is made.
pub(crate) fn output(value: Value) -> Result<Value, Fault> {
    let template = value!({
        "heat_template_version": "2021-04-16",
        "outputs": { "o": { "value": value } },
    });
    stack(&template).output("o", &Initial)
}

/// Type and message of a fault as a client of the operation sees them.
pub(crate) fn refused(operation: Operation, fault: &Fault) -> Value {
    let is_hidden = heat_spec::fault::fault_type(fault.error_type)
        .is_some_and(|fault_type| !fault_type.shows_message);
    let (error_type, rendering) = match (operation, fault.error_type) {
        (Operation::Preview, error_type) => (error_type, Rendering::Twice),
        (Operation::Validate, "StackValidationFailed") => ("HTTPBadRequest", Rendering::Once),
        (Operation::Validate, error_type) => (error_type, Rendering::Once),
    };
    let message = if is_hidden {
        Value::Null
    } else {
        fault.text(rendering).into()
    };
    Value::List(vec![error_type.into(), message])
}

/// Compares what rows expect with what was seen, and shows all rows that differ.
pub(crate) fn assert_rows(rows: &[Value], seen: impl Fn(&Value) -> Map) {
    let mut differences = Vec::new();
    for row in rows {
        for (key, value) in seen(row) {
            let expected = row.get(&key.json_text());
            if expected.map(Value::to_json) != Some(value.to_json()) {
                differences.push(format!(
                    "{}\n  `{key}` is {}",
                    row.to_json(),
                    value.to_json()
                ));
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{} of {} rows differ:\n{}",
        differences.len(),
        rows.len(),
        differences.join("\n")
    );
}

/// A map with one entry.
pub(crate) fn only(key: &str, value: Value) -> Map {
    [(key.into(), value)].into_iter().collect()
}
