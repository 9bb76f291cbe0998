//! The cloud itself: what exists, and what its services make of a call.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Map;
use uuid::Uuid;

use super::call::Call;
use super::config::{Config, Quotas};
use super::injection::{Effect, Rule, Rules};
use super::objects::{Kind, Object, Objects};
use super::refusal::Refusal;
use super::reply::Reply;
use super::service::Service;
use super::{compute, image, network, seed};
use crate::clock::{Clock, later};

/// The state and the rules of the pretend cloud; no HTTP, no SQLite.
#[derive(Debug)]
pub(crate) struct Cloud {
    /// What exists.
    pub(super) objects: Objects,
    /// What one project may have.
    pub(super) quotas: Quotas,
    /// The time of the call in hand.
    pub(super) now: Timestamp,
    /// What the call in hand does to servers beyond its own doing.
    pub(super) twist: Twist,
    clock: Clock,
    build_delay: Duration,
    delete_delay: Duration,
    key_pairs: Vec<seed::KeyPair>,
    rules: Rules,
}

/// How rules change what a call does to servers.
#[derive(Debug, Default)]
pub(super) struct Twist {
    /// The fault that servers run into.
    pub(super) fault: Option<String>,
    /// How long they take.
    pub(super) delay: Option<Duration>,
}

impl Cloud {
    /// A cloud with these objects and whatever of the seed is missing among them.
    ///
    /// # Errors
    ///
    /// If the seed contradicts the rules of the cloud.
    pub(crate) fn new(
        config: &Config,
        clock: &Clock,
        objects: Objects,
    ) -> Result<Self, seed::SeedError> {
        let seed = match &config.seed {
            Some(seed) => seed.clone(),
            None => seed::Seed::built_in()?,
        };
        let mut cloud = Self {
            objects,
            quotas: config.quotas.clone(),
            now: clock.now(),
            twist: Twist::default(),
            clock: clock.clone(),
            build_delay: config.build_delay,
            delete_delay: config.delete_delay,
            key_pairs: seed.key_pairs.clone(),
            rules: Rules::default(),
        };
        seed.plant(&mut cloud)?;
        Ok(cloud)
    }

    /// Does what a call asks of a service.
    ///
    /// What changed is in the objects' log until it is kept or undone.
    pub(crate) fn handle(&mut self, service: Service, call: &Call) -> Reply {
        self.now = self.clock.now();
        compute::servers::settle::settle(self);
        self.welcome(&call.project);
        let mut delay = None;
        let mut refused = None;
        self.twist = Twist::default();
        for effect in self.rules.effects(service, call, self.now) {
            match effect {
                Effect::Status { code, body } => {
                    refused.get_or_insert(if body.is_null() {
                        Reply::empty(code)
                    } else {
                        Reply::json(code, body)
                    });
                }
                Effect::Delay(by) => delay = Some(by),
                Effect::ServerError(message) => self.twist.fault = Some(message),
                Effect::ServerDelay(by) => self.twist.delay = Some(by),
                Effect::ConnectionReset => {}
                #[cfg(test)]
                Effect::Panic => {
                    self.answer(service, call);
                    panic!("a rule asks for it");
                }
            }
        }
        let mut reply = refused.unwrap_or_else(|| self.answer(service, call));
        reply.delay = delay;
        sign(reply, service)
    }

    /// Puts a rule into force.
    pub(crate) fn inject(&mut self, rule: Rule) {
        self.rules.add(rule);
    }

    /// Lifts all rules.
    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// Whether any rule ends connections.
    pub(crate) fn may_reset(&self) -> bool {
        self.rules.may_reset()
    }

    /// Whether a rule ends this call's connection.
    pub(crate) fn resets(&mut self, service: Service, call: &Call) -> bool {
        let now = self.clock.now();
        self.rules.resets(service, call, now)
    }

    /// When something that a server does in the background is done.
    pub(super) fn done_at(&self) -> Timestamp {
        later(self.now, self.twist.delay.unwrap_or(self.build_delay))
    }

    /// When a server that is being deleted is gone.
    pub(super) fn gone_at(&self) -> Timestamp {
        later(self.now, self.twist.delay.unwrap_or(self.delete_delay))
    }

    /// The time of the call, as the APIs write it.
    pub(super) fn timestamp(&self) -> String {
        timestamp(self.now)
    }

    fn answer(&mut self, service: Service, call: &Call) -> Reply {
        let mark = self.objects.mark();
        let answer = match service {
            Service::Compute => compute::answer(self, call),
            Service::Network => network::answer(self, call),
            Service::Image => image::answer(self, call),
        };
        answer.unwrap_or_else(|refusal| {
            self.objects.undo(mark);
            refusal.render(service)
        })
    }

    /// Gives a project that was never seen what every project starts with.
    fn welcome(&mut self, project: &str) {
        if self.objects.get(Kind::Project, project).is_some() {
            return;
        }
        self.objects.put(Object {
            kind: Kind::Project,
            id: project.to_owned(),
            project: project.to_owned(),
            body: Map::new(),
        });
        network::welcome(self, project);
        for key_pair in self.key_pairs.clone() {
            compute::key_pairs::plant(self, project, &key_pair.name, &key_pair.public_key);
        }
    }
}

/// A new id.
pub(super) fn new_id() -> String {
    Uuid::new_v4().to_string()
}

/// A time to the second, as the APIs write it.
pub(super) fn timestamp(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Names the request, which clients show in their error messages.
fn sign(mut reply: Reply, service: Service) -> Reply {
    let id = format!("req-{}", Uuid::new_v4());
    if service == Service::Compute {
        reply = reply.with_header("x-compute-request-id", id.clone());
    }
    reply.with_header("x-openstack-request-id", id)
}

/// The answer to calls that brought the service down.
pub(crate) fn breakdown(service: Service) -> Reply {
    let refusal = Refusal::new(
        500,
        "HTTPInternalServerError",
        "The server has either erred or is incapable of performing the requested operation.",
    );
    sign(refusal.render(service), service)
}
