//! `OS::Neutron::SecurityGroup`: rules for what may reach a port.

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value, fault, value};
use heat_template::{Answer, Inquiry, Properties};
use serde_json::Value as Json;

use super::object::{Kind, body, changed_body, name_of, reference_id};
use crate::cloud::call::encode;
use crate::cloud::client::Client;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};
use crate::store::resources::ResourceRecord;

const GROUP: Kind = Kind {
    path: "security-groups",
    one: "security_group",
    many: "security_groups",
};

/// What two rules are told apart by.
const IDENTITY: &[&str] = &[
    "direction",
    "ethertype",
    "protocol",
    "port_range_min",
    "port_range_max",
    "remote_group_id",
    "remote_ip_prefix",
    "security_group_id",
];

const STATELESS: &str = "OS::Neutron::SecurityGroup stateless";

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct SecurityGroup;

#[async_trait]
impl ResourceType for SecurityGroup {
    fn name(&self) -> &'static str {
        "OS::Neutron::SecurityGroup"
    }

    fn class_name(&self) -> &'static str {
        "SecurityGroup"
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Network)
    }

    fn validate(
        &self,
        _resource_name: &str,
        properties: &Properties,
        inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        if properties.get("name").as_str() == Some("default") {
            return Err(fault::validation_failed(
                "Security groups cannot be assigned the name \"default\".",
            ));
        }
        if properties.get("stateful").as_bool() == Some(false)
            && let Some(Answer::Invalid(reason)) = inquiry.ask(STATELESS, &Value::Null)
        {
            return Err(fault::validation_failed(reason));
        }
        Ok(())
    }

    async fn answer(&self, cloud: &Client, project: &str, _word: &str, _value: &Value) -> Answer {
        let path = "/v2.0/extensions/stateful-security-group";
        match cloud.get(Service::Network, path, project).await {
            Err(error) if error.is_not_found() => Answer::Invalid(
                "Neutron does not support stateless security groups; remove the \"stateful\" \
                 property or set it to true."
                    .to_owned(),
            ),
            Err(error) => Answer::Invalid(error.to_string()),
            Ok(_) => Answer::Valid,
        }
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let mut body = body(work);
        body.shift_remove("rules");
        GROUP.create(work, body).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        let name = name_of(work);
        GROUP.find_unfinished(work, &[("name", name)]).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        let rules = work.property("rules");
        if rules.is_truthy() {
            reconcile(work, rules).await?;
        }
        Ok(())
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        let mut body = changed_body(work, changes);
        let rules = body.shift_remove("rules");
        if body.contains_key("stateful") {
            refuse_while_used(work).await?;
        }
        GROUP.update(work, body).await?;
        match rules {
            Some(rules) => reconcile(work, &rules).await,
            None => Ok(()),
        }
    }

    fn address(&self, id: &str) -> Option<String> {
        Some(GROUP.address(id))
    }

    fn observed_properties(&self) -> &'static [&'static str] {
        &["description", "name"]
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        if work.physical_id().is_none() {
            return Ok(());
        }
        match GROUP.show(work).await {
            Ok(group) => {
                for (id, _) in rules_of(&group) {
                    work.neutron_delete(&rule_path(&id)).await?;
                }
            }
            Err(error) if error.is_not_found() => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        Ok(work.neutron_delete(&GROUP.path_of(work)).await?)
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        GROUP.attribute(work, name).await
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        reference_id(record)
    }

    async fn needs_replace_failed(&self, work: &Work) -> bool {
        GROUP.needs_replace_failed(work).await
    }
}

/// Whether a group is stateful cannot change while ports are in it.
async fn refuse_while_used(work: &Work) -> Result<(), Failure> {
    let id = work.physical_id().unwrap_or_default();
    let path = format!("/v2.0/ports?security_groups={}&fields=id", encode(id));
    let found = work.neutron_get(&path).await?;
    let is_used = found
        .get("ports")
        .and_then(Json::as_array)
        .is_some_and(|ports| !ports.is_empty());
    if is_used {
        return Err(Failure::new(
            "NotSupported",
            format!(
                "Updating the \"stateful\" property while security group \"{id}\" is attached to \
                 ports. Detach all ports from the security group and retry. is not supported."
            ),
        ));
    }
    Ok(())
}

