//! What a request for a token says: how the user proves who it is, and what the token is for.
//!
//! Keystone insists on a domain wherever something is named; some clients leave it out, so a user
//! without one is looked for in the default domain and a project in the user's.

use rusqlite::Transaction;
use serde_json::Value;

use super::fault::KeystoneFault;
use super::records::domains::{self, Domain};
use super::records::projects::{self, Project};
use super::records::users::{self, User};
use super::seed::DEFAULT_DOMAIN;

/// How a user proves who it is, and what for.
pub(super) struct Credentials {
    pub(super) proofs: Vec<Proof>,
    pub(super) scope: ScopeWanted,
}

/// One proof.
pub(super) enum Proof {
    /// A user's password.
    Password {
        /// The user.
        user: UserNamed,
        /// The password.
        password: String,
    },
    /// A token that is valid already.
    Token(String),
}

/// What a token is wanted for.
pub(super) enum ScopeWanted {
    /// Nothing is said: the user's default project, if there is one.
    Default,
    /// Nothing.
    Unscoped,
    /// A project.
    Project(ProjectNamed),
    /// The project of that id, or nothing if the user has no role there.
    ProjectIfAllowed(String),
    /// A domain.
    Domain(DomainNamed),
}

/// A user by id, or by name and domain.
#[derive(Clone)]
pub(super) struct UserNamed(Named);

/// A project by id, or by name and domain.
pub(super) struct ProjectNamed(Named);

/// A domain by id or by name.
#[derive(Clone)]
pub(super) enum DomainNamed {
    Id(String),
    Name(String),
}

#[derive(Clone)]
enum Named {
    Id(String),
    Name(String, Option<DomainNamed>),
}

impl Credentials {
    /// Reads the body of a request for a token.
    pub(super) fn read(body: &Value) -> Result<Self, KeystoneFault> {
        let auth = member(body, "auth", "request body")?;
        let identity = member(auth, "identity", "auth")?;
        let methods = member(identity, "methods", "identity")?
            .as_array()
            .ok_or_else(|| invalid("methods"))?;
        let proofs = methods
            .iter()
            .map(|method| {
                let method = method.as_str().ok_or_else(|| invalid("methods"))?;
                let proof = member(identity, method, "identity")?;
                match method {
                    "password" => read_password(proof),
                    "token" => Ok(Proof::Token(text(proof, "id", "token")?)),
                    _ => Err(KeystoneFault::UnsupportedMethod),
                }
            })
            .collect::<Result<_, _>>()?;
        let scope = match auth.get("scope") {
            None => ScopeWanted::Default,
            Some(scope) => read_scope(scope)?,
        };
        Ok(Self { proofs, scope })
    }
}

impl UserNamed {
    /// The user, if there is one.
    pub(super) fn find(&self, tx: &Transaction<'_>) -> rusqlite::Result<Option<User>> {
        match &self.0 {
            Named::Id(id) => users::find(tx, id),
            Named::Name(name, domain) => {
                let domain = match domain {
                    None => domains::find(tx, DEFAULT_DOMAIN)?,
                    Some(domain) => domain.find(tx)?,
                };
                match domain {
                    None => Ok(None),
                    Some(domain) => users::find_by_name(tx, &domain.id, name),
                }
            }
        }
    }
}

impl ProjectNamed {
    /// The project, if there is one; without a domain it is looked for in the user's.
    pub(super) fn find(
        &self,
        tx: &Transaction<'_>,
        user: &User,
    ) -> rusqlite::Result<Option<Project>> {
        match &self.0 {
            Named::Id(id) => projects::find(tx, id),
            Named::Name(name, None) => projects::find_by_name(tx, &user.domain_id, name),
            Named::Name(name, Some(domain)) => match domain.find(tx)? {
                None => Ok(None),
                Some(domain) => projects::find_by_name(tx, &domain.id, name),
            },
        }
    }
}

impl DomainNamed {
    /// The domain, if there is one.
    pub(super) fn find(&self, tx: &Transaction<'_>) -> rusqlite::Result<Option<Domain>> {
        match self {
            Self::Id(id) => domains::find(tx, id),
            Self::Name(name) => domains::find_by_name(tx, name),
        }
    }
}

fn read_password(proof: &Value) -> Result<Proof, KeystoneFault> {
    let user = member(proof, "user", "password")?;
    Ok(Proof::Password {
        user: UserNamed(read_named(user, "user")?),
        password: text(user, "password", "user")?,
    })
}

fn read_scope(scope: &Value) -> Result<ScopeWanted, KeystoneFault> {
    if scope == "unscoped" || scope.get("unscoped").is_some() {
        return Ok(ScopeWanted::Unscoped);
    }
    if let Some(project) = scope.get("project") {
        return Ok(ScopeWanted::Project(ProjectNamed(read_named(
            project, "project",
        )?)));
    }
    if let Some(domain) = scope.get("domain") {
        return Ok(ScopeWanted::Domain(read_domain(domain)?));
    }
    if scope.get("system").is_some() {
        // Nobody has a role on the system here.
        return Err(KeystoneFault::Unauthorized);
    }
    Err(KeystoneFault::missing(
        "system, project, domain, OS-TRUST:trust or unscoped",
        "scope",
    ))
}

fn read_named(value: &Value, place: &str) -> Result<Named, KeystoneFault> {
    if value.get("id").is_some() {
        return Ok(Named::Id(text(value, "id", place)?));
    }
    let name = text(value, "name", place)?;
    let domain = value.get("domain").map(read_domain).transpose()?;
    Ok(Named::Name(name, domain))
}

fn read_domain(value: &Value) -> Result<DomainNamed, KeystoneFault> {
    if value.get("id").is_some() {
        return Ok(DomainNamed::Id(text(value, "id", "domain")?));
    }
    Ok(DomainNamed::Name(text(value, "name", "domain")?))
}

fn member<'a>(value: &'a Value, name: &str, place: &str) -> Result<&'a Value, KeystoneFault> {
    value
        .get(name)
        .ok_or_else(|| KeystoneFault::missing(name, place))
}

fn text(value: &Value, name: &str, place: &str) -> Result<String, KeystoneFault> {
    let text = member(value, name, place)?.as_str();
    Ok(text.ok_or_else(|| invalid(name))?.to_owned())
}

fn invalid(name: &str) -> KeystoneFault {
    KeystoneFault::Invalid(format!("Invalid input for field '{name}'."))
}
