//! The proof as one self-contained page: violations by operation, each with its fate.

use std::fmt::Write as _;
use std::path::Path;

use indexmap::IndexMap;

use super::{ReportError, write};
use crate::prove::{Finding, Proof};

const STYLE: &str = "\
body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#222;background:#fff}\
table{border-collapse:collapse;width:100%;margin-bottom:2em}\
th,td{border:1px solid #ccc;padding:.25em .5em;text-align:left;vertical-align:top}\
th{background:#f2f2f2}td.killed{background:#dff2df}td.survived{background:#f8d3d3}\
td.equivalent{background:#eee}td.unspecific{background:#fdf0c8}\
code{overflow-wrap:anywhere}";

/// Writes the page.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_proof_html(proof: &Proof, path: &Path) -> Result<(), ReportError> {
    write(path, &page(proof))
}

fn page(proof: &Proof) -> String {
    let mut operations: IndexMap<&str, Vec<&Finding>> = IndexMap::new();
    for finding in &proof.violations {
        operations
            .entry(finding.operation())
            .or_default()
            .push(finding);
    }
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Violations</title>\
         <style>{STYLE}</style>\n<h1>Which violations the suite catches</h1>\n<p>{}</p>\n\
         <p>Target {}, catalogue {} {} <code>{}</code>.</p>\n",
        escaped(&proof.headline()),
        escaped(&proof.target),
        escaped(&proof.catalogue.version),
        escaped(&proof.catalogue.profile),
        escaped(&proof.catalogue.digest),
    );
    for (operation, findings) in operations {
        // Writing to a text cannot fail.
        let _ = writeln!(
            page,
            "<h2 id=\"{0}\">{0}</h2>\n<table><tr><th>Violation<th>What goes wrong<th>Fate<th>By",
            escaped(operation)
        );
        for finding in findings {
            let _ = writeln!(
                page,
                "<tr><td><code>{}</code><td>{}<td class=\"{fate}\">{fate}<td>{}",
                escaped(finding.id()),
                escaped(finding.what()),
                escaped(&finding.words()),
                fate = finding.fate_name(),
            );
        }
        page.push_str("</table>\n");
    }
    page
}

/// A text in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
