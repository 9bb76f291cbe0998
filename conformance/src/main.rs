//! The command line: `heat-conformance run`, `prove`, `list`, `explain`, `cleanup`.

mod cli;
#[cfg(feature = "embedded")]
mod embedded;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    cli::execute(cli::Cli::parse())
}
