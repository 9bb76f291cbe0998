//! Waiting: polls that start quickly and slow down, and end early when the wish cannot come true.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Stop, World};
use crate::check::{At, Difference};
use crate::client::Exchange;
use crate::run::{PollPace, Settings};
use crate::target::Role;

/// What came of waiting.
#[derive(Debug)]
pub(crate) struct Reached {
    /// The last answer to a poll.
    pub(crate) exchange: Arc<Exchange>,
    /// What differs from the wish; nothing if it came true.
    pub(crate) difference: Option<Difference>,
}

impl World {
    /// Waits until a stack shows a status, or one that excludes it, or time is up.
    pub(crate) async fn wait_for_status(
        &mut self,
        alias: &str,
        wanted: &str,
    ) -> Result<Reached, Stop> {
        let mut polls = if wanted.ends_with("_IN_PROGRESS") {
            Polls::for_a_moment(&self.run().settings)
        } else {
            Polls::of(&self.run().settings)
        };
        let mut course: Vec<String> = Vec::new();
        loop {
            let exchange = self.show(alias).await?;
            let status = status_of(&exchange);
            self.tell_poll(&self.name_of(alias), wanted, &status, &polls, &exchange);
            if course.last() != Some(&status) {
                course.push(status.clone());
            }
            let is_reached = status == wanted;
            if is_reached || excludes(&status, wanted) || !polls.pause().await {
                let difference = (!is_reached).then(|| {
                    let reason = exchange
                        .json
                        .as_ref()
                        .and_then(|json| json.pointer("/stack/stack_status_reason")?.as_str());
                    let seen = format!(
                        "{} after {:.1} s{}",
                        course.join(", "),
                        polls.elapsed().as_secs_f64(),
                        reason.map_or_else(String::new, |reason| format!(": {reason}"))
                    );
                    Difference::new(At::Body("/stack/stack_status".to_owned()), wanted, seen)
                });
                return Ok(Reached {
                    exchange,
                    difference,
                });
            }
        }
    }

    /// Waits until a stack is gone: deleted, and not found by its name any more.
    ///
    /// Heat shows a stack as deleted a moment before it forgets the name.
    pub(crate) async fn wait_until_gone(&mut self, alias: &str) -> Result<Reached, Stop> {
        let mut polls = Polls::of(&self.run().settings);
        loop {
            let mut exchange = self.show(alias).await?;
            let mut status = status_of(&exchange);
            let is_failed = status == "DELETE_FAILED";
            let mut is_gone = false;
            if matches!(status.as_str(), "404" | "DELETE_COMPLETE") {
                exchange = self.find(alias).await?;
                is_gone = exchange.status == 404;
                status = format!("{status}, and {} by its name", exchange.status);
            }
            self.tell_poll(&self.name_of(alias), "404", &status, &polls, &exchange);
            if is_gone || is_failed || !polls.pause().await {
                let difference = (!is_gone).then(|| {
                    let at = At::Course("status of the stack".to_owned());
                    let elapsed = polls.elapsed().as_secs_f64();
                    let seen = format!("{status} after {elapsed:.1} s");
                    Difference::new(at, "404", seen)
                });
                return Ok(Reached {
                    exchange,
                    difference,
                });
            }
        }
    }

    /// Looks for a stack by its name, as the one who made it or the member; not the last answer.
    pub(crate) async fn find(&mut self, alias: &str) -> Result<Arc<Exchange>, Stop> {
        let role = self.stack(alias).map_or(Role::Member, |stack| stack.role);
        let request = self.request("stacks.find", role, Some(alias))?;
        self.send_aside(request).await
    }

    /// Shows a stack by name and id, as the one who made it; not the last answer.
    pub(crate) async fn show(&mut self, alias: &str) -> Result<Arc<Exchange>, Stop> {
        // Without the id another stack of the name could be seen.
        self.stack_id(alias)?;
        let role = self.stack(alias)?.role;
        let request = self
            .request("stacks.show", role, Some(alias))?
            .with_query("resolve_outputs=false");
        self.send_aside(request).await
    }
}

/// The status that an answer shows, or the answer's own.
fn status_of(exchange: &Exchange) -> String {
    exchange
        .json
        .as_ref()
        .and_then(|json| json.pointer("/stack/stack_status").and_then(Value::as_str))
        .map_or_else(|| exchange.status.to_string(), str::to_owned)
}

/// Whether a stack with this status will not show the wanted one by itself.
///
/// The end of another action proves nothing, as the wanted one may not have begun; but nothing
/// follows a rollback.
fn excludes(status: &str, wanted: &str) -> bool {
    let action = |status: &str| status.split_once('_').map(|(action, _)| action.to_owned());
    let is_refusal = status.parse::<u16>().is_ok();
    let is_final = status.ends_with("_FAILED") || status.ends_with("_COMPLETE");
    let is_last = action(status) == action(wanted) || status.starts_with("ROLLBACK_");
    is_refusal || is_final && is_last
}

/// Pauses between polls: by themselves a share of the time that has passed, so that what is quick is
/// seen quickly, and what is slow is not asked for all the time.
#[derive(Debug)]
pub(crate) struct Polls {
    started: Instant,
    limit: Duration,
    pace: PollPace,
}

impl Polls {
    /// Polls that end when an action has taken too long.
    pub(crate) fn of(settings: &Settings) -> Self {
        Self {
            started: Instant::now(),
            limit: settings.action_timeout,
            pace: settings.poll_pace,
        }
    }

    /// Polls for something that passes, in the midst of which the scenario goes on: a client with
    /// long pauses would miss it.
    pub(crate) fn for_a_moment(settings: &Settings) -> Self {
        Self {
            pace: PollPace::Brisk,
            ..Self::of(settings)
        }
    }

    /// How long it has taken so far.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Pauses; false if time is up.
    pub(crate) async fn pause(&mut self) -> bool {
        let elapsed = self.elapsed();
        if elapsed >= self.limit {
            return false;
        }
        tokio::time::sleep(self.pace.pause_after(elapsed)).await;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::excludes;

    #[test]
    fn the_end_of_an_action_excludes_its_other_end() {
        assert!(excludes("CREATE_FAILED", "CREATE_COMPLETE"));
        assert!(excludes("CREATE_COMPLETE", "CREATE_FAILED"));
        assert!(excludes("404", "CREATE_COMPLETE"));
        assert!(excludes("ROLLBACK_COMPLETE", "UPDATE_COMPLETE"));
        assert!(excludes("ROLLBACK_FAILED", "ROLLBACK_COMPLETE"));
        assert!(!excludes("CREATE_IN_PROGRESS", "CREATE_COMPLETE"));
        assert!(!excludes("CREATE_COMPLETE", "UPDATE_COMPLETE"));
        assert!(!excludes("UPDATE_FAILED", "ROLLBACK_COMPLETE"));
    }
}
