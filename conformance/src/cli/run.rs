//! `run`: judge a target.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use heat_conformance::exit::Code;
use heat_conformance::report::{Console, Report, ReportError, write_json, write_junit};
#[cfg(feature = "embedded")]
use heat_conformance::target::HeatSettings;
use heat_conformance::target::Target;
use heat_conformance::{Assignment, RunError, Scope, Settings, Waivers, state_folder};
use heat_spec::Catalogue;
use heat_spec::yaml::{self, Limits};
use jiff::Zoned;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::facts::TargetFacts;
use super::selection::{CatalogueArguments, SelectionArguments};
use super::target::TargetArguments;
use super::{Failure, block_on, code_of};

/// The flags of `run`.
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    facts: TargetFacts,
    #[command(flatten)]
    catalogue: CatalogueArguments,
    #[command(flatten)]
    selection: SelectionArguments,
    /// How many scenarios run at the same time [default: 4, embedded 16]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    jobs: Option<u32>,
    /// How many stacks may exist at the same time [default: 8, embedded 64]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_stacks: Option<u32>,
    /// Seconds that a stack may take to finish an action [default: 300, embedded 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    timeout: Option<u32>,
    /// Seconds that one request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    request_timeout: u32,
    /// How often a scenario with a broken check is tried again; met then is flaky, not a pass
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=10))]
    retries: u32,
    /// How many cases a property is tried with
    #[arg(long, value_name = "N", default_value_t = 32)]
    cases: u32,
    /// What random choices start from [default: random]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// What the target is known to break: a YAML list of id, reason, link, exchange, expires, scope
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,
    /// Write a report: json=PATH or junit=PATH
    #[arg(long = "report", value_name = "FORMAT=PATH", value_parser = run_target)]
    reports: Vec<(Format, PathBuf)>,
    /// Leave what was made where it is
    #[arg(long)]
    keep: bool,
    /// End the run at the first broken check
    #[arg(long)]
    fail_fast: bool,
    /// Accept that requirements are left untested, blocked or unsupported
    #[arg(long)]
    allow_partial: bool,
}

#[derive(Clone, Copy, Debug)]
enum Format {
    Json,
    Junit,
}

fn run_target(text: &str) -> Result<(Format, PathBuf), String> {
    report_target(text, &[("json", Format::Json), ("junit", Format::Junit)])
}

/// Reads FORMAT=PATH, the formats having these names.
pub(super) fn report_target<F: Copy>(
    text: &str,
    formats: &[(&str, F)],
) -> Result<(F, PathBuf), String> {
    let (name, path) = text
        .split_once('=')
        .filter(|(_, path)| !path.is_empty())
        .ok_or_else(|| "expected FORMAT=PATH".to_owned())?;
    if let Some((_, format)) = formats.iter().find(|(known, _)| *known == name) {
        return Ok((*format, PathBuf::from(path)));
    }
    let known: Vec<&str> = formats.iter().map(|(known, _)| *known).collect();
    Err(format!("`{name}` is neither {}", known.join(" nor ")))
}

pub(crate) fn execute(arguments: RunArguments) -> Result<Code, Failure> {
    block_on(run(arguments))
}

async fn run(arguments: RunArguments) -> Result<Code, Failure> {
    let catalogue = arguments.catalogue.catalogue()?;
    let features = arguments.catalogue.features()?;
    let given = arguments.target.main_target()?;
    let is_embedded = given.is_none();
    arguments.facts.check_about(!is_embedded)?;
    let scope = arguments.selection.scope(is_embedded);
    if !heat_conformance::selects_anything(&catalogue, &features, &scope) {
        return Err(RunError::NothingSelected.into());
    }
    for (_, path) in &arguments.reports {
        check_writable(path)?;
    }
    let state_folder = state_folder().map_err(|error| Failure::usage(&error))?;
    let request_timeout = Duration::from_secs(arguments.request_timeout.into());
    let mut target = match given {
        Some(given) => arguments.target.connect(given, request_timeout).await?,
        None => embedded(&arguments.catalogue.profile, request_timeout).await?,
    };
    arguments.facts.apply(&mut target).await?;
    let waivers = waivers(arguments.waivers.as_deref(), &target.name, &catalogue)?;
    let defaults = if is_embedded {
        Settings::embedded(state_folder)
    } else {
        Settings::remote(state_folder)
    };
    let settings = arguments.settings(defaults, scope, waivers);
    let assignment = Assignment {
        target,
        catalogue,
        features,
        settings,
    };
    let mut console = Console::new();
    let report = heat_conformance::run(assignment, interrupts()?, &mut |progress| {
        console.show(&progress);
    })
    .await?;
    console.conclude(&report);
    for (format, path) in &arguments.reports {
        write(&report, *format, path).map_err(|error| Failure::suite(&error))?;
    }
    Ok(code_of(report.exit.code))
}

