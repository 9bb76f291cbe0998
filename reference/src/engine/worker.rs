//! The worker of one busy stack: takes ready steps, runs them side by side, notes outcomes.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::abort::AbortReason;
use super::preempt::{self, Patience};
use super::step::{self, Outcome, StepContext};
use super::traversal::Traversal;
use super::{Message, finish};
use crate::app::App;
use crate::store::steps::Subject;
use crate::store::{StoreError, stacks, steps};

/// A step that ended.
struct Ended {
    context: Arc<StepContext>,
    position: usize,
    subject: Subject,
    outcome: Outcome,
}

/// A step that runs.
struct Running {
    /// The traversal that it runs for.
    traversal: String,
    abort: watch::Sender<Option<AbortReason>>,
}

/// The traversal that is current, with what its steps share.
struct Current {
    traversal: Traversal,
    context: Arc<StepContext>,
}

/// Works on a stack until it is at rest.
pub(super) async fn run(app: App, stack_row: i64, mut messages: UnboundedReceiver<Message>) {
    if let Err(error) = work(&app, stack_row, &mut messages).await {
        report(stack_row, &error);
    }
    app.workers.at_rest(stack_row).notify_waiters();
    while app.workers.retire(stack_row, &mut messages).is_some() {
        if let Err(error) = work(&app, stack_row, &mut messages).await {
            report(stack_row, &error);
        }
        app.workers.at_rest(stack_row).notify_waiters();
    }
}

fn report(stack_row: i64, error: &StoreError) {
    let error: &dyn std::error::Error = error;
    tracing::error!(
        stack_row,
        error,
        "a stack's work stopped; its next action, or a restart, goes on with it"
    );
}

async fn work(
    app: &App,
    stack_row: i64,
    messages: &mut UnboundedReceiver<Message>,
) -> Result<(), StoreError> {
    let mut worker = Worker {
        app,
        stack_row,
        running: HashMap::new(),
        tasks: JoinSet::new(),
        current: None,
        patience: Patience::default(),
        is_timed_out: false,
    };
    worker.reload().await?;
    loop {
        worker.start_ready();
        worker.refuse_waiting().await?;
        worker
            .patience
            .wait_for(&worker.busy_with_former(), app.clock.now());
        if let Some(current) = &worker.current
            && current.traversal.is_done()
        {
            finish::complete(&current.context).await?;
            app.workers.at_rest(stack_row).notify_waiters();
            worker.reload().await?;
            continue;
        }
        if worker.current.is_none() && worker.tasks.is_empty() {
            return Ok(());
        }
        let deadline = worker.deadline();
        let patience = worker.patience.end();
        tokio::select! {
            Some(message) = messages.recv() => {
                worker.reload().await?;
                if message == Message::Aborted {
                    worker.abort_former();
                }
            }
            Some(ended) = worker.tasks.join_next() => {
                if let Ok(ended) = ended {
                    worker.note(ended).await?;
                }
            }
            () = app.clock.sleep_until(deadline.unwrap_or(Timestamp::MAX)), if deadline.is_some() => {
                worker.time_out().await?;
            }
            () = app.clock.sleep_until(patience.unwrap_or(Timestamp::MAX)), if patience.is_some() => {
                let ended = worker.patience.take_ended(app.clock.now());
                preempt::preempt(app, ended).await?;
            }
        }
    }
}

/// The work on one stack.
struct Worker<'a> {
    app: &'a App,
    stack_row: i64,
    /// What runs, by what it is about; also what a former traversal left running.
    running: HashMap<Subject, Running>,
    tasks: JoinSet<Ended>,
    current: Option<Current>,
    patience: Patience,
    is_timed_out: bool,
}

