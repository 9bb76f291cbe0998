//! Capabilities of a guideline: groups of requirements that are judged together.

use serde::{Deserialize, Serialize};

/// Something that a guideline asks for, and the requirements that show it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    /// Its name in the guideline: `stack-create`.
    pub id: String,
    /// The ids of its requirements, in the catalogue's order. In files a `*` at the end stands for
    /// any end.
    pub requirements: Vec<String>,
}

impl Capability {
    /// The same capability with all ids in the place of patterns.
    ///
    /// What is said of operations that are not there (yet) is passed over; anything else that fits
    /// nothing is a mistake, and returned.
    pub(super) fn expanded<'a>(
        &self,
        known: impl Iterator<Item = &'a String> + Clone,
        has_operation: impl Fn(&str) -> bool,
    ) -> Result<Self, String> {
        for pattern in &self.requirements {
            let is_met = known
                .clone()
                .any(|id| super::profile::is_meant(pattern, id));
            let operation: Vec<&str> = pattern.splitn(3, '.').take(2).collect();
            if !is_met && has_operation(&operation.join(".")) {
                return Err(pattern.clone());
            }
        }
        let patterns = &self.requirements;
        let named = known.filter(|id| {
            let mut patterns = patterns.iter();
            patterns.any(|pattern| super::profile::is_meant(pattern, id))
        });
        Ok(Self {
            id: self.id.clone(),
            requirements: named.cloned().collect(),
        })
    }
}
