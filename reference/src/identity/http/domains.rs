//! Domains.

use axum::extract::Path;
use serde_json::{Map, Value, json};

use super::KeystoneFault;
use super::answer::{Answer, created, no_content, ok};
use super::body::JsonBody;
use super::caller::Caller;
use super::input::Input;
use super::list;
use crate::identity::records::domains::{self, Domain};
use crate::identity::records::{is_duplicate, new_id};

/// `GET /v3/domains`.
pub(super) async fn list(caller: Caller) -> Answer {
    caller.must_be_admin("list_domains")?;
    let found = caller
        .place
        .keystone()
        .read(|tx| Ok::<_, KeystoneFault>(domains::list(tx)?))
        .await?;
    let base = &caller.place.base;
    let items = found.iter().map(|domain| render(base, domain)).collect();
    Ok(list::list(&caller.place, "domains", items))
}

/// `GET /v3/domains/{id}`.
pub(super) async fn show(caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be_admin("get_domain")?;
    let domain = caller
        .place
        .keystone()
        .read(move |tx| domains::find(tx, &id)?.ok_or(KeystoneFault::not_found("domain", &id)))
        .await?;
    Ok(ok(
        &json!({ "domain": render(&caller.place.base, &domain) }),
    ))
}

/// `POST /v3/domains`.
pub(super) async fn create(caller: Caller, body: JsonBody) -> Answer {
    caller.must_be_admin("create_domain")?;
    let mut input = Input::new("domain", body.object("domain")?);
    input.ignore(&["id", "links", "options", "tags"]);
    let domain = Domain {
        id: new_id(),
        name: input.name()?,
        description: input.text("description")?.unwrap_or_default(),
        enabled: input.truth("enabled")?.unwrap_or(true),
        extra: input.rest(),
    };
    let domain = caller
        .place
        .keystone()
        .change(move |tx| match domains::insert(tx, &domain) {
            Err(error) if is_duplicate(&error) => Err(conflict(&domain.name)),
            done => Ok(done.map(|()| domain)?),
        })
        .await?;
    Ok(created(
        &json!({ "domain": render(&caller.place.base, &domain) }),
    ))
}

/// `PATCH /v3/domains/{id}`.
pub(super) async fn update(caller: Caller, Path(id): Path<String>, body: JsonBody) -> Answer {
    caller.must_be_admin("update_domain")?;
    let attributes = body.object("domain")?;
    let domain = caller
        .place
        .keystone()
        .change(move |tx| {
            let found = domains::find(tx, &id)?;
            let mut domain = found.ok_or(KeystoneFault::not_found("domain", &id))?;
            apply(&mut domain, attributes)?;
            match domains::update(tx, &domain) {
                Err(error) if is_duplicate(&error) => Err(conflict(&domain.name)),
                done => Ok(done.map(|()| domain)?),
            }
        })
        .await?;
    Ok(ok(
        &json!({ "domain": render(&caller.place.base, &domain) }),
    ))
}

/// `DELETE /v3/domains/{id}`: only of one that was disabled before.
pub(super) async fn delete(caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be_admin("delete_domain")?;
    caller
        .place
        .keystone()
        .change(move |tx| {
            let domain = domains::find(tx, &id)?.ok_or(KeystoneFault::not_found("domain", &id))?;
            if domain.enabled {
                return Err(KeystoneFault::NotNow(
                    "Cannot delete a domain that is enabled, please disable it first.",
                ));
            }
            Ok(domains::delete(tx, &domain.id)?)
        })
        .await?;
    Ok(no_content())
}

/// A domain as clients see it; links start with `base`.
pub(super) fn render(base: &str, domain: &Domain) -> Value {
    let mut body = json!(domain.extra);
    body["id"] = json!(domain.id);
    body["name"] = json!(domain.name);
    body["description"] = json!(domain.description);
    body["enabled"] = json!(domain.enabled);
    body["tags"] = json!([]);
    body["options"] = json!({});
    body["links"] = json!({ "self": format!("{base}/domains/{}", domain.id) });
    body
}

fn apply(domain: &mut Domain, attributes: Map<String, Value>) -> Result<(), KeystoneFault> {
    let mut input = Input::new("domain", attributes);
    input.ignore(&["id", "links", "options", "tags"]);
    if let Some(name) = input.new_name()? {
        domain.name = name;
    }
    if let Some(description) = input.text("description")? {
        domain.description = description;
    }
    if let Some(enabled) = input.truth("enabled")? {
        domain.enabled = enabled;
    }
    domain.extra.extend(input.rest());
    Ok(())
}

fn conflict(name: &str) -> KeystoneFault {
    KeystoneFault::Conflict {
        kind: "domain",
        reason: format!("Duplicate entry found with name {name}"),
    }
}
