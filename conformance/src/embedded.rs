//! The embedded target: a reference server in this process. The only module that knows it.

use std::thread::JoinHandle;
use std::time::Duration;

use heat_conformance::target::Target;
use heat_reference::{Config, Running, start as start_server};
use tokio::sync::oneshot;

use crate::cli::Failure;

/// A reference server that ends when this is dropped.
///
/// It has a thread and a runtime of its own, so that it does not wait for the suite, nor the
/// suite for it.
#[derive(Debug)]
pub(crate) struct Embedded {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts a reference server of its own, and signs in as the users of its seed.
pub(crate) async fn start(profile: &str, timeout: Duration) -> Result<(Target, Embedded), Failure> {
    let (started, is_started) = oneshot::channel();
    let (stop, stopped) = oneshot::channel();
    let mut config = Config::ephemeral();
    profile.clone_into(&mut config.profile);
    let thread = std::thread::Builder::new()
        .name("reference server".to_owned())
        .spawn(move || serve(config, started, stopped))
        .map_err(|error| Failure::suite(&error))?;
    let server = Embedded {
        stop: Some(stop),
        thread: Some(thread),
    };
    let auth_url = match is_started.await {
        Ok(Ok(url)) => url,
        Ok(Err(reason)) => return Err(unusable(&reason)),
        Err(_) => return Err(unusable(&"it ended at once")),
    };
    let target = Target::seeded(&auth_url, timeout)
        .await
        .map_err(|error| unusable(&error))?;
    Ok((target, server))
}

/// Runs a server until it is told to stop, or nobody is left to tell it.
fn serve(
    config: Config,
    started: oneshot::Sender<Result<String, String>>,
    stopped: oneshot::Receiver<()>,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return drop(started.send(Err(error.to_string()))),
    };
    runtime.block_on(async {
        match start_server(config).await {
            Err(error) => drop(started.send(Err(chain(&error)))),
            Ok(server) => {
                let url = server.identity_url().unwrap_or_default().to_owned();
                if started.send(Ok(url)).is_ok() {
                    let _ = stopped.await;
                }
                Running::shutdown(server).await;
            }
        }
    });
}

fn unusable(reason: &dyn std::fmt::Display) -> Failure {
    Failure::suite(&format!(
        "the embedded reference server cannot be used: {reason}"
    ))
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", chain(source)),
        None => error.to_string(),
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // The server's own failures were told when they happened.
            let _ = thread.join();
        }
    }
}
