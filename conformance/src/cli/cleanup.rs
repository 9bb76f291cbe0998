//! `cleanup`: delete what earlier runs left behind.

use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use heat_conformance::exit::{CONFORMANT, Code, LEFTOVERS, NOTHING_SELECTED};
use heat_conformance::target::Target;
use heat_conformance::{PastRun, clean_up_past, past_runs, state_folder, stray_runs};
use heat_spec::Catalogue;
use jiff::{SignedDuration, Timestamp};

use super::target::TargetArguments;
use super::{Failure, block_on, output};

/// The flags of `cleanup`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CleanupArguments {
    /// Only these runs; all that left something behind if none is given
    #[arg(value_name = "RUN")]
    runs: Vec<String>,
    #[command(flatten)]
    target: TargetArguments,
    /// Only runs that began longer ago, such as 2h or 30m
    #[arg(long, value_name = "DURATION")]
    older_than: Option<SignedDuration>,
    /// Seconds that a deletion may take
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    timeout: u32,
    /// Say what would be deleted, and delete nothing
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Without a run and an age, what the journals on this machine have is deleted. A run that is named,
and any that is old enough, needs no journal: its things are found by the prefix of their names.
A run that is still alive on this machine is left alone.
Examples:
  heat-conformance cleanup --os-cloud mycloud
  heat-conformance cleanup --os-cloud mycloud 0f3a9c12
  heat-conformance cleanup --os-cloud mycloud --older-than 2h";

pub(crate) fn execute(arguments: CleanupArguments) -> Result<Code, Failure> {
    block_on(clean_up(arguments))
}

async fn clean_up(arguments: CleanupArguments) -> Result<Code, Failure> {
    let folder = state_folder().map_err(|error| Failure::usage(&error))?;
    let mut runs = past_runs(&folder).map_err(|error| Failure::usage(&error))?;
    let timeout = Duration::from_secs(arguments.timeout.into());
    let catalogue = Catalogue::load("upstream").map_err(|error| Failure::suite(&error))?;
    let catalogue = Arc::new(catalogue);
    let looks_for_strays = arguments.older_than.is_some()
        || arguments
            .runs
            .iter()
            .any(|id| runs.iter().all(|run| run.id != *id));
    let mut target = None;
    if looks_for_strays && arguments.target.main_target()?.is_some() {
        let connected = arguments.connect(timeout).await?;
        let strays = stray_runs(&connected, &catalogue, &runs, &folder);
        runs.extend(Box::pin(strays).await?);
        target = Some(connected);
    }
    if let Some(unknown) = arguments
        .runs
        .iter()
        .find(|id| runs.iter().all(|run| run.id != **id))
    {
        return Err(Failure {
            code: NOTHING_SELECTED,
            message: format!(
                "{} has no journal of a run `{unknown}`, and nothing at the target is named after it",
                folder.display()
            ),
        });
    }
    let chosen: Vec<&PastRun> = runs.iter().filter(|run| arguments.wants(run)).collect();
    for run in &chosen {
        let n_left = run.n_left();
        output::remark(&format!(
            "run {} left {n_left} behind at {}",
            run.id, run.endpoint
        ));
    }
    if arguments.dry_run || chosen.is_empty() {
        return Ok(CONFORMANT);
    }
    let target = match target {
        Some(target) => target,
        None => arguments.connect(timeout).await?,
    };
    let mut code = CONFORMANT;
    for run in chosen {
        let mut sessions = target.identities.values();
        let is_here = sessions.any(|session| session.endpoint().to_string() == run.endpoint);
        if !is_here && arguments.runs.is_empty() {
            output::remark(&format!(
                "run {} was at another target, {}, and is left for a cleanup there",
                run.id, run.endpoint
            ));
            continue;
        }
        let cleaned = clean_up_past(run, &target, &catalogue, timeout)
            .await
            .map_err(|error| Failure::usage(&error))?;
        let Some(leftovers) = cleaned else {
            output::remark(&format!("run {} is still alive, and left alone", run.id));
            continue;
        };
        for leftover in &leftovers {
            code = LEFTOVERS;
            output::remark(&format!(
                "left over: {}: {}",
                leftover.name, leftover.reason
            ));
        }
        let n_deleted = run.n_left().saturating_sub(leftovers.len());
        output::remark(&format!("run {}: {n_deleted} deleted or gone", run.id));
    }
    Ok(code)
}

impl CleanupArguments {
    async fn connect(&self, timeout: Duration) -> Result<Arc<Target>, Failure> {
        let given = self.target.main_target()?.ok_or_else(|| {
            Failure::usage(&"cleanup needs --endpoint and --token, --os-cloud or OS_* variables")
        })?;
        Ok(Arc::new(self.target.connect(given, timeout).await?))
    }

    fn wants(&self, run: &PastRun) -> bool {
        let is_named = self.runs.is_empty() || self.runs.contains(&run.id);
        let is_old_enough = self
            .older_than
            .is_none_or(|age| Timestamp::now().duration_since(run.started) > age);
        is_named && is_old_enough && run.n_left() > 0
    }
}
