//! The report as Markdown: what a pull request or the page of a build shows.

use std::fmt::Write as _;

use super::{Comparison, Report, RequirementResult, Summary};
use crate::verdict::Verdict;

/// How many findings are listed.
const MAX_FINDINGS: usize = 50;

/// A summary: the outcome, the totals, what is wrong, and what is different from an earlier run.
pub(super) fn text(report: &Report, comparison: Option<&Comparison>) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "## Heat API v1: {}\n", report.exit.meaning);
    let (target, catalogue) = (&report.target, &report.catalogue);
    let _ = writeln!(
        text,
        "Target {} at `{}`, catalogue {} {} `{}`.\n",
        escaped(&target.name),
        target.endpoint,
        catalogue.version,
        catalogue.profile,
        catalogue.digest.get(..12).unwrap_or_default()
    );
    totals(&mut text, report);
    findings(&mut text, report);
    for leftover in &report.leftovers {
        let (name, reason) = (escaped(&leftover.name), escaped(&leftover.reason));
        let _ = writeln!(text, "- left over: {name}: {reason}");
    }
    if let Some(comparison) = comparison {
        changes(&mut text, comparison);
    }
    let run = &report.run;
    let _ = writeln!(
        text,
        "\nRun `{}`: {} scenarios, {} requests, {:.1} s, seed {}; exit code {}.",
        run.id,
        report.scenarios.len(),
        run.requests,
        run.seconds,
        run.seed,
        report.exit.code
    );
    text
}

fn totals(text: &mut String, report: &Report) {
    let shown: Vec<Verdict> = Verdict::ALL
        .into_iter()
        .filter(|verdict| {
            report.summary.count(*verdict) + report.generated.summary.count(*verdict) > 0
        })
        .collect();
    let names: Vec<&str> = shown.iter().map(|verdict| verdict.name()).collect();
    let _ = writeln!(text, "| | all | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|{}", "---:|".repeat(shown.len() + 1));
    let mut row = |name: &str, summary: &Summary| {
        let counts = shown
            .iter()
            .map(|verdict| summary.count(*verdict).to_string());
        let counts: Vec<String> = counts.collect();
        let _ = writeln!(
            text,
            "| {name} | {} | {} |",
            summary.total(),
            counts.join(" | ")
        );
    };
    row("requirements", &report.summary);
    row("generated", &report.generated.summary);
}

fn findings(text: &mut String, report: &Report) {
    let all = report
        .requirements
        .iter()
        .chain(&report.generated.requirements);
    let found: Vec<&RequirementResult> = all.filter(|result| is_worth_telling(result)).collect();
    if found.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n| verdict | requirement | promise | reason |\n|---|---|---|---|"
    );
    for result in found.iter().take(MAX_FINDINGS) {
        let _ = writeln!(
            text,
            "| {} | `{}` | {} | {} |",
            result.verdict,
            result.id,
            escaped(&result.statement),
            escaped(result.reason.as_deref().unwrap_or_default())
        );
    }
    let n_more = found.len().saturating_sub(MAX_FINDINGS);
    if n_more > 0 {
        let _ = writeln!(text, "\nand {n_more} more.");
    }
}

fn changes(text: &mut String, comparison: &Comparison) {
    let n_changes = comparison.changes.len();
    let _ = writeln!(
        text,
        "\n### Compared with run `{}`: {n_changes} changes\n",
        comparison.run
    );
    for change in comparison.changes.iter().take(MAX_FINDINGS) {
        let _ = writeln!(text, "- `{}`: {} → {}", change.id, change.then, change.now);
    }
}

/// Whether a verdict asks for something to be done, or is a thing that was not found out.
fn is_worth_telling(result: &RequirementResult) -> bool {
    !matches!(
        result.verdict,
        Verdict::Pass | Verdict::Untested | Verdict::Unsupported
    )
}

/// A text that is no markup, in one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '<' => escaped.push_str("&lt;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_target_says_is_no_markup() {
        assert_eq!(escaped("a|b\n<c> `d`"), "a\\|b &lt;c> \\`d\\`");
    }
}