impl RunArguments {
    /// The defaults with what the command line changes.
    fn settings(&self, defaults: Settings, scope: Scope, waivers: Waivers) -> Settings {
        let n_jobs = self.jobs.and_then(|n| usize::try_from(n).ok());
        let timeout = self.timeout.map(|n| Duration::from_secs(n.into()));
        Settings {
            scope,
            n_jobs: n_jobs.unwrap_or(defaults.n_jobs),
            n_retries: self.retries,
            fail_fast: self.fail_fast,
            keep: self.keep,
            max_stacks: self.max_stacks.unwrap_or(defaults.max_stacks),
            seed: self.seed.unwrap_or_else(random_seed),
            n_cases: self.cases,
            request_timeout: Duration::from_secs(self.request_timeout.into()),
            action_timeout: timeout.unwrap_or(defaults.action_timeout),
            waivers,
            allow_partial: self.allow_partial,
            state_folder: defaults.state_folder,
        }
    }
}

fn write(report: &Report, format: Format, path: &Path) -> Result<(), ReportError> {
    match format {
        Format::Json => write_json(report, path),
        Format::Junit => write_junit(report, path),
    }
}

/// Finds out before a run of hours that its report cannot be written.
pub(super) fn check_writable(path: &Path) -> Result<(), Failure> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let is_folder = path.is_dir();
    let created = std::fs::File::create(&part);
    let _ = std::fs::remove_file(&part);
    match created {
        Ok(_) if !is_folder => Ok(()),
        Ok(_) => Err(Failure::usage(&format!("{} is a folder", path.display()))),
        Err(error) => Err(Failure::usage(&format!(
            "cannot write {}: {error}",
            path.display()
        ))),
    }
}

fn waivers(path: Option<&Path>, target: &str, catalogue: &Catalogue) -> Result<Waivers, Failure> {
    let Some(path) = path else {
        return Ok(Waivers::default());
    };
    let unreadable =
        |reason: &dyn std::fmt::Display| Failure::usage(&format!("{}: {reason}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
    let document = yaml::read(&text, &Limits::default()).map_err(|error| unreadable(&error))?;
    let is_known = |id: &str| {
        catalogue.requirement(id).is_some()
            || catalogue.generated().any(|generated| generated.id == id)
    };
    Waivers::of_document(
        (&document.value).into(),
        target,
        Zoned::now().date(),
        is_known,
    )
    .map_err(|error| unreadable(&error))
}

pub(super) fn random_seed() -> u64 {
    // Half of a random UUID is as good as any other source, and at hand.
    uuid::Uuid::new_v4().as_u64_pair().1
}

/// How often the run was interrupted so far.
pub(super) fn interrupts() -> Result<watch::Receiver<u32>, Failure> {
    let (count, interrupts) = watch::channel(0);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| Failure::suite(&error))?;
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| Failure::suite(&error))?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            count.send_modify(|count| *count += 1);
        }
    });
    Ok(interrupts)
}

/// A reference server in this process, with the settings that it has by itself.
#[cfg(feature = "embedded")]
pub(super) async fn embedded(profile: &str, timeout: Duration) -> Result<Target, Failure> {
    crate::embedded::start(profile, &HeatSettings::new(), timeout)
        .await
        .map_err(|error| Failure::suite(&error))
}

#[cfg(not(feature = "embedded"))]
pub(super) async fn embedded(_profile: &str, _timeout: Duration) -> Result<Target, Failure> {
    Err(Failure::usage(
        &"no target: give --endpoint and --token, --os-cloud or OS_* variables \
          (this build has no reference server)",
    ))
}
