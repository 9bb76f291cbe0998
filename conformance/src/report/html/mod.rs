//! The report as one self-contained page: totals, a matrix, requirements with their evidence,
//! scenarios, times, and what is different from an earlier run.

mod evidence;
mod matrix;
mod timeline;

use askama::Template;

use self::evidence::{Evidence, Shown};
use self::matrix::Matrix;
use self::timeline::Timeline;
use super::{
    Comparison, Rendering, Report, ReportError, RequirementResult, ScenarioResult, Summary,
};
use crate::verdict::Verdict;

/// The page.
pub(super) fn text(rendering: &Rendering<'_>) -> Result<String, ReportError> {
    let page = Page::of(rendering).and_then(|page| {
        let page = page.render();
        page.map_err(|error| error.to_string())
    });
    page.map_err(|reason| ReportError::unmade("html", &reason))
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    report: &'a Report,
    comparison: Option<&'a Comparison>,
    matrix: Matrix<'a>,
    requirements: Vec<Requirement<'a>>,
    scenarios: Vec<Scenario<'a>>,
    verdicts: Vec<Verdict>,
    /// The exchanges that the page shows, as JSON that can stand in a page.
    exchanges: String,
}

/// A requirement with what shows its verdict.
struct Requirement<'a> {
    result: &'a RequirementResult,
    is_generated: bool,
    expected: Option<&'a str>,
    shown: Vec<Shown<'a>>,
    n_more: usize,
}

struct Scenario<'a> {
    result: &'a ScenarioResult,
    timelines: Vec<Timeline<'a>>,
}

impl<'a> Page<'a> {
    fn of(rendering: &Rendering<'a>) -> Result<Self, String> {
        let Rendering {
            report,
            history,
            comparison,
        } = *rendering;
        let mut evidence = Evidence::new(history);
        let planned = history.started.requirements.iter();
        let planned = planned.chain(&history.started.generated);
        let own = report.requirements.iter().map(|result| (result, false));
        let generated = report.generated.requirements.iter();
        let all = own.chain(generated.map(|result| (result, true)));
        let requirements = all.zip(planned).map(|((result, is_generated), planned)| {
            let shown = evidence.of(result);
            Requirement {
                result,
                is_generated,
                expected: planned.expected.as_deref(),
                n_more: result.checks.len() - shown.len(),
                shown,
            }
        });
        let requirements: Vec<Requirement<'_>> = requirements.collect();
        let scenarios = report.scenarios.iter().map(|result| Scenario {
            result,
            timelines: Timeline::all(history, result.number),
        });
        Ok(Self {
            report,
            comparison,
            matrix: Matrix::of(report),
            requirements,
            scenarios: scenarios.collect(),
            verdicts: Verdict::ALL
                .into_iter()
                .filter(|verdict| {
                    let generated = &report.generated.summary;
                    report.summary.count(*verdict) + generated.count(*verdict) > 0
                })
                .collect(),
            exchanges: evidence.json()?,
        })
    }

    fn totals(&self) -> [(&'static str, &Summary); 2] {
        [
            ("requirements", &self.report.summary),
            (
                "generated from the catalogue",
                &self.report.generated.summary,
            ),
        ]
    }
}

/// A word of the catalogue as its files write it.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
