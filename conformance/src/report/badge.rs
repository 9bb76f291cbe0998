//! The badge: one line that says how many requirements are kept, waived ones not counted.

use std::fmt::Write as _;

use askama::Template;
use serde_json::json;

use super::{Report, ReportError};
use crate::exit::{CONFORMANT, VIOLATIONS};
use crate::verdict::Verdict;

/// What a badge service needs to draw it: the schema of endpoints of shields.io.
pub(super) fn json(report: &Report) -> Result<String, ReportError> {
    let badge = Badge::of(report);
    super::json::text(&json!({
        "schemaVersion": 1,
        "label": badge.label,
        "message": badge.message,
        "color": badge.color,
        "isError": report.exit.code == VIOLATIONS.number,
    }))
}

/// The badge as a picture.
pub(super) fn svg(report: &Report) -> Result<String, ReportError> {
    let drawn = Badge::of(report).render();
    drawn.map_err(|error| ReportError::unmade("svg", &error))
}

#[derive(Debug, Template)]
#[template(path = "badge.svg")]
struct Badge {
    label: String,
    message: String,
    color: &'static str,
    /// Widths in pixels.
    left: usize,
    right: usize,
}

impl Badge {
    fn of(report: &Report) -> Self {
        let summary = &report.summary;
        let n_passed = summary.count(Verdict::Pass);
        let mut message = format!("{n_passed} of {}", summary.total());
        for verdict in [Verdict::Fail, Verdict::Waived] {
            let n = summary.count(verdict) + report.generated.summary.count(verdict);
            if n > 0 {
                // Writing to a String cannot fail.
                let _ = write!(message, ", {n} {verdict}");
            }
        }
        let code = report.exit.code;
        let color = if code == CONFORMANT.number && n_passed == 0 {
            // Whatever was waived or left out: nothing was shown.
            "#616161"
        } else if code == CONFORMANT.number {
            "#2e7d32"
        } else if code == VIOLATIONS.number {
            "#c62828"
        } else {
            message.push_str(", incomplete");
            "#8a6d00"
        };
        let label = format!("Heat API v1 {}", report.catalogue.profile);
        Self {
            left: width(&label),
            right: width(&message),
            label,
            message,
            color,
        }
    }
}

/// About how wide a text is.
fn width(text: &str) -> usize {
    text.chars().count() * 13 / 2 + 14
}