impl Worker<'_> {
    /// Looks which traversal is current; keeps the one at hand if it still is.
    async fn reload(&mut self) -> Result<(), StoreError> {
        let stack_row = self.stack_row;
        let stack = self
            .app
            .store
            .call(move |tx| stacks::by_row(tx, stack_row))
            .await?;
        let Some((stack, traversal)) =
            stack.and_then(|stack| stack.traversal.clone().map(|traversal| (stack, traversal)))
        else {
            self.current = None;
            return Ok(());
        };
        if self
            .current
            .as_ref()
            .is_some_and(|current| current.traversal.id == traversal)
        {
            return Ok(());
        }
        let id = traversal.clone();
        let steps = self
            .app
            .store
            .call(move |tx| steps::load(tx, stack_row, &id))
            .await?;
        let context = Arc::new(StepContext::load(self.app, stack, traversal.clone()).await?);
        self.current = Some(Current {
            traversal: Traversal::new(traversal, steps),
            context,
        });
        self.patience = Patience::default();
        self.is_timed_out = false;
        Ok(())
    }

    fn start_ready(&mut self) {
        let Some(current) = &mut self.current else {
            return;
        };
        if self.is_timed_out {
            return;
        }
        for (position, step) in current
            .traversal
            .take_ready(|subject| self.running.contains_key(&subject))
        {
            let (abort, aborted) = watch::channel(None);
            let context = current.context.clone();
            let traversal = current.traversal.id.clone();
            let running = Running { traversal, abort };
            self.running.insert(step.subject(), running);
            self.tasks.spawn(async move {
                let subject = step.subject();
                // Boxed, because the future of a resource's call with all its types is large.
                let outcome = Box::pin(step::run(&context, position, &step, aborted)).await;
                Ended {
                    context,
                    position,
                    subject,
                    outcome,
                }
            });
        }
    }

    /// Fails the action if a step that waits for what a former traversal does cannot succeed.
    async fn refuse_waiting(&mut self) -> Result<(), StoreError> {
        let Some(current) = &self.current else {
            return Ok(());
        };
        let mut refusal = None;
        for step in current.traversal.waiting() {
            refusal = step::refusal(&current.context, step).await?;
            if refusal.is_some() {
                break;
            }
        }
        match refusal {
            Some(reason) => self.fail(&reason).await,
            None => Ok(()),
        }
    }

    /// The resources that the current traversal waits for because a former one is busy with them.
    fn busy_with_former(&self) -> Vec<i64> {
        let Some(current) = &self.current else {
            return Vec::new();
        };
        let waiting = current.traversal.waiting().filter_map(|step| {
            let running = self.running.get(&step.subject())?;
            match step.subject() {
                Subject::Resource(id) if running.traversal != current.traversal.id => Some(id),
                _ => None,
            }
        });
        waiting.collect()
    }

    async fn note(&mut self, ended: Ended) -> Result<(), StoreError> {
        self.running.remove(&ended.subject);
        let current = self.current.as_mut();
        let Some(current) =
            current.filter(|current| current.traversal.id == ended.context.traversal)
        else {
            return match ended.outcome {
                Outcome::Failed(reason) => finish::fail_late(&ended.context, &reason).await,
                Outcome::Aborted(AbortReason::TimedOut) => {
                    finish::fail_late(&ended.context, "Timed out").await
                }
                _ => Ok(()),
            };
        };
        match ended.outcome {
            Outcome::Done => {
                current.traversal.finish(ended.position);
                Ok(())
            }
            Outcome::Superseded | Outcome::Aborted(AbortReason::Cancelled) => self.reload().await,
            Outcome::Aborted(AbortReason::TimedOut) => self.fail("Timed out").await,
            Outcome::Failed(reason) => {
                let step = current.traversal.step(ended.position);
                if !step.kind.outlives_failures() {
                    return self.fail(&reason).await;
                }
                current.traversal.fail(ended.position);
                let (stack_row, position) = (self.stack_row, ended.position);
                let traversal = current.traversal.id.clone();
                self.app
                    .store
                    .call(move |tx| steps::fail(tx, stack_row, &traversal, position, &reason))
                    .await
            }
        }
    }

    fn deadline(&self) -> Option<Timestamp> {
        self.current
            .as_ref()
            .filter(|_| !self.is_timed_out)
            .map(|current| current.context.deadline)
    }

    /// Aborts what runs; the stack fails when the first of it has ended.
    async fn time_out(&mut self) -> Result<(), StoreError> {
        if self.running.is_empty() {
            return self.fail("Timed out").await;
        }
        self.is_timed_out = true;
        for running in self.running.values() {
            running.abort.send_replace(Some(AbortReason::TimedOut));
        }
        Ok(())
    }

    /// Aborts what former traversals left running.
    fn abort_former(&self) {
        let current = self
            .current
            .as_ref()
            .map(|current| current.traversal.id.as_str());
        for running in self.running.values() {
            if Some(running.traversal.as_str()) != current {
                running.abort.send_replace(Some(AbortReason::Cancelled));
            }
        }
    }

    async fn fail(&mut self, reason: &str) -> Result<(), StoreError> {
        if let Some(current) = &self.current {
            finish::fail(&current.context, reason).await?;
            self.app.workers.at_rest(self.stack_row).notify_waiters();
            // Nor does anything wait at a hook for an action that has failed.
            self.app.workers.signalled(self.stack_row).notify_waiters();
        }
        self.reload().await
    }
}
