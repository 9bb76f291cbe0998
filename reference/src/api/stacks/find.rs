//! `stacks.find` and its like: from a name or an id to the stack's own URL, or one below it.

use heat_spec::fault;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::api::call::Call;
use crate::api::query;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::store::StoreError;
use crate::store::stacks::{self, StackRecord};

/// What stands for itself in a segment of a path.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':');

/// Redirects to the stack, with the query.
pub(in crate::api) async fn find(call: Call) -> Answer {
    redirect(call, "").await
}

/// Redirects to what the name says of the stack, with the query: `environment`.
macro_rules! find_part {
    ($($name:ident = $operation:literal, $sub_path:literal;)*) => {$(
        #[doc = concat!("Spec: `", $operation, "`.")]
        pub(in crate::api) async fn $name(call: Call) -> Answer {
            redirect(call, $sub_path).await
        }
    )*};
}

find_part! {
    find_template = "stacks.find_template", "/template";
    find_environment = "stacks.find_environment", "/environment";
    find_files = "stacks.find_files", "/files";
    find_resources = "resources.find", "/resources";
    find_actions = "actions.find", "/actions";
    find_events = "events.find", "/events";
}

async fn redirect(call: Call, sub_path: &str) -> Answer {
    let identity = call.path("stack_identity").to_owned();
    let (project_id, name, id, rest) = if let Some(parts) = arn(&identity) {
        parts
    } else {
        let stack = look_up(&call, &identity).await?;
        (stack.project_id, stack.name, stack.id, String::new())
    };
    let mut location = format!(
        "{}/v1/{}/stacks/{}/{}{rest}{sub_path}",
        call.base_url,
        utf8_percent_encode(&project_id, SEGMENT),
        utf8_percent_encode(&name, SEGMENT),
        utf8_percent_encode(&id, SEGMENT),
    );
    if !call.query.is_empty() {
        location.push('?');
        location.push_str(&query::encode(
            call.query.iter().map(|(k, v)| (k.as_str(), v.as_str())),
        ));
    }
    Ok(Reply::Plain {
        status: 302,
        location: Some(location),
    })
}

/// The stack of that id, deleted or not, or the live stack of that name.
///
/// An administrator finds every project's stacks by their ids, and by name only the own project's.
async fn look_up(call: &Call, identity: &str) -> Result<StackRecord, Refusal> {
    let project_id = call.identity.project_id.clone();
    let scope = call.scope().map(str::to_owned);
    let wanted = identity.to_owned();
    let found = call
        .app
        .store
        .call(
            move |tx| match stacks::by_id(tx, scope.as_deref(), &wanted)? {
                Some(stack) => Ok::<_, StoreError>(Some(stack)),
                None => stacks::by_name(tx, &project_id, &wanted),
            },
        )
        .await?;
    Ok(found.ok_or_else(|| fault::stack_not_found(identity))?)
}

/// The parts of `arn:openstack:heat::PROJECT:stacks/NAME/ID[/path]`, which nobody looks up.
fn arn(identity: &str) -> Option<(String, String, String, String)> {
    let (project_id, path) = identity
        .strip_prefix("arn:openstack:heat::")?
        .split_once(':')?;
    let mut parts = path.strip_prefix("stacks/")?.splitn(3, '/');
    let (name, id) = (parts.next()?, parts.next()?);
    let rest = parts
        .next()
        .map(|rest| format!("/{rest}"))
        .unwrap_or_default();
    Some((project_id.to_owned(), name.to_owned(), id.to_owned(), rest))
}
