//! Signals that are sent to signed addresses, without a token.
//!
//! They are the only part of the CloudFormation API that there is here.

use heat_spec::{Value, fault, value};
use http::Method;
use indexmap::IndexMap;
use percent_encoding::percent_decode_str;

use super::call::Call;
use super::reply::{Answer, Refusal, Reply};
use super::stacks::{Deleted, Loaded, stack_of};
use crate::engine;
use crate::resources::{SignedFor, is_signed};
use crate::store::resources;

/// What a signed address names.
#[derive(Debug)]
pub(super) struct Address {
    purpose: SignedFor,
    arn: String,
    /// Project, stack and resource, as the paths of operations have them.
    pub(super) path: IndexMap<String, String>,
}

/// What the path names, which is decoded but for the resource's name, if it is such an address and
/// the verb is its own.
pub(super) fn address(method: &Method, path: &str) -> Option<Address> {
    let (segment, arn) = path.strip_prefix("/v1/")?.split_once('/')?;
    let purpose = [SignedFor::Signal, SignedFor::WaitCondition]
        .into_iter()
        .find(|purpose| purpose.segment() == segment && purpose.verb() == method.as_str())?;
    let arn = decoded(arn)?;
    let (project_id, rest) = arn
        .strip_prefix("arn:openstack:heat::")?
        .split_once(":stacks/")?;
    let (stack, resource_name) = rest.split_once("/resources/")?;
    let (stack_name, stack_id) = stack.split_once('/')?;
    let path = [
        ("project_id", project_id.to_owned()),
        ("stack_name", stack_name.to_owned()),
        ("stack_id", stack_id.to_owned()),
        ("resource_name", decoded(resource_name)?),
    ];
    let path = path.map(|(name, value)| (name.to_owned(), value)).into();
    Some(Address { purpose, arn, path })
}

/// Gives the signal to the resource, if the address is signed with the resource's own key.
///
/// Whoever has no such address does not get to know what there is.
pub(super) async fn signal(call: Call, address: Address) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await;
    let stack = stack.map_err(unless_broken)?;
    let loaded = Loaded::of(&call, stack).await?;
    let (base, purpose) = (&call.app.orchestration_url, address.purpose);
    let name = call.path("resource_name");
    let mut records = loaded.records.iter();
    let record = records.find(|record| {
        record.name == name && is_signed(record, base, purpose, &address.arn, &call.query)
    });
    let record = record.ok_or_else(refused)?;
    let (stack, definition) = (&loaded.stack, &loaded.definition);
    engine::signal(&call.app, stack, definition, record, call.body.clone()).await??;
    if purpose == SignedFor::Signal {
        return Ok(Reply::ok(Value::Null));
    }
    let id = record.id;
    let record = call
        .app
        .store
        .call(move |tx| resources::get(tx, id))
        .await?;
    let metadata = record.map(|record| record.metadata).unwrap_or_default();
    Ok(Reply::ok(
        value!({ "resource": name, "metadata": metadata }),
    ))
}

fn unless_broken(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Fault(_) => refused(),
        broken => broken,
    }
}

fn refused() -> Refusal {
    fault::not_authorized("an address whose signature is missing or wrong").into()
}

fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    Some(text.into_owned())
}
