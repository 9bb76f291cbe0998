//! `heat-reference serve`: serves until told to stop.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use heat_reference::{CLOUDS_YAML_MARK, Config, Running, StartError};
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::Serve;
use crate::{log, output};

/// The exit code after a mistake in the arguments or the settings.
const USAGE: u8 = 2;

/// Why the program ends early.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("cannot wait for signals")]
    Signals(#[source] std::io::Error),
    #[error("cannot write {}", .0.display())]
    CloudsYaml(PathBuf, #[source] std::io::Error),
    #[error("{} is somebody else's: it does not start with `{CLOUDS_YAML_MARK}`", .0.display())]
    ForeignCloudsYaml(PathBuf),
}

impl Failure {
    /// Whether other arguments or settings would help.
    fn is_wrong_usage(&self) -> bool {
        match self {
            Self::Start(error) => error.is_wrong_setting(),
            Self::CloudsYaml(..) | Self::ForeignCloudsYaml(_) => true,
            Self::Signals(_) => false,
        }
    }
}

/// Serves; the exit code is 0 after a signal to stop.
pub(crate) fn serve(arguments: Serve) -> ExitCode {
    let config = match arguments.config() {
        Ok(config) => config,
        Err(error) => {
            output::print_error(&error);
            return ExitCode::from(USAGE);
        }
    };
    log::start(arguments.log);
    match run(config, arguments.clouds_yaml) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::print_error(&error);
            if error.is_wrong_usage() {
                ExitCode::from(USAGE)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

#[tokio::main]
async fn run(config: Config, clouds_yaml: Option<PathBuf>) -> Result<(), Failure> {
    // Before the server is ready, so that a signal never ends it the hard way.
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::Signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::Signals)?;
    let is_remote = config.identity_url.is_some();
    let profile = config.profile.clone();
    let running = heat_reference::start(config).await?;
    if let Some(path) = clouds_yaml {
        write_clouds_yaml(&path, &running)?;
    }
    output::print(&greeting(&running, &profile, is_remote));
    tracing::info!(url = running.orchestration_url(), "serving");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
    running.shutdown().await;
    Ok(())
}

fn greeting(running: &Running, profile: &str, is_remote: bool) -> String {
    let mut text = format!(
        "heat-reference {}, profile {profile}\norchestration: {}/v1\n",
        env!("CARGO_PKG_VERSION"),
        running.orchestration_url(),
    );
    if let Some(url) = running.identity_url() {
        let _ = writeln!(text, "identity: {url}");
    }
    let exports = running.exports(is_remote);
    if !exports.is_empty() {
        text.push('\n');
        text.push_str(&exports);
    }
    text
}

/// Writes the file, unless one is there that was not written by this program.
fn write_clouds_yaml(path: &Path, running: &Running) -> Result<(), Failure> {
    let is_foreign = std::fs::read_to_string(path)
        .is_ok_and(|text| !text.is_empty() && !text.starts_with(CLOUDS_YAML_MARK));
    if is_foreign {
        return Err(Failure::ForeignCloudsYaml(path.to_owned()));
    }
    std::fs::write(path, running.clouds_yaml())
        .map_err(|error| Failure::CloudsYaml(path.to_owned(), error))
}
