//! Tokens: issued, shown, revoked.

use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::KeystoneFault;
use super::answer::{Answer, no_content, with_json};
use super::body::JsonBody;
use super::caller::{Caller, Place, header};
use crate::identity::authentication::Credentials;
use crate::identity::keystone::{Scope, Token};
use crate::identity::records::domains::Domain;
use crate::identity::records::tokens::time;

const SUBJECT_TOKEN: &str = "x-subject-token";

/// `POST /v3/auth/tokens`.
pub(super) async fn issue(place: Place, JsonBody(body): JsonBody) -> Answer {
    let credentials = Credentials::read(&body)?;
    let (text, token) = place.keystone().authenticate(credentials).await?;
    Ok(shown(StatusCode::CREATED, &place, &text, &token))
}

/// `GET /v3/auth/tokens`: the token in `X-Subject-Token`.
pub(super) async fn show(caller: Caller, headers: HeaderMap) -> Answer {
    let (text, token) = subject(&caller, &headers, "validate_token").await?;
    Ok(shown(StatusCode::OK, &caller.place, text, &token))
}

/// `DELETE /v3/auth/tokens`: ends the token in `X-Subject-Token`.
pub(super) async fn revoke(caller: Caller, headers: HeaderMap) -> Answer {
    let (text, _) = subject(&caller, &headers, "revoke_token").await?;
    caller.place.keystone().revoke(text).await?;
    Ok(no_content())
}

/// The token that is asked about, for an administrator or its own bearer.
async fn subject<'a>(
    caller: &Caller,
    headers: &'a HeaderMap,
    action: &'static str,
) -> Result<(&'a str, std::sync::Arc<Token>), KeystoneFault> {
    let found = match header(headers, SUBJECT_TOKEN) {
        None => None,
        Some(text) => {
            let token = caller.place.keystone().find(text).await?;
            token.map(|token| (text, token))
        }
    };
    // Who is not allowed to ask does not learn whether there is such a token.
    let bearer = found.as_ref().map(|(_, token)| token.user.id.as_str());
    let may_validate = caller.token.identity.has_role("service");
    if !may_validate {
        caller.must_be(bearer.unwrap_or_default(), action)?;
    }
    found.ok_or(KeystoneFault::NoSuchToken)
}

fn shown(status: StatusCode, place: &Place, text: &str, token: &Token) -> axum::response::Response {
    let mut response = with_json(status, &json!({ "token": render(place, token) }));
    if let Ok(text) = HeaderValue::try_from(text) {
        response.headers_mut().insert(SUBJECT_TOKEN, text);
    }
    response
}

fn render(place: &Place, token: &Token) -> Value {
    let mut body = json!({
        "methods": token.record.methods,
        "user": {
            "domain": reference(&token.user_domain),
            "id": token.user.id,
            "name": token.user.name,
            "password_expires_at": null,
        },
        "audit_ids": token.record.audit_ids,
        "expires_at": time(token.record.expires_at),
        "issued_at": time(token.record.issued_at),
    });
    let project_id = match &token.scope {
        Scope::Unscoped => return body,
        Scope::Project(project, domain) => {
            body["project"] = json!({
                "domain": reference(domain),
                "id": project.id,
                "name": project.name,
            });
            body["is_domain"] = json!(false);
            Some(project.id.as_str())
        }
        Scope::Domain(domain) => {
            body["domain"] = reference(domain);
            None
        }
    };
    let roles: Vec<Value> = token
        .roles
        .iter()
        .map(|role| json!({ "id": role.id, "name": role.name }))
        .collect();
    body["roles"] = json!(roles);
    if !place.has("nocatalog") {
        let endpoints = &place.service.endpoints;
        body["catalog"] = endpoints.catalogue(place.keystone(), &place.host, project_id);
    }
    body
}

fn reference(domain: &Domain) -> Value {
    json!({ "id": domain.id, "name": domain.name })
}
