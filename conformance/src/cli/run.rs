//! `run`: judge a target.

use std::path::PathBuf;

use clap::Args;
use heat_conformance::exit::Code;
use heat_conformance::report::{Console, Report};
use heat_conformance::{Assignment, PollPace, RunError, Scope, Settings, Waivers, state_folder};

use super::again::AgainArguments;
use super::facts::TargetFacts;
use super::interrupts::interrupts;
use super::reports::ReportArguments;
use super::selection::{CatalogueArguments, SelectionArguments};
use super::target::TargetArguments;
use super::timeouts::{TimeoutArguments, poll_pace};
use super::{Failure, block_on, code_of, github, random_seed, waivers};

/// The flags of `run`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own, and any of them can be combined"
)]
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct RunArguments {
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    facts: TargetFacts,
    #[command(flatten)]
    catalogue: CatalogueArguments,
    #[command(flatten)]
    selection: SelectionArguments,
    /// How many scenarios run at the same time [default: 4, embedded 32]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    jobs: Option<u32>,
    /// How many stacks may exist at the same time [default: 8, embedded 64]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_stacks: Option<u32>,
    /// How many requests may be under way at the same time
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    max_in_flight: Option<u32>,
    /// How many requests may leave in a second, such as 20 or 0.5
    #[arg(long, value_name = "N", value_parser = rate)]
    rate: Option<f64>,
    #[command(flatten)]
    timeouts: TimeoutArguments,
    /// The pause between two looks at what takes time: `adaptive`, a quarter of the time so far, or
    /// always the same, `fixed=2s`; what soon passes is looked for every 200 ms at least
    #[arg(long = "poll", value_name = "PACE", default_value = "adaptive", value_parser = poll_pace)]
    poll_pace: PollPace,
    /// How often a scenario with a broken check is tried again; met then is flaky, not a pass
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=10))]
    retries: u32,
    /// How many cases a property is tried with
    #[arg(long, value_name = "N", default_value_t = 32)]
    cases: u32,
    /// What random choices start from [default: random]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// What the target is known to break: a YAML list of id (or an expression as for --select),
    /// reason, link, exchange, expires, scope
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,
    #[command(flatten)]
    reports: ReportArguments,
    #[command(flatten)]
    again: AgainArguments,
    /// Make and change nothing: scenarios end where they would
    #[arg(long)]
    read_only: bool,
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

const EXAMPLES: &str = "\
Examples:
  heat-conformance run                                    the embedded reference server
  heat-conformance run --os-cloud devstack --report html=report.html --report junit=junit.xml
  heat-conformance run --select 'op:stacks.create and level:must' --report json=-
  heat-conformance run --os-cloud devstack --last-failed
  heat-conformance run --os-cloud devstack --resume 1a2b3c4d --compare-with 5e6f7a8b \\
    --report html=report.html

What happens is kept in $XDG_STATE_HOME/heat-conformance/RUN/events.jsonl, without tokens and
hidden parameters; `heat-conformance report RUN` makes reports from it, also after a crash.
Where GITHUB_ACTIONS is true, what is broken becomes annotations and a step summary.";

fn rate(text: &str) -> Result<f64, String> {
    let rate = text
        .parse()
        .ok()
        .filter(|rate| (0.01..=10_000.0).contains(rate));
    rate.ok_or_else(|| "expected a number from 0.01 to 10000".to_owned())
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
    let again = arguments.again.look()?;
    let scope = again.scope(arguments.selection.scope(is_embedded)?);
    if !heat_conformance::selects_anything(&catalogue, &features, &scope) {
        return Err(RunError::NothingSelected.into());
    }
    arguments.reports.check()?;
    let earlier = arguments.reports.earlier()?;
    let state_folder = state_folder().map_err(|error| Failure::usage(&error))?;
    let target = arguments
        .target
        .open(
            given,
            &arguments.facts,
            &arguments.catalogue.profile,
            arguments.timeouts.request_seconds(is_embedded),
        )
        .await?;
    let waivers = waivers::read(arguments.waivers.as_deref(), &target.name, &catalogue)?;
    let defaults = if is_embedded {
        Settings::embedded(state_folder)
    } else {
        Settings::remote(state_folder)
    };
    again.check(&target, &catalogue, &features)?;
    let mut settings = arguments.settings(defaults, scope, waivers, is_embedded);
    settings.seed = again.seed().unwrap_or(settings.seed);
    let assignment = Assignment {
        target,
        catalogue,
        features,
        settings,
        resumes: again.events(),
    };
    let mut console = Console::new(arguments.reports.takes_output());
    let history = heat_conformance::run(assignment, interrupts()?, &mut |progress| {
        console.show(&progress);
    })
    .await?;
    let report = Report::of(&history);
    console.conclude(&report);
    arguments
        .reports
        .write(&report, &history, earlier.as_ref())?;
    github::tell(&report, &history);
    Ok(code_of(report.exit.code))
}

impl RunArguments {
    /// The defaults with what the command line changes.
    fn settings(
        &self,
        defaults: Settings,
        scope: Scope,
        waivers: Waivers,
        is_embedded: bool,
    ) -> Settings {
        let n_jobs = self.jobs.and_then(|n| usize::try_from(n).ok());
        Settings {
            scope,
            n_jobs: n_jobs.unwrap_or(defaults.n_jobs),
            n_retries: self.retries,
            fail_fast: self.fail_fast,
            keep: self.keep,
            max_stacks: self.max_stacks.unwrap_or(defaults.max_stacks),
            is_read_only: self.read_only,
            max_in_flight: self.max_in_flight,
            rate: self.rate,
            seed: self.seed.unwrap_or_else(random_seed),
            n_cases: self.cases,
            request_timeout: self.timeouts.request(is_embedded),
            action_timeout: self.timeouts.action(is_embedded),
            poll_pace: self.poll_pace,
            waivers,
            allow_partial: self.allow_partial,
            state_folder: defaults.state_folder,
        }
    }
}
