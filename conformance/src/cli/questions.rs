//! Answers to what selections ask about: profiles, and what failed before.

use std::collections::BTreeSet;
use std::path::Path;

use heat_conformance::{Question, SavedReport};
use heat_spec::Catalogue;

use super::{Failure, reports};

/// The ids that a question is about.
pub(super) fn answer(question: &Question) -> Result<BTreeSet<String>, Failure> {
    match question {
        Question::Profile(name) => {
            let catalogue = Catalogue::load(name).map_err(|error| Failure::usage(&error))?;
            let written = catalogue.requirements.keys().cloned();
            Ok(written
                .chain(catalogue.generated().map(|one| one.id))
                .collect())
        }
        Question::Failed(Some(whose)) if Path::new(whose).is_file() && is_json(whose) => {
            let report = SavedReport::read(Path::new(whose));
            let report = report.map_err(|error| Failure::usage(&error))?;
            Ok(report.failed().map(str::to_owned).collect())
        }
        Question::Failed(whose) => {
            let history = reports::read(whose.as_deref().unwrap_or("last"))?;
            Ok(history.not_kept().into_iter().collect())
        }
    }
}

/// Whether a file is a report, and not the events of a run.
fn is_json(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|kind| kind == "json")
}
