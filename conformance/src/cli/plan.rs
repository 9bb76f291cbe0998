//! `plan`: what a run would do to a target, which it leaves alone.

use std::fmt::Write as _;
use std::time::Duration;

use clap::{Args, ValueEnum};
use heat_conformance::exit::{CONFORMANT, Code};
use heat_conformance::target::Target;
use heat_conformance::{
    Assignment, Footprint, Obstacles, PastRun, RunError, Settings, past_runs, rehearse,
    selects_anything, state_folder, survey,
};
use serde_json::json;

use super::facts::TargetFacts;
use super::selection::{CatalogueArguments, SelectionArguments};
use super::target::TargetArguments;
use super::{Failure, block_on, output};

/// The flags of `plan`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct PlanArguments {
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    facts: TargetFacts,
    #[command(flatten)]
    catalogue: CatalogueArguments,
    #[command(flatten)]
    selection: SelectionArguments,
    /// How many scenarios run at the same time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=1000))]
    jobs: u32,
    /// How many stacks may exist at the same time
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..))]
    max_stacks: u32,
    /// Plan a run that makes nothing
    #[arg(long)]
    read_only: bool,
    /// Seconds that one request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    request_timeout: u32,
    /// How the plan is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
The selection is rehearsed at the embedded reference server, and what that took is counted. A slow
target is polled more often; what resources make behind Heat is not counted.
A target is only looked at: whether it answers and lets us in, and by previews, which make nothing,
which resource types it has.
Examples:
  heat-conformance plan --select 'op:stacks.*'
  heat-conformance plan --os-cloud mycloud --max-stacks 4
  heat-conformance plan --os-cloud mycloud --read-only";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn execute(arguments: PlanArguments) -> Result<Code, Failure> {
    block_on(plan(arguments))
}

async fn plan(arguments: PlanArguments) -> Result<Code, Failure> {
    let given = arguments.target.main_target()?;
    arguments.facts.check_about(given.is_some())?;
    let catalogue = arguments.catalogue.catalogue()?;
    let features = arguments.catalogue.features()?;
    let settings = arguments.settings()?;
    if !selects_anything(&catalogue, &features, &settings.scope) {
        return Err(RunError::NothingSelected.into());
    }
    let profile = &arguments.catalogue.profile;
    let timeout = arguments.request_timeout;
    let (obstacles, n_leftovers) = if given.is_some() {
        let opened = arguments
            .target
            .open(given, &arguments.facts, profile, timeout);
        let target = Box::pin(opened).await?;
        let n_leftovers = n_leftovers(&settings, &target)?;
        let surveyed = survey(target, &catalogue, &features, settings.clone());
        (Some(Box::pin(surveyed).await?), n_leftovers)
    } else {
        (None, 0)
    };
    let stage = TargetArguments::named("embedded", true, &[]);
    let timeout = Duration::from_secs(timeout.into());
    let assignment = Assignment {
        target: Box::pin(stage.open_named(profile, timeout)).await?,
        catalogue,
        features,
        settings,
        resumes: None,
    };
    let footprint = Box::pin(rehearse(assignment)).await?;
    let text = match arguments.format {
        Format::Text => text(&footprint, obstacles.as_ref(), n_leftovers),
        Format::Json => {
            let plan = json!({
                "footprint": footprint,
                "n_requests": footprint.n_requests(),
                "obstacles": obstacles,
                "leftovers": n_leftovers,
            });
            format!("{plan:#}\n")
        }
    };
    output::print(&text);
    Ok(CONFORMANT)
}

impl PlanArguments {
    fn settings(&self) -> Result<Settings, Failure> {
        let state_folder = state_folder().map_err(|error| Failure::usage(&error))?;
        let defaults = Settings::remote(state_folder);
        Ok(Settings {
            scope: self.selection.scope(false)?,
            n_jobs: usize::try_from(self.jobs).unwrap_or(defaults.n_jobs),
            max_stacks: self.max_stacks,
            is_read_only: self.read_only,
            action_timeout: Duration::from_secs(30),
            request_timeout: Duration::from_secs(self.request_timeout.into()),
            ..defaults
        })
    }
}

/// How many things earlier runs left behind on the target, by their journals.
fn n_leftovers(settings: &Settings, target: &Target) -> Result<usize, Failure> {
    let runs = past_runs(&settings.state_folder).map_err(|error| Failure::usage(&error))?;
    let is_here = |run: &&PastRun| {
        let mut sessions = target.identities.values();
        sessions.any(|session| session.endpoint().to_string() == run.endpoint)
    };
    let here = runs.iter().filter(is_here);
    Ok(here.map(PastRun::n_left).sum())
}

fn text(footprint: &Footprint, obstacles: Option<&Obstacles>, n_leftovers: usize) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{} requirements in {} scenarios\nwould make {} stacks (at most {} at the same time, {} with those inside of them), {} \
         software configurations, {} software deployments, {} snapshots",
        footprint.requirements,
        footprint.scenarios,
        footprint.stacks,
        footprint.peak_stacks,
        footprint.peak_with_nested,
        footprint.software_configs,
        footprint.software_deployments,
        footprint.snapshots
    );
    let _ = writeln!(text, "and send about {} requests:", footprint.n_requests());
    let mut requests: Vec<(&String, &u64)> = footprint.requests.iter().collect();
    requests.sort_by(|one, other| other.1.cmp(one.1).then(one.0.cmp(other.0)));
    for (operation, n_requests) in requests {
        let _ = writeln!(text, "  {n_requests:>6} {operation}");
    }
    if let Some(obstacles) = obstacles {
        let n_kept: usize = obstacles.values().sum();
        let _ = writeln!(
            text,
            "{n_kept} of the scenarios cannot be played on the target:"
        );
        for (reason, n_scenarios) in obstacles {
            let _ = writeln!(text, "  {n_scenarios:>6} {reason}");
        }
    }
    if n_leftovers > 0 {
        let _ = writeln!(
            text,
            "earlier runs left {n_leftovers} things behind, see `heat-conformance cleanup --dry-run`"
        );
    }
    text
}
