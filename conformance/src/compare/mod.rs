//! What two targets do differently, by requirement and by answer.

mod answers;
mod requirements;
mod shape;

pub use answers::{AnswerDifference, Answers};
pub use requirements::{RequirementDifference, Side};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::exit::{self, Code};
use crate::saved::SavedReport;

/// What two runs have in common, and what not.
#[derive(Debug, Serialize)]
pub struct Contrast {
    /// Which run is the first.
    pub first: Compared,
    /// Which is the second.
    pub second: Compared,
    /// How many requirements have the same verdict in both, by verdict.
    pub same: BTreeMap<&'static str, usize>,
    /// The requirements with different verdicts, the binding ones first.
    pub requirements: Vec<RequirementDifference>,
    /// Answers that differ; nothing if the exchanges of one of them are not known.
    pub answers: Option<Vec<AnswerDifference>>,
}

/// One of the runs that are compared.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// The run's id.
    pub run: String,
    /// The target's name.
    pub target: String,
    /// The catalogue's digest.
    pub digest: String,
    /// The catalogue's profile.
    pub profile: String,
}

/// Compares two runs; their answers as well, if the exchanges are known.
pub fn compare(
    first: &SavedReport,
    second: &SavedReport,
    answers: Option<(&Answers, &Answers)>,
) -> Contrast {
    let (same, requirements) = requirements::compare(first, second);
    Contrast {
        first: compared(first),
        second: compared(second),
        same,
        requirements,
        answers: answers.map(|(first, second)| first.compare(second)),
    }
}

fn compared(report: &SavedReport) -> Compared {
    let name = report
        .target
        .get("name")
        .and_then(serde_json::Value::as_str);
    Compared {
        run: report.run.id.clone(),
        target: name.unwrap_or_default().to_owned(),
        digest: report.catalogue.digest.clone(),
        profile: report.catalogue.profile.clone(),
    }
}

impl Contrast {
    /// Whether both ran by the same rules; if not, a part of the differences is theirs.
    pub fn is_by_one_catalogue(&self) -> bool {
        self.first.digest == self.second.digest
    }

    /// How many requirements only one of the runs is about.
    pub fn n_in_one_only(&self) -> usize {
        let differing = self.requirements.iter();
        differing
            .filter(|one| one.first.is_none() || one.second.is_none())
            .count()
    }

    /// 0 if nothing differs.
    pub fn code(&self) -> Code {
        let n_answers = self.answers.as_ref().map_or(0, Vec::len);
        if self.requirements.is_empty() && n_answers == 0 {
            exit::CONFORMANT
        } else {
            exit::VIOLATIONS
        }
    }
}
