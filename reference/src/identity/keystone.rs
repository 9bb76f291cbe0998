//! The identity service itself: issues tokens, knows whose they are, forgets them.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Transaction;

use super::Identity;
use super::authentication::{Credentials, Proof, ScopeWanted};
use super::cache::{TokenCache, TokenHash};
use super::fault::KeystoneFault;
use super::records::assignments::{self, Target};
use super::records::domains::{self, Domain};
use super::records::projects::{self, Project};
use super::records::roles::{self, Role};
use super::records::tokens::{self, TokenRecord};
use super::records::users::{self, User};
use super::{password, seed};
use crate::clock::Clock;
use crate::store::{Store, StoreError};

/// The identity service; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Keystone {
    store: Store,
    clock: Clock,
    token_lifetime: Duration,
    /// Tokens that were looked up, each with all that it stands for.
    known: Arc<TokenCache<Token>>,
    /// The text that ids of services and endpoints are derived from.
    instance: Arc<str>,
}

/// A valid token with all that it stands for.
#[derive(Debug)]
pub(super) struct Token {
    /// Its bearer, as the Orchestration API sees it.
    pub(super) identity: Arc<Identity>,
    /// What is stored of it.
    pub(super) record: TokenRecord,
    /// The bearer.
    pub(super) user: User,
    /// The bearer's domain.
    pub(super) user_domain: Domain,
    /// What it is good for.
    pub(super) scope: Scope,
    /// The roles there, with those that they imply.
    pub(super) roles: Vec<Role>,
}

/// What a token is good for.
#[derive(Debug)]
pub(super) enum Scope {
    /// Only to get another token.
    Unscoped,
    /// A project, which is in a domain.
    Project(Box<Project>, Domain),
    /// A domain.
    Domain(Domain),
}

impl Keystone {
    /// Opens the service over its state; an empty state gets the seed.
    pub(crate) async fn open(
        store: Store,
        clock: Clock,
        token_lifetime: Duration,
    ) -> Result<Self, StoreError> {
        let instance: String = store
            .call(|tx| Ok::<_, StoreError>(seed::plant(tx)?))
            .await?;
        Ok(Self {
            store,
            clock,
            token_lifetime,
            known: Arc::new(TokenCache::new()),
            instance: instance.into(),
        })
    }

    /// The id of the project of that name in the default domain.
    pub(crate) async fn project_id(&self, name: &str) -> Result<Option<String>, StoreError> {
        let name = name.to_owned();
        self.store
            .call(move |tx| {
                let project = projects::find_by_name(tx, seed::DEFAULT_DOMAIN, &name)?;
                Ok(project.map(|project| project.id))
            })
            .await
    }

    /// The valid token of that text, if it is one.
    pub(super) async fn find(&self, token: &str) -> Result<Option<Arc<Token>>, StoreError> {
        let hash = TokenHash::of(token);
        let now = self.clock.now();
        if let Some(token) = self.known.get(&hash, now) {
            return Ok(Some(token));
        }
        let generation = self.known.generation();
        let found = self
            .store
            .call(move |tx| {
                let Some(record) = tokens::find(tx, hash.as_bytes())? else {
                    return Ok(None);
                };
                Ok::<_, StoreError>(resolve(tx, record)?)
            })
            .await?;
        let Some(token) = found.filter(|token| token.record.expires_at > now) else {
            return Ok(None);
        };
        let token = Arc::new(token);
        let until = token.record.expires_at;
        self.known.put(hash, token.clone(), until, generation);
        Ok(Some(token))
    }

