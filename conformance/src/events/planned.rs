//! The first event of a run: what is judged, by what, and with which plan.

use heat_spec::Catalogue;
use heat_spec::catalogue::{GeneratedRequirement, Kind, Level, Requirement, Source};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::browse::expectation_text;
use crate::features::Features;
use crate::report::{CatalogueInfo, TargetInfo};
use crate::run::{Plan, Run, kind_of};
use crate::verdict::Waivers;

/// Everything about a run that is known before its first scenario.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Started {
    pub(crate) run: String,
    pub(crate) at: Timestamp,
    /// The suite's version.
    pub(crate) suite: String,
    /// The run that this one goes on with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) resumes: Option<String>,
    pub(crate) target: TargetInfo,
    pub(crate) catalogue: CatalogueInfo,
    pub(crate) seed: u64,
    pub(crate) n_cases: u32,
    pub(crate) selection: Option<String>,
    pub(crate) level: Level,
    pub(crate) allow_partial: bool,
    pub(crate) waivers: Waivers,
    pub(crate) requirements: Vec<PlannedRequirement>,
    pub(crate) generated: Vec<PlannedRequirement>,
    pub(crate) scenarios: Vec<PlannedScenario>,
}

/// A requirement that the run is about, with what a report says of it whatever comes.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct PlannedRequirement {
    /// Its id.
    pub(crate) id: String,
    /// Its operation's id.
    pub(crate) operation: String,
    /// How binding it is.
    pub(crate) level: Level,
    /// What kind of property it is.
    pub(crate) kind: Kind,
    /// What is promised.
    pub(crate) statement: String,
    /// Who says so: document and section.
    pub(crate) sources: Vec<String>,
    /// What the answer has to be, where one answer decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) expected: Option<String>,
}

/// A scenario that the run plays.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct PlannedScenario {
    /// Its number, which other events name it by.
    pub(crate) number: usize,
    /// Its name.
    pub(crate) name: String,
    /// The file that it stands in.
    pub(crate) feature: String,
    /// The line.
    pub(crate) line: usize,
    /// The requirements that its tags name.
    pub(crate) requirements: Vec<String>,
}

impl Started {
    /// Of a run that is about to play a plan.
    pub(crate) fn new(
        run: &Run,
        at: Timestamp,
        catalogue: &Catalogue,
        features: &Features,
        plan: &Plan<'_>,
    ) -> Self {
        let settings = &run.settings;
        let selection = settings.scope.selection.as_ref();
        let scenarios = plan.scenarios.iter().map(|scenario| PlannedScenario {
            number: scenario.number,
            name: scenario.name.clone(),
            feature: scenario.feature.clone(),
            line: scenario.line,
            requirements: scenario.tags.requirements.clone(),
        });
        Self {
            run: run.id.clone(),
            at,
            suite: env!("CARGO_PKG_VERSION").to_owned(),
            resumes: None,
            target: TargetInfo::of(run.client.target()),
            catalogue: CatalogueInfo::new(catalogue, features),
            seed: settings.seed,
            n_cases: settings.n_cases,
            selection: selection.map(|selection| selection.as_str().to_owned()),
            level: settings.scope.level,
            allow_partial: settings.allow_partial,
            waivers: settings.waivers.clone(),
            requirements: plan
                .requirements
                .iter()
                .map(|requirement| hand_written(catalogue, requirement))
                .collect(),
            generated: plan
                .generated
                .iter()
                .map(|requirement| generated(catalogue, requirement))
                .collect(),
            scenarios: scenarios.collect(),
        }
    }
}

fn hand_written(catalogue: &Catalogue, requirement: &Requirement) -> PlannedRequirement {
    let all = requirement.expect.iter().chain(&requirement.alternatives);
    let expected: Vec<String> = all.map(expectation_text).collect();
    PlannedRequirement {
        id: requirement.id.clone(),
        operation: requirement.operation.clone(),
        level: requirement.level,
        kind: requirement.kind,
        statement: requirement.statement.clone(),
        sources: sources(catalogue, &requirement.sources),
        expected: (!expected.is_empty()).then(|| expected.join("\nor\n")),
    }
}

fn generated(catalogue: &Catalogue, requirement: &GeneratedRequirement) -> PlannedRequirement {
    let operation = catalogue.operation(&requirement.operation);
    let response = operation.and_then(|operation| operation.responses.get(&requirement.status));
    PlannedRequirement {
        id: requirement.id.clone(),
        operation: requirement.operation.clone(),
        level: requirement.level,
        kind: kind_of(requirement.aspect),
        statement: requirement.statement(),
        sources: response.map_or_else(Vec::new, |response| sources(catalogue, &response.sources)),
        expected: None,
    }
}

fn sources(catalogue: &Catalogue, sources: &[Source]) -> Vec<String> {
    let sources = sources.iter().map(|source| {
        let document = catalogue.documents.get(&source.document);
        let title = document.map_or(source.document.as_str(), |document| &document.title);
        format!("{title}: {}", source.section)
    });
    sources.collect()
}
