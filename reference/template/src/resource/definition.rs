//! One resource of a template.

use std::sync::Arc;

use heat_spec::{Fault, Key, Value};
use indexmap::IndexMap;

use super::policy::DeletionPolicy;
use crate::environment::resolve::Resolution;
use crate::expression::Expression;
use crate::nested::provider::{self, Provider};
use crate::schema::resource::ResourceSchema;

/// A resource whose definition has been read, with the functions in it still to be evaluated.
#[derive(Clone, Debug)]
pub struct ResourceDefinition {
    /// Its name.
    pub name: String,
    /// The type as it is written, which the environment may map to another.
    pub declared_type: String,
    /// The description; empty if there is none.
    pub description: String,
    pub(crate) properties: Option<Expression>,
    pub(crate) metadata: Option<Expression>,
    pub(crate) depends_on: Option<Vec<String>>,
    pub(crate) deletion_policy: Option<DeletionPolicy>,
    pub(crate) update_policy: Option<Expression>,
    pub(crate) external_id: Option<Expression>,
    pub(crate) condition: Option<Value>,
    pub(crate) resolved: Result<ResolvedType, Fault>,
}

/// What stands for a declared type.
#[derive(Clone, Debug)]
pub(crate) enum ResolvedType {
    /// A type of the service.
    Type(Arc<ResourceSchema>),
    /// A template.
    Template(Arc<Provider>),
}

impl ResourceDefinition {
    /// The schema of the type that stands for the declared one.
    ///
    /// Fails with `resource_type_unknown`, `nested_template_missing` or another fault of a template
    /// that stands for the type, all of which validation finds first.
    pub fn schema(&self) -> Result<&Arc<ResourceSchema>, Fault> {
        match &self.resolved {
            Ok(ResolvedType::Type(schema)) => Ok(schema),
            Ok(ResolvedType::Template(provider)) => Ok(provider.schema()),
            Err(fault) => Err(fault.clone()),
        }
    }

    /// What the environment made of the declared type.
    pub fn resolution(&self) -> Result<Resolution, Fault> {
        match &self.resolved {
            Ok(ResolvedType::Type(schema)) => Ok(Resolution::Type(schema.name.clone())),
            Ok(ResolvedType::Template(provider)) => {
                Ok(Resolution::Template(provider.schema().name.clone()))
            }
            Err(fault) => Err(fault.clone()),
        }
    }

    /// The template that stands for the declared type, if it is one.
    pub fn provider(&self) -> Option<&Arc<Provider>> {
        match &self.resolved {
            Ok(ResolvedType::Template(provider)) => Some(provider),
            _ => None,
        }
    }

    /// What becomes of the resource when it is deleted; what comes from outside always stays.
    pub fn deletion_policy(&self) -> DeletionPolicy {
        if self.external_id.is_some() {
            DeletionPolicy::Retain
        } else {
            self.deletion_policy.unwrap_or_default()
        }
    }

    /// Whether the resource exists already and is only adopted.
    pub fn is_external(&self) -> bool {
        self.external_id.is_some()
    }

    /// Whether a template may refer to the attribute.
    pub(crate) fn has_attribute(&self, name: &str) -> bool {
        match self.schema() {
            Ok(schema) => schema.has_attribute(name),
            // What is not known is not complained about here.
            Err(_) => true,
        }
    }

    /// The properties as they are written; empty if there are none.
    pub(crate) fn written_properties(&self) -> Written<'_> {
        written(self.properties.as_ref())
    }

    /// Whether a property is written, and not as `null`.
    pub fn gives(&self, property: &str) -> bool {
        match self.written_properties() {
            Written::Map(map) => map
                .get(property)
                .is_some_and(|written| !matches!(written, Expression::Scalar(Value::Null))),
            Written::Function(_) => false,
        }
    }

    /// The update policy, likewise.
    pub(crate) fn written_update_policy(&self) -> Written<'_> {
        written(self.update_policy.as_ref())
    }

    /// How messages show the resource: `RandomString "name"`.
    pub(crate) fn shown(&self) -> String {
        let class = match &self.resolved {
            Ok(ResolvedType::Type(schema)) => schema.class_name.as_str(),
            _ => provider::CLASS_NAME,
        };
        format!("{class} \"{}\"", self.name)
    }
}

/// A map of expressions, or the function in its place.
pub(crate) enum Written<'d> {
    /// The map.
    Map(&'d IndexMap<Key, Expression>),
    /// A function, by its class, that makes the whole map, which Heat cannot read.
    Function(&'static str),
}

fn written(expression: Option<&Expression>) -> Written<'_> {
    static EMPTY: std::sync::LazyLock<IndexMap<Key, Expression>> =
        std::sync::LazyLock::new(IndexMap::new);
    match expression {
        Some(Expression::Map(map)) => Written::Map(map),
        Some(Expression::Call(call)) => Written::Function(call.class_name()),
        _ => Written::Map(&EMPTY),
    }
}
