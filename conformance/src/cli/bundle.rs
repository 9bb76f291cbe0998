//! `bundle`: a run's evidence and reports in one file, to hand to others.

use std::path::PathBuf;

use clap::Args;
use heat_conformance::exit::{CONFORMANT, Code};
use heat_conformance::{
    BundleError, BundleKey, EventsError, past_events, state_folder, write_bundle,
};

use super::report_file::check_writable;
use super::{Failure, output};

/// The flags of `bundle`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BundleArguments {
    /// The id of a run, `last`, or the path of its events.jsonl
    #[arg(value_name = "RUN", default_value = "last")]
    run: String,
    /// Where the bundle goes
    #[arg(long, short, value_name = "FILE.tar.gz")]
    output: PathBuf,
    /// Sign it with this SSH key: a private one of the kind Ed25519, without a passphrase
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// How others can repeat the run: the release, how it was set up, and the command
    #[arg(long, value_name = "TEXT")]
    reproduce: Option<String>,
}

const EXAMPLES: &str = "\
Secrets are not in it: what is bundled was redacted when it was written down. The exit code is 0,
whatever the run found.
Examples:
  heat-conformance bundle --output run.tar.gz
  heat-conformance bundle 1a2b3c4d --output run.tar.gz --key ~/.ssh/id_ed25519 \\
      --reproduce 'Heat 27.0.0 of our packages; run --os-cloud mycloud --seed 7'
  heat-conformance verify-bundle run.tar.gz --signer id_ed25519.pub";

pub(crate) fn execute(arguments: &BundleArguments) -> Result<Code, Failure> {
    check_writable(&arguments.output)?;
    let key = arguments.key.as_deref().map(BundleKey::read).transpose();
    let key = key.map_err(|error| Failure::usage(&error))?;
    let folder = state_folder().map_err(|error| Failure::usage(&error))?;
    let events = past_events(&folder, &arguments.run)?;
    let reproduce = arguments.reproduce.as_deref();
    let manifest = write_bundle(&events, reproduce, key.as_ref(), &arguments.output)?;
    let signed = if key.is_some() { ", signed" } else { "" };
    output::print(&format!(
        "run {}: {} files in {}{signed}\n",
        manifest.run,
        manifest.files.len() + 1 + usize::from(key.is_some()),
        arguments.output.display()
    ));
    Ok(CONFORMANT)
}

impl From<EventsError> for Failure {
    fn from(error: EventsError) -> Self {
        Self::usage(&error)
    }
}

impl From<BundleError> for Failure {
    fn from(error: BundleError) -> Self {
        match error {
            BundleError::Report(_) => Self::suite(&error),
            _ => Self::usage(&error),
        }
    }
}
