//! Generated requirements, which every part judges by its own exchanges.

use indexmap::IndexMap;

use crate::saved::SavedRequirement;
use crate::verdict::Verdict;

/// One result for each requirement, by all parts.
pub(super) fn merge(parts: Vec<Vec<SavedRequirement>>) -> Vec<SavedRequirement> {
    let mut whole: IndexMap<String, SavedRequirement> = IndexMap::new();
    for result in parts.into_iter().flatten() {
        match whole.get_mut(&result.id) {
            Some(known) if weight(known.verdict) >= weight(result.verdict) => {}
            Some(known) => *known = result,
            None => drop(whole.insert(result.id.clone(), result)),
        }
    }
    whole.into_values().collect()
}

/// Which of two parts decides: one that saw it broken, else one that saw it at all.
fn weight(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Untested => 0,
        Verdict::Unsupported => 1,
        Verdict::Aborted | Verdict::Blocked => 2,
        Verdict::Pass => 3,
        // Another part may have seen what is waived.
        Verdict::UnexpectedPass => 4,
        Verdict::Warn => 5,
        Verdict::Waived => 6,
        Verdict::Flaky => 7,
        Verdict::Fail => 8,
        Verdict::Error => 9,
    }
}
