//! Every scenario against a reference server of its own: one test each.

#[path = "../conformance/src/embedded.rs"]
mod embedded;

use std::process::ExitCode;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use heat_conformance::report::Report;
use heat_conformance::target::HeatSettings;
use heat_conformance::{Assignment, Features, Settings, Verdict, run};
use heat_spec::Catalogue;
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::sync::watch;

// Read once, as reading them takes longer than to play most scenarios.
static FEATURES: LazyLock<Result<Features, String>> =
    LazyLock::new(|| Features::embedded().map_err(|error| error.to_string()));
static CATALOGUE: LazyLock<Result<Arc<Catalogue>, String>> = LazyLock::new(|| {
    let catalogue = Catalogue::load("upstream").map_err(|error| error.to_string())?;
    Ok(Arc::new(catalogue))
});

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let features = match &*FEATURES {
        Ok(features) => features,
        Err(error) => {
            return libtest_mimic::run(
                &arguments,
                vec![Trial::test("features", move || Err(error.into()))],
            )
            .exit_code();
        }
    };
    let trials = features
        .scenarios
        .iter()
        .map(|scenario| {
            let section = scenario.feature.trim_end_matches(".feature");
            let name = format!("{section} {}", scenario.name);
            let number = scenario.number;
            Trial::test(name, move || play(number))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Plays one scenario; what came of it other than a pass is the failure.
fn play(number: usize) -> Result<(), Failed> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let timeout = Duration::from_secs(30);
            let target = embedded::start("upstream", &HeatSettings::new(), timeout).await?;
            let state_folder = tempfile::tempdir()?;
            let assignment = Assignment {
                target,
                catalogue: Arc::clone(CATALOGUE.as_ref()?),
                features: FEATURES.as_ref()?.only(&[number]),
                settings: Settings::embedded(state_folder.path().to_owned()),
                resumes: None,
            };
            let (_interrupt, interrupts) = watch::channel(0);
            let history = run(assignment, interrupts, &mut |_| {}).await?;
            let report = Report::of(&history);
            let mut complaints = report.problems.clone();
            complaints.extend(report.leftovers.iter().map(|left| left.reason.clone()));
            for result in report
                .requirements
                .iter()
                .chain(&report.generated.requirements)
            {
                // The requirements of other scenarios are not looked at.
                let is_seen = result.verdict != Verdict::Untested;
                if is_seen && result.verdict != Verdict::Pass {
                    let reason = result.reason.as_deref().unwrap_or_default();
                    complaints.push(format!("{} {}: {reason}", result.verdict, result.id));
                }
            }
            for scenario in &report.scenarios {
                if scenario.verdict != Verdict::Pass {
                    let reason = scenario.reason.as_deref().unwrap_or_default();
                    complaints.push(format!("{}: {reason}", scenario.verdict));
                }
            }
            if complaints.is_empty() {
                Ok(())
            } else {
                Err(complaints.join("\n").into())
            }
        })
}
