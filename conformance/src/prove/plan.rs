//! Which violations are played.

use std::collections::HashMap;

use heat_spec::Catalogue;
use heat_spec::catalogue::{Kind, Level};
use indexmap::IndexMap;

use super::ProofError;
use super::finding::Finding;
use super::reviewed::EQUIVALENTS;
use crate::run::kind_of;
use crate::select::{Selection, Subject};
use crate::violation::{self, Violation};

/// A part of the violations, the same for the same seed.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// How many of a hundred, of each kind of each operation.
    pub percent: u32,
    /// What chance starts from.
    pub seed: u64,
}

/// What becomes of the violations that are chosen.
#[derive(Debug)]
pub(super) struct Plan {
    /// Those that are played.
    pub(super) to_play: Vec<Violation>,
    /// Those that nobody can notice.
    pub(super) equivalent: Vec<Finding>,
}

impl Plan {
    pub(super) fn new(
        catalogue: &Catalogue,
        selection: Option<&Selection>,
        sample: Option<Sample>,
    ) -> Result<Self, ProofError> {
        let mut chosen = violation::all(catalogue)?;
        let equivalents = EQUIVALENTS.read()?;
        EQUIVALENTS.check(&equivalents, &chosen.iter().map(|one| one.id.as_str()))?;
        if let Some(selection) = selection {
            let natures = natures(catalogue);
            chosen.retain(|violation| is_selected(violation, selection, &natures));
        }
        if let Some(sample) = sample {
            chosen = sample.of(chosen);
        }
        let (mut to_play, mut equivalent) = (Vec::new(), Vec::new());
        for violation in chosen {
            let known = equivalents.iter().find(|one| one.is_about(&violation.id));
            match known {
                Some(known) => equivalent.push(Finding::equivalent(violation, &known.reason)),
                None => to_play.push(violation),
            }
        }
        Ok(Self {
            to_play,
            equivalent,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.to_play.is_empty() && self.equivalent.is_empty()
    }
}

/// Whether a selection names a violation, or something that it breaks.
fn is_selected(violation: &Violation, selection: &Selection, natures: &Natures) -> bool {
    let tags = [violation.family.word()];
    let ids = std::iter::once(&violation.id).chain(&violation.breaks);
    let subjects = ids.map(|id| {
        let (level, kind) = natures.get(id).copied().unwrap_or(UNKNOWN);
        Subject {
            id,
            operation: &violation.operation,
            level,
            kind,
            tags: &tags,
            needs: &[],
        }
    });
    selection.selects_any(&subjects.collect::<Vec<_>>())
}

/// The level and the kind of requirements, by id.
type Natures = HashMap<String, (Level, Kind)>;

/// Of what is no requirement, as a violation itself.
const UNKNOWN: (Level, Kind) = (Level::May, Kind::Semantics);

/// Of all requirements, hand-written and generated.
fn natures(catalogue: &Catalogue) -> Natures {
    let generated = catalogue.generated().map(|generated| {
        let nature = (generated.level, kind_of(generated.aspect));
        (generated.id, nature)
    });
    let written = catalogue
        .requirements
        .iter()
        .map(|(id, requirement)| (id.clone(), (requirement.level, requirement.kind)));
    generated.chain(written).collect()
}

impl Sample {
    /// The share of each kind of violation of each operation, at least one.
    fn of(self, all: Vec<Violation>) -> Vec<Violation> {
        let mut strata: IndexMap<(String, &str), Vec<Violation>> = IndexMap::new();
        for violation in all {
            let stratum = (violation.operation.clone(), violation.kind());
            strata.entry(stratum).or_default().push(violation);
        }
        let mut chosen = Vec::new();
        for (_, mut violations) in strata {
            let percent = usize::try_from(self.percent).unwrap_or(100);
            let n = (violations.len() * percent).div_ceil(100);
            violations.sort_by_key(|violation| rank(self.seed, &violation.id));
            violations.truncate(n);
            chosen.extend(violations);
        }
        chosen
    }
}

/// A number that looks random and is the same for the same seed and id (FNV-1a).
fn rank(seed: u64, id: &str) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(id.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
