//! What Neutron's objects have in common: how they are made, shown, changed, deleted and found.

use heat_spec::{Key, Map, Value};
use serde_json::{Value as Json, json};

use crate::cloud::call::encode;
use crate::cloud::client::error::ClientError;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::Work;
use crate::resources::waiting::{Pauses, in_error, unknown_status};
use crate::store::resources::ResourceRecord;

/// One of Neutron's kinds of objects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    /// The path under `/v2.0`: `security-groups`.
    pub(super) path: &'static str,
    /// The key of an object in a body: `security_group`.
    pub(super) one: &'static str,
    /// The key of several objects in a body: `security_groups`.
    pub(super) many: &'static str,
}

/// The properties as Neutron's call to create takes them: without those that have no value, with
/// a name, and with the extra values among the others.
pub(super) fn body(work: &Work) -> Map {
    let mut body = work.properties.values().clone();
    let has_name = body.contains_key("name");
    body.retain(|_, value| !value.is_null());
    if has_name {
        body.entry("name".into())
            .or_insert_with(|| work.physical_name.as_str().into());
    }
    if let Some(Value::Map(extra)) = body.shift_remove("value_specs") {
        body.extend(extra);
    }
    body
}

/// The changes as Neutron's call to update takes them.
pub(super) fn changed_body(work: &Work, changes: &Map) -> Map {
    let mut body = changes.clone();
    if let Some(Value::Map(extra)) = body.shift_remove("value_specs") {
        let before = work.before.get("value_specs");
        let is_new =
            |key: &Key, value: &Value| key.as_str().and_then(|key| before.get(key)) != Some(value);
        body.extend(extra.into_iter().filter(|(key, value)| is_new(key, value)));
    }
    if body.get("name").is_some_and(Value::is_null) {
        body.insert("name".into(), work.physical_name.as_str().into());
    }
    body
}

/// Gives a member of a body the name that Neutron has for it.
pub(super) fn rename(body: &mut Map, from: &str, to: &str) {
    if let Some(value) = body.shift_remove(from) {
        body.insert(to.into(), value);
    }
}

/// What `get_resource` gives for Neutron's types: the id, or nothing.
pub(super) fn reference_id(record: &ResourceRecord) -> Value {
    record.physical_resource_id.as_deref().into()
}

/// Calls to the service for the resource's project.
impl Work {
    /// Reads from Neutron.
    pub(in crate::resources) async fn neutron_get(&self, path: &str) -> Result<Json, ClientError> {
        let cloud = &self.app.cloud;
        cloud.get(Service::Network, path, &self.project_id).await
    }

    /// Makes something in Neutron.
    pub(in crate::resources) async fn neutron_post(
        &self,
        path: &str,
        body: &Json,
    ) -> Result<Json, ClientError> {
        let cloud = &self.app.cloud;
        cloud
            .post(Service::Network, path, body, &self.project_id)
            .await
    }

    /// Changes something in Neutron.
    pub(in crate::resources) async fn neutron_put(
        &self,
        path: &str,
        body: &Json,
    ) -> Result<Json, ClientError> {
        let cloud = &self.app.cloud;
        cloud
            .put(Service::Network, path, body, &self.project_id)
            .await
    }

    /// Deletes something in Neutron; that it is gone already is no error.
    pub(in crate::resources) async fn neutron_delete(&self, path: &str) -> Result<(), ClientError> {
        let cloud = &self.app.cloud;
        match cloud.delete(Service::Network, path, &self.project_id).await {
            Err(error) if error.is_not_found() => Ok(()),
            result => result,
        }
    }
}

impl Kind {
    /// Makes the object and stores its id.
    pub(super) async fn create(self, work: &mut Work, body: Map) -> Result<(), Failure> {
        let path = format!("/v2.0/{}", self.path);
        let body = json!({ self.one: Json::from(Value::Map(body)) });
        let made = work.neutron_post(&path, &body).await?;
        let id = made.pointer(&format!("/{}/id", self.one));
        match id.and_then(Json::as_str) {
            Some(id) => work.set_physical_id(id).await,
            None => Err(Failure::new("KeyError", format!("'{}'", self.one))),
        }
    }

