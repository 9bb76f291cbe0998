//! Values that are wrong by a schema.

use std::cell::RefCell;
use std::collections::HashMap;

use heat_spec::schema::{InvalidSchema, Schemas};
use serde_json::{Value, json};

/// Finds values that schemas refuse.
#[derive(Debug)]
pub(super) struct Wrong<'a> {
    schemas: &'a Schemas,
    /// What was refused of the candidates, by the text of the schema.
    known: RefCell<HashMap<String, Vec<bool>>>,
}

/// Values of all types.
fn candidates() -> [Value; 8] {
    [
        json!("¿"),
        json!(""),
        json!(-1),
        json!(0.5),
        json!(true),
        json!(["¿"]),
        json!({"¿": "¿"}),
        json!(null),
    ]
}

impl<'a> Wrong<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        Self {
            schemas,
            known: RefCell::default(),
        }
    }

    /// A value of another type than any that the schemas allow.
    pub(super) fn of_type(
        &self,
        layers: &[Value],
        allowed: &[String],
    ) -> Result<Option<Value>, InvalidSchema> {
        self.first(layers, |value| {
            !value.is_null() && !allowed.iter().any(|name| is_of(value, name))
        })
    }

    /// A value of a type that the schemas allow, which they refuse.
    pub(super) fn in_form(
        &self,
        layers: &[Value],
        allowed: &[String],
    ) -> Result<Option<Value>, InvalidSchema> {
        self.first(layers, |value| {
            !value.is_null() && allowed.iter().any(|name| is_of(value, name))
        })
    }

    /// Null, if the schemas refuse it.
    pub(super) fn null(&self, layers: &[Value]) -> Result<Option<Value>, InvalidSchema> {
        self.first(layers, Value::is_null)
    }

    /// Any value that a schema refuses.
    pub(super) fn any(&self, schema: &Value) -> Result<Option<Value>, InvalidSchema> {
        self.first(std::slice::from_ref(schema), |_| true)
    }

    fn first(
        &self,
        layers: &[Value],
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Option<Value>, InvalidSchema> {
        for (index, candidate) in candidates().into_iter().enumerate() {
            if !fits(&candidate) {
                continue;
            }
            for layer in layers {
                if self.is_refused(layer, index)? {
                    return Ok(Some(candidate));
                }
            }
        }
        Ok(None)
    }

    fn is_refused(&self, schema: &Value, index: usize) -> Result<bool, InvalidSchema> {
        let text = schema.to_string();
        if let Some(known) = self.known.borrow().get(&text) {
            return Ok(known[index]);
        }
        let compiled = self.schemas.inline(schema)?;
        let refused: Vec<bool> = candidates()
            .iter()
            .map(|candidate| !compiled.is_valid(candidate))
            .collect();
        let is_refused = refused[index];
        self.known.borrow_mut().insert(text, refused);
        Ok(is_refused)
    }
}

/// Whether a value is of a type as schemas name it.
fn is_of(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => name == "number" || name == "integer" && !number.is_f64(),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}
