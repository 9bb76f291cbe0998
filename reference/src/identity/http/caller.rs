//! Who asks the identity service, and by which address.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;

use super::{KeystoneFault, Service};
use crate::host;
use crate::identity::Keystone;
use crate::identity::keystone::{Scope, Token};

/// The header of a token.
const AUTH_TOKEN: &str = "x-auth-token";

/// How the service was reached; what links are made of.
pub(super) struct Place {
    pub(super) service: Service,
    /// The name or address that the client used, without a port.
    pub(super) host: String,
    /// Where the API is for this client; ends in `/v3`.
    pub(super) base: String,
    /// The request's own URL.
    pub(super) own_url: String,
    /// The query's pairs.
    pub(super) query: Vec<(String, String)>,
}

/// A client with a valid token.
pub(super) struct Caller {
    pub(super) place: Place,
    pub(super) token: Arc<Token>,
}

impl Place {
    /// The identity service.
    pub(super) fn keystone(&self) -> &Keystone {
        &self.service.keystone
    }

    /// Whether a parameter stands in the query.
    pub(super) fn has(&self, parameter: &str) -> bool {
        self.query.iter().any(|(name, _)| name == parameter)
    }

    /// The last value of a parameter.
    pub(super) fn parameter(&self, parameter: &str) -> Option<&str> {
        let mut values = self.query.iter().rev();
        let (_, value) = values.find(|(name, _)| name == parameter)?;
        Some(value)
    }
}

impl Caller {
    /// Refuses everyone but administrators; `action` is Keystone's name for what is asked.
    pub(super) fn must_be_admin(&self, action: &'static str) -> Result<(), KeystoneFault> {
        must(self.token.identity.is_admin(), action)
    }

    /// Refuses everyone but administrators and the user itself.
    pub(super) fn must_be(&self, user_id: &str, action: &'static str) -> Result<(), KeystoneFault> {
        let is_self = self.token.user.id == user_id;
        must(is_self || self.token.identity.is_admin(), action)
    }

    /// Refuses everyone but administrators and those whose token is for the project.
    pub(super) fn must_be_in(
        &self,
        project_id: &str,
        action: &'static str,
    ) -> Result<(), KeystoneFault> {
        let is_in =
            matches!(&self.token.scope, Scope::Project(project, _) if project.id == project_id);
        must(is_in || self.token.identity.is_admin(), action)
    }
}

fn must(is_allowed: bool, action: &'static str) -> Result<(), KeystoneFault> {
    if is_allowed {
        Ok(())
    } else {
        Err(KeystoneFault::Forbidden(action))
    }
}

impl FromRequestParts<Service> for Place {
    type Rejection = KeystoneFault;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Service,
    ) -> Result<Self, KeystoneFault> {
        let authority = host::authority(&parts.headers, &service.authority)
            .ok_or_else(|| KeystoneFault::Invalid("The host is malformed.".to_owned()))?;
        let base = base_url(service, authority);
        let root = base.strip_suffix("/v3").unwrap_or(&base);
        let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
        let query = crate::api::query_pairs(parts.uri.query().unwrap_or_default())
            .ok_or_else(|| KeystoneFault::Invalid("The query is no UTF-8.".to_owned()))?;
        Ok(Self {
            service: service.clone(),
            host: host::without_port(authority),
            own_url: format!("{root}{path}"),
            base,
            query,
        })
    }
}

impl FromRequestParts<Service> for Caller {
    type Rejection = KeystoneFault;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Service,
    ) -> Result<Self, KeystoneFault> {
        let place = Place::from_request_parts(parts, service).await?;
        let token = header(&parts.headers, AUTH_TOKEN).ok_or(KeystoneFault::Unauthorized)?;
        let token = service.keystone.find(token).await?;
        Ok(Self {
            place,
            token: token.ok_or(KeystoneFault::Unauthorized)?,
        })
    }
}

/// A header's text.
pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Where the API is for a client that used that host; ends in `/v3`.
pub(super) fn base_url(service: &Service, authority: &str) -> String {
    format!("http://{authority}{}/v3", service.prefix)
}
