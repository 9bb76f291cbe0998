//! Standing between any client and a Heat: every exchange is passed on as it is, and checked
//! against the catalogue.
//!
//! Only the address of the service changes on the way, so that links lead back here.

mod account;
mod heat_root;
mod identity;
mod pass;
mod readdress;
mod recording;
mod serve;
mod summary;

pub use heat_root::{HeatRoot, HeatRootError};
pub use summary::{Broken, OperationCoverage, Unknown, WatchReport, WatchTotals};

use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use heat_spec::Catalogue;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};

use self::account::Account;
use self::recording::Recorded;
use self::serve::Serving;
use crate::client::Exchange;
use crate::contract::{Contract, ContractError};

/// How long answers that are under way may take once the watch ends.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// What is watched, and where.
#[derive(Debug)]
pub struct WatchAssignment {
    /// The service behind.
    pub heat: HeatRoot,
    /// Where clients ask.
    pub listener: TcpListener,
    /// The Keystone behind, and where clients ask for it.
    pub identity: Option<(String, TcpListener)>,
    /// The client for all connections to the services behind.
    pub http: reqwest::Client,
    /// By what answers are judged.
    pub catalogue: Arc<Catalogue>,
    /// The watch ends when nothing was asked for so long, after the first request.
    pub until_idle: Option<Duration>,
}

/// What a watch tells while it goes on.
#[derive(Debug)]
pub enum Sighting<'a> {
    /// Clients can ask now.
    Ready {
        /// The address for Heat.
        address: SocketAddr,
        /// The one for Keystone.
        identity: Option<SocketAddr>,
    },
    /// An exchange breaks something; told a few times for each requirement.
    Broken {
        /// What is broken.
        broken: &'a Broken,
        /// In which exchange.
        exchange: &'a Exchange,
    },
    /// The service did not answer, or not to the end.
    Unanswered {
        /// Verb and URL.
        request: &'a str,
        /// Why.
        reason: &'a str,
    },
}

/// Why nothing can be watched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WatchError {
    /// The listener is of no use.
    #[error("cannot listen: {0}")]
    Listen(#[from] std::io::Error),
    /// The catalogue is wrong.
    #[error(transparent)]
    Contract(#[from] ContractError),
}

/// Watches until it is interrupted, or nobody asks any more.
///
/// The first interrupt lets the answers end that are under way, the second one does not wait.
///
/// # Errors
///
/// If a listener has no address, or the catalogue is wrong.
pub async fn watch(
    assignment: WatchAssignment,
    mut interrupts: watch::Receiver<u32>,
    tell: &mut dyn FnMut(Sighting<'_>),
) -> Result<WatchReport, WatchError> {
    let until_idle = assignment.until_idle;
    let contract = Rc::new(Contract::new(Arc::clone(&assignment.catalogue))?);
    let mut account = Account::new(&assignment.heat, contract);
    let (recorder, mut passed) = mpsc::unbounded_channel();
    let serving = Serving::start(assignment, recorder)?;
    tell(Sighting::Ready {
        address: serving.address,
        identity: serving.identity,
    });
    loop {
        let is_begun = account.n_requests() > 0;
        tokio::select! {
            one = passed.recv() => match one {
                Some(one) => take(&mut account, one, tell)?,
                None => break,
            },
            Ok(_) = interrupts.wait_for(|n| *n > 0) => break,
            () = idle(until_idle), if is_begun && serving.n_open() == 0 => break,
        }
    }
    // The recorders go away with the last answer, and the channel ends.
    serving.stop();
    let rest = async {
        while let Some(one) = passed.recv().await {
            take(&mut account, one, tell)?;
        }
        Ok::<(), WatchError>(())
    };
    tokio::select! {
        taken = tokio::time::timeout(LAST_ANSWERS, rest) => taken.unwrap_or(Ok(()))?,
        Ok(_) = interrupts.wait_for(|n| *n > 1) => {}
    }
    Ok(account.sum_up())
}

fn take(
    account: &mut Account,
    one: Recorded,
    tell: &mut dyn FnMut(Sighting<'_>),
) -> Result<(), WatchError> {
    if let Some(reason) = &one.unanswered {
        tell(Sighting::Unanswered {
            request: &one.request_line(),
            reason,
        });
    }
    for (broken, exchange) in account.add(one)? {
        tell(Sighting::Broken {
            broken: &broken,
            exchange: &exchange,
        });
    }
    Ok(())
}

/// Ends after a time, or never.
async fn idle(limit: Option<Duration>) {
    match limit {
        Some(limit) => tokio::time::sleep(limit).await,
        None => std::future::pending().await,
    }
}
