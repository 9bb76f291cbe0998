//! The user that a resource makes which takes signals, who may send signals to the stack's
//! resources.

use heat_spec::{Key, Value};
use rand::RngExt as _;

use crate::engine::Failure;
use crate::identity::NewStackUser;
use crate::resources::Work;
use crate::store::stacks;

/// How long the users' passwords are.
const PASSWORD_LENGTH: usize = 32;

/// What of the user is kept, under these names.
pub(super) const USER_ID: &str = "user_id";
pub(super) const PASSWORD: &str = "password";
pub(super) const DOMAIN_ID: &str = "domain_id";
pub(super) const TOKEN: &str = "token";
pub(super) const ENDPOINT: &str = "endpoint";

/// Makes the user, whose id is the resource's, with a token if that is how signals are to be sent.
///
/// Where users are somebody else's to make, signals are sent by the stack's own users.
pub(super) async fn make(work: &mut Work, has_token: bool) -> Result<(), Failure> {
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
    let user = work.app.stack_users.make(new.clone()).await?;
    let mut keep = |key: &str, value: String| {
        if let Value::Map(data) = &mut work.record.data {
            data.insert(Key::from(key), Value::from(value));
        }
    };
    let (id, project_id) = match user {
        Some(user) => {
            keep(USER_ID, user.id.clone());
            keep(PASSWORD, new.password);
            keep(DOMAIN_ID, user.domain_id);
            if has_token {
                keep(TOKEN, user.token);
            }
            (user.id, project_id)
        }
        None => (
            uuid::Uuid::new_v4().simple().to_string(),
            work.project_id.clone(),
        ),
    };
    if has_token {
        let endpoint = endpoint(work, &project_id);
        if let Value::Map(data) = &mut work.record.data {
            data.insert(Key::from(ENDPOINT), Value::from(endpoint));
        }
    }
    work.set_physical_id(&id).await
}

/// Where signals to the resource are sent, by the users of that project.
pub(super) fn endpoint(work: &Work, project_id: &str) -> String {
    let base = &work.app.orchestration_url;
    let (name, id) = (&work.stack_name, &work.stack_id);
    let resource = crate::cloud::call::encode(&work.record.name);
    format!("{base}/v1/{project_id}/stacks/{name}/{id}/resources/{resource}/signal")
}

/// Removes the user, if there is one.
pub(super) async fn remove(work: &Work) -> Result<(), Failure> {
    match user_id(work) {
        Some(id) => Ok(work.app.stack_users.remove(&id).await?),
        None => Ok(()),
    }
}

/// Lets the user in, or does not.
pub(super) async fn enable(work: &Work, is_enabled: bool) -> Result<(), Failure> {
    match user_id(work) {
        Some(id) => Ok(work.app.stack_users.enable(&id, is_enabled).await?),
        None => Ok(()),
    }
}

fn user_id(work: &Work) -> Option<String> {
    work.data(USER_ID)?.as_str().map(str::to_owned)
}

/// Letters and digits by chance.
fn password() -> String {
    let mut random = rand::rng();
    let characters = std::iter::repeat_with(|| random.sample(rand::distr::Alphanumeric));
    characters.take(PASSWORD_LENGTH).map(char::from).collect()
}
