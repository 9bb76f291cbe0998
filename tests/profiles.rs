//! Every profile's server before every profile's suite: what fails is what a checked-in list says,
//! and each entry of the list points to the difference that makes it fail.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

#[path = "../conformance/src/embedded.rs"]
mod embedded;

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use heat_conformance::report::Report;
use heat_conformance::target::HeatSettings;
use heat_conformance::{Assignment, Features, Selection, Settings, Verdict, run};
use heat_spec::Catalogue;
use heat_spec::yaml::{self, Limits};
use serde::Deserialize;
use tokio::sync::watch;

const LIST: &str = include_str!("profiles/matrix.yaml");

/// What is played: what is about statuses uses every operation and takes seconds; what follows from
/// the operations is checked at every exchange.
const SELECTION: &str = "kind:status";

/// What fails when one profile's suite judges another profile's server.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    server: String,
    suite: String,
    #[serde(default)]
    fails: Vec<Expected>,
}

/// Requirements that fail, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Ids; a `*` at the end stands for any end.
    ids: Vec<String>,
    /// `at` of a difference of either profile, or `omits OPERATION` of the server's.
    because: String,
}

#[test]
fn upstreams_suite_tells_the_profiles_apart() -> Result<(), Problems> {
    hold("upstream")
}

#[test]
fn rackspaces_suite_tells_the_profiles_apart() -> Result<(), Problems> {
    hold("rackspace")
}

#[test]
fn rtss_suite_tells_the_profiles_apart() -> Result<(), Problems> {
    hold("rts")
}

#[test]
fn the_drafts_suite_tells_the_profiles_apart() -> Result<(), Problems> {
    hold("draft-2012")
}

/// What is wrong; a panic would not tell, as runs keep panics on their thread to themselves.
#[derive(Debug)]
struct Problems(#[expect(dead_code, reason = "it is shown when a test fails")] Vec<String>);

/// Holds the servers of all profiles to the list, as this profile's suite sees them. They are judged
/// side by side, as most of the time goes into waiting for what a profile lacks.
fn hold(suite: &str) -> Result<(), Problems> {
    let pairs = pairs();
    let problems: Vec<String> = thread::scope(|scope| {
        let judged: Vec<_> = pairs
            .iter()
            .filter(|pair| pair.suite == suite)
            .map(|pair| scope.spawn(|| problems_of(pair)))
            .collect();
        judged
            .into_iter()
            .flat_map(|problems| problems.join().unwrap())
            .collect()
    });
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Problems(problems))
    }
}

/// How a pair differs from its entry in the list.
fn problems_of(pair: &Pair) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let failing = runtime.block_on(failing(&pair.server, &pair.suite));
    let mut problems = reasons_without_ground(pair);
    problems.extend(disagreements(pair, &failing));
    problems
}

fn pairs() -> Vec<Pair> {
    let document = yaml::read(LIST, &Limits::default()).unwrap();
    let pairs: Vec<Pair> = serde_json::from_value((&document.value).into()).unwrap();
    assert_eq!(pairs.len(), 16);
    pairs
}

/// The requirements that fail, those that follow from the operations included.
async fn failing(server: &str, suite: &str) -> Vec<String> {
    let timeout = Duration::from_secs(30);
    let settings_of_server = HeatSettings::new();
    let target = embedded::start(server, &settings_of_server, timeout);
    let state_folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::embedded(state_folder.path().to_owned());
    settings.scope.selection = Some(Selection::parse(SELECTION).unwrap());
    settings.scope.with_slow = false;
    let assignment = Assignment {
        target: target.await.unwrap(),
        catalogue: Arc::new(Catalogue::load(suite).unwrap()),
        features: Features::embedded().unwrap(),
        settings,
        resumes: None,
    };
    let (_interrupt, interrupts) = watch::channel(0);
    let history = run(assignment, interrupts, &mut |_| {}).await.unwrap();
    let report = Report::of(&history);
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    let results = report.requirements.iter();
    results
        .chain(&report.generated.requirements)
        .filter(|result| matches!(result.verdict, Verdict::Fail | Verdict::Warn))
        .map(|result| result.id.clone())
        .collect()
}

/// Entries whose reason is no difference between the profiles.
fn reasons_without_ground(pair: &Pair) -> Vec<String> {
    let server = Catalogue::load(&pair.server).unwrap();
    let suite = Catalogue::load(&pair.suite).unwrap();
    let has_ground = |because: &str| {
        if let Some(operation) = because.strip_prefix("omits ") {
            return server.operation(operation).is_none() && suite.operation(operation).is_some();
        }
        let mut differences = server.differences.iter().chain(&suite.differences);
        differences.any(|difference| difference.at == because)
    };
    let entries = pair.fails.iter();
    entries
        .filter(|expected| !has_ground(&expected.because))
        .map(|expected| format!("{}: no difference is `{}`", place(pair), expected.because))
        .collect()
}

/// What fails and is not listed, and what is listed and does not fail.
fn disagreements(pair: &Pair, failing: &[String]) -> Vec<String> {
    let expected = || pair.fails.iter().flat_map(|expected| &expected.ids);
    let unlisted = failing
        .iter()
        .filter(|id| !expected().any(|pattern| is_meant(pattern, id)))
        .map(|id| format!("{}: {id} fails", place(pair)));
    let stale = expected()
        .filter(|pattern| !failing.iter().any(|id| is_meant(pattern, id)))
        .map(|pattern| format!("{}: {pattern} does not fail", place(pair)));
    unlisted.chain(stale).collect()
}

fn place(pair: &Pair) -> String {
    format!("server {}, suite {}", pair.server, pair.suite)
}

fn is_meant(pattern: &str, id: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => id.starts_with(start),
        None => id == pattern,
    }
}
