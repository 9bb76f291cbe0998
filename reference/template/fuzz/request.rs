//! What the targets share: a template goes the way of a request, and everything it comes to is text.

use std::sync::{Arc, LazyLock};

use heat_spec::{Fault, Rendering, Value, json, value};
use heat_template::{
    Answers, Environment, Files, Initial, ResourceSchema, ResourceTypes, StackDefinition,
    StackIdentity, Strictness, Template,
};
use indexmap::IndexMap;

struct Types(IndexMap<String, Arc<ResourceSchema>>);

impl ResourceTypes for Types {
    fn find(&self, resource_type: &str) -> Option<Arc<ResourceSchema>> {
        self.0.get(resource_type).cloned()
    }
}

/// The resource types of the tests, read once.
static TYPES: LazyLock<Types> = LazyLock::new(|| {
    let types = json::read(include_str!("../tests/data/types.json")).unwrap_or_default();
    let schemas = types.as_map().into_iter().flatten();
    let schemas = schemas.filter_map(|(name, schema)| {
        let schema = ResourceSchema::from_value(schema).ok()?;
        Some((name.json_text(), Arc::new(schema)))
    });
    Types(schemas.collect())
});

/// What a template and an environment come to, validated and evaluated.
#[must_use]
pub fn told(template: &Value, environment: &Value) -> String {
    match stack(template, environment) {
        Err(fault) => fault.text(Rendering::Once).clone(),
        Ok(stack) => {
            let outputs = stack.outputs().map(|outputs| outputs.keys());
            let outputs = outputs.into_iter().flatten();
            let values = outputs.map(|name| format!("{:?}", stack.output(name, &Initial)));
            let resources = stack.resources().keys();
            let frozen = resources.map(|name| format!("{:?}", stack.frozen(name, &Initial)));
            values.chain(frozen).collect::<Vec<_>>().join("\n")
        }
    }
}

fn stack(template: &Value, environment: &Value) -> Result<StackDefinition, Fault> {
    let sections = Environment::sections_of_request(Some(environment), None, false)?;
    let template = Template::new(template.clone())?;
    let files: Files = [("f".to_owned(), "content".to_owned())].into_iter().collect();
    let environment = Environment::of_request(sections, None, &files, &template)?;
    template.check_sections()?;
    let identity = StackIdentity {
        name: "probe".to_owned(),
        id: None,
        project_id: "project".to_owned(),
    };
    let stack = StackDefinition::new(template, environment, files, identity, &*TYPES)?;
    // Questions about a cloud stay open; what comes before them has been looked at.
    let _ = stack.validate(Strictness::Full, &*TYPES, &Answers::new())?;
    Ok(stack)
}

/// A template with an expression of `yaql` as its only output.
#[must_use]
pub fn with_expression(expression: &str) -> Value {
    let data = value!({
        "l": [3, 1, 2], "s": "hello world", "m": {"a": 1, "b": {"k": [1, 2]}}, "n": null, "t": true,
        "f": 1.5, "o": [{"n": "x", "v": 3, "g": "p"}, {"n": "y", "v": 1, "g": "q"}],
    });
    value!({
        "heat_template_version": "2021-04-16",
        "outputs": { "o": { "value": { "yaql": { "expression": expression, "data": data } } } },
    })
}
