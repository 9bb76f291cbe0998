//! A template: its version known, its sections still as they were written.

pub(crate) mod sections;
pub(crate) mod shape;

use heat_spec::{Fault, Key, Map, Value, fault};

use crate::environment::registry::is_template;
use crate::parameter::schema::{ParameterSchemas, schemas};
use crate::version::Version;
use crate::words::Words;

/// A template whose version and parameters have been read.
#[derive(Clone, Debug)]
pub struct Template {
    document: Map,
    version: Version,
    parameter_schemas: ParameterSchemas,
}

impl Template {
    /// Reads the version and the definitions of parameters.
    ///
    /// Fails with `bad_request` if the document is no map, `template_version`,
    /// `template_too_deep`, and with the faults of parameter definitions, which Heat finds before
    /// anything else. Keys that are no text become text as in JSON.
    pub fn new(document: Value) -> Result<Self, Fault> {
        shape::check_depth(&document)?;
        let Value::Map(document) = shape::with_text_keys(document) else {
            return Err(fault::bad_request());
        };
        let version = Version::of(&document)?;
        let parameters = document.get(version.dialect().words().parameters);
        let parameter_schemas = schemas(parameters, version.dialect())?;
        Ok(Self {
            document,
            version,
            parameter_schemas,
        })
    }

    /// The same template with no resource.
    pub fn without_resources(&self) -> Value {
        let mut document = self.document.clone();
        if let Some(section) = document.get_mut(self.words().resources) {
            *section = Value::Map(Map::new());
        }
        Value::Map(document)
    }

    /// Where the properties of a resource stand in the document.
    pub fn place_of_properties<'p>(&self, resource: &'p str) -> [&'p str; 3] {
        let words = self.words();
        [words.resources, resource, words.resource.properties]
    }

    /// The document.
    pub fn document(&self) -> Value {
        Value::Map(self.document.clone())
    }

    /// The version.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// The description; `No description` if Python takes it for nothing.
    ///
    /// It may be written as anything. Upstream shows it as it is; here it is a text, which is what
    /// the documents promise and typed clients read.
    pub fn description(&self) -> Value {
        let described = self.section(self.words().description);
        let text = described
            .filter(|text| text.is_truthy())
            .map(Value::python_str);
        text.map_or_else(|| "No description".into(), Value::from)
    }

    /// `ParameterGroups` of the answer to `POST /validate`; nothing if there are none.
    pub fn parameter_groups(&self) -> Option<&Value> {
        self.section(self.words().parameter_groups?)
    }

    /// How many resources the template has, those switched off by conditions included.
    pub fn resource_count(&self) -> usize {
        self.resources().map_or(0, Map::len)
    }

    /// A document with nothing but the version: the template of a stack whose creation was rolled
    /// back.
    pub fn empty_like(&self) -> Value {
        [(self.version.key(), self.version.name())]
            .into_iter()
            .collect()
    }

    /// Checks that there are only known sections and that every resource has a type.
    ///
    /// Fails with `template_section`, `resources_not_maps`, `resource_keyword`,
    /// `resource_without_type` or `resource_with_empty_type`.
    pub fn check_sections(&self) -> Result<(), Fault> {
        sections::check(&self.document, &self.version)
    }

    /// The first section that templates of this version do not have.
    pub fn unknown_section(&self) -> Option<String> {
        sections::unknown_section(&self.document, &self.version)
    }

    /// Checks that every resource of a HOT template has a type, and no key that resources have not.
    ///
    /// Fails with `attribute_error`, `resources_not_maps`, `resource_keyword` or
    /// `resource_without_type`.
    pub fn check_resource_keys(&self) -> Result<(), Fault> {
        sections::check_resource_keys(&self.document, &self.version)
    }

    /// The names of templates that resources have for their types.
    pub fn template_types(&self) -> impl Iterator<Item = String> {
        let words = self.words();
        let resources = self.resources().into_iter().flat_map(Map::values);
        resources
            .filter_map(|resource| resource.get(words.resource.kind)?.as_str())
            .filter(|name| is_template(name))
            .map(str::to_owned)
    }

    /// A section, unless it is empty in Python's sense.
    pub(crate) fn section(&self, name: &str) -> Option<&Value> {
        self.document
            .get(name)
            .filter(|section| section.is_truthy())
    }

    /// A section as it is written.
    pub(crate) fn written_section(&self, name: &str) -> Option<&Value> {
        self.document.get(name)
    }

    /// The resources as they are written.
    pub(crate) fn resources(&self) -> Option<&Map> {
        self.section(self.words().resources)?.as_map()
    }

    /// The outputs as they are written.
    pub(crate) fn outputs(&self) -> Option<&Value> {
        self.section(self.words().outputs)
    }

    /// The tables; empty if there are none.
    pub(crate) fn mappings(&self) -> &Value {
        static NONE: Value = Value::List(Vec::new());
        let section = self.words().mappings.and_then(|name| self.section(name));
        section.unwrap_or(&NONE)
    }

    /// The words of the language.
    pub(crate) fn words(&self) -> &'static Words {
        self.version.dialect().words()
    }

    /// The definitions of parameters.
    pub(crate) fn parameter_schemas(&self) -> &ParameterSchemas {
        &self.parameter_schemas
    }

    /// The names of all resources, those switched off included.
    pub(crate) fn has_resource(&self, name: &str) -> bool {
        self.resources()
            .is_some_and(|resources| resources.contains_key(&Key::from(name)))
    }
}
