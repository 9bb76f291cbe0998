//! What a later run takes from an earlier one: what it was about, and what it did not find kept.

use std::collections::HashSet;

use heat_spec::Catalogue;

use super::History;
use crate::features::Features;
use crate::report::{CatalogueInfo, Report, TargetInfo};
use crate::run::Scope;
use crate::target::Target;
use crate::verdict::Verdict;

impl History {
    /// What the run was about.
    pub fn scope(&self) -> Scope {
        let started = &self.started;
        let planned = started.requirements.iter().chain(&started.generated);
        Scope {
            selection: None,
            level: started.level,
            with_slow: true,
            among: Some(planned.map(|requirement| requirement.id.clone()).collect()),
        }
    }

    /// The requirements that it did not find kept, with those whose scenarios showed it.
    pub fn not_kept(&self) -> HashSet<String> {
        let report = Report::of(self);
        let mut ids = HashSet::new();
        let all = report
            .requirements
            .iter()
            .chain(&report.generated.requirements);
        for result in all.filter(|result| is_not_kept(result.verdict)) {
            ids.insert(result.id.clone());
            // A generated requirement has no scenarios of its own.
            let broken = result.checks.iter().filter(|check| !check.is_met);
            for number in broken.filter_map(|check| check.exchange) {
                let scenario = self
                    .exchanges
                    .get(&number)
                    .map(|recorded| recorded.scenario);
                let scenarios = self.started.scenarios.iter();
                let shown = scenarios.filter(|one| Some(one.number) == scenario);
                ids.extend(shown.flat_map(|one| one.requirements.clone()));
            }
        }
        ids
    }

    /// Why another run cannot go on with this one.
    ///
    /// # Errors
    ///
    /// If it came to its end, or judged another target or by something else.
    pub fn check_resumable(
        &self,
        target: &Target,
        catalogue: &Catalogue,
        features: &Features,
    ) -> Result<(), String> {
        let (started, now) = (&self.started, TargetInfo::of(target));
        let run = &started.run;
        if self
            .finished
            .as_ref()
            .is_some_and(|finished| !finished.is_interrupted)
        {
            return Err(format!("run {run} came to its end"));
        }
        // An embedded server has another address each time.
        if now.name != started.target.name
            || !target.is_embedded && now.endpoint != started.target.endpoint
        {
            return Err(format!("run {run} was at {}", started.target.endpoint));
        }
        if CatalogueInfo::new(catalogue, features).digest != started.catalogue.digest {
            return Err(format!(
                "run {run} judged by another catalogue or other features"
            ));
        }
        Ok(())
    }
}

fn is_not_kept(verdict: Verdict) -> bool {
    !matches!(
        verdict,
        Verdict::Pass | Verdict::Waived | Verdict::Untested | Verdict::Unsupported
    )
}
