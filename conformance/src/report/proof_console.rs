//! The proof for people: progress while it goes on, then survivors and figures.

use std::io::{IsTerminal as _, Write as _};

use indicatif::ProgressBar;

use super::StandardOutput;
use super::console::bar;
use crate::prove::{Finding, Proof, ProofProgress};

/// Writes to the terminal, or plain lines where there is none.
pub struct ProofConsole {
    out: StandardOutput,
    /// Only on a terminal.
    bar: Option<ProgressBar>,
}

impl Default for ProofConsole {
    fn default() -> Self {
        Self::new()
    }
}

impl ProofConsole {
    /// On standard output; the moving line only on a terminal.
    pub fn new() -> Self {
        Self {
            out: StandardOutput::new(),
            bar: None,
        }
    }

    /// Shows how the proof goes on.
    pub fn show(&mut self, progress: &ProofProgress<'_>) {
        match progress {
            ProofProgress::Clean { n_scenarios } => {
                self.begin(
                    &format!("{n_scenarios} scenarios without any violation"),
                    *n_scenarios,
                );
            }
            ProofProgress::Unusable { name, reason } => {
                self.line(&format!("not used: {name}: {reason}"));
            }
            ProofProgress::Planned { n_violations } => {
                self.begin(&format!("{n_violations} violations"), *n_violations);
            }
            ProofProgress::Done { finding } => {
                if let Some(bar) = &self.bar {
                    bar.inc(1);
                }
                if let Some(finding) = finding.filter(|finding| finding.is_survivor()) {
                    self.survivor(finding);
                }
            }
        }
    }

    /// Shows what came of all violations; the figures are in the last line.
    pub fn conclude(&mut self, proof: &Proof) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        self.line("");
        for finding in proof.survivors() {
            self.survivor(finding);
        }
        for finding in proof.unspecific() {
            self.line(&format!(
                "unspecific: {} was caught by {}",
                finding.id(),
                finding.words()
            ));
        }
        if let Some(idle) = &proof.idle {
            for id in &idle.kills_nothing {
                self.line(&format!("kills nothing: {id}"));
            }
            for id in &idle.stale {
                self.line(&format!(
                    "violations/unbroken.yaml: {id} is stale: it kills something"
                ));
            }
        }
        if proof.interrupted {
            self.line("interrupted: the violations that were not played are left out");
        }
        let catalogue = &proof.catalogue;
        self.line(&format!(
            "target {}, catalogue {} {} ({}), {:.0} s",
            proof.target,
            catalogue.version,
            catalogue.profile,
            catalogue.digest.get(..12).unwrap_or_default(),
            proof.seconds,
        ));
        self.line(&proof.headline());
    }

    fn survivor(&mut self, finding: &Finding) {
        self.line(&format!("survived: {}: {}", finding.id(), finding.words()));
    }

    fn begin(&mut self, text: &str, length: usize) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        self.line(text);
        if std::io::stdout().is_terminal() {
            self.bar = Some(bar(length));
        }
    }

    fn line(&mut self, text: &str) {
        // A reader that went away (`| head`) is no reason to end a proof.
        let mut write = || drop(writeln!(self.out, "{text}"));
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}
