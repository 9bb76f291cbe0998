//! Judges any OpenStack Heat endpoint by the executable specification of the Orchestration API v1.
//!
//! Features (Gherkin) are made of steps; steps send requests through one client, which records
//! and checks every exchange against the catalogue; checks become verdicts per requirement.
//!
//! *Invariant:* this library never links the reference server; it sees only HTTP.

mod browse;
mod bundle;
mod capability;
mod check;
mod client;
mod compare;
mod contract;
mod events;
pub mod exit;
mod features;
mod journal;
mod merge;
mod property;
mod prove;
pub mod report;
mod run;
mod saved;
mod select;
mod steps;
pub mod target;
mod verdict;
mod violation;
mod watch;
mod world;

pub use browse::{
    Coverage, CoveredOperation, CoveredStatus, Judged, Listed, coverage, coverage_text, explain,
    list, list_text,
};
pub use bundle::{
    BundleCheck, BundleError, BundleKey, BundleManifest, BundleSigner, BundledFile, SignatureError,
    verify_bundle, write_bundle,
};
pub use check::{At, Check, Difference};
pub use client::{Exchange, HttpClientError, http_client};
pub use compare::{
    AnswerDifference, Answers, Compared, Contrast, RequirementDifference, Side, compare,
};
pub use contract::ContractError;
pub use events::{EventsError, History, past_events};
pub use features::{Features, FeaturesError, Problem, Scenario, Tags};
pub use journal::{JournalError, PastRun, past_runs, state_folder};
pub use merge::{MergeError, merge};
pub use prove::{
    Finding, Idle, Proof, ProofAssignment, ProofError, ProofProgress, ReviewedError, Sample, Tally,
    prove,
};
pub use run::{
    ACTION, Assignment, Footprint, Leftover, NamedTimeout, Obstacles, Pace, PollPace, Progress,
    REQUEST, RunError, Scope, Settings, TIMEOUTS, clean_up_past, rehearse, run, selects_anything,
    stray_runs, survey,
};
pub use saved::{
    SavedCatalogue, SavedExit, SavedGenerated, SavedReport, SavedReportError, SavedRequirement,
    SavedRun,
};
pub use select::{Question, Selection, SelectionError, Shard, ShardError, Subject};
pub use verdict::{Verdict, Waiver, WaiverError, Waivers};
pub use violation::{ViolationError, unbroken_requirements};
pub use watch::{
    Broken, HeatRoot, HeatRootError, OperationCoverage, Sighting, Unknown, WatchAssignment,
    WatchError, WatchReport, WatchTotals, watch,
};
