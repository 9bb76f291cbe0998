//! `compare`: what two targets do differently.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use heat_conformance::exit::Code;
use heat_conformance::report::{Console, Report, contrast_text, write_json};
use heat_conformance::target::Role;
use heat_conformance::{
    Answers, Assignment, History, Progress, RunError, SavedReport, Settings, compare, past_events,
    selects_anything, state_folder,
};

use super::interrupts::interrupts;
use super::report_file::{check_writable, report_target};
use super::selection::{CatalogueArguments, SelectionArguments};
use super::target::{TargetArguments, identity};
use super::{Failure, block_on, output, random_seed, reports};

/// What is compared of a run: its report, and its answers if they are known.
type Compare = (SavedReport, Option<Answers>);

/// The flags of `compare`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CompareArguments {
    /// The first: a run by its id, its JSON report, a cloud of clouds.yaml, or `embedded`
    #[arg(value_name = "A")]
    first: String,
    /// The second
    #[arg(value_name = "B")]
    second: String,
    #[command(flatten)]
    catalogue: CatalogueArguments,
    #[command(flatten)]
    selection: SelectionArguments,
    /// A cloud of clouds.yaml for a further identity at A: other, reader, admin, stack-user or fresh
    #[arg(long = "identity-a", value_name = "ROLE=CLOUD", value_parser = identity)]
    first_identities: Vec<(Role, String)>,
    /// The same at B
    #[arg(long = "identity-b", value_name = "ROLE=CLOUD", value_parser = identity)]
    second_identities: Vec<(Role, String)>,
    /// Seconds that a stack may take to finish an action [default: 300, embedded 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    timeout: Option<u32>,
    /// What random choices start from, at both [default: random]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Write a report: json=PATH
    #[arg(long = "report", value_name = "FORMAT=PATH", value_parser = compare_report)]
    reports: Vec<((), PathBuf)>,
}

const EXAMPLES: &str = "\
Targets are asked the same, one after the other; ids, times and speed are no difference.
Examples:
  heat-conformance compare embedded mycloud --select 'op:stacks.*'
  heat-conformance compare before.json after.json --report json=differences.json
Exit codes: 0 nothing differs, 1 something does, others as everywhere.";

fn compare_report(text: &str) -> Result<((), PathBuf), String> {
    report_target(text, &[("json", ())])
}

pub(crate) fn execute(arguments: CompareArguments) -> Result<Code, Failure> {
    block_on(contrast(arguments))
}

async fn contrast(arguments: CompareArguments) -> Result<Code, Failure> {
    for ((), path) in &arguments.reports {
        check_writable(path)?;
    }
    let seed = arguments.seed.unwrap_or_else(random_seed);
    let first = arguments.side(&arguments.first, &arguments.first_identities, seed);
    let first = Box::pin(first).await?;
    let second = arguments.side(&arguments.second, &arguments.second_identities, seed);
    let second = Box::pin(second).await?;
    let answers = first.1.as_ref().zip(second.1.as_ref());
    let contrast = compare(&first.0, &second.0, answers);
    output::print(&contrast_text(&contrast));
    for ((), path) in &arguments.reports {
        write_json(&contrast, path).map_err(|error| Failure::suite(&error))?;
    }
    Ok(contrast.code())
}

impl CompareArguments {
    /// The report of one side: read, or made by a run.
    async fn side(
        &self,
        name: &str,
        identities: &[(Role, String)],
        seed: u64,
    ) -> Result<Compare, Failure> {
        if Path::new(name).is_file() {
            let report = SavedReport::read(Path::new(name));
            return Ok((report.map_err(|error| Failure::usage(&error))?, None));
        }
        let folder = state_folder().map_err(|error| Failure::usage(&error))?;
        if past_events(&folder, name).is_ok() {
            return of_history(&reports::read(name)?);
        }
        let catalogue = self.catalogue.catalogue()?;
        let features = self.catalogue.features()?;
        let is_embedded = name == "embedded";
        // Both sides are asked the same, so time does not pass where only one could move it.
        let scope = self.selection.scope(false)?;
        if !selects_anything(&catalogue, &features, &scope) {
            return Err(RunError::NothingSelected.into());
        }
        let state_folder = state_folder().map_err(|error| Failure::usage(&error))?;
        let defaults = if is_embedded {
            Settings::embedded(state_folder)
        } else {
            Settings::remote(state_folder)
        };
        let timeout = self.timeout.map(|n| Duration::from_secs(n.into()));
        let settings = Settings {
            scope,
            seed,
            action_timeout: timeout.unwrap_or(defaults.action_timeout),
            ..defaults
        };
        let timeout = settings.request_timeout;
        let target = TargetArguments::named(name, is_embedded, identities);
        let target = target.open_named(&self.catalogue.profile, timeout).await?;
        let assignment = Assignment {
            target,
            catalogue,
            features,
            settings,
            resumes: None,
        };
        let mut console = Console::new(false);
        let mut show = |progress: Progress<'_>| console.show(&progress);
        let run = heat_conformance::run(assignment, interrupts()?, &mut show);
        let history = Box::pin(run).await?;
        let report = Report::of(&history);
        if report.run.is_interrupted {
            return Err(Failure {
                code: heat_conformance::exit::INCOMPLETE,
                message: format!("the run at {name} was interrupted"),
            });
        }
        of_history(&history)
    }
}

/// What is compared of a run, with its answers.
fn of_history(history: &History) -> Result<Compare, Failure> {
    let report = serde_json::to_value(Report::of(history)).and_then(serde_json::from_value);
    let report = report.map_err(|error| Failure::suite(&error))?;
    Ok((report, Some(history.answers())))
}
