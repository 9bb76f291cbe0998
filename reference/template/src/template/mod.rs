//! A template: its version known, its sections still as they were written.

pub(crate) mod sections;
pub(crate) mod shape;

use heat_spec::{Fault, Key, Map, Value, fault};

use crate::parameter::schema::{ParameterSchemas, schemas};
use crate::version::{Language, Version};

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
    /// `dialect_not_supported_yet`, `template_too_deep`, and with the faults of parameter
    /// definitions, which Heat finds before anything else. Keys that are no text become text as in
    /// JSON.
    pub fn new(document: Value) -> Result<Self, Fault> {
        shape::check_depth(&document)?;
        let Value::Map(document) = shape::with_text_keys(document) else {
            return Err(fault::bad_request());
        };
        let version = Version::of(&document)?;
        if version.language() != Language::Hot {
            return Err(fault::dialect_not_supported_yet(version.key()));
        }
        let parameter_schemas = schemas(document.get("parameters"), version.release())?;
        Ok(Self {
            document,
            version,
            parameter_schemas,
        })
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
        let described = self.section("description").filter(|text| text.is_truthy());
        let text = described.map(Value::python_str);
        text.map_or_else(|| "No description".into(), Value::from)
    }

    /// `ParameterGroups` of the answer to `POST /validate`; nothing if there are none.
    pub fn parameter_groups(&self) -> Option<&Value> {
        self.section("parameter_groups")
    }

    /// How many resources the template has, those switched off by conditions included.
    pub fn resource_count(&self) -> usize {
        self.section("resources")
            .and_then(Value::as_map)
            .map_or(0, Map::len)
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

    /// The definitions of parameters.
    pub(crate) fn parameter_schemas(&self) -> &ParameterSchemas {
        &self.parameter_schemas
    }

    /// The names of all resources, those switched off included.
    pub(crate) fn has_resource(&self, name: &str) -> bool {
        self.section("resources")
            .and_then(Value::as_map)
            .is_some_and(|resources| resources.contains_key(&Key::from(name)))
    }
}
