//! Good requests to be broken, and how the answers to bad ones are judged.

use std::sync::Arc;

use heat_spec::Catalogue;
use heat_spec::catalogue::Operation;
use serde_json::{Value, json};

use super::{Differences, NO_ID, RequirementId, Stop, World};
use crate::check::{At, Check, Difference};
use crate::client::{Body, Exchange, Request};
use crate::run::{self, Tried};
use crate::target::Role;

/// How many stacks may be there that nobody meant to make before they are deleted.
const MAX_MADE: usize = 3;

/// How many names one list is asked for.
const N_NAMES: usize = 40;

/// What stands in front of a service may refuse on its own: a body, an address or headers that are
/// too large.
const TOO_LARGE: [u16; 3] = [413, 414, 431];

impl World {
    /// The catalogue.
    pub(crate) fn catalogue(&self) -> Arc<Catalogue> {
        self.run.contract.shared_catalogue()
    }

    /// Whether the target is nobody else's.
    pub(crate) fn is_target_ours(&self) -> bool {
        self.client.target().is_embedded
    }

    /// A request of an operation that has everything that it may have.
    ///
    /// Those that make a stack name a new one each time.
    pub(crate) fn good_request(
        &mut self,
        operation: &Operation,
        role: Role,
        stack: Option<&str>,
    ) -> Result<Request, Stop> {
        let request = self.request(&operation.id, role, stack)?;
        let Some(schema) = operation.request.as_ref().map(|request| &request.schema) else {
            return Ok(request);
        };
        let mut body = match schema.as_str() {
            "action_request" => json!({ "check": null }),
            "signal_request" => json!({ "status": "SUCCESS", "reason": "done", "id": "one" }),
            "snapshot_request" => json!({ "name": "one" }),
            "unhealthy_request" => json!({
                "mark_unhealthy": true,
                "resource_status_reason": "It is out of order",
            }),
            "software_config_create_request" => full_software_config(),
            "software_deployment_create_request" | "software_deployment_update_request" => {
                full_software_deployment()
            }
            _ => full_body(),
        };
        match schema.as_str() {
            "software_config_create_request" => body["name"] = json!(self.name_of("bad")),
            "software_deployment_create_request" => {
                body["config_id"] = json!(self.remembered("config_id").unwrap_or(NO_ID));
                body["server_id"] = json!(self.name_of("bad"));
            }
            "stack_create_request" | "stack_preview_request" => {
                self.n_tried += 1;
                let name = self.name_of(&format!("bad{}", self.n_tried));
                body["stack_name"] = json!(name);
            }
            _ => {}
        }
        Ok(request.with_json(body))
    }

    /// Sends a good request, which has to succeed for bad ones to prove anything.
    pub(crate) async fn try_good(
        &mut self,
        operation: &Operation,
        role: Role,
        stack: Option<&str>,
    ) -> Result<(), Stop> {
        let request = self.good_request(operation, role, stack)?;
        let exchange = self.send_aside(request).await?;
        if exchange.status >= 400 {
            return Err(Stop::Blocked(format!(
                "a good request is refused as well: {} {}",
                exchange.status,
                exchange.fault_message().unwrap_or_default()
            )));
        }
        Ok(())
    }

    /// Sends a bad request; what is wrong with the answer, if anything.
    pub(crate) async fn try_bad(
        &mut self,
        id: &RequirementId,
        request: Request,
    ) -> Result<Option<Check>, Stop> {
        let name = name_in(&request);
        let tried = self.run.try_out(self.owner, request).await?;
        let exchange = match tried {
            Tried::Answered(exchange, checks) => {
                if let Some(difference) = self.harm(&exchange, checks)? {
                    return Ok(Some(Check::broken(
                        id.as_str(),
                        difference,
                        Some(&exchange),
                    )));
                }
                exchange
            }
            Tried::Unanswered(reason) => {
                self.check_somebody_answers().await?;
                let at = At::Course("the connection".to_owned());
                let difference = Difference::new(at, "an answer", reason);
                return Ok(Some(Check::broken(id.as_str(), difference, None)));
            }
        };
        if exchange.status >= 400 {
            self.refused.extend(name);
        } else if self.run.n_made_by(self.owner) > MAX_MADE {
            run::delete_made(&self.run, self.owner).await;
        }
        Ok(None)
    }

