//! The report for people: progress while the run goes on, then totals and what is wrong.

use std::borrow::Cow;
use std::io::{IsTerminal as _, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Report, RequirementResult, StandardOutput, Summary};
use crate::run::Progress;
use crate::verdict::Verdict;

/// Writes to the terminal, or plain lines where there is none.
pub struct Console {
    out: Box<dyn Write>,
    /// Only on a terminal.
    bar: Option<ProgressBar>,
    is_terminal: bool,
}

impl Console {
    /// On standard output, or beside it where that belongs to a report; colours and the moving line
    /// only on a terminal.
    pub fn new(is_beside: bool) -> Self {
        let (out, is_terminal): (Box<dyn Write>, bool) = if is_beside {
            (
                Box::new(anstream::stderr()),
                std::io::stderr().is_terminal(),
            )
        } else {
            (
                Box::new(StandardOutput::new()),
                std::io::stdout().is_terminal(),
            )
        };
        Self {
            out,
            bar: None,
            is_terminal: is_terminal && !is_beside,
        }
    }

    /// Shows how the run goes on.
    pub fn show(&mut self, progress: &Progress<'_>) {
        match progress {
            Progress::Planned { run, n_scenarios } => {
                self.line(&format!("run {run}: {n_scenarios} scenarios"));
                if self.is_terminal {
                    self.bar = Some(bar(*n_scenarios));
                }
            }
            Progress::Finished {
                name,
                verdict,
                reason,
            } => {
                if let Some(bar) = &self.bar {
                    bar.inc(1);
                    bar.set_message((*name).to_owned());
                }
                // On a terminal the moving line is enough for what is well.
                if self.bar.is_none() || *verdict != Verdict::Pass {
                    let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
                    self.line(&format!("{} {name}{reason}", painted(*verdict)));
                }
            }
            Progress::Interrupted { run } => self.line(&format!(
                "interrupted: deleting what was made (once more to leave at once; \
                 then: heat-conformance cleanup {run})"
            )),
        }
    }

    /// Shows what the run found.
    pub fn conclude(&mut self, report: &Report) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        self.line("");
        let all = || {
            report
                .requirements
                .iter()
                .chain(&report.generated.requirements)
        };
        for result in all().filter(|result| is_worth_telling(result)) {
            self.finding(result);
        }
        for problem in &report.problems {
            self.line(&format!("error in the suite: {problem}"));
        }
        for leftover in &report.leftovers {
            let id = leftover.id.as_deref().unwrap_or("id unknown");
            self.line(&format!(
                "left over: {} ({id}) at {}: {}",
                leftover.name, leftover.endpoint, leftover.reason
            ));
        }
        for id in &report.expired_waivers {
            self.line(&format!("expired waiver: {id}"));
        }
        for capability in &report.capabilities {
            self.line(&format!(
                "{} capability {} ({} of {} requirements passed)",
                painted(capability.verdict),
                capability.id,
                capability.passed,
                capability.requirements.len()
            ));
        }
        self.line(&format!("requirements: {}", totals(&report.summary)));
        self.line(&format!(
            "generated:    {}",
            totals(&report.generated.summary)
        ));
        let modified = report
            .catalogue
            .modified_by
            .as_ref()
            .map_or_else(String::new, |folder| format!(", features of {folder}"));
        let (name, endpoint) = (&report.target.name, &report.target.endpoint);
        let target = if name == endpoint {
            name.clone()
        } else {
            format!("{name} ({endpoint})")
        };
        let catalogue = &report.catalogue;
        self.line(&format!(
            "target {target}, catalogue {} {} ({}{modified})",
            catalogue.version,
            catalogue.profile,
            catalogue.digest.get(..12).unwrap_or_default(),
        ));
        if !report.run.is_finished {
            self.line("the run did not come to its end; what is open is aborted");
        }
        if report.run.reconnects > 0 {
            let n_reconnects = report.run.reconnects;
            self.line(&format!("{n_reconnects} connections had to be made again"));
        }
        self.line(&format!(
            "{} scenarios, {} requests ({:.1} a requirement in the median), {:.1} s, seed {}",
            report.scenarios.len(),
            report.run.requests,
            report.run.requests_per_requirement,
            report.run.seconds,
            report.run.seed
        ));
        self.line(&format!(
            "exit {}: {}",
            report.exit.code, report.exit.meaning
        ));
    }

    fn finding(&mut self, result: &RequirementResult) {
        let reason = match (&result.reason, result.failures.is_empty()) {
            (Some(reason), true) => format!(": {reason}"),
            (Some(reason), false) if result.verdict != Verdict::Fail => format!(": {reason}"),
            _ => String::new(),
        };
        self.line(&format!(
            "{} {}{reason}",
            painted(result.verdict),
            result.id
        ));
        for failure in &result.failures {
            self.line(&format!("     at       {}", failure.at));
            self.line(&format!("     expected {}", shortened(&failure.expected)));
            self.line(&format!("     seen     {}", shortened(&failure.seen)));
            if let Some(exchange) = &failure.exchange {
                self.line(&format!("     exchange {exchange}"));
            }
            if let Some(curl) = &failure.curl {
                self.line(&format!("     {}", shortened(curl)));
            }
        }
    }

    fn line(&mut self, text: &str) {
        // A reader that went away (`| head`) is no reason to end a run.
        let mut write = || drop(writeln!(self.out, "{text}"));
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

pub(super) fn bar(n_scenarios: usize) -> ProgressBar {
    let length = u64::try_from(n_scenarios).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stdout());
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {eta} {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Whether a reader has to look at it: what is not selected by anybody's wish, or broken.
fn is_worth_telling(result: &RequirementResult) -> bool {
    let is_generated = result.scenarios.is_empty();
    match result.verdict {
        Verdict::Pass => false,
        Verdict::Untested => !is_generated,
        _ => true,
    }
}

fn painted(verdict: Verdict) -> String {
    let color = match verdict {
        Verdict::Pass => AnsiColor::Green,
        Verdict::Fail | Verdict::Error | Verdict::UnexpectedPass => AnsiColor::Red,
        Verdict::Warn | Verdict::Flaky | Verdict::Blocked | Verdict::Aborted => AnsiColor::Yellow,
        Verdict::Unsupported | Verdict::Untested | Verdict::Waived => AnsiColor::Cyan,
    };
    let style = Style::new().fg_color(Some(color.into()));
    format!("{style}{verdict:<11}{style:#}")
}

/// `120: 118 pass, 2 fail`
fn totals(summary: &Summary) -> String {
    let counts: Vec<String> = summary
        .0
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(verdict, count)| format!("{count} {verdict}"))
        .collect();
    if counts.is_empty() {
        return "none selected".to_owned();
    }
    format!("{}: {}", summary.total(), counts.join(", "))
}

/// How many characters of a value are shown; the JSON report has all of them.
const SHOWN: usize = 1000;

/// A value as far as a reader of a terminal wants to see it.
fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!(
            "{}… ({} more characters, see --report json=PATH)",
            &text[..end],
            text[end..].chars().count()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_between_characters() {
        assert_eq!(shortened("short"), "short");
        let long = "ü".repeat(SHOWN + 5);
        let expected = format!(
            "{}… (5 more characters, see --report json=PATH)",
            "ü".repeat(SHOWN)
        );
        assert_eq!(shortened(&long), expected);
    }
}
