//! Commands and their flags.

mod again;
mod bundle;
mod cleanup;
mod compare;
mod coverage;
mod explain;
mod facts;
mod failure;
mod github;
mod interrupts;
mod list;
mod manual;
mod merge;
mod output;
mod plan;
mod prove;
mod questions;
mod replay;
mod report;
mod report_file;
mod reports;
mod run;
mod selection;
mod target;
mod timeouts;
mod verify_bundle;
mod waivers;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub(crate) use failure::Failure;
use heat_conformance::exit::Code;
use heat_conformance::report::lost_output;

/// Judges any OpenStack Heat endpoint by the executable specification of the Orchestration API v1.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  heat-conformance run                                    the embedded reference server
  heat-conformance run --os-cloud devstack                a cloud of clouds.yaml
  heat-conformance run --select 'op:stacks.create and level:must' --report junit=report.xml
  heat-conformance explain stacks.create.409.name-conflict";

#[derive(Debug, Subcommand)]
enum Command {
    /// Judge a target.
    Run(Box<run::RunArguments>),
    /// Show what a run would make, and touch nothing.
    Plan(Box<plan::PlanArguments>),
    /// Make reports of an earlier run, also of one that was killed.
    Report(report::ReportCommand),
    /// Play one scenario again, and print everything that it does.
    Replay(Box<replay::ReplayArguments>),
    /// Show that the suite catches violations.
    Prove(Box<prove::ProveArguments>),
    /// List requirements.
    List(list::ListArguments),
    /// Explain a requirement or an operation, with its sources.
    Explain(explain::ExplainArguments),
    /// Delete what earlier runs left behind.
    Cleanup(cleanup::CleanupArguments),
    /// Show what of the catalogue a run reached.
    Coverage(coverage::CoverageArguments),
    /// Put the reports of all parts of a run together.
    Merge(merge::MergeArguments),
    /// Put a run's evidence and its reports into one file, to hand to others.
    Bundle(bundle::BundleArguments),
    /// Show whether a bundle is what its run wrote, and who signed it.
    VerifyBundle(verify_bundle::VerifyBundleArguments),
    /// Show what two targets, or two runs, do differently.
    Compare(Box<compare::CompareArguments>),
    /// Check what passes between any client and a Heat.
    Watch(Box<watch::WatchArguments>),
    /// Print completions for a shell.
    Completions(manual::CompletionsArguments),
    /// Print or write manual pages.
    Man(manual::ManArguments),
}

/// Does what the command line asks for.
pub(crate) fn execute(cli: Cli) -> ExitCode {
    let result = match cli.command {
        Command::Run(arguments) => run::execute(*arguments),
        Command::Plan(arguments) => plan::execute(*arguments),
        Command::Report(arguments) => report::execute(&arguments),
        Command::Replay(arguments) => replay::execute(*arguments),
        Command::Prove(arguments) => prove::execute(*arguments),
        Command::List(arguments) => list::execute(&arguments),
        Command::Explain(arguments) => explain::execute(&arguments),
        Command::Cleanup(arguments) => cleanup::execute(arguments),
        Command::Coverage(arguments) => coverage::execute(&arguments),
        Command::Merge(arguments) => merge::execute(&arguments),
        Command::Bundle(arguments) => bundle::execute(&arguments),
        Command::VerifyBundle(arguments) => verify_bundle::execute(&arguments),
        Command::Compare(arguments) => compare::execute(*arguments),
        Command::Watch(arguments) => watch::execute(*arguments),
        Command::Completions(arguments) => Ok(manual::completions(&arguments)),
        Command::Man(arguments) => manual::man(&arguments),
    };
    let result = result.and_then(|code| match lost_output() {
        Some(reason) => Err(Failure::suite(&format!(
            "standard output is not whole: {reason}"
        ))),
        None => Ok(code),
    });
    let code = result.unwrap_or_else(|failure: Failure| {
        output::complain(&failure.message);
        failure.code
    });
    ExitCode::from(code.number)
}

/// Runs a future on this thread, which is where scenarios have to be.
fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::usage(&error))?
        .block_on(future)
}

/// Runs a future where others run beside it, on threads of their own.
fn block_on_threads<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::usage(&error))?
        .block_on(future)
}

/// The code that stands for a number of a report.
fn code_of(number: u8) -> Code {
    heat_conformance::exit::PRECEDENCE
        .into_iter()
        .find(|code| code.number == number)
        .unwrap_or(heat_conformance::exit::CONFORMANT)
}

/// What random choices start from, unless the user says it.
fn random_seed() -> u64 {
    // Half of a random UUID is as good as any other source, and at hand.
    uuid::Uuid::new_v4().as_u64_pair().1
}
