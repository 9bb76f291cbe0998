//! Parameters without values.

use super::parameters::Parameters;

impl Parameters {
    /// The names of the parameters that have neither value nor default, in the order of the
    /// template.
    pub fn without_values(&self) -> Vec<String> {
        self.defined()
            .filter(|parameter| parameter.given.is_none() && parameter.default().is_none())
            .map(|parameter| parameter.name.clone())
            .collect()
    }
}
