//! What all kinds of Neutron's objects have in common: to be made, listed, shown, updated, deleted
//! and tagged.

use http::Method;
use serde_json::{Map, Value, json};

use super::attribute::{Attribute, OnCreate};
use super::filters::{passes, pick};
use super::refuse::{conflict, forbidden, malformed};
use super::tags;
use crate::cloud::call::Call;
use crate::cloud::config::Quotas;
use crate::cloud::json::{flag, text};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::{Cloud, new_id};

/// One kind of objects, and the rules of its own.
pub(super) struct Collection {
    pub(super) kind: Kind,
    /// The path under `/v2.0`: `security-groups`.
    pub(super) path: &'static str,
    /// The key of one object in a body: `security_group`.
    pub(super) one: &'static str,
    /// The key of several objects in a body: `security_groups`.
    pub(super) many: &'static str,
    pub(super) attributes: &'static [Attribute],
    /// How many of them a project may have.
    pub(super) quota: fn(&Quotas) -> u64,
    /// The error for ids that lead to nothing.
    pub(super) not_found: fn(&str) -> Refusal,
    /// Makes an object out of attributes that were accepted.
    pub(super) create: fn(&mut Cloud, New) -> Result<(), Refusal>,
    /// Applies attributes that were accepted.
    pub(super) update: Update,
    /// Deletes an object, with what cannot be without it.
    pub(super) delete: fn(&mut Cloud, &Object) -> Result<(), Refusal>,
    /// The object as clients see it.
    pub(super) view: fn(&Cloud, &Object) -> Map<String, Value>,
}

/// How accepted attributes are applied to an object.
type Update = fn(&mut Cloud, &Object, Map<String, Value>) -> Result<(), Refusal>;

/// An object that is about to be made.
#[derive(Clone, Debug)]
pub(super) struct New {
    pub(super) id: String,
    /// The project that it will belong to; empty for the cloud itself.
    pub(super) project: String,
    pub(super) body: Map<String, Value>,
}

impl Collection {
    /// Answers a call; `rest` is the path after the collection's own.
    pub(super) fn answer(&self, cloud: &mut Cloud, call: &Call, rest: &[&str]) -> Answer {
        match (&call.method, rest) {
            (&Method::GET, []) => Ok(self.list(cloud, call)),
            (&Method::POST, []) => self.post(cloud, call),
            (&Method::GET, [id]) => {
                let object = self.find(cloud, &call.project, id)?;
                let view = (self.view)(cloud, object);
                Ok(Reply::ok(json!({ self.one: pick(view, call) })))
            }
            (&Method::PUT, [id]) => self.put(cloud, call, id),
            (&Method::DELETE, [id]) => {
                let object = self.own(cloud, &call.project, id, "delete")?.clone();
                (self.delete)(cloud, &object)?;
                Ok(Reply::empty(204))
            }
            (_, [id, "tags", tags @ ..]) => tags::answer(self, cloud, call, id, tags),
            _ => Err(Refusal::no_route()),
        }
    }

    /// Makes an object for a project: checks the attributes, then applies the kind's own rules.
    pub(super) fn make(
        &self,
        cloud: &mut Cloud,
        project: &str,
        id: &str,
        given: &Map<String, Value>,
    ) -> Result<Object, Refusal> {
        let body = self.accept_new(given)?;
        let limit = (self.quota)(&cloud.quotas);
        let owned = cloud.objects.count(self.kind, project);
        if !project.is_empty() && u64::try_from(owned).is_ok_and(|owned| owned >= limit) {
            return Err(conflict(
                "OverQuota",
                format!("Quota exceeded for resources: ['{}'].", self.one),
            ));
        }
        let mut body = stamped(cloud, id, project, body);
        body.insert("revision_number".to_owned(), 1.into());
        let new = New {
            id: id.to_owned(),
            project: project.to_owned(),
            body,
        };
        (self.create)(cloud, new)?;
        cloud
            .objects
            .get(self.kind, id)
            .cloned()
            .ok_or_else(|| (self.not_found)(id))
    }

