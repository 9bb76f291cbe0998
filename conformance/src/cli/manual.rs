//! `completions` and `man`: what a shell and a manual need to know of the commands.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use heat_conformance::exit::{CONFORMANT, Code};

use super::{Cli, Failure};

/// The program's name.
const NAME: &str = "heat-conformance";

/// The flags of `completions`.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(crate) struct CompletionsArguments {
    /// For which shell
    #[arg(value_enum)]
    shell: Shell,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  heat-conformance completions bash > ~/.local/share/bash-completion/completions/heat-conformance
  heat-conformance completions fish > ~/.config/fish/completions/heat-conformance.fish";

/// The flags of `man`.
#[derive(Debug, Args)]
#[command(after_help = MAN_EXAMPLES)]
pub(crate) struct ManArguments {
    /// Write a page for each command into a folder, instead of printing the first
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

const MAN_EXAMPLES: &str = "\
Examples:
  heat-conformance man | man -l -
  heat-conformance man --folder ~/.local/share/man/man1";

pub(crate) fn completions(arguments: &CompletionsArguments) -> Code {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), NAME, &mut script);
    super::output::print(&String::from_utf8_lossy(&script));
    CONFORMANT
}

pub(crate) fn man(arguments: &ManArguments) -> Result<Code, Failure> {
    let command = Cli::command();
    match &arguments.folder {
        None => {
            let mut page = Vec::new();
            let rendered = clap_mangen::Man::new(command).render(&mut page);
            rendered.map_err(|error| Failure::suite(&error))?;
            super::output::print(&String::from_utf8_lossy(&page));
        }
        Some(folder) => {
            let written = clap_mangen::generate_to(command, folder);
            written.map_err(|error| {
                Failure::usage(&format!("cannot write into {}: {error}", folder.display()))
            })?;
        }
    }
    Ok(CONFORMANT)
}
