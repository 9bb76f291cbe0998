//! Waivers: requirements that a target is known to break, each with a reason and an end.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The waivers that apply to a run.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Waivers {
    active: Vec<Waiver>,
    expired: Vec<Waiver>,
}

/// One requirement that a target is known to break.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The requirement.
    pub id: String,
    /// Why it is accepted.
    pub reason: String,
    /// Where it is discussed.
    #[serde(default)]
    pub link: Option<String>,
    /// The exchange that shows it, as text.
    #[serde(default)]
    pub exchange: Option<String>,
    /// The last day on which it counts.
    #[serde(default)]
    pub expires: Option<Date>,
    /// The name of the target that it is about; all targets if absent.
    #[serde(default)]
    pub scope: Option<String>,
}

/// Why waivers cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WaiverError {
    /// The file is no list of waivers.
    #[error("waivers: {0}")]
    Malformed(String),
    /// A waiver is about nothing.
    #[error("waivers: there is no requirement `{0}`")]
    Unknown(String),
    /// A waiver does not say why.
    #[error("waivers: `{0}` has no reason")]
    Unreasoned(String),
    /// A requirement is waived twice.
    #[error("waivers: `{0}` stands there twice")]
    Twice(String),
}

impl Waivers {
    /// Those of a list that are about a target, as of a day.
    ///
    /// # Errors
    ///
    /// If the document is no list of waivers, or one is about no requirement or has no reason.
    pub fn of_document(
        document: Value,
        target: &str,
        today: Date,
        is_known: impl Fn(&str) -> bool,
    ) -> Result<Self, WaiverError> {
        let list: Vec<Waiver> = serde_json::from_value(document)
            .map_err(|error| WaiverError::Malformed(error.to_string()))?;
        let mut waivers = Self::default();
        for waiver in list {
            if !is_known(&waiver.id) {
                return Err(WaiverError::Unknown(waiver.id));
            }
            if waiver.reason.trim().is_empty() {
                return Err(WaiverError::Unreasoned(waiver.id));
            }
            if waiver.scope.as_deref().is_some_and(|scope| scope != target) {
                continue;
            }
            if waivers.of(&waiver.id).is_some() {
                return Err(WaiverError::Twice(waiver.id));
            }
            if waiver.expires.is_some_and(|end| end < today) {
                waivers.expired.push(waiver);
            } else {
                waivers.active.push(waiver);
            }
        }
        Ok(waivers)
    }

    /// The waiver of a requirement.
    pub fn of(&self, id: &str) -> Option<&Waiver> {
        self.active.iter().find(|waiver| waiver.id == id)
    }

    /// Those that no longer count.
    pub fn expired(&self) -> &[Waiver] {
        &self.expired
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    fn waivers(document: Value) -> Result<Waivers, String> {
        Waivers::of_document(document, "lab", date(2026, 5, 1), |id| id == "a.b")
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_waiver_says_why() {
        let refused = waivers(json!([{"id": "a.b", "reason": " "}])).unwrap_err();
        assert_eq!(refused, "waivers: `a.b` has no reason");
    }

    #[test]
    fn a_waiver_counts_until_its_last_day_and_within_its_scope() {
        let one = |more: Value| {
            let mut waiver = json!({"id": "a.b", "reason": "r"});
            waiver
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            waivers(json!([waiver])).unwrap()
        };
        assert!(one(json!({})).of("a.b").is_some());
        assert!(one(json!({"expires": "2026-05-01"})).of("a.b").is_some());
        let expired = one(json!({"expires": "2026-04-30"}));
        assert!(expired.of("a.b").is_none());
        assert_eq!(expired.expired().len(), 1);
        assert!(one(json!({"scope": "lab"})).of("a.b").is_some());
        assert!(one(json!({"scope": "prod"})).of("a.b").is_none());
    }

    #[test]
    fn mistakes_are_refused() {
        assert_eq!(
            waivers(json!([{"id": "a.c", "reason": "r"}])).unwrap_err(),
            "waivers: there is no requirement `a.c`"
        );
        assert_eq!(
            waivers(json!([{"id": "a.b"}])).unwrap_err(),
            "waivers: missing field `reason`"
        );
        let twice = json!([{"id": "a.b", "reason": "r"}, {"id": "a.b", "reason": "r"}]);
        assert_eq!(
            waivers(twice).unwrap_err(),
            "waivers: `a.b` stands there twice"
        );
    }
}