    /// Issues a token for these credentials; its text is nowhere but in the result.
    pub(super) async fn authenticate(
        &self,
        credentials: Credentials,
    ) -> Result<(String, Arc<Token>), KeystoneFault> {
        let mut proven = self.prove(&credentials.proofs).await?;
        let scope = match credentials.scope {
            ScopeWanted::Default => match &proven.user.default_project_id {
                Some(id) => ScopeWanted::ProjectIfAllowed(id.clone()),
                None => ScopeWanted::Unscoped,
            },
            scope => scope,
        };
        proven.audit_ids.insert(0, new_audit_id());
        let (now, expires_at) = self.token_times();
        let record = TokenRecord {
            user_id: proven.user.id.clone(),
            project_id: None,
            domain_id: None,
            methods: proven.methods,
            audit_ids: proven.audit_ids,
            issued_at: now,
            expires_at: proven
                .expires_at
                .map_or(expires_at, |old| old.min(expires_at)),
        };
        let text = new_token();
        let hash = TokenHash::of(&text);
        let generation = self.known.generation();
        let token = self
            .store
            .call(move |tx| {
                let record = scoped(tx, record, scope, &proven.user)?;
                let token = resolve(tx, record)?.ok_or(KeystoneFault::Unauthorized)?;
                tokens::delete_expired(tx, now)?;
                tokens::insert(tx, hash.as_bytes(), &token.record)?;
                Ok::<_, KeystoneFault>(token)
            })
            .await?;
        let token = Arc::new(token);
        let until = token.record.expires_at;
        self.known.put(hash, token.clone(), until, generation);
        Ok((text, token))
    }

    /// When a token is issued that is issued now, and when it expires.
    pub(super) fn token_times(&self) -> (Timestamp, Timestamp) {
        let now = self.clock.now();
        let lifetime = SignedDuration::try_from(self.token_lifetime).unwrap_or(SignedDuration::MAX);
        let end = now.saturating_add(lifetime).unwrap_or(Timestamp::MAX);
        (now, end)
    }

    /// Ends a token before its time; false if it was none.
    pub(super) async fn revoke(&self, token: &str) -> Result<bool, StoreError> {
        let hash = TokenHash::of(token);
        self.change(move |tx| Ok(tokens::delete(tx, hash.as_bytes())?))
            .await
    }

    /// Reads the state.
    pub(super) async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    {
        self.store.call(work).await
    }

    /// Changes the state; what was known of tokens is looked up again afterwards.
    pub(super) async fn change<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    {
        let done = self.store.call(work).await;
        self.known.clear();
        done
    }

    /// The id of something that has no table, the same at every start over the same state.
    pub(super) fn derived_id(&self, of: &str) -> String {
        let hash = TokenHash::of(&format!("{}/{of}", self.instance));
        password::hexadecimal(&hash.as_bytes()[..16])
    }

    /// Checks every proof and that all are of one user.
    async fn prove(&self, proofs: &[Proof]) -> Result<Proven, KeystoneFault> {
        let mut proven: Option<Proven> = None;
        for proof in proofs {
            let one = match proof {
                Proof::Password { user, password } => self.prove_password(user, password).await?,
                Proof::Token(token) => self.prove_token(token).await?,
            };
            match &mut proven {
                None => proven = Some(one),
                Some(all) if all.user.id == one.user.id => {
                    all.methods.extend(one.methods);
                    all.audit_ids.extend(one.audit_ids);
                    all.expires_at = all.expires_at.or(one.expires_at);
                }
                Some(_) => return Err(KeystoneFault::Unauthorized),
            }
        }
        proven.ok_or(KeystoneFault::Unauthorized)
    }

    async fn prove_password(
        &self,
        user: &super::authentication::UserNamed,
        given: &str,
    ) -> Result<Proven, KeystoneFault> {
        let named = user.clone();
        let user = self
            .store
            .call(move |tx| Ok::<_, KeystoneFault>(named.find(tx)?))
            .await?
            .ok_or(KeystoneFault::Unauthorized)?;
        let stored = user.password.clone().unwrap_or_default();
        if !password::is_correct(given, &stored) {
            return Err(KeystoneFault::Unauthorized);
        }
        Ok(Proven {
            user,
            methods: vec!["password".to_owned()],
            audit_ids: Vec::new(),
            expires_at: None,
        })
    }

