//! What a scenario does to its target other than asking it: time is moved on where the target lets
//! us, and waited for elsewhere; services behind it are broken and mended; templates are put where
//! it finds them.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;

use super::{Stop, World};
use crate::client::{Exchange, Request};
use crate::target::{BrokenCalls, ControlError, Controls};

/// How long after its end a token is used, so that no clock is in doubt.
const MARGIN: SignedDuration = SignedDuration::from_secs(2);

impl World {
    /// Lets time pass on the target.
    pub(crate) async fn let_pass(&self, duration: Duration) -> Result<(), Stop> {
        match self.own_controls()? {
            Some(controls) => controls.advance(duration),
            None => tokio::time::sleep(duration).await,
        }
        Ok(())
    }

    /// Lets calls of the target to a service behind it fail from now on.
    pub(crate) fn break_calls(&self, broken: &BrokenCalls) -> Result<(), Stop> {
        let failed = |error: ControlError| Stop::Error(error.to_string());
        let controls = self.own_controls()?.ok_or_else(no_controls)?;
        controls.break_calls(broken).map_err(failed)
    }

    /// Lets all calls get through again.
    pub(crate) fn mend_calls(&self) -> Result<(), Stop> {
        self.own_controls()?.ok_or_else(no_controls)?.mend_calls();
        Ok(())
    }

    /// Puts the template of the scenario where the target can fetch it; its address.
    pub(crate) fn publish_template(&self) -> Result<String, Stop> {
        match &self.client.target().template_host {
            Some(host) => Ok(host.publish(self.template().to_owned())),
            None => Err(Stop::Error(
                "the scenario lacks @cap:reachable-url".to_owned(),
            )),
        }
    }

    /// The controls of the scenario's own target; nothing where targets have none.
    fn own_controls(&self) -> Result<Option<&dyn Controls>, Stop> {
        let controls = self.client.target().controls.as_deref();
        if controls.is_some() && !self.run.has_own_target(self.owner) {
            // Others would lose their tokens, and their stacks would run out of time.
            let reason = "the scenario lacks @slow, @cap:movable-clock or @cap:injected-faults";
            return Err(Stop::Error(reason.to_owned()));
        }
        Ok(controls)
    }

    /// Sends a request with the token at hand once that has expired; its answer becomes the last
    /// one.
    pub(crate) async fn send_late(&mut self, request: Request) -> Result<Arc<Exchange>, Stop> {
        let target = self.client.target();
        let session = self.client.session(request.role);
        let session = session.map_err(|error| Stop::Blocked(error.to_string()))?;
        let Some((token, end)) = session.token_with_end().await else {
            return Err(Stop::Blocked("nobody knows when the token ends".to_owned()));
        };
        let left = end.duration_since(target.now()) + MARGIN;
        let left = Duration::try_from(left).unwrap_or_default();
        let limit = self.run.settings.action_timeout;
        if target.controls.is_none() && left > limit {
            let reason = format!("the token ends in {left:.0?}, and --timeout allows {limit:.0?}");
            return Err(Stop::Blocked(reason));
        }
        self.let_pass(left).await?;
        self.add_header("x-auth-token", &token);
        self.send(request).await
    }
}

fn no_controls() -> Stop {
    Stop::Blocked("the services behind the target cannot be broken".to_owned())
}
