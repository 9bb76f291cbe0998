//! `watch`: check what passes between any client and a Heat.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use heat_conformance::exit::Code;
use heat_conformance::report::{WatchConsole, write_json};
use heat_conformance::target::Tls;
use heat_conformance::{HeatRoot, WatchAssignment, http_client};
use heat_spec::Catalogue;
use tokio::net::TcpListener;

use super::interrupts::interrupts;
use super::report_file::{check_writable, report_target};
use super::{Failure, block_on_threads};

/// The flags of `watch`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct WatchArguments {
    /// The Heat to watch, with or without `/v1/PROJECT_ID`
    #[arg(long, value_name = "URL", value_parser = HeatRoot::parse)]
    endpoint: HeatRoot,
    /// Where clients are to ask; port 0 picks a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The Keystone of the cloud: clients that ask it at the address that is printed are led to the
    /// watched Heat
    #[arg(long, value_name = "URL")]
    identity_endpoint: Option<String>,
    /// Where clients are to ask for Keystone; port 0 picks a free one
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:0",
        requires = "identity_endpoint"
    )]
    listen_identity: SocketAddr,
    /// The profile of the catalogue
    #[arg(long, default_value = "upstream", value_name = "NAME")]
    profile: String,
    /// End when nothing was asked for so many seconds, after the first request
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    until_idle: Option<u32>,
    /// Write a report: json=PATH
    #[arg(long = "report", value_name = "FORMAT=PATH", value_parser = watch_report)]
    reports: Vec<((), PathBuf)>,
    /// Seconds that one answer may take
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..))]
    request_timeout: u32,
    /// Accept any certificate
    #[arg(long)]
    insecure: bool,
    /// Further certificate authorities, as PEM
    #[arg(long, value_name = "FILE", env = "OS_CACERT", hide_env_values = true)]
    cacert: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Every exchange passes as it is; only the service's address changes, so that links lead back here.
Ctrl-C ends the watch and sums up. Neither tokens nor bodies of requests are kept.
Examples:
  heat-conformance watch --endpoint http://heat.example:8004 --listen 127.0.0.1:9004
  OS_ORCHESTRATION_ENDPOINT_OVERRIDE=http://127.0.0.1:9004/v1/PROJECT openstack stack list
  heat-conformance watch --endpoint http://heat.example:8004 \\
      --identity-endpoint http://keystone.example:5000 --report json=watch.json
Exit codes: 0 nothing binding was broken, 1 a must was, 3 no request was answered, 4 nobody asked,
or for nothing that the catalogue has.";

fn watch_report(text: &str) -> Result<((), PathBuf), String> {
    report_target(text, &[("json", ())])
}

pub(crate) fn execute(arguments: WatchArguments) -> Result<Code, Failure> {
    block_on_threads(watch(arguments))
}

async fn watch(arguments: WatchArguments) -> Result<Code, Failure> {
    for ((), path) in &arguments.reports {
        check_writable(path)?;
    }
    let catalogue = Catalogue::load(&arguments.profile).map_err(|error| Failure::usage(&error))?;
    let tls = Tls {
        is_insecure: arguments.insecure,
        authorities: arguments.cacert.clone(),
    };
    let timeout = Duration::from_secs(arguments.request_timeout.into());
    let http = http_client(&tls, timeout).map_err(|error| Failure::usage(&error))?;
    let identity = match arguments.identity_endpoint {
        None => None,
        Some(url) => Some((url, listen(arguments.listen_identity).await?)),
    };
    let assignment = WatchAssignment {
        heat: arguments.endpoint.clone(),
        listener: listen(arguments.listen).await?,
        identity,
        http,
        catalogue: Arc::new(catalogue),
        until_idle: arguments.until_idle.map(|n| Duration::from_secs(n.into())),
    };
    let mut console = WatchConsole::new(arguments.endpoint);
    let report = heat_conformance::watch(assignment, interrupts()?, &mut |sighting| {
        console.show(&sighting);
    })
    .await
    .map_err(|error| Failure::suite(&error))?;
    console.conclude(&report);
    for ((), path) in &arguments.reports {
        write_json(&report, path).map_err(|error| Failure::suite(&error))?;
    }
    Ok(report.code())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|error| Failure::usage(&format!("cannot listen at {address}: {error}")))
}