    /// Checks that the target did not go away altogether, which no single request is to blame for.
    async fn check_somebody_answers(&self) -> Result<(), Stop> {
        let project_id = match self.client.session(Role::Member) {
            Ok(session) => session.endpoint().project_id(),
            Err(error) => return Err(gone(&error)),
        };
        let request = Request {
            role: Role::Member,
            method: "GET".to_owned(),
            path: format!("/v1/{project_id}/stacks"),
            query: "limit=1".to_owned(),
            headers: Vec::new(),
            body: Body::None,
        };
        match self.run.try_out(self.owner, request).await {
            Ok(Tried::Answered(..)) => Ok(()),
            Ok(Tried::Unanswered(reason)) => Err(gone(&reason)),
            Err(error) => Err(gone(&error)),
        }
    }

    /// Checks that the service still answers, and that no refused request made a stack.
    pub(crate) async fn check_nothing_is_left(&mut self, id: &RequirementId) -> Result<(), Stop> {
        let refused = std::mem::take(&mut self.refused);
        let mut batches: Vec<&[String]> = refused.chunks(N_NAMES).collect();
        if batches.is_empty() {
            batches.push(&[]);
        }
        for names in batches {
            let mut query = "limit=1".to_owned();
            for name in names {
                query.push_str("&name=");
                query.push_str(name);
            }
            let request = self.request("stacks.list", Role::Member, None)?;
            let listed = self.send_aside(request.with_query(&query)).await?;
            let mut differences = Differences::default();
            differences.equal(At::Status, 200, listed.status);
            let stacks = listed.json.as_ref().map(|json| &json["stacks"]);
            if !names.is_empty() && stacks != Some(&json!([])) {
                let seen = stacks.unwrap_or(&Value::Null);
                differences.add(At::Body("/stacks".to_owned()), "[]", seen);
            }
            self.check(id, Some(&listed), differences)?;
        }
        Ok(())
    }

    /// What is wrong with an answer to a bad request.
    fn harm(&self, exchange: &Exchange, checks: Vec<Check>) -> Result<Option<Difference>, Stop> {
        let status = exchange.status;
        let expected = "a refusal, or what was asked for";
        if status >= 500 {
            return Ok(Some(Difference::new(At::Status, expected, status)));
        }
        let is_documented = exchange.operation.as_deref().is_none_or(|id| {
            let operation = self.run.contract.catalogue().operation(id);
            operation.is_some_and(|operation| operation.responses.contains_key(&status))
        });
        if status >= 400 && speaks_xml(exchange) {
            return Ok(None);
        }
        if is_documented || status < 400 {
            return Ok(checks.into_iter().find_map(|check| check.difference));
        }
        if TOO_LARGE.contains(&status) {
            return Ok(None);
        }
        // Not among the documented ones, but a refusal as all others are.
        let body = exchange.json.as_ref().unwrap_or(&Value::Null);
        let errors = self.run.contract.errors_by(&json!({"$ref": "fault"}), body);
        let errors = errors.map_err(|error| Stop::Error(error.to_string()))?;
        Ok(errors
            .into_iter()
            .next()
            .map(|error| Difference::new(At::Body(error.instance), "a fault", error.message)))
    }
}

/// Whether an answer is in XML for somebody who sent or asked for that; nobody says how faults
/// look in it.
fn speaks_xml(exchange: &Exchange) -> bool {
    let mut headers = exchange.request_headers.iter();
    exchange.media_type().as_deref() == Some("application/xml")
        && headers.any(|(name, value)| {
            (name == "content-type" || name == "accept") && value.contains("xml")
        })
}

