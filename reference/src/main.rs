//! The program: reads the command line and does what it says.

mod cli;
mod log;
mod output;
mod serve;
mod validate;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        None => serve::serve(cli.serve),
        Some(Command::Serve(arguments)) => serve::serve(arguments),
        Some(Command::Validate(arguments)) => validate::validate(&arguments),
    }
}
