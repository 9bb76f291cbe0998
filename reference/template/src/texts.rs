//! Texts of templates and environments among the files of a request.

use heat_spec::yaml::{Limits, read_environment, read_template};
use heat_spec::{Map, Value};

/// Reads a template; the error is Heat's message.
pub(crate) fn template(text: &str) -> Result<Value, String> {
    read_template(text, &Limits::default()).map_err(|error| error.to_string())
}

/// Reads an environment, whatever its sections; the error is Heat's message.
pub(crate) fn environment(text: &str) -> Result<Map, String> {
    match read_environment(text) {
        Ok(Value::Map(environment)) => Ok(environment),
        Ok(_) => Ok(Map::new()),
        Err(error) => Err(error.to_string()),
    }
}
