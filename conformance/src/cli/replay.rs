//! `replay`: one scenario again, with everything that it does.

use clap::Args;
use heat_conformance::exit::{Code, NOTHING_SELECTED};
use heat_conformance::report::{Console, Report, transcript};
use heat_conformance::{Assignment, Scope, Settings, Waivers, state_folder};
use heat_spec::catalogue::Level;

use super::facts::TargetFacts;
use super::interrupts::interrupts;
use super::reports::{ReportArguments, read};
use super::selection::CatalogueArguments;
use super::target::TargetArguments;
use super::{Failure, block_on, code_of, output, random_seed};

/// The flags of `replay`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ReplayArguments {
    /// A scenario: its name or a part of it, FILE.feature:LINE with any of its lines, or a requirement that it checks
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    facts: TargetFacts,
    #[command(flatten)]
    catalogue: CatalogueArguments,
    /// With the random choices of an earlier run: its id, `last`, or its file of events
    #[arg(long, value_name = "RUN", conflicts_with = "seed")]
    like: Option<String>,
    /// What random choices start from [default: random]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How many cases a property is tried with
    #[arg(long, value_name = "N", default_value_t = 32)]
    cases: u32,
    #[command(flatten)]
    reports: ReportArguments,
    /// Leave what was made where it is
    #[arg(long)]
    keep: bool,
}

const EXAMPLES: &str = "\
Examples:
  heat-conformance replay 'A stack is created' --os-cloud devstack
  heat-conformance replay stacks/delete.feature:9 --like last
  heat-conformance replay stacks.create.409.name-conflict --report har=replay.har

Everything that the scenario needs is made again; every exchange, check and look is printed.";

pub(crate) fn execute(arguments: ReplayArguments) -> Result<Code, Failure> {
    block_on(replay(arguments))
}

async fn replay(arguments: ReplayArguments) -> Result<Code, Failure> {
    let catalogue = arguments.catalogue.catalogue()?;
    let features = arguments.catalogue.features()?;
    let numbers = features.found(&arguments.scenario);
    if numbers.is_empty() {
        return Err(Failure {
            code: NOTHING_SELECTED,
            message: format!("no scenario is called `{}`", arguments.scenario),
        });
    }
    let features = features.only(&numbers);
    let scenarios = features.scenarios.iter();
    let tagged = scenarios.flat_map(|scenario| scenario.tags.requirements.clone());
    let scope = Scope {
        shard: None,
        selection: None,
        level: Level::May,
        with_slow: true,
        among: Some(tagged.collect()),
    };
    arguments.reports.check()?;
    let earlier = arguments.reports.earlier()?;
    let like = arguments.like.as_deref().map(read).transpose()?;
    let given = arguments.target.main_target()?;
    let is_embedded = given.is_none();
    arguments.facts.check_about(!is_embedded)?;
    let state_folder = state_folder().map_err(|error| Failure::usage(&error))?;
    let profile = &arguments.catalogue.profile;
    let target = arguments
        .target
        .open(given, &arguments.facts, profile, 60)
        .await?;
    let defaults = if is_embedded {
        Settings::embedded(state_folder)
    } else {
        Settings::remote(state_folder)
    };
    let seed = like.as_ref().map(heat_conformance::History::seed);
    let settings = Settings {
        scope,
        // One after the other, so that each one's exchanges stand together.
        n_jobs: 1,
        keep: arguments.keep,
        seed: arguments.seed.or(seed).unwrap_or_else(random_seed),
        n_cases: arguments.cases,
        waivers: Waivers::default(),
        ..defaults
    };
    let assignment = Assignment {
        target,
        catalogue,
        features,
        settings,
        resumes: None,
    };
    let mut console = Console::new(arguments.reports.takes_output());
    let history = heat_conformance::run(assignment, interrupts()?, &mut |progress| {
        console.show(&progress);
    })
    .await?;
    let report = Report::of(&history);
    if !arguments.reports.takes_output() {
        output::print(&transcript(&history));
    }
    console.conclude(&report);
    arguments
        .reports
        .write(&report, &history, earlier.as_ref())?;
    Ok(code_of(report.exit.code))
}
