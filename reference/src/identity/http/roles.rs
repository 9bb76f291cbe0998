//! Roles.

use axum::extract::Path;
use serde_json::{Map, Value, json};

use super::KeystoneFault;
use super::answer::{Answer, created, no_content, ok};
use super::body::JsonBody;
use super::caller::Caller;
use super::input::Input;
use super::list;
use crate::identity::records::roles::{self, Role};
use crate::identity::records::{is_duplicate, new_id};

/// What clients cannot set.
const DECIDED: [&str; 4] = ["id", "links", "options", "domain_id"];

/// `GET /v3/roles`.
pub(super) async fn list(caller: Caller) -> Answer {
    caller.must_be_admin("list_roles")?;
    let found = caller
        .place
        .keystone()
        .read(|tx| Ok::<_, KeystoneFault>(roles::list(tx)?))
        .await?;
    let base = &caller.place.base;
    let items = found.iter().map(|role| render(base, role)).collect();
    Ok(list::list(&caller.place, "roles", items))
}

/// `GET /v3/roles/{id}`.
pub(super) async fn show(caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be_admin("get_role")?;
    let role = caller
        .place
        .keystone()
        .read(move |tx| roles::find(tx, &id)?.ok_or(KeystoneFault::not_found("role", &id)))
        .await?;
    Ok(ok(&json!({ "role": render(&caller.place.base, &role) })))
}

/// `POST /v3/roles`.
pub(super) async fn create(caller: Caller, body: JsonBody) -> Answer {
    caller.must_be_admin("create_role")?;
    let mut input = Input::new("role", body.object("role")?);
    input.ignore(&DECIDED);
    let role = Role {
        id: new_id(),
        name: input.name()?,
        description: input.text("description")?,
        extra: input.rest(),
    };
    let role = caller
        .place
        .keystone()
        .change(move |tx| match roles::insert(tx, &role) {
            Err(error) if is_duplicate(&error) => Err(conflict(&role.name)),
            done => Ok(done.map(|()| role)?),
        })
        .await?;
    Ok(created(
        &json!({ "role": render(&caller.place.base, &role) }),
    ))
}

/// `PATCH /v3/roles/{id}`.
pub(super) async fn update(caller: Caller, Path(id): Path<String>, body: JsonBody) -> Answer {
    caller.must_be_admin("update_role")?;
    let attributes = body.object("role")?;
    let role = caller
        .place
        .keystone()
        .change(move |tx| {
            let found = roles::find(tx, &id)?;
            let mut role = found.ok_or(KeystoneFault::not_found("role", &id))?;
            apply(&mut role, attributes)?;
            match roles::update(tx, &role) {
                Err(error) if is_duplicate(&error) => Err(conflict(&role.name)),
                done => Ok(done.map(|()| role)?),
            }
        })
        .await?;
    Ok(ok(&json!({ "role": render(&caller.place.base, &role) })))
}

/// `DELETE /v3/roles/{id}`.
pub(super) async fn delete(caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be_admin("delete_role")?;
    caller
        .place
        .keystone()
        .change(move |tx| {
            if roles::delete(tx, &id)? {
                Ok(())
            } else {
                Err(KeystoneFault::not_found("role", &id))
            }
        })
        .await?;
    Ok(no_content())
}

/// `GET /v3/role_inferences`: which role implies which.
pub(super) async fn inferences(caller: Caller) -> Answer {
    caller.must_be_admin("list_role_inference_rules")?;
    let (known, pairs) = caller
        .place
        .keystone()
        .read(|tx| Ok::<_, KeystoneFault>((roles::list(tx)?, roles::implications(tx)?)))
        .await?;
    let base = &caller.place.base;
    let reference = |role: &Role| {
        let link = format!("{base}/roles/{}", role.id);
        json!({ "id": role.id, "links": { "self": link }, "name": role.name })
    };
    let rules: Vec<Value> = known
        .iter()
        .filter(|prior| pairs.iter().any(|(id, _)| *id == prior.id))
        .map(|prior| {
            let implies: Vec<Value> = known
                .iter()
                .filter(|role| {
                    let mut pairs = pairs.iter();
                    pairs.any(|(id, implied)| *id == prior.id && *implied == role.id)
                })
                .map(reference)
                .collect();
            json!({ "prior_role": reference(prior), "implies": implies })
        })
        .collect();
    let links = json!({ "self": caller.place.own_url });
    Ok(ok(&json!({ "role_inferences": rules, "links": links })))
}

/// A role as clients see it; links start with `base`.
pub(super) fn render(base: &str, role: &Role) -> Value {
    let mut body = json!(role.extra);
    body["id"] = json!(role.id);
    body["name"] = json!(role.name);
    body["domain_id"] = Value::Null;
    body["description"] = json!(role.description);
    body["options"] = json!({});
    body["links"] = json!({ "self": format!("{base}/roles/{}", role.id) });
    body
}

fn apply(role: &mut Role, attributes: Map<String, Value>) -> Result<(), KeystoneFault> {
    let mut input = Input::new("role", attributes);
    input.ignore(&DECIDED);
    if let Some(name) = input.new_name()? {
        role.name = name;
    }
    if input.has("description") {
        role.description = input.text("description")?;
    }
    role.extra.extend(input.rest());
    Ok(())
}

fn conflict(name: &str) -> KeystoneFault {
    KeystoneFault::Conflict {
        kind: "role",
        reason: format!("Duplicate entry found with name {name}"),
    }
}
