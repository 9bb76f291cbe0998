//! Flags for reports of a run: `--report FORMAT=PATH`, `--compare-with RUN`.

use std::path::PathBuf;

use clap::Args;
use heat_conformance::report::{Comparison, Format, Rendering, Report, ReportError};
use heat_conformance::{History, past_events, state_folder};

use super::report_file::{check_writable, report_target};
use super::{Failure, output};

/// Which reports are written.
#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// Write a report: json, junit, html, har, markdown, badge (for badge services) or svg (the
    /// badge itself); - in place of the path is standard output
    #[arg(long = "report", value_name = "FORMAT=PATH", value_parser = format_and_place)]
    reports: Vec<(Format, Place)>,
    /// Say in html and markdown what is different from an earlier run: its id, `last`, or its file
    /// of events
    #[arg(long, value_name = "RUN")]
    compare_with: Option<String>,
}

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    StandardOutput,
}

fn format_and_place(text: &str) -> Result<(Format, Place), String> {
    let (format, path) = report_target(text, &Format::ALL)?;
    let place = match path.to_str() {
        Some("-") => Place::StandardOutput,
        _ => Place::File(path),
    };
    Ok((format, place))
}

impl ReportArguments {
    /// Finds out before a run of hours that a report cannot be written.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let mut n_out = 0;
        for (_, place) in &self.reports {
            match place {
                Place::File(path) => check_writable(path)?,
                Place::StandardOutput => n_out += 1,
            }
        }
        if n_out > 1 {
            return Err(Failure::usage(&"only one report can go to standard output"));
        }
        Ok(())
    }

    /// Whether standard output belongs to a report, and everything else has to go elsewhere.
    pub(super) fn takes_output(&self) -> bool {
        let mut places = self.reports.iter().map(|(_, place)| place);
        places.any(|place| *place == Place::StandardOutput)
    }

    /// The earlier run to compare with, read before there is a later one that would be the last.
    pub(super) fn earlier(&self) -> Result<Option<Report>, Failure> {
        let run = self.compare_with.as_deref();
        run.map(|run| Ok(Report::of(&read(run)?))).transpose()
    }

    /// Writes the reports.
    pub(super) fn write(
        &self,
        report: &Report,
        history: &History,
        earlier: Option<&Report>,
    ) -> Result<(), Failure> {
        let comparison = earlier.map(|earlier| Comparison::of(report, earlier));
        let rendering = Rendering {
            report,
            history,
            comparison: comparison.as_ref(),
        };
        for (format, place) in &self.reports {
            match place {
                Place::File(path) => rendering.write(*format, path)?,
                Place::StandardOutput => output::print(&rendering.text(*format)?),
            }
        }
        Ok(())
    }
}

/// What happened in an earlier run: its id, `last`, or its file of events.
pub(super) fn read(run: &str) -> Result<History, Failure> {
    let folder = state_folder().map_err(|error| Failure::usage(&error))?;
    let path = past_events(&folder, run).map_err(|error| Failure::usage(&error))?;
    History::read(&path).map_err(|error| Failure::usage(&error))
}

impl From<ReportError> for Failure {
    fn from(error: ReportError) -> Self {
        Self::suite(&error)
    }
}
