//! The user that a resource makes for what runs in the stack, who may send signals to the stack's
//! resources.

use heat_spec::{Key, Value, value};
use rand::RngExt as _;

use crate::engine::Failure;
use crate::identity::{NewStackUser, REGION};
use crate::resources::Work;
use crate::store::stacks;

/// How long the users' passwords are.
const PASSWORD_LENGTH: usize = 32;

/// What of the user is kept, under these names.
const USER_ID: &str = "user_id";
const PASSWORD: &str = "password";
const DOMAIN_ID: &str = "domain_id";
pub(super) const TOKEN: &str = "token";
pub(super) const ENDPOINT: &str = "endpoint";

/// Makes the user, whose id is the resource's, and keeps where signals go if they take a token.
pub(super) async fn make_as_resource(work: &mut Work, has_token: bool) -> Result<(), Failure> {
    let user = make(work, has_token).await?;
    let (id, project_id) = user.unwrap_or_else(|| {
        let id = uuid::Uuid::new_v4().simple().to_string();
        (id, work.project_id.clone())
    });
    if has_token {
        let endpoint = endpoint(work, &project_id);
        keep(work, ENDPOINT, endpoint);
    }
    work.set_physical_id(&id).await
}

/// Makes the user, with a token if that is how signals are to be sent: the ids of user and project.
///
/// Nothing where users are somebody else's to make; signals are sent by the stack's own users then.
pub(super) async fn make(
    work: &mut Work,
    has_token: bool,
) -> Result<Option<(String, String)>, Failure> {
    let row = work.record.stack_row;
    let project = work.app.store.call(move |tx| stacks::by_row(tx, row));
    let project = project.await?.and_then(|stack| stack.stack_user_project_id);
    let project_id = project.unwrap_or_else(|| work.project_id.clone());
    let new = NewStackUser {
        name: work.physical_name.clone(),
        password: password(),
        project_id: project_id.clone(),
        project_name: format!("{}-{}", work.project_id, work.stack_id),
    };
    let Some(user) = work.app.stack_users.make(new.clone()).await? else {
        return Ok(None);
    };
    keep(work, USER_ID, user.id.clone());
    keep(work, PASSWORD, new.password);
    keep(work, DOMAIN_ID, user.domain_id);
    if has_token {
        keep(work, TOKEN, user.token);
    }
    Ok(Some((user.id, project_id)))
}

/// Removes the user, if one was made.
pub(super) async fn remove(work: &Work) -> Result<(), Failure> {
    match id(work) {
        Some(id) => Ok(work.app.stack_users.remove(&id).await?),
        None => Ok(()),
    }
}

/// Lets the user in, or no more.
pub(super) async fn enable(work: &Work, is_enabled: bool) -> Result<(), Failure> {
    match id(work) {
        Some(id) => Ok(work.app.stack_users.enable(&id, is_enabled).await?),
        None => Ok(()),
    }
}

/// What it takes to come in as the user; nothing if none was made.
pub(super) fn credentials(work: &Work) -> Option<Value> {
    let kept = |key| work.data(key).cloned().unwrap_or_default();
    work.data(USER_ID)?;
    Some(value!({
        "auth_url": format!("{}/", work.app.identity_url),
        "username": work.physical_name.as_str(),
        "user_id": kept(USER_ID),
        "password": kept(PASSWORD),
        "project_id": project_id(work),
        "domain_id": kept(DOMAIN_ID),
        "region_name": REGION,
    }))
}

/// The project of the stack's users.
pub(super) fn project_id(work: &Work) -> &str {
    let project = work.stack.stack_user_project_id.as_deref();
    project.unwrap_or(&work.project_id)
}

/// Keeps a text with the resource.
pub(super) fn keep(work: &mut Work, key: &str, text: String) {
    if let Value::Map(data) = &mut work.record.data {
        data.insert(Key::from(key), Value::from(text));
    }
}

fn id(work: &Work) -> Option<String> {
    work.data(USER_ID)?.as_str().map(str::to_owned)
}

/// Where signals to the resource are sent, by the users of that project.
pub(super) fn endpoint(work: &Work, project_id: &str) -> String {
    let base = &work.app.orchestration_url;
    let (name, id) = (&work.stack_name, &work.stack_id);
    let resource = crate::cloud::call::encode(&work.record.name);
    format!("{base}/v1/{project_id}/stacks/{name}/{id}/resources/{resource}/signal")
}

/// Letters and digits by chance.
pub(super) fn password() -> String {
    let mut random = rand::rng();
    let characters = std::iter::repeat_with(|| random.sample(rand::distr::Alphanumeric));
    characters.take(PASSWORD_LENGTH).map(char::from).collect()
}
