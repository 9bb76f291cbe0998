//! `OS::Nova::Server`: a virtual machine.

mod attributes;
mod create;
mod delete;
mod interfaces;
mod network_changes;
mod ports;
mod replacement;
mod snapshot;
mod status;
mod suspend;
mod update;
mod user_data;
mod validate;

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value};
use heat_template::{Answer, Inquiry, Properties};

use crate::cloud::call::encode;
use crate::cloud::client::Client;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{Outline, OutlinedResource, ResourceType, Work};
use crate::store::resources::ResourceRecord;

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct Server;

#[async_trait]
impl ResourceType for Server {
    fn name(&self) -> &'static str {
        "OS::Nova::Server"
    }

    fn class_name(&self) -> &'static str {
        "Server"
    }

    fn hidden_schema(&self) -> &'static str {
        r#"{
            "snapshot_on_delete": true,
            "properties": {
                "networks": {"schema": {"*": {"schema": {
                    "network": {"formerly": "networks.uuid"},
                    "uuid": {"type": "string"}
                }}}},
                "block_device_mapping_v2": {"schema": {"*": {"schema": {
                    "image": {"formerly": "block_device_mapping_v2.image_id"},
                    "image_id": {"type": "string"}
                }}}}
            },
            "attributes": {"first_address": {}}
        }"#
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Compute)
    }

    fn physical_name_limit(&self) -> usize {
        53
    }

    fn names(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("flavor", "nova.flavor"),
            ("image", "glance.image"),
            ("block_device_mapping_v2.*.image", "glance.image"),
            ("networks.*.network", "neutron.network"),
            ("networks.*.subnet", "neutron.subnet"),
            ("networks.*.port", "neutron.port"),
        ]
    }

    fn validate(
        &self,
        resource_name: &str,
        properties: &Properties,
        inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        validate::validate(resource_name, properties, inquiry)
    }

    async fn answer(&self, cloud: &Client, project: &str, word: &str, value: &Value) -> Answer {
        validate::answer(cloud, project, word, value).await
    }

    fn takes_new_metadata(&self) -> bool {
        true
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        create::create(work).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        create::find_unfinished(work).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        status::wait_active(work).await?;
        let tags = work.property("tags");
        if tags.is_truthy() {
            update::set_tags(work, tags).await?;
        }
        ports::note_external(work).await
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        update::update(work, changes).await
    }

    async fn prepare_for_replacement(&self, work: &mut Work) -> Result<(), Failure> {
        replacement::prepare(work).await
    }

    async fn restore(
        &self,
        work: &mut Work,
        replacement: Option<&ResourceRecord>,
    ) -> Result<(), Failure> {
        replacement::restore(work, replacement).await
    }

    fn address(&self, id: &str) -> Option<String> {
        Some(path(id))
    }

    fn observed_properties(&self) -> &'static [&'static str] {
        &["metadata", "name"]
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        delete::delete(work).await
    }

    async fn suspend(&self, work: &mut Work) -> Result<(), Failure> {
        suspend::suspend(work).await
    }

    async fn resume(&self, work: &mut Work) -> Result<(), Failure> {
        suspend::resume(work).await
    }

    fn can_be_checked(&self) -> bool {
        true
    }

    async fn check(&self, work: &mut Work) -> Result<(), Failure> {
        status::check(work).await
    }

    async fn snapshot(&self, work: &mut Work) -> Result<(), Failure> {
        snapshot::snapshot(work).await
    }

    async fn delete_snapshot(
        &self,
        cloud: &Client,
        project: &str,
        data: &Value,
    ) -> Result<(), Failure> {
        snapshot::delete(cloud, project, data).await
    }

    fn restore_properties(&self, properties: &mut Map, data: &Value) {
        snapshot::restore_properties(properties, data);
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        attributes::attribute(work, name).await
    }

    async fn needs_replace_failed(&self, work: &Work) -> bool {
        let Some(id) = work.physical_id() else {
            return true;
        };
        match work.nova_get(&path(id)).await {
            Ok(shown) => {
                let status = shown.pointer("/server/status");
                ["ERROR", "DELETED", "SOFT_DELETED"]
                    .iter()
                    .any(|bad| status.is_some_and(|status| status == bad))
            }
            Err(error) => error.is_not_found(),
        }
    }

    fn hidden_dependencies(
        &self,
        resource: &OutlinedResource<'_>,
        outline: &Outline<'_>,
    ) -> Vec<String> {
        // A server gets an address of any subnet of its networks, so that all of them come first;
        // and as long as a network is not known, it may be that of any subnet.
        let networks = resource.get("networks").as_list().unwrap_or_default();
        let is_before = |subnet: &&OutlinedResource<'_>| {
            let known = subnet.get("network");
            networks.iter().any(|network| {
                let network = network.get("network").unwrap_or(&Value::Null);
                !known.is_truthy() || !network.is_truthy() || network == known
            })
        };
        outline
            .of_type("OS::Neutron::Subnet")
            .filter(is_before)
            .map(|subnet| subnet.name.to_owned())
            .collect()
    }
}

/// The path of a server.
fn path(id: &str) -> String {
    format!("/servers/{}", encode(id))
}

/// The path of the server that the work is about.
fn own_path(work: &Work) -> String {
    path(work.physical_id().unwrap_or_default())
}

/// The name that the server has: the one of the template, or the physical one.
fn name_of(work: &Work) -> String {
    match work.property("name").as_str() {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => work.physical_name.clone(),
    }
}