/// Gives the group exactly these rules; without any for traffic out, the default ones for that.
///
/// Doing it again changes nothing, which is what an interrupted create goes on with.
async fn reconcile(work: &Work, rules: &Value) -> Result<(), Failure> {
    let mut wanted: Vec<Map> = rules
        .as_list()
        .unwrap_or_default()
        .iter()
        .filter_map(Value::as_map)
        .map(|rule| formatted(work, rule))
        .collect();
    let is_egress = |rule: &Map| rule.get("direction").and_then(Value::as_str) == Some("egress");
    if !wanted.iter().any(is_egress) {
        for ether_type in ["IPv4", "IPv6"] {
            let rule = value!({ "direction": "egress", "ethertype": ether_type });
            wanted.extend(rule.as_map().map(|rule| formatted(work, rule)));
        }
    }
    let group = GROUP.show(work).await?;
    let present = rules_of(&group);
    let wanted_keys: Vec<_> = wanted.iter().map(identity).collect();
    for (id, rule) in &present {
        if !wanted_keys.contains(&identity(rule)) {
            work.neutron_delete(&rule_path(id)).await?;
        }
    }
    let present: Vec<_> = present.iter().map(|(_, rule)| identity(rule)).collect();
    wanted.retain(|rule| !present.contains(&identity(rule)));
    if wanted.is_empty() {
        return Ok(());
    }
    let body = Json::from(value!({ "security_group_rules": wanted }));
    work.neutron_post("/v2.0/security-group-rules", &body)
        .await?;
    Ok(())
}

/// A rule of the template as Neutron takes it.
fn formatted(work: &Work, rule: &Map) -> Map {
    let group: Value = work.physical_id().into();
    let mut rule = rule.clone();
    rule.insert("security_group_id".into(), group.clone());
    if let Some(mode) = rule.shift_remove("remote_mode") {
        if mode.as_str() == Some("remote_group_id") {
            rule.insert("remote_ip_prefix".into(), Value::Null);
            if !rule.get("remote_group_id").is_some_and(Value::is_truthy) {
                // The members of the group itself.
                rule.insert("remote_group_id".into(), group);
            }
        } else {
            rule.insert("remote_group_id".into(), Value::Null);
        }
    }
    if rule.get("description").is_some_and(Value::is_null) {
        rule.shift_remove("description");
    }
    rule
}

/// The ids and contents of the rules that a group has.
fn rules_of(group: &Json) -> Vec<(String, Map)> {
    let rules = group.get("security_group_rules").and_then(Json::as_array);
    rules
        .into_iter()
        .flatten()
        .filter_map(|rule| {
            let id = rule.get("id")?.as_str()?.to_owned();
            match Value::from(rule.clone()) {
                Value::Map(rule) => Some((id, rule)),
                _ => None,
            }
        })
        .collect()
}

/// What tells a rule from others, as text, because numbers may be written as either.
fn identity(rule: &Map) -> Vec<Option<String>> {
    IDENTITY
        .iter()
        .map(|name| rule.get(*name).filter(|value| !value.is_null()))
        .map(|value| value.map(Value::python_str))
        .collect()
}

fn rule_path(id: &str) -> String {
    format!("/v2.0/security-group-rules/{}", encode(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_make_the_same_rule() {
        let a = value!({ "port_range_min": 80, "protocol": "tcp", "remote_group_id": null });
        let b = value!({ "port_range_min": "80", "protocol": "tcp" });
        let (a, b) = (a.as_map().unwrap(), b.as_map().unwrap());
        assert_eq!(identity(a), identity(b));
    }
}