fn gone(reason: &dyn std::fmt::Display) -> Stop {
    Stop::Blocked(format!("the target does not answer any more: {reason}"))
}

/// The name of the stack that a request would make, if it can be asked for.
fn name_in(request: &Request) -> Option<String> {
    let document = match &request.body {
        Body::Json(document) => document.clone(),
        Body::Text { text, .. } => serde_json::from_str(text).ok()?,
        Body::None | Body::Bytes(_) => return None,
    };
    let name = document["stack_name"].as_str()?;
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "-_.".contains(sign);
    (name.len() > 8 && name.chars().all(is_plain)).then(|| name.to_owned())
}

/// A body with all fields that a request for a stack may have, and a bit of everything in them.
fn full_body() -> Value {
    json!({
        "template": {
            "heat_template_version": "2018-08-31",
            "description": "A bit of everything",
            "parameters": {
                "text": {
                    "type": "string",
                    "default": "a",
                    "constraints": [
                        {"length": {"min": 1, "max": 9}},
                        {"allowed_pattern": "[a-z]+"},
                    ],
                },
                "number": {
                    "type": "number",
                    "default": 3,
                    "constraints": [{"range": {"min": 1, "max": 9}}],
                },
                "list": {"type": "comma_delimited_list", "default": "a,b"},
                "map": {"type": "json", "default": {"a": [1]}, "hidden": true},
            },
            "parameter_groups": [{"label": "all", "parameters": ["text", "number"]}],
            "conditions": {"always": {"not": {"equals": [{"get_param": "text"}, "z"]}}},
            "resources": {
                "secret": {
                    "type": "OS::Heat::RandomString",
                    "properties": {"length": {"get_param": "number"}},
                    "metadata": {"a": {"get_param": "map"}},
                },
                "value": {
                    "type": "OS::Heat::Value",
                    "condition": "always",
                    "depends_on": ["secret"],
                    "deletion_policy": "Delete",
                    "properties": {
                        "type": "string",
                        "value": {"list_join": ["-", {"get_param": "list"}]},
                    },
                },
            },
            "outputs": {
                "text": {
                    "description": "A text",
                    "value": {
                        "str_replace": {
                            "template": "<a> <b>",
                            "params": {
                                "<a>": {"get_attr": ["value", "value"]},
                                "<b>": {"if": ["always", {"get_param": "text"}, "z"]},
                            },
                        },
                    },
                },
                "items": {
                    "value": {
                        "repeat": {
                            "template": "<i>",
                            "for_each": {"<i>": {"get_param": "list"}},
                        },
                    },
                },
            },
        },
        "environment": {
            "parameters": {"number": 4},
            "parameter_defaults": {"text": "b"},
            "resource_registry": {"OS::Suite::Nothing": "OS::Heat::None", "resources": {}},
        },
        "files": {"a.txt": "text"},
        "parameters": {"text": "c"},
        "timeout_mins": 5,
        "disable_rollback": true,
        "tags": "a,b",
    })
}

/// A body with all fields that a request for a software configuration may have, but for its name.
fn full_software_config() -> Value {
    json!({
        "group": "script",
        "config": "echo $who",
        "inputs": [
            {"name": "who", "description": "Whom", "type": "String", "default": "you"},
            {"name": "n", "type": "Number", "default": 3, "replace_on_change": true, "value": 4},
        ],
        "outputs": [
            {"name": "said", "description": "What", "type": "String", "error_output": true},
        ],
        "options": {"shell": "sh"},
    })
}

/// A body with all fields that a request for a software deployment, or for its change, may have,
/// but for the ids.
fn full_software_deployment() -> Value {
    json!({
        "input_values": {"who": "me"},
        "output_values": {"said": "hi"},
        "action": "CREATE",
        "status": "IN_PROGRESS",
        "status_reason": "Deploy data available",
    })
}
