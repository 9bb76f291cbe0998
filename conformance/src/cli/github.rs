//! What a step of GitHub Actions shows: annotations for what is broken, and a summary.

use std::io::Write as _;

use heat_conformance::report::{Format, Rendering, Report, RequirementResult};
use heat_conformance::{History, Verdict};

use super::output;

/// So many annotations; the service shows fewer.
const MAX_ANNOTATIONS: usize = 50;

/// Tells the service what was found, if this is a step of its.
pub(super) fn tell(report: &Report, history: &History) {
    if std::env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true") {
        for line in annotations(report) {
            // Among other lines; the service reads both streams.
            output::remark(&line);
        }
    }
    if let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY") {
        let rendering = Rendering {
            report,
            history,
            comparison: None,
        };
        let file = std::fs::File::options()
            .create(true)
            .append(true)
            .open(&path);
        let written = rendering
            .text(Format::Markdown)
            .map_err(|error| error.to_string())
            .and_then(|text| {
                let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
                written.map_err(|error| error.to_string())
            });
        if let Err(reason) = written {
            output::remark(&format!("no step summary: {reason}"));
        }
    }
}

fn annotations(report: &Report) -> Vec<String> {
    let all = report
        .requirements
        .iter()
        .chain(&report.generated.requirements);
    let annotations = all.filter_map(annotation);
    annotations.take(MAX_ANNOTATIONS).collect()
}

fn annotation(result: &RequirementResult) -> Option<String> {
    let command = match result.verdict {
        Verdict::Fail | Verdict::Error | Verdict::UnexpectedPass => "error",
        Verdict::Warn | Verdict::Flaky | Verdict::Blocked | Verdict::Aborted => "warning",
        _ => return None,
    };
    let reason = result.reason.as_deref().unwrap_or_default();
    let title = property(&format!("{} {}", result.verdict, result.id));
    let message = data(&format!("{} {reason}", result.statement));
    Some(format!("::{command} title={title}::{message}"))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_target_says_is_no_command() {
        assert_eq!(data("100%\n::error::x"), "100%25%0A::error::x");
        assert_eq!(property("a: b, c"), "a%3A b%2C c");
    }
}
