//! What the bearer of a token may use: the service catalogue, projects and domains.

use serde_json::{Value, json};

use super::KeystoneFault;
use super::answer::{Answer, ok};
use super::caller::Caller;
use super::list::unfiltered;
use super::{domains, projects};
use crate::identity::keystone::Scope;
use crate::identity::records;
use crate::identity::records::assignments::Target;

/// `GET /v3/auth/catalog`.
pub(super) async fn catalogue(caller: Caller) -> Answer {
    let place = &caller.place;
    let project_id = match &caller.token.scope {
        Scope::Project(project, _) => Some(project.id.as_str()),
        Scope::Unscoped | Scope::Domain(_) => None,
    };
    let catalogue = place
        .service
        .endpoints
        .catalogue(place.keystone(), &place.host, project_id);
    Ok(ok(&json!({
        "catalog": catalogue,
        "links": { "next": null, "self": place.own_url, "previous": null },
    })))
}

/// `GET /v3/auth/projects`: where the bearer has a role.
pub(super) async fn projects(caller: Caller) -> Answer {
    let user_id = caller.token.user.id.clone();
    let found = caller
        .place
        .keystone()
        .read(move |tx| Ok::<_, KeystoneFault>(records::projects::list_of_user(tx, &user_id)?))
        .await?;
    let base = &caller.place.base;
    let items: Vec<Value> = found
        .iter()
        .filter(|project| project.enabled)
        .map(|project| projects::render(base, project))
        .collect();
    Ok(unfiltered(&caller.place, "projects", &items))
}

/// `GET /v3/auth/domains`: where the bearer has a role.
pub(super) async fn domains(caller: Caller) -> Answer {
    let user_id = caller.token.user.id.clone();
    let found = caller
        .place
        .keystone()
        .read(move |tx| {
            let assigned = records::assignments::list(tx)?;
            let mut found = records::domains::list(tx)?;
            found.retain(|domain| {
                let target = Target::Domain(domain.id.clone());
                domain.enabled
                    && assigned
                        .iter()
                        .any(|one| one.user_id == user_id && one.target == target)
            });
            Ok::<_, KeystoneFault>(found)
        })
        .await?;
    let base = &caller.place.base;
    let items: Vec<Value> = found
        .iter()
        .map(|domain| domains::render(base, domain))
        .collect();
    Ok(unfiltered(&caller.place, "domains", &items))
}

/// `GET /v3/auth/system`: nobody has a role on the system here.
pub(super) async fn system(caller: Caller) -> Answer {
    Ok(unfiltered(&caller.place, "system", &[]))
}
