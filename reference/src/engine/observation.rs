//! Looking at what a real thing is like, for updates that converge and for resources from outside.

use heat_spec::{Key, Map};
use serde_json::Value as Json;

use crate::cloud::client::Client;
use crate::cloud::client::error::ClientError;
use crate::resources::{ResourceType, Work};

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Observation {
    /// Its service does not know it.
    Gone,
    /// There is nothing to look at, or looking failed.
    Unknown,
    /// These properties, as they really are.
    Seen(Map),
}

/// Looks at the real thing behind a resource.
pub(super) async fn observe(resource_type: &dyn ResourceType, work: &Work) -> Observation {
    let Some(id) = work.physical_id() else {
        return Observation::Gone;
    };
    match show(&work.app.cloud, &work.project_id, resource_type, id).await {
        None => Observation::Unknown,
        Some(Ok(object)) => {
            let names = resource_type.observed_properties().iter();
            let found = names.filter_map(|name| Some((name, object.get(name)?)));
            let found = found.map(|(name, value)| (Key::from(*name), value.clone().into()));
            Observation::Seen(found.collect())
        }
        Some(Err(error)) if error.is_not_found() => Observation::Gone,
        Some(Err(error)) => {
            tracing::warn!(resource = work.record.name, %error, "the real thing cannot be seen");
            Observation::Unknown
        }
    }
}

/// Whether a service lacks the thing of that id for certain.
pub(super) async fn is_missing(
    cloud: &Client,
    project_id: &str,
    resource_type: &dyn ResourceType,
    id: &str,
) -> bool {
    let shown = show(cloud, project_id, resource_type, id).await;
    shown.is_some_and(|shown| shown.is_err_and(|error| error.is_not_found()))
}

/// The thing as its service shows it, without the envelope; nothing if the type has no service.
async fn show(
    cloud: &Client,
    project_id: &str,
    resource_type: &dyn ResourceType,
    id: &str,
) -> Option<Result<Json, ClientError>> {
    let (service, path) = (resource_type.service()?, resource_type.address(id)?);
    let shown = cloud.get(service, &path, project_id).await;
    Some(shown.map(|shown| {
        match shown {
            Json::Object(envelope) => envelope
                .into_iter()
                .next()
                .map(|(_, object)| object)
                .unwrap_or_default(),
            _ => Json::Null,
        }
    }))
}
