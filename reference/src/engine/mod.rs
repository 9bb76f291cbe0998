//! The engine: brings stacks in line with their templates.
//!
//! A request stores what is wanted and the graph of steps to it (`begin`), in the transaction
//! that it is acknowledged by. A worker per busy stack (`worker`) then takes the steps that are
//! ready, many at once, and every step stores its outcome. Nothing that matters is in memory only:
//! after a restart the workers go on where the steps stand.

mod abort;
mod adopt_resource;
mod begin;
mod check;
mod clean_up;
mod converge;
mod create_resource;
mod definitions;
mod delete_snapshot;
mod document;
mod external_resource;
mod failure;
mod finish;
mod hook;
mod in_place;
mod live_attributes;
mod mark_unhealthy;
mod observation;
mod physical_name;
mod plan;
mod preempt;
pub(crate) mod preview;
mod remove;
mod restriction;
mod resume;
mod signal;
mod snapshot;
mod states;
mod step;
mod suspend;
mod transition;
mod traversal;
mod update_resource;
pub(crate) mod validation;
mod worker;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{AbortHandle, JoinSet};

use crate::app::App;
use crate::store::StoreError;
use crate::store::{snapshots, stacks};

pub(crate) use begin::{Change, InPlace, begin, begin_in_place};
pub(crate) use definitions::Definitions;
pub(crate) use delete_snapshot::begin as begin_delete_snapshot;
pub(crate) use document::document;
pub(crate) use failure::Failure;
pub(crate) use finish::{begin_roll_back, cancel, cancel_inside};
pub(crate) use live_attributes::live_attributes;
pub(crate) use mark_unhealthy::mark_unhealthy;
pub(crate) use physical_name::{physical_name, short_id};
pub(crate) use remove::begin_removal;
pub(crate) use signal::{UNFINISHED_SIGNAL, signal, signal_from_inside};
pub(crate) use states::States;

/// Enough that few of those who wait for a stack wake up for another.
const N_NOTIFIERS: usize = 64;

/// What a worker is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    /// The stack has another traversal.
    Changed,
    /// The stack has another traversal, and what runs for the former one is to be aborted.
    Aborted,
}

/// The workers that are at work, by stack.
#[derive(Clone, Debug)]
pub(crate) struct Workers {
    state: Arc<Mutex<WorkersState>>,
    at_rest: Arc<Notifiers>,
    signalled: Arc<Notifiers>,
}

/// Those who wait for something about a stack, some stacks together.
type Notifiers = [Notify; N_NOTIFIERS];

#[derive(Debug, Default)]
struct WorkersState {
    workers: HashMap<i64, WorkerHandle>,
    others: JoinSet<()>,
    is_stopped: bool,
}

#[derive(Debug)]
struct WorkerHandle {
    inbox: UnboundedSender<Message>,
    task: AbortHandle,
}

impl Default for Workers {
    fn default() -> Self {
        let notifiers = || Arc::new(std::array::from_fn(|_| Notify::new()));
        Self {
            state: Arc::default(),
            at_rest: notifiers(),
            signalled: notifiers(),
        }
    }
}

impl Workers {
    /// What tells that an action of the stack has ended; that of another stack may wake up as well.
    pub(crate) fn at_rest(&self, stack_row: i64) -> &Notify {
        of_stack(&self.at_rest, stack_row)
    }

    /// What tells that a resource of the stack was signalled, or that it may go on from a hook; one
    /// of another stack may wake up as well.
    pub(crate) fn signalled(&self, stack_row: i64) -> &Notify {
        of_stack(&self.signalled, stack_row)
    }

    /// Tells a stack's worker, which is started if there is none.
    pub(crate) fn tell(&self, app: &App, stack_row: i64, message: Message) {
        // What waits at a hook may have nothing to wait for any more.
        self.signalled(stack_row).notify_waiters();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.is_stopped {
            return;
        }
        if let Some(worker) = state.workers.get(&stack_row)
            && worker.inbox.send(message).is_ok()
        {
            return;
        }
        let (inbox, messages) = unbounded_channel();
        let task = tokio::spawn(worker::run(app.clone(), stack_row, messages)).abort_handle();
        state
            .workers
            .insert(stack_row, WorkerHandle { inbox, task });
    }

    /// Does something beside the work on stacks, as long as that goes on.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.others.try_join_next().is_some() {}
        if !state.is_stopped {
            state.others.spawn(work);
        }
    }

    /// Ends all work where it stands; it goes on at the next start.
    pub(crate) fn stop(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_stopped = true;
        state.others.abort_all();
        for (_, worker) in state.workers.drain() {
            worker.task.abort();
        }
    }

    /// Ends a worker's registration unless there is a message that it has not seen.
    fn retire(&self, stack_row: i64, messages: &mut UnboundedReceiver<Message>) -> Option<Message> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // Senders hold the lock while they send, so nothing can arrive between these two lines.
        let message = messages.try_recv().ok();
        if message.is_none() {
            state.workers.remove(&stack_row);
        }
        message
    }
}

fn of_stack(notifiers: &Notifiers, stack_row: i64) -> &Notify {
    let index = stack_row.unsigned_abs() % N_NOTIFIERS as u64;
    &notifiers[usize::try_from(index).unwrap_or(0)]
}

/// Ends the work on stacks when it is dropped.
#[derive(Debug)]
pub(crate) struct WorkersGuard(pub(crate) Workers);

impl Drop for WorkersGuard {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Goes on with the stacks whose work was under way when the server ended.
///
/// # Errors
///
/// If the state cannot be read.
pub(crate) async fn resume(app: &App) -> Result<(), StoreError> {
    let unfinished = app.store.call(stacks::unfinished).await?;
    for stack in unfinished {
        tracing::info!(
            stack_id = stack.id,
            action = stack.action,
            "going on with a stack"
        );
        app.workers.tell(app, stack.row, Message::Changed);
    }
    for row in app.store.call(snapshots::unfinished_deletions).await? {
        begin_delete_snapshot(app, row);
    }
    signal::resume(app).await
}
