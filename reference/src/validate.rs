//! `heat-reference validate`: shows everything that is wrong with templates on disk.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, stdout};
use std::path::Path;
use std::process::ExitCode;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use heat_reference::diagnosis::{Diagnosis, Finding, diagnose};

use crate::cli::Validate;
use crate::output;

/// The exit code if a file cannot be read.
const USAGE: u8 = 2;

/// Looks at each template; the exit code is 0 if the service would take them all, 1 if not, and 2
/// if a file cannot be read.
pub(crate) fn validate(arguments: &Validate) -> ExitCode {
    let has_colours = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if has_colours {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut is_clean = true;
    for template in &arguments.files {
        match diagnose(template, &arguments.environments) {
            Ok(diagnosis) => {
                is_clean &= diagnosis.is_clean();
                output::print(&show(&diagnosis, template, &renderer));
            }
            Err(error) => {
                output::print_error(&error);
                return ExitCode::from(USAGE);
            }
        }
    }
    if is_clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// All findings, and a line that sums them up.
fn show(diagnosis: &Diagnosis, template: &Path, renderer: &Renderer) -> String {
    let mut text = String::new();
    for finding in &diagnosis.findings {
        text.push_str(&renderer.render(&[snippet(diagnosis, finding)]));
        text.push_str("\n\n");
    }
    let n_faults = diagnosis
        .findings
        .iter()
        .filter(|finding| finding.is_fault)
        .count();
    let sum = match n_faults {
        0 => "no faults".to_owned(),
        1 => "1 fault".to_owned(),
        n => format!("{n} faults"),
    };
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{}: {sum}", template.display());
    if !diagnosis.unset_parameters.is_empty() {
        let _ = writeln!(
            text,
            "  without values, so that properties were checked by their names only: {}",
            diagnosis.unset_parameters.join(", ")
        );
    }
    text
}

fn snippet<'d>(diagnosis: &'d Diagnosis, finding: &'d Finding) -> Group<'d> {
    let level = if finding.is_fault {
        Level::ERROR
    } else {
        Level::WARNING
    };
    let title = level.primary_title(&finding.message).id(finding.error_type);
    let Some(source) = diagnosis.sources.get(&finding.path) else {
        return Group::with_title(title);
    };
    title.element(
        Snippet::source(source.text())
            .path(finding.path.to_string_lossy())
            .annotation(AnnotationKind::Primary.span(finding.span.clone())),
    )
}
