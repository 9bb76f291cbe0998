//! Parameters that an update may not change.

use heat_spec::{Fault, Map, fault};

use super::parameters::Parameters;
use crate::python::equality::equal;

impl Parameters {
    /// Refuses an update from `self` to `new` that changes immutable parameters.
    ///
    /// `given` holds the values of the update; they are compared as they are written, so that the
    /// text `"1"` changes the number 1, as upstream has it. Fails with `parameters_immutable`.
    pub fn check_unchanged(&self, new: &Self, given: &Map) -> Result<(), Fault> {
        let changed: Vec<&str> = new
            .defined()
            .filter(|parameter| parameter.schema.is_immutable)
            .filter(|parameter| {
                let Some(Ok(before)) = self.get(&parameter.name).map(|old| old.value()) else {
                    return false;
                };
                match (given.get(&parameter.name), parameter.value()) {
                    (Some(after), _) | (None, Ok(after)) => !equal(before, after),
                    (None, Err(_)) => true,
                }
            })
            .map(|parameter| parameter.name.as_str())
            .collect();
        if changed.is_empty() {
            Ok(())
        } else {
            Err(fault::parameters_immutable(changed.join(", ")))
        }
    }
}
