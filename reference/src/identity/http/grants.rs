//! The roles of one user on one project or domain.

use axum::extract::Path;
use rusqlite::Transaction;
use serde_json::Value;

use super::KeystoneFault;
use super::answer::{Answer, no_content};
use super::caller::Caller;
use super::{list, roles as roles_api};
use crate::identity::records::assignments::{self, Assignment, Target};
use crate::identity::records::{domains, projects, roles, users};

/// Makes a target of an id: `Target::Project` or `Target::Domain`.
type MakeTarget = fn(String) -> Target;

/// `GET …/users/{user}/roles`.
pub(super) async fn list(
    caller: Caller,
    Path((target_id, user_id)): Path<(String, String)>,
    target: MakeTarget,
) -> Answer {
    caller.must_be_admin("list_grants")?;
    let target = target(target_id);
    let found = caller
        .place
        .keystone()
        .read(move |tx| {
            check_target(tx, &target)?;
            check_user(tx, &user_id)?;
            let mut found = Vec::new();
            for id in assignments::role_ids(tx, &user_id, &target)? {
                found.extend(roles::find(tx, &id)?);
            }
            Ok::<_, KeystoneFault>(found)
        })
        .await?;
    let base = &caller.place.base;
    let items: Vec<Value> = found
        .iter()
        .map(|role| roles_api::render(base, role))
        .collect();
    Ok(list::unfiltered(&caller.place, "roles", &items))
}

/// `PUT …/users/{user}/roles/{role}`: gives the user the role.
pub(super) async fn grant(
    caller: Caller,
    Path((target_id, user_id, role_id)): Path<(String, String, String)>,
    target: MakeTarget,
) -> Answer {
    caller.must_be_admin("create_grant")?;
    let assignment = Assignment {
        user_id,
        role_id,
        target: target(target_id),
    };
    caller
        .place
        .keystone()
        .change(move |tx| {
            check_role(tx, &assignment.role_id)?;
            check_target(tx, &assignment.target)?;
            check_user(tx, &assignment.user_id)?;
            Ok::<_, KeystoneFault>(assignments::insert(tx, &assignment)?)
        })
        .await?;
    Ok(no_content())
}

/// `GET` and `HEAD …/users/{user}/roles/{role}`: whether the user has the role.
pub(super) async fn check(
    caller: Caller,
    Path((target_id, user_id, role_id)): Path<(String, String, String)>,
    target: MakeTarget,
) -> Answer {
    caller.must_be_admin("check_grant")?;
    let target = target(target_id);
    caller
        .place
        .keystone()
        .read(move |tx| {
            check_role(tx, &role_id)?;
            check_target(tx, &target)?;
            check_user(tx, &user_id)?;
            let known = assignments::role_ids(tx, &user_id, &target)?;
            if known.contains(&role_id) {
                Ok(())
            } else {
                Err(no_assignment(&role_id, &user_id, &target))
            }
        })
        .await?;
    Ok(no_content())
}

/// `DELETE …/users/{user}/roles/{role}`: takes the role from the user.
pub(super) async fn take(
    caller: Caller,
    Path((target_id, user_id, role_id)): Path<(String, String, String)>,
    target: MakeTarget,
) -> Answer {
    caller.must_be_admin("revoke_grant")?;
    let assignment = Assignment {
        user_id,
        role_id,
        target: target(target_id),
    };
    caller
        .place
        .keystone()
        .change(move |tx| {
            if assignments::delete(tx, &assignment)? {
                Ok(())
            } else {
                Err(no_assignment(
                    &assignment.role_id,
                    &assignment.user_id,
                    &assignment.target,
                ))
            }
        })
        .await?;
    Ok(no_content())
}

fn check_role(tx: &Transaction<'_>, id: &str) -> Result<(), KeystoneFault> {
    let role = roles::find(tx, id)?;
    role.map(drop).ok_or(KeystoneFault::not_found("role", id))
}

fn check_user(tx: &Transaction<'_>, id: &str) -> Result<(), KeystoneFault> {
    let user = users::find(tx, id)?;
    user.map(drop).ok_or(KeystoneFault::not_found("user", id))
}

fn check_target(tx: &Transaction<'_>, target: &Target) -> Result<(), KeystoneFault> {
    let (kind, is_there) = match target {
        Target::Project(id) => ("project", projects::find(tx, id)?.is_some()),
        Target::Domain(id) => ("domain", domains::find(tx, id)?.is_some()),
    };
    if is_there {
        Ok(())
    } else {
        Err(KeystoneFault::not_found(kind, target.id()))
    }
}

fn no_assignment(role_id: &str, user_id: &str, target: &Target) -> KeystoneFault {
    KeystoneFault::not_found(
        "role assignment with role",
        &format!(
            "{role_id}, user or group: {user_id}, project, domain, or system: {}",
            target.id()
        ),
    )
}
