//! A template in the place of a resource type: its parameters are the properties, its outputs the
//! attributes.

use std::sync::Arc;

use heat_spec::{Fault, Map, Value, fault};

use crate::Files;
use crate::data_type::DataType;
use crate::parameter::schema::ParameterSchema;
use crate::properties::Properties;
use crate::schema::attribute::AttributeSchema;
use crate::schema::property::PropertySchema;
use crate::schema::resource::ResourceSchema;
use crate::template::Template;
use crate::texts;

/// The class that messages show for a resource that stands for a template.
pub(crate) const CLASS_NAME: &str = "TemplateResource";

/// A template that stands for a resource type.
#[derive(Clone, Debug)]
pub struct Provider {
    template: Template,
    schema: Arc<ResourceSchema>,
}

impl Provider {
    /// Reads the template of that name; `defaults` are those of the environment.
    ///
    /// Fails with `nested_template_missing`, `nested_template_format`, and with the faults of
    /// [`Template::new`].
    pub(crate) fn read(name: &str, files: &Files, defaults: &Map) -> Result<Self, Fault> {
        let Some(text) = files.get(name) else {
            return Err(fault::nested_template_missing(name, why_missing(name)));
        };
        let document = match texts::template(text) {
            Ok(document) => document,
            // The reader takes any text for that of a template of a request.
            Err(reason) => {
                let reason = reason.replacen("[root stack]", name, 1);
                return Err(fault::nested_template_format(reason));
            }
        };
        let template = Template::new(document)?;
        let schema = Arc::new(schema(name, &template, defaults));
        Ok(Self { template, schema })
    }

    /// The template.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// What a resource of the type takes and gives.
    pub fn schema(&self) -> &Arc<ResourceSchema> {
        &self.schema
    }

    /// The template's parameters, from the properties of the resource.
    pub fn parameters(&self, properties: &Properties) -> Map {
        let given = properties.values().iter();
        given
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), parameter(value)))
            .collect()
    }
}

/// Lists become text with commas, which is how such a parameter is written.
fn parameter(value: &Value) -> Value {
    let Value::List(items) = value else {
        return value.clone();
    };
    let mut texts = Vec::new();
    let is_of_maps = matches!(items.first(), Some(Value::Map(_)));
    for (index, item) in items.iter().enumerate() {
        match item {
            Value::Map(map) if is_of_maps => texts.extend(map.iter().map(|(key, value)| {
                format!(".member.{index}.{}={}", key.json_text(), value.python_str())
            })),
            Value::Null => texts.push(String::new()),
            item => texts.push(item.python_str()),
        }
    }
    texts.join(",").into()
}

fn why_missing(name: &str) -> String {
    match name.split_once(':') {
        Some(("http" | "https", _)) => format!("Failed to retrieve template from {name}"),
        Some((scheme, _)) => format!("Invalid URL scheme {scheme}"),
        None => "Invalid URL scheme ".to_owned(),
    }
}

fn schema(name: &str, template: &Template, defaults: &Map) -> ResourceSchema {
    let parameters = template.parameter_schemas().iter();
    let properties = parameters.map(|(parameter, schema)| {
        let has_default = schema.default.is_some()
            || defaults
                .get(parameter.as_str())
                .is_some_and(|value| !value.is_null());
        (parameter.clone(), property(schema, has_default))
    });
    let outputs = template.outputs().and_then(Value::as_map);
    let outputs = outputs
        .into_iter()
        .flat_map(Map::keys)
        .map(heat_spec::Key::json_text);
    ResourceSchema {
        name: name.to_owned(),
        class_name: CLASS_NAME.to_owned(),
        properties: properties.collect(),
        attributes: outputs
            .chain(["show".to_owned()])
            .map(|output| (output, AttributeSchema::default()))
            .collect(),
        support_status: "SUPPORTED".to_owned(),
        // What is in the stack is known at run time only.
        has_any_attribute: true,
        ..ResourceSchema::default()
    }
}

fn property(schema: &ParameterSchema, has_default: bool) -> PropertySchema {
    PropertySchema {
        data_type: schema.data_type,
        default: None,
        is_required: !has_default,
        // What a change means is the template's to say.
        is_update_allowed: true,
        is_immutable: false,
        is_unimplemented: false,
        is_convertible: matches!(schema.data_type, DataType::Map | DataType::List),
        constraints: schema.constraints.clone(),
        children: None,
        type_property: None,
        formerly: None,
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn lists_become_text() {
        for (list, text) in [
            (value!([]), ""),
            (value!(["a", null, "b"]), "a,,b"),
            (
                value!([{ "a": 1, "b": "x" }, { "d": 2 }]),
                ".member.0.a=1,.member.0.b=x,.member.1.d=2",
            ),
        ] {
            assert_eq!(parameter(&list), Value::from(text));
        }
        assert_eq!(parameter(&value!({ "a": [1] })), value!({ "a": [1] }));
    }
}
