//! The embedded target: reference servers in this process. The only module that knows them.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use heat_conformance::target::{
    BrokenCalls, ControlError, Controls, HeatSettings, Target, TemplateHost,
};
use heat_reference::cloud::injection::Rule;
use heat_reference::{Clock, Config, Limits, Running, start as start_server};
use jiff::Timestamp;
use serde_json::json;
use tokio::sync::oneshot;

/// Starts a reference server and signs in as the users of its seed.
///
/// # Errors
///
/// If a setting is unknown or wrong, the server does not start, or nobody can sign in.
pub(crate) async fn start(
    profile: &str,
    settings: &HeatSettings,
    timeout: Duration,
) -> Result<Target, ControlError> {
    let template_host = TemplateHost::start((Ipv4Addr::LOCALHOST, 0).into())
        .await
        .map_err(|error| unusable(&error))?;
    let config = config(profile, settings, &template_host)?;
    let clock = config.clock.clone();
    let (started, is_started) = oneshot::channel();
    let (stop, stopped) = oneshot::channel();
    std::thread::Builder::new()
        .name("reference server".to_owned())
        .spawn(move || serve(config, started, stopped))
        .map_err(|error| unusable(&error))?;
    let server = match is_started.await {
        Ok(Ok(server)) => server,
        Ok(Err(reason)) => return Err(unusable(&reason)),
        Err(_) => return Err(unusable(&"it ended at once")),
    };
    let auth_url = server.identity_url().unwrap_or_default();
    let mut target = Target::seeded(auth_url, timeout)
        .await
        .map_err(|error| unusable(&error))?;
    target.template_host = Some(Arc::new(template_host));
    target.controls = Some(Box::new(Embedded {
        profile: profile.to_owned(),
        timeout,
        clock,
        server,
        _stop: stop,
    }));
    Ok(target)
}

/// The settings of a server with free ports and its state in memory.
fn config(
    profile: &str,
    settings: &HeatSettings,
    template_host: &TemplateHost,
) -> Result<Config, ControlError> {
    let mut config = json!({
        "profile": profile,
        "listen": "127.0.0.1:0",
        "identity_listen": "127.0.0.1:0",
        "limits": {},
        "template_url_allowed": [template_host.url()],
        // As the service has it that the expectations were recorded from.
        "cloud": { "assume_other_services": false },
    });
    for (name, value) in settings {
        let one = json!({name: value});
        // The server groups those of Heat's settings that are quotas and sizes.
        if serde_json::from_value::<Limits>(one).is_ok() {
            config["limits"][name] = value.clone();
        } else {
            config[name] = value.clone();
        }
    }
    serde_json::from_value(config).map_err(|error| unusable(&error))
}

/// A reference server that ends when this is dropped.
///
/// It has a thread and a runtime of its own, so that it does not wait for the suite, nor the
/// suite for it, not even for its end.
#[derive(Debug)]
struct Embedded {
    profile: String,
    /// How long a request to it may take.
    timeout: Duration,
    clock: Clock,
    server: Arc<Running>,
    /// Tells the server to stop by going away; after the server, as whoever shuts that down has to
    /// be the last to hold it.
    _stop: oneshot::Sender<()>,
}

impl Controls for Embedded {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    fn break_calls(&self, broken: &BrokenCalls) -> Result<(), ControlError> {
        let rule: Rule = serde_json::from_value(json!({
            "service": broken.service,
            "method": broken.method,
            "path": broken.path,
            "effect": {"status": {"code": broken.status}},
        }))
        .map_err(|error| ControlError(format!("{broken:?} cannot be broken: {error}")))?;
        self.server.inject(rule);
        Ok(())
    }

    fn mend_calls(&self) {
        self.server.clear_injections();
    }

    fn start_another<'a>(
        &'a self,
        settings: &'a HeatSettings,
    ) -> BoxFuture<'a, Result<Target, ControlError>> {
        start(&self.profile, settings, self.timeout).boxed()
    }
}

/// Runs a server until it is told to stop, or nobody is left to tell it.
fn serve(
    config: Config,
    started: oneshot::Sender<Result<Arc<Running>, String>>,
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
                let server = Arc::new(server);
                if started.send(Ok(Arc::clone(&server))).is_ok() {
                    let _ = stopped.await;
                }
                if let Some(server) = Arc::into_inner(server) {
                    server.shutdown().await;
                }
            }
        }
    });
}

fn unusable(reason: &dyn std::fmt::Display) -> ControlError {
    ControlError(format!(
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
