//! `OS::Nova::KeyPair`: a key pair, by which one gets into servers.

use async_trait::async_trait;
use heat_spec::Value;
use serde_json::{Value as Json, json};

use super::text;
use crate::cloud::call::encode;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};
use crate::store::resources::{self, ResourceRecord};

/// Where the generated private key is kept.
const PRIVATE_KEY: &str = "private_key";

/// Where the public key is kept that made way for its replacement.
const REPLACED: &str = "replaced_public_key";

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct KeyPair;

#[async_trait]
impl ResourceType for KeyPair {
    fn name(&self) -> &'static str {
        "OS::Nova::KeyPair"
    }

    fn class_name(&self) -> &'static str {
        "KeyPair"
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Compute)
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let given = |name: &str| work.property(name).as_str().filter(|text| !text.is_empty());
        let public_key = given("public_key").map(str::to_owned);
        let made = make(work, public_key.as_deref()).await?;
        if work.property("save_private_key").is_truthy()
            && let Some(private_key) = made.get(PRIVATE_KEY)
        {
            work.set_data(PRIVATE_KEY, private_key.clone().into())
                .await?;
        }
        let name = name(work);
        work.set_physical_id(&name).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        if !work.may_be_unfinished() {
            return Ok(false);
        }
        let name = name(work);
        let found = match work.nova_get(&path(&name)).await {
            Err(error) if error.is_not_found() => return Ok(false),
            result => result?,
        };
        let made_at = found.pointer("/keypair/created_at");
        if !work.is_of_the_past(made_at) || !work.adopt(vec![name.clone()]).await? {
            return Ok(false);
        }
        // The private key was told once, to a server that ended: it takes another one.
        let is_lost = work.property("save_private_key").is_truthy()
            && !work.property("public_key").is_truthy()
            && work.data(PRIVATE_KEY).is_none();
        if is_lost {
            work.nova_delete(&path(&name)).await?;
        }
        Ok(!is_lost)
    }

    async fn prepare_for_replacement(&self, work: &mut Work) -> Result<(), Failure> {
        let Some(name) = work.physical_id().map(str::to_owned) else {
            return Ok(());
        };
        match work.nova_get(&path(&name)).await {
            Ok(found) => {
                let public_key = found.pointer("/keypair/public_key").cloned();
                work.set_data(REPLACED, public_key.unwrap_or_default().into())
                    .await?;
                Ok(work.nova_delete(&path(&name)).await?)
            }
            Err(error) if error.is_not_found() => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn restore(
        &self,
        work: &mut Work,
        replacement: Option<&ResourceRecord>,
    ) -> Result<(), Failure> {
        let replaced = work.data(REPLACED).and_then(Value::as_str);
        let Some(public_key) = replaced.map(str::to_owned) else {
            return Ok(());
        };
        let name = work.physical_id().unwrap_or_default().to_owned();
        let is_taken = replacement
            .and_then(|record| record.physical_resource_id.as_deref())
            .is_some_and(|id| id == name);
        if is_taken {
            work.nova_delete(&path(&name)).await?;
        }
        match post(work, &name, Some(&public_key), stored_kind(work).as_deref()).await {
            // It was made before an interruption.
            Err(error) if error.is_conflict() => {}
            result => drop(result?),
        }
        work.set_data(REPLACED, Value::Null).await
    }

    fn address(&self, id: &str) -> Option<String> {
        Some(path(id))
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        let Some(name) = work.physical_id().map(str::to_owned) else {
            return Ok(());
        };
        if belongs_to_another(work, &name).await? {
            return Ok(());
        }
        Ok(work.nova_delete(&path(&name)).await?)
    }

    fn can_be_checked(&self) -> bool {
        true
    }

    async fn check(&self, work: &mut Work) -> Result<(), Failure> {
        let name = work.physical_id().unwrap_or_default();
        work.nova_get(&path(name)).await?;
        Ok(())
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        if name == "private_key" {
            let is_saved = work.property("save_private_key").is_truthy();
            let key = work.data(PRIVATE_KEY).filter(|_| is_saved);
            return Ok(key.cloned().unwrap_or_else(|| "".into()));
        }
        let given = work.property("public_key");
        if name == "public_key" && given.is_truthy() {
            return Ok(given.clone());
        }
        let Some(id) = work.physical_id() else {
            return Ok(Value::Null);
        };
        let mut found = match work.nova_get(&path(id)).await {
            Err(error) if error.is_not_found() => return Ok(Value::Null),
            result => result?,
        };
        let key_pair = found.get_mut("keypair").map(Json::take).unwrap_or_default();
        Ok(match name {
            "show" => key_pair.into(),
            _ => text(&key_pair, name).into(),
        })
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        record.physical_resource_id.as_deref().into()
    }
}

/// The name, which is also the id.
fn name(work: &Work) -> String {
    work.property("name").python_str()
}

fn path(name: &str) -> String {
    format!("/os-keypairs/{}", encode(name))
}

/// Makes the key pair as the properties say, for a public key or one that Nova generates.
async fn make(work: &Work, public_key: Option<&str>) -> Result<Json, Failure> {
    let kind = work.property("type").as_str();
    Ok(post(work, &name(work), public_key, kind).await?)
}

async fn post(
    work: &Work,
    name: &str,
    public_key: Option<&str>,
    kind: Option<&str>,
) -> Result<Json, crate::cloud::client::error::ClientError> {
    let mut key_pair = json!({ "name": name });
    if let Some(public_key) = public_key {
        key_pair["public_key"] = public_key.into();
    }
    if let Some(kind) = kind {
        key_pair["type"] = kind.into();
    }
    let mut made = work
        .nova_post("/os-keypairs", &json!({ "keypair": key_pair }))
        .await?;
    Ok(made.get_mut("keypair").map(Json::take).unwrap_or_default())
}

/// The type of the key pair as it was made.
fn stored_kind(work: &Work) -> Option<String> {
    let given = work.record.definition.pointer("/properties/type");
    given.and_then(Value::as_str).map(str::to_owned)
}

/// Whether the name, which is the id, is that of a resource which replaces this one, or which this
/// one was to replace.
async fn belongs_to_another(work: &Work, name: &str) -> Result<bool, Failure> {
    let others: Vec<i64> = work
        .record
        .replaced_by
        .into_iter()
        .chain(work.record.replaces)
        .collect();
    let name = name.to_owned();
    let is_taken = work
        .app
        .store
        .call(move |tx| {
            for id in others {
                let other = resources::get(tx, id)?.filter(|other| other.action != "DELETE");
                if other.is_some_and(|other| other.physical_resource_id.as_deref() == Some(&name)) {
                    return Ok::<_, crate::store::StoreError>(true);
                }
            }
            Ok(false)
        })
        .await?;
    Ok(is_taken)
}
