//! The attributes of Neutron's objects: who may set them when, and to what.
//!
//! Source: the request tables of the Networking API v2.0 reference.

use serde_json::{Value, json};

use super::refuse::invalid_input;
use super::shape::Shape;
use crate::cloud::refusal::Refusal;

/// One attribute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub(super) name: &'static str,
    shape: Shape,
    /// Whether `null` is a value too.
    nullable: bool,
    pub(super) on_create: OnCreate,
    /// Whether an update may set it.
    pub(super) updatable: bool,
}

/// What becomes of an attribute when its object is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum OnCreate {
    /// The client has to give it.
    Required,
    /// The client may give it; otherwise the object's rules find a value, or leave it out.
    Open,
    /// The client may give it; otherwise it is this.
    Default(Preset),
    /// The service alone sets it.
    ReadOnly,
}

/// A default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Preset {
    Null,
    No,
    Yes,
    Text(&'static str),
    EmptyList,
}

impl Attribute {
    /// An attribute that clients may give when they make the object, and never again.
    pub(super) const fn new(name: &'static str, shape: Shape, on_create: OnCreate) -> Self {
        Self {
            name,
            shape,
            nullable: false,
            on_create,
            updatable: false,
        }
    }

    /// An attribute that clients may set at any time.
    pub(super) const fn settable(name: &'static str, shape: Shape, on_create: OnCreate) -> Self {
        Self {
            updatable: true,
            ..Self::new(name, shape, on_create)
        }
    }

    /// An attribute that the service alone sets.
    pub(super) const fn read_only(name: &'static str) -> Self {
        Self::new(name, Shape::Map, OnCreate::ReadOnly)
    }

    /// The same attribute, which may be `null` too.
    pub(super) const fn or_null(self) -> Self {
        Self {
            nullable: true,
            ..self
        }
    }

    /// The value as Neutron keeps it.
    ///
    /// # Errors
    ///
    /// If the attribute cannot hold the value.
    pub(super) fn accept(&self, value: &Value) -> Result<Value, Refusal> {
        if value.is_null() && self.nullable {
            return Ok(Value::Null);
        }
        self.shape
            .accept(value)
            .map_err(|reason| invalid_input(self.name, &reason))
    }
}

impl Preset {
    pub(super) fn value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::No => Value::Bool(false),
            Self::Yes => Value::Bool(true),
            Self::Text(text) => text.into(),
            Self::EmptyList => json!([]),
        }
    }
}
