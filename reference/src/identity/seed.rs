//! The domains, projects, users and roles that a new state starts with.

use rusqlite::Transaction;

use super::password;
use super::records::assignments::{self, Assignment, Target};
use super::records::domains::{self, Domain};
use super::records::projects::{self, Project};
use super::records::roles::{self, Role};
use super::records::users::{self, User};
use super::records::{Extra, new_id, settings};

/// The domain that users and projects are in unless a client says otherwise.
pub(super) const DEFAULT_DOMAIN: &str = "default";
/// The password of every user of the seed.
pub(crate) const PASSWORD: &str = "secret";

/// Id (none: a random one), name and description.
const DOMAINS: &[(Option<&str>, &str, &str)] = &[
    (Some(DEFAULT_DOMAIN), "Default", "The default domain"),
    (None, "heat", "Owns the users and projects that stacks make"),
];
const PROJECTS: &[&str] = &["admin", "demo", "alt_demo", "service"];
const ROLES: &[&str] = &[
    "admin",
    "manager",
    "member",
    "reader",
    "service",
    "heat_stack_owner",
    "heat_stack_user",
];
/// Which role implies which.
const IMPLIED: &[(&str, &str)] = &[
    ("admin", "manager"),
    ("manager", "member"),
    ("member", "reader"),
];
/// User, project and role; a user is there if it has a role.
const ASSIGNMENTS: &[(&str, &str, &str)] = &[
    ("admin", "admin", "admin"),
    ("admin", "demo", "admin"),
    ("demo", "demo", "member"),
    ("demo", "demo", "heat_stack_owner"),
    ("alt_demo", "alt_demo", "member"),
    ("alt_demo", "alt_demo", "heat_stack_owner"),
    ("demo_reader", "demo", "reader"),
    ("demo_stackuser", "demo", "heat_stack_user"),
];

/// Plants the seed unless it was planted before; answers the state's instance text.
pub(super) fn plant(tx: &Transaction<'_>) -> rusqlite::Result<String> {
    let instance = settings::instance(tx)?;
    if domains::find(tx, DEFAULT_DOMAIN)?.is_some() {
        return Ok(instance);
    }
    for (id, name, description) in DOMAINS {
        domains::insert(
            tx,
            &Domain {
                id: id.map_or_else(new_id, str::to_owned),
                name: (*name).to_owned(),
                description: (*description).to_owned(),
                enabled: true,
                extra: Extra::new(),
            },
        )?;
    }
    for name in PROJECTS {
        projects::insert(
            tx,
            &Project {
                id: new_id(),
                domain_id: DEFAULT_DOMAIN.to_owned(),
                parent_id: DEFAULT_DOMAIN.to_owned(),
                name: (*name).to_owned(),
                description: String::new(),
                enabled: true,
                tags: Vec::new(),
                extra: Extra::new(),
            },
        )?;
    }
    let mut role_ids = std::collections::HashMap::new();
    for name in ROLES {
        let id = new_id();
        roles::insert(
            tx,
            &Role {
                id: id.clone(),
                name: (*name).to_owned(),
                description: None,
                extra: Extra::new(),
            },
        )?;
        role_ids.insert(*name, id);
    }
    for (prior, implied) in IMPLIED {
        roles::imply(tx, &role_ids[prior], &role_ids[implied])?;
    }
    for (user, project, role) in ASSIGNMENTS {
        let user_id = user_id(tx, user)?;
        if let Some(project) = projects::find_by_name(tx, DEFAULT_DOMAIN, project)? {
            assignments::insert(
                tx,
                &Assignment {
                    user_id,
                    role_id: role_ids[role].clone(),
                    target: Target::Project(project.id),
                },
            )?;
        }
    }
    Ok(instance)
}

/// The id of the user of that name, who is made if there is none.
fn user_id(tx: &Transaction<'_>, name: &str) -> rusqlite::Result<String> {
    if let Some(user) = users::find_by_name(tx, DEFAULT_DOMAIN, name)? {
        return Ok(user.id);
    }
    let user = User {
        id: new_id(),
        domain_id: DEFAULT_DOMAIN.to_owned(),
        name: name.to_owned(),
        password: Some(password::hash(PASSWORD)),
        enabled: true,
        default_project_id: None,
        extra: Extra::new(),
    };
    users::insert(tx, &user)?;
    Ok(user.id)
}
