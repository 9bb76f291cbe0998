//! Addresses at which a resource takes signals of whoever has the address: it is signed, so that no
//! token is needed.
//!
//! In OpenStack Heat they are of the CloudFormation API, which `heat_waitcondition_server_url` of its
//! configuration or else the service catalogue names; here they are of this server itself. They are
//! signed as version 2 of AWS's signatures says, with a key that there the resource's user has and
//! here the resource. No address expires.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use heat_spec::Value;
use jiff::Timestamp;
use ring::hmac;

use super::stack_user;
use crate::cloud::call::encode;
use crate::engine::Failure;
use crate::resources::Work;
use crate::store::resources::ResourceRecord;

/// What of the key is kept, under these names.
const ACCESS_KEY: &str = "access_key";
const SECRET_KEY: &str = "secret_key";

/// The parameter of the query that names the key.
const KEY_PARAMETER: &str = "AWSAccessKeyId";
/// The parameter that holds the signature of the others.
const SIGNATURE: &str = "Signature";

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignedFor {
    /// To signal any resource.
    Signal,
    /// To signal the handle of a wait condition, which tells what it knows by then.
    WaitCondition,
}

impl SignedFor {
    /// The first segment of the paths.
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::WaitCondition => "waitcondition",
        }
    }

    /// The verb that is signed.
    pub(crate) fn verb(self) -> &'static str {
        match self {
            Self::Signal => "POST",
            Self::WaitCondition => "PUT",
        }
    }
}

/// Makes the key, unless the resource has one.
pub(super) async fn make_key(work: &mut Work) -> Result<(), Failure> {
    if work.data(SECRET_KEY).is_some() {
        return Ok(());
    }
    let name = uuid::Uuid::new_v4().simple().to_string();
    stack_user::keep(work, ACCESS_KEY, name);
    work.set_data(SECRET_KEY, Value::from(stack_user::password()))
        .await
}

/// The address, which says when it was made if that is given; nothing without a key.
pub(super) fn url(work: &Work, purpose: SignedFor, made_at: Option<Timestamp>) -> Option<String> {
    let (name, secret) = key(&work.record)?;
    let arn = format!(
        "arn:openstack:heat::{}:stacks/{}/{}/resources/{}",
        work.project_id,
        work.stack_name,
        work.stack_id,
        encode(&work.record.name)
    );
    let mut query = vec![
        ("SignatureMethod".to_owned(), "HmacSHA256".to_owned()),
        ("SignatureVersion".to_owned(), "2".to_owned()),
        (KEY_PARAMETER.to_owned(), name.to_owned()),
    ];
    if let Some(made_at) = made_at {
        let made_at = made_at.strftime("%Y-%m-%dT%H:%M:%SZ");
        query.push(("Timestamp".to_owned(), made_at.to_string()));
    }
    let base = &work.app.orchestration_url;
    let text = text_to_sign(base, purpose, &arn, &query);
    let signature = hmac::sign(&secret, text.as_bytes());
    query.push((SIGNATURE.to_owned(), STANDARD.encode(signature)));
    // What divides the path stands for itself.
    let path: Vec<String> = arn.split('/').map(encode).collect();
    let query: Vec<String> = query.iter().map(pair).collect();
    let (segment, path, query) = (purpose.segment(), path.join("/"), query.join("&"));
    Some(format!("{base}/v1/{segment}/{path}?{query}"))
}

/// Whether a query is signed with the resource's key, for what the `arn` names, on the server at
/// `base`.
pub(crate) fn is_signed(
    record: &ResourceRecord,
    base: &str,
    purpose: SignedFor,
    arn: &str,
    query: &[(String, String)],
) -> bool {
    let (signatures, signed): (Vec<_>, Vec<_>) = query
        .iter()
        .cloned()
        .partition(|(name, _)| name == SIGNATURE);
    let (Some((name, secret)), [(_, signature)]) = (key(record), signatures.as_slice()) else {
        return false;
    };
    let Ok(signature) = STANDARD.decode(signature) else {
        return false;
    };
    let text = text_to_sign(base, purpose, arn, &signed);
    let mut names = signed.iter().filter(|(known, _)| known == KEY_PARAMETER);
    names.all(|(_, presented)| presented == name)
        && hmac::verify(&secret, text.as_bytes(), &signature).is_ok()
}

/// The name of the resource's key, and the key.
fn key(record: &ResourceRecord) -> Option<(&str, hmac::Key)> {
    let kept = |name: &str| record.data.get(name).and_then(Value::as_str);
    let secret = kept(SECRET_KEY)?.as_bytes();
    Some((kept(ACCESS_KEY)?, hmac::Key::new(hmac::HMAC_SHA256, secret)))
}

/// Verb, host, path and parameters, these in order.
fn text_to_sign(base: &str, purpose: SignedFor, arn: &str, query: &[(String, String)]) -> String {
    let (_, host) = base.split_once("://").unwrap_or(("", base));
    let host = host.split('/').next().unwrap_or(host).to_lowercase();
    let mut query: Vec<String> = query.iter().map(pair).collect();
    query.sort();
    let (verb, segment, query) = (purpose.verb(), purpose.segment(), query.join("&"));
    format!("{verb}\n{host}\n/v1/{segment}/{arn}\n{query}")
}

fn pair((name, value): &(String, String)) -> String {
    format!("{}={}", encode(name), encode(value))
}
