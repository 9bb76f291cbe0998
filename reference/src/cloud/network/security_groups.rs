//! Security groups.

use serde_json::{Map, Value, json};

use super::attribute::{Attribute, OnCreate, Preset};
use super::collection::{Collection, New, apply};
use super::refuse::conflict;
use super::security_group_rules;
use super::shape::Shape;
use crate::cloud::json::{list, map, text};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::state::{Cloud, new_id};

/// The name of the group that every project has.
const DEFAULT: &str = "default";

pub(super) static SECURITY_GROUPS: Collection = Collection {
    kind: Kind::SecurityGroup,
    path: "security-groups",
    one: "security_group",
    many: "security_groups",
    attributes: &[
        Attribute::settable(
            "name",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::settable(
            "description",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::settable("stateful", Shape::Flag, OnCreate::Default(Preset::Yes)),
        Attribute::read_only("security_group_rules"),
        Attribute::read_only("shared"),
    ],
    quota: |quotas| quotas.security_groups,
    not_found,
    create,
    update,
    delete,
    view,
};

/// Gives a project its default group: all traffic out, from members of the group in.
pub(super) fn welcome(cloud: &mut Cloud, project: &str) {
    let given = map(json!({ "name": "", "description": "Default security group" }));
    let Ok(group) = SECURITY_GROUPS.make(cloud, project, &new_id(), &given) else {
        // A quota of no groups at all.
        return;
    };
    cloud.objects.edit(Kind::SecurityGroup, &group.id, |body| {
        body.insert("name".to_owned(), DEFAULT.into());
    });
    for ether_type in ["IPv4", "IPv6"] {
        security_group_rules::plant(cloud, &group, "ingress", ether_type, Some(&group.id));
    }
}

/// The group that a project's ports are in if they name none.
pub(super) fn default_group<'a>(cloud: &'a Cloud, project: &str) -> Option<&'a Object> {
    cloud
        .objects
        .all(Kind::SecurityGroup)
        .find(|group| group.project == project && group.name() == DEFAULT)
}

/// The group that a project calls by a name or an id.
pub(in crate::cloud) fn by_name_or_id<'a>(
    cloud: &'a Cloud,
    project: &str,
    name_or_id: &str,
) -> Option<&'a Object> {
    cloud
        .objects
        .all(Kind::SecurityGroup)
        .filter(|group| group.project == project)
        .find(|group| group.id == name_or_id || group.name() == name_or_id)
}

/// Whether all ids are those of groups.
pub(super) fn check_all(cloud: &Cloud, ids: &[Value]) -> Result<(), Refusal> {
    for id in ids.iter().filter_map(Value::as_str) {
        if cloud.objects.get(Kind::SecurityGroup, id).is_none() {
            return Err(not_found(id));
        }
    }
    Ok(())
}

/// There is no security group with the id.
pub(super) fn not_found(id: &str) -> Refusal {
    Refusal::new(
        404,
        "SecurityGroupNotFound",
        format!("Security group {id} does not exist"),
    )
}

fn create(cloud: &mut Cloud, new: New) -> Result<(), Refusal> {
    if text(&new.body, "name") == DEFAULT {
        return Err(conflict(
            "SecurityGroupDefaultAlreadyExists",
            "Default security group already exists.".to_owned(),
        ));
    }
    let group = Object {
        kind: Kind::SecurityGroup,
        id: new.id,
        project: new.project,
        body: new.body,
    };
    cloud.objects.put(group.clone());
    for ether_type in ["IPv4", "IPv6"] {
        security_group_rules::plant(cloud, &group, "egress", ether_type, None);
    }
    Ok(())
}

fn update(cloud: &mut Cloud, group: &Object, changes: Map<String, Value>) -> Result<(), Refusal> {
    let renames = changes
        .get("name")
        .is_some_and(|name| name.as_str() != Some(group.name()));
    if group.name() == DEFAULT && renames {
        return Err(conflict(
            "SecurityGroupCannotUpdateDefault",
            "Updating default security group not allowed.".to_owned(),
        ));
    }
    apply(cloud, Kind::SecurityGroup, &group.id, changes);
    Ok(())
}

fn delete(cloud: &mut Cloud, group: &Object) -> Result<(), Refusal> {
    if group.name() == DEFAULT {
        return Err(conflict(
            "SecurityGroupCannotRemoveDefault",
            "Insufficient rights for removing default security group.".to_owned(),
        ));
    }
    let is_used = cloud
        .objects
        .all(Kind::Port)
        .any(|port| list(&port.body, "security_groups").contains(&group.id.as_str().into()));
    if is_used {
        return Err(conflict(
            "SecurityGroupInUse",
            format!("Security Group {} in use.", group.id),
        ));
    }
    // Rules that admit members of the group go with it, whichever group they are of.
    let gone: Vec<String> = cloud
        .objects
        .all(Kind::SecurityGroupRule)
        .filter(|rule| {
            ["security_group_id", "remote_group_id"]
                .iter()
                .any(|name| text(&rule.body, name) == group.id)
        })
        .map(|rule| rule.id.clone())
        .collect();
    for rule in gone {
        cloud.objects.remove(Kind::SecurityGroupRule, &rule);
    }
    cloud.objects.remove(Kind::SecurityGroup, &group.id);
    Ok(())
}

fn view(cloud: &Cloud, group: &Object) -> Map<String, Value> {
    let mut view = group.body.clone();
    let rules: Vec<Value> = cloud
        .objects
        .all(Kind::SecurityGroupRule)
        .filter(|rule| text(&rule.body, "security_group_id") == group.id)
        .map(|rule| Value::Object(rule.body.clone()))
        .collect();
    view.insert("security_group_rules".to_owned(), rules.into());
    view.insert("shared".to_owned(), false.into());
    view
}
