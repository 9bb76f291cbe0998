//! Users that stacks make for what runs in them, each stack's in a project of its own.

use jiff::Timestamp;
use rusqlite::Transaction;

use super::cache::TokenHash;
use super::keystone::{Keystone, new_audit_id, new_token};
use super::password;
use super::records::assignments::{self, Assignment, Target};
use super::records::domains;
use super::records::projects::{self, Project};
use super::records::roles;
use super::records::tokens::{self, TokenRecord};
use super::records::users::{self, User};
use super::records::{Extra, new_id};
use crate::store::StoreError;

/// The domain of these users and projects.
const DOMAIN: &str = "heat";
/// The role that they have.
pub(crate) const STACK_USER: &str = "heat_stack_user";
/// How many characters a project's name may have.
const NAME_LIMIT: usize = 64;

/// Makes users for stacks, where the identity service is this process's own.
#[derive(Clone, Debug)]
pub(crate) struct StackUsers(Option<Keystone>);

/// Whom to make.
#[derive(Clone, Debug)]
pub(crate) struct NewStackUser {
    /// The user's name, which no other has.
    pub(crate) name: String,
    pub(crate) password: String,
    /// The id of the project to be in; it is made if there is none.
    pub(crate) project_id: String,
    /// What such a project is called.
    pub(crate) project_name: String,
}

/// A user who was made.
#[derive(Clone, Debug)]
pub(crate) struct StackUser {
    /// The user's id.
    pub(crate) id: String,
    /// The id of the user's domain.
    pub(crate) domain_id: String,
    /// A token for the project.
    pub(crate) token: String,
}

impl StackUsers {
    /// Users of that service; none can be made without one.
    pub(crate) fn new(keystone: Option<Keystone>) -> Self {
        Self(keystone)
    }

    /// The service that users are made in, if it is this process's own.
    pub(super) fn keystone(&self) -> Option<&Keystone> {
        self.0.as_ref()
    }

    /// Makes a user with a token, or takes the one of that name, who gets the password.
    ///
    /// Nothing where users are somebody else's to make.
    pub(crate) async fn make(&self, new: NewStackUser) -> Result<Option<StackUser>, StoreError> {
        let Some(keystone) = &self.0 else {
            return Ok(None);
        };
        let (issued_at, expires_at) = keystone.token_times();
        keystone
            .change(move |tx| Ok(Some(make(tx, &new, issued_at, expires_at)?)))
            .await
    }

    /// Lets a user in, or no more.
    pub(crate) async fn enable(&self, id: &str, is_enabled: bool) -> Result<(), StoreError> {
        let (Some(keystone), id) = (&self.0, id.to_owned()) else {
            return Ok(());
        };
        keystone
            .change(move |tx| {
                if let Some(mut user) = users::find(tx, &id)? {
                    user.enabled = is_enabled;
                    users::update(tx, &user)?;
                }
                Ok(())
            })
            .await
    }

    /// Removes a user, and the project if nobody is left in it.
    pub(crate) async fn remove(&self, id: &str) -> Result<(), StoreError> {
        let (Some(keystone), id) = (&self.0, id.to_owned()) else {
            return Ok(());
        };
        keystone.change(move |tx| Ok(remove(tx, &id)?)).await
    }
}

fn make(
    tx: &Transaction<'_>,
    new: &NewStackUser,
    issued_at: Timestamp,
    expires_at: Timestamp,
) -> rusqlite::Result<StackUser> {
    let domain = domains::find_by_name(tx, DOMAIN)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    if projects::find(tx, &new.project_id)?.is_none() {
        let project = Project {
            id: new.project_id.clone(),
            domain_id: domain.id.clone(),
            parent_id: domain.id.clone(),
            name: new.project_name.chars().take(NAME_LIMIT).collect(),
            description: "Heat stack user project".to_owned(),
            enabled: true,
            tags: Vec::new(),
            extra: Extra::new(),
        };
        projects::insert(tx, &project)?;
    }
    let hash = Some(password::hash(&new.password));
    let id = if let Some(mut user) = users::find_by_name(tx, &domain.id, &new.name)? {
        user.password = hash;
        users::update(tx, &user)?;
        user.id
    } else {
        let user = User {
            id: new_id(),
            domain_id: domain.id.clone(),
            name: new.name.clone(),
            password: hash,
            enabled: true,
            default_project_id: Some(new.project_id.clone()),
            extra: Extra::new(),
        };
        users::insert(tx, &user)?;
        user.id
    };
    let mut roles = roles::list(tx)?.into_iter();
    let role = roles.find(|role| role.name == STACK_USER);
    let role = role.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let target = Target::Project(new.project_id.clone());
    if !assignments::role_ids(tx, &id, &target)?.contains(&role.id) {
        let assignment = Assignment {
            user_id: id.clone(),
            role_id: role.id,
            target,
        };
        assignments::insert(tx, &assignment)?;
    }
    let token = new_token();
    let record = TokenRecord {
        user_id: id.clone(),
        project_id: Some(new.project_id.clone()),
        domain_id: None,
        methods: vec!["password".to_owned()],
        audit_ids: vec![new_audit_id()],
        issued_at,
        expires_at,
    };
    tokens::insert(tx, TokenHash::of(&token).as_bytes(), &record)?;
    Ok(StackUser {
        id,
        domain_id: domain.id,
        token,
    })
}

fn remove(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<()> {
    let Some(user) = users::find(tx, id)? else {
        return Ok(());
    };
    users::delete(tx, id)?;
    if let Some(project_id) = user.default_project_id {
        let target = Target::Project(project_id.clone());
        let mut left = assignments::list(tx)?.into_iter();
        if !left.any(|assignment| assignment.target.id() == target.id()) {
            projects::delete(tx, &project_id)?;
        }
    }
    Ok(())
}
