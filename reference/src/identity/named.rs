//! Whether the identity service has something of a name or id: what `keystone.*` constraints ask.

use rusqlite::Transaction;

use super::keystone::Keystone;
use super::records::{domains, projects, roles, users};
use super::service_catalogue::REGION;
use super::stack_users::StackUsers;
use crate::store::StoreError;

/// The constraints that are looked up, each with what Heat calls the thing and how it is found.
const KINDS: &[(&str, &str, Find)] = &[
    ("keystone.domain", "KeystoneDomain", |tx, name| {
        let found = domains::find(tx, name)?;
        Ok(found.is_some() || domains::find_by_name(tx, name)?.is_some())
    }),
    // This service has no groups.
    ("keystone.group", "KeystoneGroup", |_, _| Ok(false)),
    ("keystone.project", "KeystoneProject", |tx, name| {
        let all = projects::list(tx)?;
        Ok(all.iter().any(|one| one.id == name || one.name == name))
    }),
    ("keystone.region", "KeystoneRegion", |_, name| {
        Ok(name == REGION)
    }),
    ("keystone.role", "KeystoneRole", |tx, name| {
        let all = roles::list(tx)?;
        Ok(all.iter().any(|one| one.id == name || one.name == name))
    }),
    ("keystone.user", "KeystoneUser", |tx, name| {
        let all = users::list(tx)?;
        Ok(all.iter().any(|one| one.id == name || one.name == name))
    }),
];

type Find = fn(&Transaction<'_>, &str) -> rusqlite::Result<bool>;

impl StackUsers {
    /// Why a constraint refuses a value, if it does.
    ///
    /// It refuses nothing where the identity service is somebody else's or has no such things.
    pub(crate) async fn refusal(
        &self,
        constraint: &str,
        value: &str,
    ) -> Result<Option<String>, StoreError> {
        let kind = KINDS.iter().find(|(name, ..)| *name == constraint);
        let (Some(keystone), Some((_, entity, find))) = (self.keystone(), kind) else {
            return Ok(None);
        };
        let is_there = is_there(keystone, *find, value.to_owned()).await?;
        Ok((!is_there).then(|| format!("The {entity} ({value}) could not be found.")))
    }
}

async fn is_there(keystone: &Keystone, find: Find, name: String) -> Result<bool, StoreError> {
    keystone
        .read(move |tx| Ok::<_, StoreError>(find(tx, &name)?))
        .await
}
