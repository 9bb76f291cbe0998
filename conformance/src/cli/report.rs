//! `report`: reports of a run that is over, also of one that was killed.

use clap::Args;
use heat_conformance::exit::Code;
use heat_conformance::report::{Console, Format, Rendering, Report};

use super::reports::{ReportArguments, read};
use super::{Failure, code_of, output};

/// The flags of `report`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ReportCommand {
    /// The id of a run, `last`, or the path of its events.jsonl
    #[arg(value_name = "RUN", default_value = "last")]
    run: String,
    /// What is printed: text for people, or one of the formats of --report
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = printed)]
    format: Printed,
    #[command(flatten)]
    reports: ReportArguments,
}

const EXAMPLES: &str = "\
Examples:
  heat-conformance report                                 the last run, for people
  heat-conformance report 1a2b3c4d --format json          one run, for programs
  heat-conformance report last --report html=report.html --compare-with 1a2b3c4d

A run that was killed is reported as far as it came; the rest is aborted.
The exit code is that of the run.";

/// What is printed.
#[derive(Clone, Copy, Debug)]
enum Printed {
    Text,
    Format(Format),
}

fn printed(name: &str) -> Result<Printed, String> {
    if name == "text" {
        return Ok(Printed::Text);
    }
    let format = Format::of_name(name).map(Printed::Format);
    format.ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.iter().map(|(name, _)| *name).collect();
        format!("expected text, {}", known.join(", "))
    })
}

pub(crate) fn execute(arguments: &ReportCommand) -> Result<Code, Failure> {
    arguments.reports.check()?;
    let earlier = arguments.reports.earlier()?;
    let history = read(&arguments.run)?;
    let report = Report::of(&history);
    match arguments.format {
        _ if arguments.reports.takes_output() => {}
        Printed::Text => Console::new(false).conclude(&report),
        Printed::Format(format) => {
            let rendering = Rendering {
                report: &report,
                history: &history,
                comparison: None,
            };
            output::print(&rendering.text(format)?);
        }
    }
    arguments
        .reports
        .write(&report, &history, earlier.as_ref())?;
    Ok(code_of(report.exit.code))
}
