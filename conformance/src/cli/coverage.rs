//! `coverage`: what of the catalogue a run reached.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use heat_conformance::exit::{CONFORMANT, Code};
use heat_conformance::{SavedReport, coverage, coverage_text};
use heat_spec::Catalogue;

use super::{Failure, output};

/// The flags of `coverage`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CoverageArguments {
    /// The JSON report of a run, or of `merge`
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    /// The profile whose catalogue counts [default: the report's]
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Of each operation: how many of its musts and of all its requirements passed, and its statuses, with
`-` before those that no exchange had, and `!` before those that were broken.
Examples:
  heat-conformance run --os-cloud mycloud --report json=report.json
  heat-conformance coverage report.json
  heat-conformance coverage report.json --profile interop-2020.06";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn execute(arguments: &CoverageArguments) -> Result<Code, Failure> {
    let report = SavedReport::read(&arguments.report).map_err(|error| Failure::usage(&error))?;
    let profile = arguments
        .profile
        .as_ref()
        .unwrap_or(&report.catalogue.profile);
    let catalogue = Catalogue::load(profile).map_err(|error| Failure::usage(&error))?;
    let coverage = coverage(&catalogue, &report);
    match arguments.format {
        Format::Text => output::print(&coverage_text(&coverage)),
        Format::Json => {
            let text = serde_json::to_string_pretty(&coverage);
            let text = text.map_err(|error| Failure::suite(&error))?;
            output::print(&format!("{text}\n"));
        }
    }
    Ok(CONFORMANT)
}
