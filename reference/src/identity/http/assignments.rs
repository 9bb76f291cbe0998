//! All roles of all users.

use std::collections::HashMap;

use rusqlite::Transaction;
use serde_json::{Value, json};

use super::KeystoneFault;
use super::answer::Answer;
use super::caller::Caller;
use super::list::unfiltered;
use crate::identity::records::assignments::{self, Assignment, Target};
use crate::identity::records::{domains, projects, roles, users};

/// `GET /v3/role_assignments`: filtered by `user.id`, `role.id`, `scope.project.id` and
/// `scope.domain.id`; `effective` adds what roles imply, `include_names` the names.
pub(super) async fn list(caller: Caller) -> Answer {
    caller.must_be_admin("list_role_assignments")?;
    let place = &caller.place;
    let with_names = place.has("include_names") && !is_off(place.parameter("include_names"));
    let effective = place.has("effective") && !is_off(place.parameter("effective"));
    let (found, names) = place
        .keystone()
        .read(move |tx| {
            let mut found = assignments::list(tx)?;
            if effective {
                found = with_implied(tx, found)?;
            }
            Ok::<_, KeystoneFault>((found, names(tx)?))
        })
        .await?;
    let filters = ["user.id", "role.id", "scope.project.id", "scope.domain.id"]
        .map(|name| (name, place.parameter(name)));
    let items: Vec<Value> = found
        .iter()
        .filter(|one| {
            filters
                .iter()
                .all(|(name, wanted)| matches(one, name, *wanted))
        })
        .map(|one| {
            let shown = with_names.then_some(&names);
            render(&place.base, one, shown)
        })
        .collect();
    Ok(unfiltered(place, "role_assignments", &items))
}

/// Names of users, roles, projects and domains by id, each with its domain's id.
type Names = HashMap<String, (String, Option<String>)>;

fn names(tx: &Transaction<'_>) -> rusqlite::Result<Names> {
    let mut names = Names::new();
    for user in users::list(tx)? {
        names.insert(user.id, (user.name, Some(user.domain_id)));
    }
    for project in projects::list(tx)? {
        names.insert(project.id, (project.name, Some(project.domain_id)));
    }
    for role in roles::list(tx)? {
        names.insert(role.id, (role.name, None));
    }
    for domain in domains::list(tx)? {
        names.insert(domain.id, (domain.name, None));
    }
    Ok(names)
}

/// The assignments and those that they imply.
fn with_implied(
    tx: &Transaction<'_>,
    direct: Vec<Assignment>,
) -> rusqlite::Result<Vec<Assignment>> {
    let mut all: Vec<Assignment> = Vec::new();
    for one in direct {
        for role in roles::with_implied(tx, vec![one.role_id.clone()])? {
            let is_known = all.iter().any(|known| {
                known.user_id == one.user_id
                    && known.role_id == role.id
                    && known.target == one.target
            });
            if !is_known {
                all.push(Assignment {
                    role_id: role.id,
                    ..one.clone()
                });
            }
        }
    }
    Ok(all)
}

fn matches(one: &Assignment, name: &str, wanted: Option<&str>) -> bool {
    let Some(wanted) = wanted else {
        return true;
    };
    match (name, &one.target) {
        ("user.id", _) => one.user_id == wanted,
        ("role.id", _) => one.role_id == wanted,
        ("scope.project.id", Target::Project(id)) | ("scope.domain.id", Target::Domain(id)) => {
            id == wanted
        }
        _ => false,
    }
}

fn render(base: &str, one: &Assignment, names: Option<&Names>) -> Value {
    let (kind, collection) = match &one.target {
        Target::Project(_) => ("project", "projects"),
        Target::Domain(_) => ("domain", "domains"),
    };
    let link = format!(
        "{base}/{collection}/{}/users/{}/roles/{}",
        one.target.id(),
        one.user_id,
        one.role_id
    );
    let mut body = json!({
        "links": { "assignment": link },
        "scope": {},
        "user": reference(&one.user_id, names),
        "role": reference(&one.role_id, names),
    });
    body["scope"][kind] = reference(one.target.id(), names);
    body
}

/// `{"id"}`, or with names `{"id", "name", "domain": {"id", "name"}}`.
fn reference(id: &str, names: Option<&Names>) -> Value {
    let mut body = json!({ "id": id });
    let Some((names, (name, domain_id))) = names.and_then(|names| Some((names, names.get(id)?)))
    else {
        return body;
    };
    body["name"] = json!(name);
    if let Some(domain_id) = domain_id {
        let domain = names.get(domain_id).map(|(name, _)| name);
        body["domain"] = json!({ "id": domain_id, "name": domain });
    }
    body
}

fn is_off(value: Option<&str>) -> bool {
    value.is_some_and(|value| ["0", "false"].contains(&value.to_lowercase().as_str()))
}
