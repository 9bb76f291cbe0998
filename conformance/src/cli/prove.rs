//! `prove`: show that the suite catches violations.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use heat_conformance::exit::{self, Code};
use heat_conformance::report::{ProofConsole, ReportError, write_json, write_proof_html};
use heat_conformance::{
    Proof, ProofAssignment, ProofError, Sample, Selection, Settings, state_folder,
};

use super::facts::TargetFacts;
use super::interrupts::interrupts;
use super::report_file::{check_writable, report_target};
use super::selection::{CatalogueArguments, answered};
use super::target::TargetArguments;
use super::{Failure, block_on_threads, random_seed};

/// The flags of `prove`.
#[derive(Debug, Args)]
#[command(after_help = FIGURES)]
pub(crate) struct ProveArguments {
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    facts: TargetFacts,
    #[command(flatten)]
    catalogue: CatalogueArguments,
    /// Only violations that fit, by id, broken requirement, op:, profile:, failed(), tag:semantic or
    /// tag:derived; and, or, not
    #[expect(clippy::doc_markdown, reason = "the help shows it as it is written")]
    #[arg(long, value_name = "EXPRESSION", value_parser = Selection::parse)]
    select: Option<Selection>,
    /// Only so many percent of the violations of each kind of each operation
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(1..=100))]
    sample: Option<u32>,
    /// What the choice of the sample, and other random choices, start from [default: random]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How many violations are played at the same time [default: 1, embedded one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    jobs: Option<u32>,
    /// Seconds that a stack may take to finish an action [default: 300, embedded 3]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    timeout: Option<u32>,
    /// Seconds that one request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    request_timeout: u32,
    /// How many cases a property is tried with
    #[arg(long, value_name = "N", default_value_t = 4)]
    cases: u32,
    /// Write a report: json=PATH or html=PATH
    #[arg(long = "report", value_name = "FORMAT=PATH", value_parser = proof_target)]
    reports: Vec<(Format, PathBuf)>,
}

const FIGURES: &str = "\
The last line: killed K of N (P %), semantic K2 of N2 (P2 %), equivalent E, specificity S %
  K of N     derived violations that a scenario caught, of all that were planned
  P %        K of those of the N that are not equivalent
  K2, N2, P2 the same for semantic violations; the two families are never added
  E          violations of both families that nobody can notice, by the reviewed list
  S %        of all that were caught, those whose first failing scenario breaks a requirement
             that the violation names
A whole run, without --select and --sample, also lists the requirements, must or should, that
caught nothing and that violations/unbroken.yaml does not excuse.
Exit codes: 0 all were caught, and every requirement caught something; 1 if not; others as
everywhere.";

#[derive(Clone, Copy, Debug)]
enum Format {
    Json,
    Html,
}

fn proof_target(text: &str) -> Result<(Format, PathBuf), String> {
    report_target(text, &[("json", Format::Json), ("html", Format::Html)])
}

pub(crate) fn execute(arguments: ProveArguments) -> Result<Code, Failure> {
    block_on_threads(prove(arguments))
}

async fn prove(arguments: ProveArguments) -> Result<Code, Failure> {
    let catalogue = arguments.catalogue.catalogue()?;
    let features = arguments.catalogue.features()?;
    let given = arguments.target.main_target()?;
    let is_embedded = given.is_none();
    arguments.facts.check_about(!is_embedded)?;
    for (_, path) in &arguments.reports {
        check_writable(path)?;
    }
    let target = arguments
        .target
        .open(
            given,
            &arguments.facts,
            &arguments.catalogue.profile,
            arguments.request_timeout,
        )
        .await?;
    let seed = arguments.seed.unwrap_or_else(random_seed);
    let proof_of = ProofAssignment {
        target,
        catalogue,
        features,
        settings: arguments.settings(is_embedded, seed)?,
        selection: answered(arguments.select.as_ref())?,
        sample: arguments.sample.map(|percent| Sample { percent, seed }),
        n_jobs: arguments.n_jobs(is_embedded),
    };
    let mut console = ProofConsole::new();
    let proof = heat_conformance::prove(proof_of, interrupts()?, &mut |progress| {
        console.show(&progress);
    })
    .await?;
    console.conclude(&proof);
    for (format, path) in &arguments.reports {
        write(&proof, *format, path).map_err(|error| Failure::suite(&error))?;
    }
    Ok(code(&proof))
}

fn code(proof: &Proof) -> Code {
    if !proof.is_complete() {
        exit::VIOLATIONS
    } else if proof.interrupted {
        exit::INCOMPLETE
    } else {
        exit::CONFORMANT
    }
}

impl ProveArguments {
    fn settings(&self, is_embedded: bool, seed: u64) -> Result<Settings, Failure> {
        let state_folder = state_folder().map_err(|error| Failure::usage(&error))?;
        let (defaults, own_timeout) = if is_embedded {
            (Settings::embedded(state_folder), Some(3))
        } else {
            (Settings::remote(state_folder), None)
        };
        let timeout = self.timeout.or(own_timeout);
        let timeout = timeout.map(|n| Duration::from_secs(n.into()));
        Ok(Settings {
            seed,
            n_cases: self.cases,
            request_timeout: Duration::from_secs(self.request_timeout.into()),
            action_timeout: timeout.unwrap_or(defaults.action_timeout),
            ..defaults
        })
    }

    fn n_jobs(&self, is_embedded: bool) -> usize {
        let asked = self.jobs.and_then(|n| usize::try_from(n).ok());
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        asked.unwrap_or_else(|| if is_embedded { cores() } else { 1 })
    }
}

fn write(proof: &Proof, format: Format, path: &std::path::Path) -> Result<(), ReportError> {
    match format {
        Format::Json => write_json(proof, path),
        Format::Html => write_proof_html(proof, path),
    }
}

impl From<ProofError> for Failure {
    fn from(error: ProofError) -> Self {
        let code = match error {
            ProofError::Run(error) => return error.into(),
            ProofError::NothingSelected => exit::NOTHING_SELECTED,
            _ => exit::SUITE_ERROR,
        };
        Self {
            code,
            message: error.to_string(),
        }
    }
}
