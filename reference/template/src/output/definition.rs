//! One output of a template.

use heat_spec::Value;

use crate::expression::Expression;

/// An output whose definition has been read.
#[derive(Clone, Debug)]
pub struct OutputDefinition {
    /// Its name.
    pub name: String,
    pub(crate) description: Value,
    /// Nothing if the output's condition does not hold: its value is `null` then.
    pub(crate) value: Option<Expression>,
}

impl OutputDefinition {
    /// The description; `No description given` if there is none.
    pub fn description(&self) -> String {
        match &self.description {
            Value::Null => "No description given".to_owned(),
            other => other.python_str(),
        }
    }
}