    /// The object that a project sees under an id.
    pub(super) fn find<'a>(
        &self,
        cloud: &'a Cloud,
        project: &str,
        id: &str,
    ) -> Result<&'a Object, Refusal> {
        cloud
            .objects
            .get(self.kind, id)
            .filter(|object| is_visible(cloud, object, project))
            .ok_or_else(|| (self.not_found)(id))
    }

    /// The object that a project may change.
    pub(super) fn own<'a>(
        &self,
        cloud: &'a Cloud,
        project: &str,
        id: &str,
        verb: &str,
    ) -> Result<&'a Object, Refusal> {
        let object = self.find(cloud, project, id)?;
        if object.project == project {
            Ok(object)
        } else {
            Err(forbidden(&format!("{verb}_{}", self.one)))
        }
    }

    fn list(&self, cloud: &Cloud, call: &Call) -> Reply {
        let found: Vec<Value> = cloud
            .objects
            .all(self.kind)
            .filter(|object| is_visible(cloud, object, &call.project))
            .map(|object| (self.view)(cloud, object))
            .filter(|view| passes(view, call))
            .map(|view| pick(view, call))
            .collect();
        Reply::ok(json!({ self.many: found }))
    }

    /// Makes one object, or several if the body has a list of them; all or none.
    fn post(&self, cloud: &mut Cloud, call: &Call) -> Answer {
        if let Some(given) = call.member(self.one) {
            let view = self.post_one(cloud, call, given)?;
            return Ok(Reply::json(201, json!({ self.one: view })));
        }
        let body = call.body.as_ref();
        let Some(Value::Array(several)) = body.and_then(|body| body.get(self.many)) else {
            return Err(malformed(format!(
                "Unable to find '{}' in request body",
                self.one
            )));
        };
        let mut views = Vec::new();
        for given in several {
            let Some(given) = given.as_object() else {
                return Err(malformed("Invalid body format".to_owned()));
            };
            views.push(self.post_one(cloud, call, given)?);
        }
        Ok(Reply::json(201, json!({ self.many: views })))
    }

    fn post_one(
        &self,
        cloud: &mut Cloud,
        call: &Call,
        given: &Map<String, Value>,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut given = given.clone();
        for key in ["tenant_id", "project_id"] {
            if given
                .shift_remove(key)
                .is_some_and(|project| project.as_str() != Some(&call.project))
            {
                return Err(malformed(
                    "Specifying 'project_id' other than the authenticated project in request is \
                     not allowed"
                        .to_owned(),
                ));
            }
        }
        let object = self.make(cloud, &call.project, &new_id(), &given)?;
        Ok((self.view)(cloud, &object))
    }

    fn put(&self, cloud: &mut Cloud, call: &Call, id: &str) -> Answer {
        let object = self.own(cloud, &call.project, id, "update")?.clone();
        let Some(given) = call.member(self.one) else {
            return Err(malformed(format!(
                "Unable to find '{}' in request body",
                self.one
            )));
        };
        let changes = self.accept_changes(given)?;
        (self.update)(cloud, &object, changes)?;
        revise(cloud, self.kind, id);
        let object = self.find(cloud, &call.project, id)?;
        Ok(Reply::ok(json!({ self.one: (self.view)(cloud, object) })))
    }

    fn accept_new(&self, given: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
        self.refuse_unknown(given)?;
        if let Some(name) = given.keys().find(|name| STANDARD.contains(&name.as_str())) {
            return Err(malformed(format!("Attribute '{name}' not allowed in POST")));
        }
        let mut body = Map::new();
        for attribute in self.attributes {
            let value = match (given.get(attribute.name), attribute.on_create) {
                (Some(_), OnCreate::ReadOnly) => {
                    return Err(malformed(format!(
                        "Attribute '{}' not allowed in POST",
                        attribute.name
                    )));
                }
                (Some(value), _) => attribute.accept(value)?,
                (None, OnCreate::Required) => {
                    return Err(malformed(format!(
                        "Failed to parse request. Required attribute '{}' not specified",
                        attribute.name
                    )));
                }
                (None, OnCreate::Default(preset)) => preset.value(),
                (None, OnCreate::Open | OnCreate::ReadOnly) => continue,
            };
            body.insert(attribute.name.to_owned(), value);
        }
        Ok(body)
    }

    fn accept_changes(&self, given: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
        self.refuse_unknown(given)?;
        let mut changes = Map::new();
        for (name, value) in given {
            let attribute = self.attributes.iter().find(|known| known.name == name);
            let Some(attribute) = attribute.filter(|known| known.updatable) else {
                return Err(malformed(format!(
                    "Cannot update read-only attribute {name}"
                )));
            };
            changes.insert(name.clone(), attribute.accept(value)?);
        }
        Ok(changes)
    }

    fn refuse_unknown(&self, given: &Map<String, Value>) -> Result<(), Refusal> {
        let is_known = |name: &str| self.attributes.iter().any(|known| known.name == name);
        let unknown: Vec<&str> = given
            .keys()
            .map(String::as_str)
            .filter(|name| !is_known(name) && !STANDARD.contains(name))
            .collect();
        if unknown.is_empty() {
            Ok(())
        } else {
            Err(malformed(format!(
                "Unrecognized attribute(s) '{}'",
                unknown.join(", ")
            )))
        }
    }
}

/// The attributes that every object has and only the service sets.
const STANDARD: &[&str] = &[
    "id",
    "status",
    "tenant_id",
    "project_id",
    "created_at",
    "updated_at",
    "revision_number",
];

/// Applies changes to an object as they are.
pub(super) fn apply(cloud: &mut Cloud, kind: Kind, id: &str, changes: Map<String, Value>) {
    cloud.objects.edit(kind, id, |body| body.extend(changes));
}

/// The object as it is.
pub(super) fn view_as_is(_: &Cloud, object: &Object) -> Map<String, Value> {
    object.body.clone()
}

/// Whether a project sees an object: its own, and of the networks and their subnets also those
/// that are shared or external.
fn is_visible(cloud: &Cloud, object: &Object, project: &str) -> bool {
    let network = match object.kind {
        Kind::Network => Some(object),
        Kind::Subnet => cloud
            .objects
            .get(Kind::Network, text(&object.body, "network_id")),
        _ => None,
    };
    object.project == project
        || network.is_some_and(|network| {
            network.project == project
                || flag(&network.body, "shared")
                || flag(&network.body, "router:external")
        })
}

/// The body with what every object has.
fn stamped(cloud: &Cloud, id: &str, project: &str, body: Map<String, Value>) -> Map<String, Value> {
    let mut stamped = Map::new();
    stamped.insert("id".to_owned(), id.into());
    stamped.insert("tenant_id".to_owned(), project.into());
    stamped.insert("project_id".to_owned(), project.into());
    stamped.insert("tags".to_owned(), json!([]));
    stamped.insert("created_at".to_owned(), cloud.timestamp().into());
    stamped.insert("updated_at".to_owned(), cloud.timestamp().into());
    stamped.extend(body);
    stamped
}

/// Counts a change of an object.
pub(super) fn revise(cloud: &mut Cloud, kind: Kind, id: &str) {
    let now = cloud.timestamp();
    cloud.objects.edit(kind, id, |body| {
        let number = body.get("revision_number").and_then(Value::as_u64);
        body.insert(
            "revision_number".to_owned(),
            number.unwrap_or(0).saturating_add(1).into(),
        );
        body.insert("updated_at".to_owned(), now.into());
    });
}
