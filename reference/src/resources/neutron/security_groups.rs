//! Finds the ids of security groups, which templates may name.

use heat_spec::Value;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::cloud::call::encode;
use crate::engine::Failure;
use crate::resources::Work;

/// The ids of groups that are given by name or id.
///
/// # Errors
///
/// If the project has no group of a name, or several.
pub(in crate::resources) async fn ids(work: &Work, groups: &Value) -> Result<Value, Failure> {
    let mut known: Option<Vec<(String, String)>> = None;
    let mut ids = Vec::new();
    for group in groups.as_list().unwrap_or_default() {
        let group = group.python_str();
        if Uuid::try_parse(&group).is_ok() {
            ids.push(group);
            continue;
        }
        let known = match &mut known {
            Some(known) => known,
            None => known.insert(all(work).await?),
        };
        let mut found = known.iter().filter(|(name, _)| *name == group);
        match (found.next(), found.next()) {
            (Some((_, id)), None) => ids.push(id.clone()),
            (None, _) => {
                return Err(Failure::new(
                    "EntityNotFound",
                    format!("The Resource ({group}) could not be found."),
                ));
            }
            (Some(_), Some(_)) => {
                return Err(Failure::new(
                    "PhysicalResourceNameAmbiguity",
                    format!("Multiple physical resources were found with name ({group})."),
                ));
            }
        }
    }
    Ok(ids.into())
}

/// The names and ids of the project's groups.
async fn all(work: &Work) -> Result<Vec<(String, String)>, Failure> {
    let path = format!(
        "/v2.0/security-groups?project_id={}&fields=id&fields=name",
        encode(&work.project_id)
    );
    let found = work.neutron_get(&path).await?;
    let groups = found.get("security_groups").and_then(Json::as_array);
    let text = |group: &Json, key| group.get(key)?.as_str().map(str::to_owned);
    Ok(groups
        .into_iter()
        .flatten()
        .filter_map(|group| Some((text(group, "name")?, text(group, "id")?)))
        .collect())
}
