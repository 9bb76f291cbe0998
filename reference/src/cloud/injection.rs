//! Faults and delays on demand: rules that change what matching calls meet.

use std::time::Duration;

use http::Method;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::call::Call;
use super::config::seconds;
use super::service::Service;

/// A rule. It applies to a call if service, method and path match, the time is right, and its
/// turn has come.
///
/// As JSON: `{"service": "compute", "method": "POST", "path": "/v2.1/servers", "times": 1,
/// "effect": {"server_error": "No valid host was found."}}`; only `path` and `effect` are required.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The service, or any.
    #[serde(default)]
    pub service: Option<Service>,
    /// The method, or any.
    #[serde(default, deserialize_with = "method")]
    pub method: Option<Method>,
    /// The path as it is sent, without the query; `*` stands for any text, slashes included.
    /// `/v2.1/servers/*` matches every call to one server.
    pub path: String,
    /// How many matching calls go through before the rule applies.
    #[serde(default)]
    pub skip: u64,
    /// To how many calls it then applies; nothing means all.
    #[serde(default)]
    pub times: Option<u64>,
    /// Calls before this time go through.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// Calls at or after this time go through.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// What a call meets.
    pub effect: Effect,
}

/// What a rule does to a call.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The service answers with this status and body, and does nothing.
    Status {
        /// The status.
        code: u16,
        /// The body, as the service's errors have it or otherwise; none if it is `null`.
        #[serde(default)]
        body: Value,
    },
    /// The answer takes this much longer, in real time. As JSON: seconds.
    Delay(#[serde(deserialize_with = "seconds")] Duration),
    /// The call is accepted, but the server that it makes or acts on (deleting included) goes to
    /// `ERROR` with this message as its fault.
    ServerError(String),
    /// The call is accepted, but what it starts on a server takes this long. As JSON: seconds.
    ServerDelay(#[serde(deserialize_with = "seconds")] Duration),
    /// The connection ends without an answer, and the service does nothing.
    ConnectionReset,
    /// The service panics after it has changed something.
    #[cfg(test)]
    #[serde(skip)]
    Panic,
}

impl Rule {
    /// A rule for all calls of one method to one path, for ever.
    pub fn new(service: Service, method: Method, path: &str, effect: Effect) -> Self {
        Self {
            service: Some(service),
            method: Some(method),
            path: path.to_owned(),
            skip: 0,
            times: None,
            from: None,
            until: None,
            effect,
        }
    }

    /// The same rule for the first matching call only.
    #[must_use]
    pub fn once(self) -> Self {
        Self {
            times: Some(1),
            ..self
        }
    }

    fn matches(&self, service: Service, call: &Call, now: Timestamp) -> bool {
        self.service.is_none_or(|known| known == service)
            && self
                .method
                .as_ref()
                .is_none_or(|known| *known == call.method)
            && matches_pattern(&self.path, &call.path)
            && self.from.is_none_or(|from| from <= now)
            && self.until.is_none_or(|until| now < until)
    }
}

/// The rules that are in force.
#[derive(Debug, Default)]
pub(super) struct Rules {
    rules: Vec<(Rule, u64)>,
}

impl Rules {
    pub(super) fn add(&mut self, rule: Rule) {
        self.rules.push((rule, 0));
    }

    pub(super) fn clear(&mut self) {
        self.rules.clear();
    }

    /// Whether there is any rule that ends connections.
    pub(super) fn may_reset(&self) -> bool {
        self.rules.iter().any(|(rule, _)| is_reset(&rule.effect))
    }

    /// Whether the call's connection is to end without an answer.
    pub(super) fn resets(&mut self, service: Service, call: &Call, now: Timestamp) -> bool {
        !self.apply(service, call, now, is_reset).is_empty()
    }

    /// What the call meets otherwise, oldest rule first.
    pub(super) fn effects(&mut self, service: Service, call: &Call, now: Timestamp) -> Vec<Effect> {
        self.apply(service, call, now, |effect| !is_reset(effect))
    }

    fn apply(
        &mut self,
        service: Service,
        call: &Call,
        now: Timestamp,
        wanted: impl Fn(&Effect) -> bool,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (rule, matched) in &mut self.rules {
            if wanted(&rule.effect) && rule.matches(service, call, now) {
                *matched = matched.saturating_add(1);
                let turn = matched.saturating_sub(rule.skip);
                if turn > 0 && rule.times.is_none_or(|times| turn <= times) {
                    effects.push(rule.effect.clone());
                }
            }
        }
        effects
    }
}

fn method<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Method>, D::Error> {
    Option::<String>::deserialize(deserializer)?
        .map(|name| name.parse())
        .transpose()
        .map_err(serde::de::Error::custom)
}

fn is_reset(effect: &Effect) -> bool {
    matches!(effect, Effect::ConnectionReset)
}

/// Whether a pattern, in which `*` stands for any text, matches the whole path.
fn matches_pattern(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        // Every part but the last may be taken at its first place: what is left then is longest.
        if let Some(middle) = last.replace(part) {
            let Some(place) = rest.find(middle) else {
                return false;
            };
            rest = rest.get(place + middle.len()..).unwrap_or_default();
        }
    }
    last.map_or(rest.is_empty(), |last| rest.ends_with(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, path, matches) in [
            ("/servers", "/servers", true),
            ("/servers", "/servers/1", false),
            ("/servers*", "/servers/1", true),
            ("/servers/*/action", "/servers/1/action", true),
            ("/servers/*/action", "/servers/1/actions", false),
            ("*", "", true),
            ("*a*a", "a", false),
            ("*a*a", "aa", true),
            ("/a*b*c", "/a-b-b-c", true),
            ("/a*b*c", "/a-c-b", false),
        ] {
            assert_eq!(matches_pattern(pattern, path), matches, "{pattern} {path}");
        }
    }

    #[test]
    fn rules_are_read_from_json() {
        let rule: Rule = serde_json::from_value(serde_json::json!({
            "service": "network", "method": "GET", "path": "*", "until": "2030-01-01T00:00:00Z",
            "effect": { "delay": 0.25 },
        }))
        .unwrap();
        assert_eq!(rule.method, Some(Method::GET));
        assert!(matches!(rule.effect, Effect::Delay(by) if by == Duration::from_millis(250)));
        for effect in [
            serde_json::json!({ "status": { "code": 503 } }),
            serde_json::json!({ "server_error": "no valid host" }),
            serde_json::json!({ "server_delay": 3600 }),
            serde_json::json!("connection_reset"),
        ] {
            let rule = serde_json::json!({ "path": "*", "effect": effect });
            serde_json::from_value::<Rule>(rule).unwrap();
        }
        let nonsense = serde_json::json!({ "path": "*", "effect": { "delay": -1 } });
        assert!(serde_json::from_value::<Rule>(nonsense).is_err());
    }

    #[test]
    fn a_rule_waits_for_its_turn_and_wears_off() {
        let now = Timestamp::UNIX_EPOCH;
        let call = Call::new(Method::GET, "/v2.1/servers", None, "p", "", b"").unwrap();
        let mut rules = Rules::default();
        rules.add(Rule {
            skip: 1,
            times: Some(2),
            ..Rule::new(
                Service::Compute,
                Method::GET,
                "*",
                Effect::Delay(Duration::ZERO),
            )
        });
        let applied: Vec<usize> = (0..4)
            .map(|_| rules.effects(Service::Compute, &call, now).len())
            .collect();
        assert_eq!(applied, [0, 1, 1, 0]);
        assert!(rules.effects(Service::Network, &call, now).is_empty());
    }
}
