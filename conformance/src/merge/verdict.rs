//! Totals and exit code of a whole.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::exit::{
    CONFORMANT, Code, INCOMPLETE, LEFTOVERS, PRECEDENCE, STALE_WAIVER, SUITE_ERROR, VIOLATIONS,
};
use crate::report::Summary;
use crate::saved::SavedReport;
use crate::verdict::Verdict;

/// Counts the verdicts of a whole, and says with which exit code it ends; `codes` are those of its
/// parts.
pub(super) fn conclude(whole: &mut SavedReport, codes: &BTreeSet<u8>) {
    let written = Summary::of(whole.requirements.iter().map(|result| result.verdict));
    let generated = &whole.generated.requirements;
    let generated = Summary::of(generated.iter().map(|result| result.verdict));
    let any = |verdict| written.count(verdict) + generated.count(verdict) > 0;
    let is_there = |list: &str| {
        let list = whole.rest.get(list).and_then(Value::as_array);
        list.is_some_and(|list| !list.is_empty())
    };
    let applies = |code: &Code| match *code {
        VIOLATIONS => any(Verdict::Fail),
        SUITE_ERROR => any(Verdict::Error) || is_there("problems"),
        LEFTOVERS => is_there("leftovers"),
        STALE_WAIVER => any(Verdict::UnexpectedPass) || is_there("expired_waivers"),
        // Only the parts know what was allowed to them.
        INCOMPLETE => any(Verdict::Aborted) || codes.contains(&INCOMPLETE.number),
        _ => false,
    };
    let all: Vec<Code> = PRECEDENCE.into_iter().filter(applies).collect();
    let counts = all.first().copied().unwrap_or(CONFORMANT);
    whole.exit.code = counts.number;
    counts.meaning.clone_into(&mut whole.exit.meaning);
    whole.exit.all = all.iter().map(|code| code.number).collect();
    whole.rest.insert("summary".to_owned(), json!(written));
    whole
        .generated
        .rest
        .insert("summary".to_owned(), json!(generated));
}
