//! A watch for people: violations as they come, and at the end what the client reached.

use std::fmt::Write as _;
use std::io::Write as _;

use heat_spec::catalogue::Level;

use super::StandardOutput;
use crate::watch::{Broken, HeatRoot, Sighting, WatchReport};

/// Writes lines to standard output.
pub struct WatchConsole {
    heat: HeatRoot,
    out: StandardOutput,
}

impl WatchConsole {
    /// For the watch of a service.
    pub fn new(heat: HeatRoot) -> Self {
        Self {
            heat,
            out: StandardOutput::new(),
        }
    }

    /// Shows what was seen.
    pub fn show(&mut self, sighting: &Sighting<'_>) {
        match sighting {
            Sighting::Ready { address, identity } => {
                let endpoint = self.heat.at(&address.to_string());
                self.line(&format!("watching {} at {endpoint}", self.heat));
                if let Some(identity) = identity {
                    self.line(&format!("export OS_AUTH_URL=http://{identity}/v3"));
                }
            }
            Sighting::Broken { broken, exchange } => {
                self.line(&format!("{} {}", word(broken.level), broken.id));
                self.line(&format!("     at       {}", broken.difference.at));
                self.line(&format!("     expected {}", broken.difference.expected));
                self.line(&format!("     seen     {}", broken.difference.seen));
                self.line(&format!("     exchange {exchange}"));
            }
            Sighting::Unanswered { request, reason } => {
                self.line(&format!("unanswered {request}: {reason}"));
            }
        }
    }

    /// Shows what it came to.
    pub fn conclude(&mut self, report: &WatchReport) {
        let text = concluded(report);
        self.line(text.trim_end());
    }

    fn line(&mut self, text: &str) {
        // A reader that went away (`| head`) is no reason to end a watch.
        let _ = writeln!(self.out, "{text}");
        let _ = self.out.flush();
    }
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Must => "fail",
        Level::Should | Level::May => "warn",
    }
}

fn concluded(report: &WatchReport) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(text);
    for operation in report.operations.iter().filter(|one| one.is_reached) {
        let words = |statuses: &[u16]| {
            let words: Vec<String> = statuses.iter().map(u16::to_string).collect();
            words.join(" ")
        };
        let missing = match words(&operation.missing).as_str() {
            "" => String::new(),
            missing => format!(" (not reached: {missing})"),
        };
        let _ = writeln!(
            text,
            "{:30} {}{missing}",
            operation.id,
            words(&operation.seen)
        );
    }
    for unknown in &report.unknown {
        let _ = writeln!(
            text,
            "not in the catalogue: {} {} → {} ({} times)",
            unknown.method, unknown.path, unknown.status, unknown.n_times
        );
    }
    for broken in &report.broken {
        let _ = writeln!(text, "{}", summed(broken));
    }
    let totals = &report.totals;
    let (operations, all_operations) = report.operations_reached();
    let (answers, all_answers) = report.answers_reached();
    let _ = writeln!(
        text,
        "reached {operations} of {all_operations} operations, {answers} of {all_answers} \
         documented answers"
    );
    let _ = writeln!(
        text,
        "{} requests ({} unanswered, {} unknown), {} checks: {} violations, {} warnings",
        totals.requests,
        totals.unanswered,
        totals.unknown,
        totals.checks,
        totals.violations,
        totals.warnings
    );
    if totals.requests > totals.unanswered && totals.checks == 0 {
        let _ = writeln!(
            text,
            "nothing was checked: no answer was one of the catalogue's operations; \
             is it the Orchestration API that was watched?"
        );
    }
    let code = report.code();
    let _ = writeln!(text, "exit {}: {}", code.number, code.meaning);
    text
}

fn summed(broken: &Broken) -> String {
    format!(
        "{} {}: {} ({} of {} exchanges)",
        word(broken.level),
        broken.id,
        broken.difference,
        broken.n_broken,
        broken.n_broken + broken.n_met
    )
}