    /// The object as Neutron shows it.
    pub(super) async fn show(self, work: &Work) -> Result<Json, ClientError> {
        let mut shown = work.neutron_get(&self.path_of(work)).await?;
        let object = shown.get_mut(self.one).map(Json::take);
        Ok(object.unwrap_or_default())
    }

    /// Changes the object, if there is anything to change.
    pub(super) async fn update(self, work: &Work, body: Map) -> Result<(), Failure> {
        if body.is_empty() {
            return Ok(());
        }
        let body = json!({ self.one: Json::from(Value::Map(body)) });
        work.neutron_put(&self.path_of(work), &body).await?;
        Ok(())
    }

    /// Deletes the object and looks whether it is gone; if it is not, that is tried again.
    pub(super) async fn delete(self, work: &Work) -> Result<(), Failure> {
        if work.physical_id().is_none() {
            return Ok(());
        }
        work.neutron_delete(&self.path_of(work)).await?;
        match self.show(work).await {
            Err(error) if error.is_not_found() => Ok(()),
            Err(error) => Err(error.into()),
            Ok(_) => Err(Failure::Conflict {
                class: "PhysicalResourceExists".to_owned(),
                message: format!("The physical resource for ({}) exists.", work.physical_name),
            }),
        }
    }

    /// Waits until the object is built.
    pub(super) async fn wait_built(self, work: &Work) -> Result<(), Failure> {
        let mut pauses = Pauses::new();
        loop {
            let object = self.show(work).await?;
            match object.get("status").and_then(Json::as_str) {
                Some("ACTIVE" | "DOWN") => return Ok(()),
                Some("BUILD") => pauses.next(&work.app.clock).await,
                Some(status @ ("ERROR" | "DEGRADED")) => return Err(in_error(status, "Unknown")),
                Some(status) => return Err(unknown_status("Resource is not built", status)),
                None => return Err(Failure::new("KeyError", "'status'")),
            }
        }
    }

    /// An attribute: a member of the object, or all of it.
    pub(super) async fn attribute(self, work: &Work, name: &str) -> Result<Value, Failure> {
        if work.physical_id().is_none() {
            return Ok(Value::Null);
        }
        let mut object = match self.show(work).await {
            Ok(object) => object,
            Err(error) if error.is_not_found() => return Ok(Value::Null),
            Err(error) => return Err(error.into()),
        };
        if name == "show" {
            return Ok(object.into());
        }
        let member = object.get_mut(name).map(Json::take);
        Ok(member.unwrap_or_default().into())
    }

    /// Whether a failed resource must be made anew: there is no object, or it is in error.
    pub(super) async fn needs_replace_failed(self, work: &Work) -> bool {
        if work.physical_id().is_none() {
            return true;
        }
        match self.show(work).await {
            Ok(object) => object.get("status").is_some_and(|status| status == "ERROR"),
            Err(error) => error.is_not_found(),
        }
    }

    /// Looks for an object that an interrupted create made: one with these members.
    pub(super) async fn find_unfinished(
        self,
        work: &mut Work,
        members: &[(&str, Value)],
    ) -> Result<bool, Failure> {
        if !work.may_be_unfinished() {
            return Ok(false);
        }
        let query: Vec<String> = members
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(&value.python_str())))
            .collect();
        let path = format!("/v2.0/{}?{}", self.path, query.join("&"));
        let found = work.neutron_get(&path).await?;
        let candidates = found
            .get(self.many)
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter(|object| work.is_of_the_past(object.get("created_at")))
            .filter_map(|object| Some(object.get("id")?.as_str()?.to_owned()))
            .collect();
        work.adopt(candidates).await
    }

    /// The path of the object.
    pub(super) fn path_of(self, work: &Work) -> String {
        self.address(work.physical_id().unwrap_or_default())
    }

    /// The path of the object of that id.
    pub(super) fn address(self, id: &str) -> String {
        format!("/v2.0/{}/{}", self.path, encode(id))
    }
}

/// The name that the object has: the one of the template, or the physical one.
pub(super) fn name_of(work: &Work) -> Value {
    match work.property("name") {
        Value::Null => work.physical_name.as_str().into(),
        name => name.clone(),
    }
}

/// A map without what is not given in it.
pub(in crate::resources) fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Map(map) => map
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (Key::from(key), value.clone()))
            .collect(),
        other => other.clone(),
    }
}
