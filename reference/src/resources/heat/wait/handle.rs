//! `OS::Heat::WaitConditionHandle` and its kind: what the signals of a wait condition are sent to.

use async_trait::async_trait;
use heat_spec::{Key, Value, value};

use super::signals::{CLOUD_FORMATION, HOT, Signals, Spelling};
use crate::engine::Failure;
use crate::resources::heat::signed_url::{self, SignedFor};
use crate::resources::heat::stack_user::{self, ENDPOINT, TOKEN};
use crate::resources::{ResourceType, Signalled, Work};
use crate::store::resources::{self, ResourceRecord};

/// The signed address is kept under this name: what refers to it must find it unchanged.
const SIGNED_URL: &str = "ec2_signed_url";

/// A type of handles.
#[derive(Debug)]
pub(in crate::resources) struct Handle {
    name: &'static str,
    class_name: &'static str,
    pub(super) spelling: &'static Spelling,
    is_always_replaced: bool,
}

/// `OS::Heat::WaitConditionHandle`
pub(in crate::resources) const WAIT_CONDITION_HANDLE: Handle = Handle {
    name: "OS::Heat::WaitConditionHandle",
    class_name: "HeatWaitConditionHandle",
    spelling: &HOT,
    is_always_replaced: false,
};

/// `OS::Heat::UpdateWaitConditionHandle`: every update of the stack waits for signals anew.
pub(in crate::resources) const UPDATE_WAIT_CONDITION_HANDLE: Handle = Handle {
    name: "OS::Heat::UpdateWaitConditionHandle",
    class_name: "UpdateWaitConditionHandle",
    spelling: &CLOUD_FORMATION,
    is_always_replaced: true,
};

/// `AWS::CloudFormation::WaitConditionHandle`
pub(in crate::resources) const CLOUD_FORMATION_HANDLE: Handle = Handle {
    name: "AWS::CloudFormation::WaitConditionHandle",
    class_name: "WaitConditionHandle",
    spelling: &CLOUD_FORMATION,
    is_always_replaced: false,
};

/// The type of handles of that name, if it is one.
pub(super) fn find(name: &str) -> Option<&'static Handle> {
    [
        &WAIT_CONDITION_HANDLE,
        &UPDATE_WAIT_CONDITION_HANDLE,
        &CLOUD_FORMATION_HANDLE,
    ]
    .into_iter()
    .find(|handle| handle.name == name)
}

#[async_trait]
impl ResourceType for Handle {
    fn name(&self) -> &'static str {
        self.name
    }

    fn class_name(&self) -> &'static str {
        self.class_name
    }

    fn is_always_replaced(&self) -> bool {
        self.is_always_replaced
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        if transport(work) == "CFN_SIGNAL" || self.is_its_address() {
            signed_url::make_key(work).await?;
            let now = work.app.clock.now();
            if let Some(url) = signed_url::url(work, SignedFor::WaitCondition, Some(now)) {
                stack_user::keep(work, SIGNED_URL, url);
            }
        }
        let has_token = transport(work) == "TOKEN_SIGNAL";
        stack_user::make_as_resource(work, has_token).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        stack_user::remove(work).await
    }

    async fn suspend(&self, work: &mut Work) -> Result<(), Failure> {
        stack_user::enable(work, false).await
    }

    async fn resume(&self, work: &mut Work) -> Result<(), Failure> {
        stack_user::enable(work, true).await
    }

    fn takes_signals(&self) -> bool {
        true
    }

    async fn signal(&self, work: &mut Work, details: &Value) -> Result<Signalled, Failure> {
        if details.is_null() && !self.spelling.is_lenient {
            return Ok(Signalled::Taken);
        }
        let (id, details, spelling) = (work.record.id, details.clone(), self.spelling);
        let told = work.app.store.call(move |tx| {
            let mut told = String::new();
            resources::change_metadata(tx, id, |metadata| {
                let mut signals = Signals::of(metadata, spelling);
                told = signals.add(&details)?;
                Ok::<_, Failure>(signals.into_metadata())
            })?;
            Ok::<_, Failure>(told)
        });
        Ok(Signalled::Told(told.await?))
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        Ok(match name {
            "token" => kept(work, TOKEN),
            "endpoint" => kept(work, ENDPOINT),
            "curl_cli" => command(work),
            "signal" if work.physical_id().is_some() => signal_text(work),
            _ => Value::Null,
        })
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        let id = record.physical_resource_id.as_deref();
        match record.data.get(SIGNED_URL) {
            Some(url) if id.is_some() && self.is_its_address() => url.clone(),
            _ => id.unwrap_or(&record.name).into(),
        }
    }
}

impl Handle {
    /// Whether `get_resource` gives the signed address, as for the handles of CloudFormation.
    fn is_its_address(&self) -> bool {
        !self.spelling.is_lenient
    }
}

/// How signals are to be sent; the handles of CloudFormation have no such property.
fn transport(work: &Work) -> &str {
    work.property("signal_transport")
        .as_str()
        .unwrap_or_default()
}

fn kept(work: &Work, key: &str) -> Value {
    work.data(key).cloned().unwrap_or_default()
}

/// The command that sends a signal, but for what the signal says.
fn command(work: &Work) -> Value {
    let (Some(token), Some(endpoint)) = (work.data(TOKEN), work.data(ENDPOINT)) else {
        return Value::Null;
    };
    let (token, endpoint) = (token.python_str(), endpoint.python_str());
    Value::from(format!(
        "curl -i -X POST -H 'X-Auth-Token: {token}' -H 'Content-Type: application/json' \
         -H 'Accept: application/json' {endpoint}"
    ))
}

/// What it takes to send signals in the way that was chosen, as JSON text; nothing where that needs
/// a service that there is not.
fn signal_text(work: &Work) -> Value {
    match transport(work) {
        "TOKEN_SIGNAL" => Value::from("null"),
        "NO_SIGNAL" => Value::from("{}"),
        "CFN_SIGNAL" => match work.data(SIGNED_URL) {
            Some(url) => value!({ "alarm_url": url.clone() }).to_json().into(),
            None => Value::Null,
        },
        "HEAT_SIGNAL" => credentials(work).map_or(Value::Null, |found| found.to_json().into()),
        _ => Value::Null,
    }
}

/// What it takes to come in as the handle's user, and where signals go.
fn credentials(work: &Work) -> Option<Value> {
    let mut credentials = stack_user::credentials(work)?;
    if let Value::Map(credentials) = &mut credentials {
        let endpoint = stack_user::endpoint(work, stack_user::project_id(work));
        credentials.insert(Key::from("alarm_url"), Value::from(endpoint));
    }
    Some(credentials)
}
