//! Threads that take work from one queue; scenarios stay on the thread that they began on.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};

use super::ProofError;
use super::stand::{Bench, Stand};
use crate::contract::Contract;
use crate::run::catch_on_this_thread;

/// A queue of things to do.
#[derive(Debug)]
pub(super) struct Work<T> {
    queue: Mutex<VecDeque<T>>,
    interrupts: watch::Receiver<u32>,
}

/// Threads that are at work.
#[derive(Debug)]
pub(super) struct Workers(Vec<JoinHandle<()>>);

/// Where results go.
pub(super) type Results<R> = mpsc::UnboundedSender<Result<R, ProofError>>;

impl<T> Work<T> {
    pub(super) fn new(all: Vec<T>, interrupts: watch::Receiver<u32>) -> Arc<Self> {
        Arc::new(Self {
            queue: Mutex::new(all.into()),
            interrupts,
        })
    }

    fn next(&self) -> Option<T> {
        if *self.interrupts.borrow() > 0 {
            return None;
        }
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.pop_front()
    }
}

impl Workers {
    /// Waits for the end of all of them.
    pub(super) fn join(self) {
        for thread in self.0 {
            // A thread that panicked has said so.
            let _ = thread.join();
        }
    }
}

/// Starts threads that do all the work there is, each thing by a function.
pub(super) fn start<T, R, F>(
    n_workers: usize,
    stand: &Arc<Stand>,
    work: &Arc<Work<T>>,
    results: &Results<R>,
    function: &F,
) -> Result<Workers, ProofError>
where
    T: Send + 'static,
    R: Send + 'static,
    F: AsyncFn(T, &Stand, &Bench) -> Result<R, ProofError> + Clone + Send + 'static,
{
    let mut threads = Vec::new();
    for number in 1..=n_workers.max(1) {
        let (stand, work, results) = (Arc::clone(stand), Arc::clone(work), results.clone());
        let function = function.clone();
        let runtime = Handle::current();
        let thread = std::thread::Builder::new()
            .name(format!("worker {number}"))
            .spawn(move || {
                catch_on_this_thread();
                runtime.block_on(do_all(&stand, &work, &results, &function));
            })
            .map_err(|error| ProofError::Unstartable(error.to_string()))?;
        threads.push(thread);
    }
    Ok(Workers(threads))
}

async fn do_all<T, R, F>(stand: &Stand, work: &Work<T>, results: &Results<R>, function: &F)
where
    F: AsyncFn(T, &Stand, &Bench) -> Result<R, ProofError>,
{
    let bench = match Contract::new(Arc::clone(&stand.catalogue)) {
        Ok(contract) => Bench::new(contract),
        Err(error) => return drop(results.send(Err(error.into()))),
    };
    while let Some(one) = work.next() {
        let result = function(one, stand, &bench).await;
        // Nobody is left to hear it after the first error.
        if results.send(result).is_err() {
            break;
        }
    }
}