    async fn prove_token(&self, token: &str) -> Result<Proven, KeystoneFault> {
        let token = self.find(token).await?.ok_or(KeystoneFault::NoSuchToken)?;
        let mut methods = vec!["token".to_owned()];
        methods.extend(
            token
                .record
                .methods
                .iter()
                .filter(|method| *method != "token")
                .cloned(),
        );
        Ok(Proven {
            user: token.user.clone(),
            methods,
            // The whole chain would grow for ever: the first token's id stands for it.
            audit_ids: token.record.audit_ids.last().cloned().into_iter().collect(),
            expires_at: Some(token.record.expires_at),
        })
    }
}

/// A user who has proven to be one.
struct Proven {
    user: User,
    methods: Vec<String>,
    audit_ids: Vec<String>,
    /// When the proof itself ends, if it does.
    expires_at: Option<Timestamp>,
}

/// The record with the scope that was asked for.
fn scoped(
    tx: &Transaction<'_>,
    mut record: TokenRecord,
    wanted: ScopeWanted,
    user: &User,
) -> Result<TokenRecord, KeystoneFault> {
    match wanted {
        ScopeWanted::Default | ScopeWanted::Unscoped => {}
        ScopeWanted::Project(project) => {
            let project = project.find(tx, user)?.ok_or(KeystoneFault::Unauthorized)?;
            record.project_id = Some(project.id);
        }
        ScopeWanted::ProjectIfAllowed(id) => {
            record.project_id = Some(id);
            if resolve(tx, record.clone())?.is_none() {
                record.project_id = None;
            }
        }
        ScopeWanted::Domain(domain) => {
            let domain = domain.find(tx)?.ok_or(KeystoneFault::Unauthorized)?;
            record.domain_id = Some(domain.id);
        }
    }
    Ok(record)
}

/// All that a token stands for; nothing if its user or its scope is gone, disabled or without a
/// role.
fn resolve(tx: &Transaction<'_>, record: TokenRecord) -> rusqlite::Result<Option<Token>> {
    let Some(user) = users::find(tx, &record.user_id)?.filter(|user| user.enabled) else {
        return Ok(None);
    };
    let Some(user_domain) = enabled_domain(tx, &user.domain_id)? else {
        return Ok(None);
    };
    let (scope, target) = match (&record.project_id, &record.domain_id) {
        (Some(id), _) => {
            let Some(project) = projects::find(tx, id)?.filter(|project| project.enabled) else {
                return Ok(None);
            };
            let Some(domain) = enabled_domain(tx, &project.domain_id)? else {
                return Ok(None);
            };
            (
                Scope::Project(Box::new(project), domain),
                Some(Target::Project(id.clone())),
            )
        }
        (None, Some(id)) => {
            let Some(domain) = enabled_domain(tx, id)? else {
                return Ok(None);
            };
            (Scope::Domain(domain), Some(Target::Domain(id.clone())))
        }
        (None, None) => (Scope::Unscoped, None),
    };
    let roles = match target {
        None => Vec::new(),
        Some(target) => {
            let direct = assignments::role_ids(tx, &user.id, &target)?;
            if direct.is_empty() {
                return Ok(None);
            }
            roles::with_implied(tx, direct)?
        }
    };
    let (project_id, project_name) = match &scope {
        Scope::Project(project, _) => (project.id.clone(), project.name.clone()),
        Scope::Unscoped | Scope::Domain(_) => Default::default(),
    };
    let identity = Arc::new(Identity {
        user_id: user.id.clone(),
        user_name: user.name.clone(),
        project_id,
        project_name,
        roles: roles.iter().map(|role| role.name.clone()).collect(),
    });
    Ok(Some(Token {
        identity,
        record,
        user,
        user_domain,
        scope,
        roles,
    }))
}

fn enabled_domain(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<Option<Domain>> {
    Ok(domains::find(tx, id)?.filter(|domain| domain.enabled))
}

/// The text of a new token: 244 random bits.
pub(super) fn new_token() -> String {
    let half = || uuid::Uuid::new_v4().simple().to_string();
    half() + &half()
}

pub(super) fn new_audit_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
