//! Judges any OpenStack Heat endpoint by the executable specification of the Orchestration API v1.
//!
//! Features (Gherkin) are made of steps; steps send requests through one client, which records
//! and checks every exchange against the catalogue; checks become verdicts per requirement.
//!
//! *Invariant:* this library never links the reference server; it sees only HTTP.

mod browse;
mod capability;
mod check;
mod client;
mod contract;
mod events;
pub mod exit;
mod features;
mod journal;
mod property;
mod prove;
pub mod report;
mod run;
mod select;
mod steps;
pub mod target;
mod verdict;
mod violation;
mod world;

pub use browse::{Listed, explain, list, list_text};
pub use check::{At, Check, Difference};
pub use client::{Exchange, HttpClientError, http_client};
pub use contract::ContractError;
pub use events::{EventsError, History, past_events};
pub use features::{Features, FeaturesError, Problem, Scenario, Tags};
pub use journal::{JournalError, PastRun, past_runs, state_folder};
pub use prove::{
    Finding, Idle, Proof, ProofAssignment, ProofError, ProofProgress, ReviewedError, Sample, Tally,
    prove,
};
pub use run::{
    Assignment, Leftover, Progress, RunError, Scope, Settings, clean_up_past, run, selects_anything,
};
pub use select::{Selection, SelectionError, Subject};
pub use verdict::{Verdict, Waiver, WaiverError, Waivers};
pub use violation::{ViolationError, unbroken_requirements};
