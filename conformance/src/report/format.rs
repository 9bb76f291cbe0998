//! The formats of a report, each made from what happened in a run.

use std::fmt;
use std::path::Path;

use super::{Comparison, Report, ReportError, badge, har, html, json, junit, markdown, write};
use crate::events::History;

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON document for programs.
    Json,
    /// JUnit XML for services that build and test.
    Junit,
    /// One page for people, with everything in it.
    Html,
    /// All exchanges as HTTP Archive 1.2.
    Har,
    /// A summary for a pull request or a wiki.
    Markdown,
    /// What a badge says, as JSON for badge services.
    Badge,
    /// The badge itself.
    Svg,
}

impl Format {
    /// All of them, with the names that flags use.
    pub const ALL: [(&'static str, Self); 7] = [
        ("json", Self::Json),
        ("junit", Self::Junit),
        ("html", Self::Html),
        ("har", Self::Har),
        ("markdown", Self::Markdown),
        ("badge", Self::Badge),
        ("svg", Self::Svg),
    ];

    /// The format of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find_map(|(known, format)| (known == name).then_some(format))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = Self::ALL.into_iter();
        let name = all.find_map(|(name, format)| (format == *self).then_some(name));
        out.write_str(name.unwrap_or_default())
    }
}

/// A run with what every format is made from.
#[derive(Clone, Copy, Debug)]
pub struct Rendering<'a> {
    /// What the run found.
    pub report: &'a Report,
    /// What happened in it.
    pub history: &'a History,
    /// What is different from an earlier run.
    pub comparison: Option<&'a Comparison>,
}

impl Rendering<'_> {
    /// The report as text.
    ///
    /// # Errors
    ///
    /// If something in it cannot be written in the format.
    pub fn text(&self, format: Format) -> Result<String, ReportError> {
        match format {
            Format::Json => json::text(self.report),
            Format::Junit => junit::text(self.report),
            Format::Html => html::text(self),
            Format::Har => har::text(self.history),
            Format::Markdown => Ok(markdown::text(self.report, self.comparison)),
            Format::Badge => badge::json(self.report),
            Format::Svg => badge::svg(self.report),
        }
    }

    /// Writes the report to a file, which is whole whenever it is there.
    ///
    /// # Errors
    ///
    /// If it cannot be made or written.
    pub fn write(&self, format: Format, path: &Path) -> Result<(), ReportError> {
        write(path, &self.text(format)?)
    }
}
