//! Users, and the groups that there are none of.

use axum::extract::Path;
use serde_json::{Map, Value, json};

use super::KeystoneFault;
use super::answer::{Answer, created, no_content, ok};
use super::body::JsonBody;
use super::caller::{Caller, Place};
use super::input::Input;
use super::list;
use crate::identity::password;
use crate::identity::records::users::{self, User};
use crate::identity::records::{domains, is_duplicate, new_id, tokens};

/// What clients cannot set.
const DECIDED: [&str; 4] = ["id", "links", "options", "password_expires_at"];

/// `GET /v3/users`.
pub(super) async fn list(caller: Caller) -> Answer {
    caller.must_be_admin("list_users")?;
    let found = caller
        .place
        .keystone()
        .read(|tx| Ok::<_, KeystoneFault>(users::list(tx)?))
        .await?;
    let base = &caller.place.base;
    let items = found.iter().map(|user| render(base, user)).collect();
    Ok(list::list(&caller.place, "users", items))
}

/// `GET /v3/groups`.
pub(super) async fn list_groups(caller: Caller) -> Answer {
    caller.must_be_admin("list_groups")?;
    Ok(list::unfiltered(&caller.place, "groups", &[]))
}

/// `GET /v3/users/{id}`.
pub(super) async fn show(caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be(&id, "get_user")?;
    let user = caller
        .place
        .keystone()
        .read(move |tx| users::find(tx, &id)?.ok_or(KeystoneFault::not_found("user", &id)))
        .await?;
    Ok(ok(&json!({ "user": render(&caller.place.base, &user) })))
}

/// `POST /v3/users`.
pub(super) async fn create(caller: Caller, body: JsonBody) -> Answer {
    caller.must_be_admin("create_user")?;
    let mut input = Input::new("user", body.object("user")?);
    input.ignore(&DECIDED);
    let own_domain = caller.token.user.domain_id.clone();
    let user = User {
        id: new_id(),
        domain_id: input.text("domain_id")?.unwrap_or(own_domain),
        name: input.name()?,
        password: input.text("password")?.as_deref().map(password::hash),
        enabled: input.truth("enabled")?.unwrap_or(true),
        default_project_id: input.text("default_project_id")?,
        extra: input.rest(),
    };
    let user = caller
        .place
        .keystone()
        .change(move |tx| {
            if domains::find(tx, &user.domain_id)?.is_none() {
                return Err(KeystoneFault::not_found("domain", &user.domain_id));
            }
            match users::insert(tx, &user) {
                Err(error) if is_duplicate(&error) => Err(conflict(&user)),
                done => Ok(done.map(|()| user)?),
            }
        })
        .await?;
    Ok(created(
        &json!({ "user": render(&caller.place.base, &user) }),
    ))
}

/// `PATCH /v3/users/{id}`: a new password ends the tokens of the old one.
pub(super) async fn update(caller: Caller, Path(id): Path<String>, body: JsonBody) -> Answer {
    caller.must_be_admin("update_user")?;
    let attributes = body.object("user")?;
    let user = caller
        .place
        .keystone()
        .change(move |tx| {
            let found = users::find(tx, &id)?;
            let mut user = found.ok_or(KeystoneFault::not_found("user", &id))?;
            let old_password = user.password.clone();
            apply(&mut user, attributes)?;
            if user.password != old_password {
                tokens::delete_of_user(tx, &user.id)?;
            }
            match users::update(tx, &user) {
                Err(error) if is_duplicate(&error) => Err(conflict(&user)),
                done => Ok(done.map(|()| user)?),
            }
        })
        .await?;
    Ok(ok(&json!({ "user": render(&caller.place.base, &user) })))
}

/// `POST /v3/users/{id}/password`: whoever knows the old password sets a new one.
pub(super) async fn set_password(place: Place, Path(id): Path<String>, body: JsonBody) -> Answer {
    let mut input = Input::new("user", body.object("user")?);
    let (Some(old), Some(new)) = (input.text("original_password")?, input.text("password")?) else {
        return Err(KeystoneFault::missing(
            "original_password and password",
            "user",
        ));
    };
    place
        .keystone()
        .change(move |tx| {
            let mut user = users::find(tx, &id)?.ok_or(KeystoneFault::Unauthorized)?;
            if !password::is_correct(&old, user.password.as_deref().unwrap_or_default()) {
                return Err(KeystoneFault::Unauthorized);
            }
            user.password = Some(password::hash(&new));
            users::update(tx, &user)?;
            Ok(tokens::delete_of_user(tx, &user.id)?)
        })
        .await?;
    Ok(no_content())
}

/// `DELETE /v3/users/{id}`.
pub(super) async fn delete(caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be_admin("delete_user")?;
    caller
        .place
        .keystone()
        .change(move |tx| {
            if users::delete(tx, &id)? {
                Ok(())
            } else {
                Err(KeystoneFault::not_found("user", &id))
            }
        })
        .await?;
    Ok(no_content())
}

/// A user as clients see it: without the password; links start with `base`.
fn render(base: &str, user: &User) -> Value {
    let mut body = json!(user.extra);
    body["id"] = json!(user.id);
    body["name"] = json!(user.name);
    body["domain_id"] = json!(user.domain_id);
    body["enabled"] = json!(user.enabled);
    if let Some(project_id) = &user.default_project_id {
        body["default_project_id"] = json!(project_id);
    }
    body["password_expires_at"] = Value::Null;
    body["options"] = json!({});
    body["links"] = json!({ "self": format!("{base}/users/{}", user.id) });
    body
}

fn apply(user: &mut User, attributes: Map<String, Value>) -> Result<(), KeystoneFault> {
    let mut input = Input::new("user", attributes);
    input.ignore(&DECIDED);
    input.ignore(&["domain_id", "original_password"]);
    if let Some(name) = input.new_name()? {
        user.name = name;
    }
    if input.has("password") {
        user.password = input.text("password")?.as_deref().map(password::hash);
    }
    if input.has("default_project_id") {
        user.default_project_id = input.text("default_project_id")?;
    }
    if let Some(enabled) = input.truth("enabled")? {
        user.enabled = enabled;
    }
    user.extra.extend(input.rest());
    Ok(())
}

fn conflict(user: &User) -> KeystoneFault {
    KeystoneFault::Conflict {
        kind: "user",
        reason: format!(
            "Duplicate entry found with name {} at domain ID {}",
            user.name, user.domain_id
        ),
    }
}
