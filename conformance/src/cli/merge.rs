//! `merge`: put the reports of all parts of a run together.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use heat_conformance::exit::Code;
use heat_conformance::report::write_json;
use heat_conformance::{Features, SavedReport, Scope, Selection, list, merge};
use heat_spec::Catalogue;

use super::report_file::{check_writable, report_target};
use super::{Failure, code_of, output, questions};

/// The flags of `merge`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct MergeArguments {
    /// JSON reports of `run --shard K/N`, one of each part
    #[arg(value_name = "REPORT", required = true)]
    reports: Vec<PathBuf>,
    /// Write the report of the whole: json=PATH
    #[arg(long = "report", value_name = "FORMAT=PATH", value_parser = merged_report)]
    written: Vec<((), PathBuf)>,
}

const EXAMPLES: &str = "\
The parts have to be all there, each once, by the same catalogue, selection, level and target, and
to hold together what the selection selects; else nothing is merged, and the exit code is 2.
Examples:
  heat-conformance run --os-cloud mycloud --shard 1/2 --report json=1.json
  heat-conformance run --os-cloud mycloud --shard 2/2 --report json=2.json
  heat-conformance merge 1.json 2.json --report json=whole.json";

fn merged_report(text: &str) -> Result<((), PathBuf), String> {
    report_target(text, &[("json", ())])
}

pub(crate) fn execute(arguments: &MergeArguments) -> Result<Code, Failure> {
    for ((), path) in &arguments.written {
        check_writable(path)?;
    }
    let reports = arguments.reports.iter().map(|path| SavedReport::read(path));
    let reports: Vec<SavedReport> = reports
        .collect::<Result<_, _>>()
        .map_err(|error| Failure::usage(&error))?;
    let selected = reports.first().map(selected).transpose()?.flatten();
    if selected.is_none() {
        output::remark("the reports are by another catalogue; what they select is not looked up");
    }
    let n_parts = reports.len();
    let whole = merge(reports, selected.as_ref()).map_err(|error| Failure::usage(&error))?;
    for ((), path) in &arguments.written {
        write_json(&whole, path).map_err(|error| Failure::suite(&error))?;
    }
    output::print(&text(&whole, n_parts));
    Ok(code_of(whole.exit.code))
}

fn text(whole: &SavedReport, n_parts: usize) -> String {
    let mut text = String::new();
    for result in &whole.requirements {
        if !matches!(result.verdict.name(), "pass" | "untested") {
            let reason = result.reason.as_deref().unwrap_or_default();
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{:<11} {} {reason}", result.verdict, result.id);
        }
    }
    let counts = whole
        .rest
        .get("summary")
        .and_then(|summary| summary.as_object());
    let counts = counts
        .into_iter()
        .flatten()
        .filter(|(_, count)| **count != 0);
    let counts: Vec<String> = counts
        .map(|(verdict, count)| format!("{count} {verdict}"))
        .collect();
    let _ = writeln!(
        text,
        "{} requirements of {n_parts} parts, none missing, none twice: {}",
        whole.requirements.len(),
        counts.join(", ")
    );
    let _ = writeln!(text, "exit {}: {}", whole.exit.code, whole.exit.meaning);
    text
}

/// What the parts have to hold together, if this program has their catalogue and features.
fn selected(report: &SavedReport) -> Result<Option<BTreeSet<String>>, Failure> {
    let Ok(catalogue) = Catalogue::load(&report.catalogue.profile) else {
        return Ok(None);
    };
    let features = Features::embedded().map_err(|error| Failure::suite(&error))?;
    if catalogue.digest_with(features.texts()) != report.catalogue.digest {
        return Ok(None);
    }
    let selection = report
        .run
        .selection
        .as_deref()
        .map(Selection::parse)
        .transpose();
    let selection = selection.map_err(|error| Failure::usage(&error))?;
    let selection = selection
        .map(|asked| asked.resolved(&mut questions::answer))
        .transpose()?;
    let scope = Scope {
        selection,
        level: report.run.level,
        shard: None,
        among: None,
        with_slow: report
            .target
            .get("name")
            .is_some_and(|name| name == "embedded"),
    };
    let listed = list(&catalogue, &features, &scope);
    Ok(Some(listed.iter().map(|one| one.id.to_owned()).collect()))
}
