//! Projects.

use axum::extract::Path;
use serde_json::{Map, Value, json};

use super::KeystoneFault;
use super::answer::{Answer, created, no_content, ok};
use super::body::JsonBody;
use super::caller::Caller;
use super::input::Input;
use super::list;
use crate::identity::records::projects::{self, Project};
use crate::identity::records::{domains, is_duplicate, new_id, users};

/// What clients cannot set.
const DECIDED: [&str; 4] = ["id", "links", "options", "is_domain"];

/// `GET /v3/projects`.
pub(super) async fn list(caller: Caller) -> Answer {
    caller.must_be_admin("list_projects")?;
    let found = caller
        .place
        .keystone()
        .read(|tx| Ok::<_, KeystoneFault>(projects::list(tx)?))
        .await?;
    let base = &caller.place.base;
    let items = found.iter().map(|project| render(base, project)).collect();
    Ok(list::list(&caller.place, "projects", items))
}

/// `GET /v3/users/{id}/projects`: where a user has a role.
pub(super) async fn list_of_user(caller: Caller, Path(user_id): Path<String>) -> Answer {
    caller.must_be(&user_id, "list_user_projects")?;
    let found = caller
        .place
        .keystone()
        .read(move |tx| {
            users::find(tx, &user_id)?.ok_or(KeystoneFault::not_found("user", &user_id))?;
            Ok::<_, KeystoneFault>(projects::list_of_user(tx, &user_id)?)
        })
        .await?;
    let base = &caller.place.base;
    let items = found.iter().map(|project| render(base, project)).collect();
    Ok(list::list(&caller.place, "projects", items))
}

/// `GET /v3/projects/{id}`.
pub(super) async fn show(caller: Caller, Path(id): Path<String>) -> Answer {
    // Who is not in the project does not learn whether there is one.
    caller.must_be_in(&id, "get_project")?;
    let project = caller
        .place
        .keystone()
        .read(move |tx| projects::find(tx, &id)?.ok_or(KeystoneFault::not_found("project", &id)))
        .await?;
    Ok(ok(
        &json!({ "project": render(&caller.place.base, &project) }),
    ))
}

/// `POST /v3/projects`.
pub(super) async fn create(caller: Caller, body: JsonBody) -> Answer {
    caller.must_be_admin("create_project")?;
    let mut input = Input::new("project", body.object("project")?);
    input.ignore(&DECIDED);
    let own_domain = caller.token.user.domain_id.clone();
    let domain_id = input.text("domain_id")?.unwrap_or(own_domain);
    let project = Project {
        id: new_id(),
        parent_id: input.text("parent_id")?.unwrap_or(domain_id.clone()),
        domain_id,
        name: input.name()?,
        description: input.text("description")?.unwrap_or_default(),
        enabled: input.truth("enabled")?.unwrap_or(true),
        tags: input.texts("tags")?.unwrap_or_default(),
        extra: input.rest(),
    };
    let project = caller
        .place
        .keystone()
        .change(move |tx| {
            if domains::find(tx, &project.domain_id)?.is_none() {
                let reason = format!("Could not find domain: {}.", project.domain_id);
                return Err(KeystoneFault::Invalid(reason));
            }
            let is_top = project.parent_id == project.domain_id;
            if !is_top && projects::find(tx, &project.parent_id)?.is_none() {
                return Err(KeystoneFault::not_found("project", &project.parent_id));
            }
            match projects::insert(tx, &project) {
                Err(error) if is_duplicate(&error) => Err(conflict(&project)),
                done => Ok(done.map(|()| project)?),
            }
        })
        .await?;
    Ok(created(
        &json!({ "project": render(&caller.place.base, &project) }),
    ))
}

/// `PATCH /v3/projects/{id}`.
pub(super) async fn update(caller: Caller, Path(id): Path<String>, body: JsonBody) -> Answer {
    caller.must_be_admin("update_project")?;
    let attributes = body.object("project")?;
    let project = caller
        .place
        .keystone()
        .change(move |tx| {
            let found = projects::find(tx, &id)?;
            let mut project = found.ok_or(KeystoneFault::not_found("project", &id))?;
            apply(&mut project, attributes)?;
            match projects::update(tx, &project) {
                Err(error) if is_duplicate(&error) => Err(conflict(&project)),
                done => Ok(done.map(|()| project)?),
            }
        })
        .await?;
    Ok(ok(
        &json!({ "project": render(&caller.place.base, &project) }),
    ))
}

/// `DELETE /v3/projects/{id}`.
pub(super) async fn delete(caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be_admin("delete_project")?;
    caller
        .place
        .keystone()
        .change(move |tx| {
            if projects::delete(tx, &id)? {
                Ok(())
            } else {
                Err(KeystoneFault::not_found("project", &id))
            }
        })
        .await?;
    Ok(no_content())
}

/// A project as clients see it; links start with `base`.
pub(super) fn render(base: &str, project: &Project) -> Value {
    let mut body = json!(project.extra);
    body["id"] = json!(project.id);
    body["name"] = json!(project.name);
    body["domain_id"] = json!(project.domain_id);
    body["description"] = json!(project.description);
    body["enabled"] = json!(project.enabled);
    body["parent_id"] = json!(project.parent_id);
    body["is_domain"] = json!(false);
    body["tags"] = json!(project.tags);
    body["options"] = json!({});
    body["links"] = json!({ "self": format!("{base}/projects/{}", project.id) });
    body
}

fn apply(project: &mut Project, attributes: Map<String, Value>) -> Result<(), KeystoneFault> {
    let mut input = Input::new("project", attributes);
    input.ignore(&DECIDED);
    input.ignore(&["domain_id", "parent_id"]);
    if let Some(name) = input.new_name()? {
        project.name = name;
    }
    if let Some(description) = input.text("description")? {
        project.description = description;
    }
    if let Some(enabled) = input.truth("enabled")? {
        project.enabled = enabled;
    }
    if let Some(tags) = input.texts("tags")? {
        project.tags = tags;
    }
    project.extra.extend(input.rest());
    Ok(())
}

fn conflict(project: &Project) -> KeystoneFault {
    KeystoneFault::Conflict {
        kind: "project",
        reason: format!(
            "it is not permitted to have two projects with either the same name or same id in \
             the same domain: name is {}, project id {}",
            project.name, project.id
        ),
    }
}
