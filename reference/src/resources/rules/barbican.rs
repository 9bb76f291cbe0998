//! Rules of secrets, and of what they are ordered by and kept in.

use std::collections::HashSet;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use heat_spec::{Fault, Value, fault};

use super::subject::{Subject, refuse};

/// What an order of each type may have besides the type, in the order of messages.
const ORDERS: &[(&str, &[&str])] = &[
    (
        "key",
        &[
            "algorithm",
            "bit_length",
            "expiration",
            "mode",
            "name",
            "payload_content_type",
        ],
    ),
    (
        "asymmetric",
        &[
            "algorithm",
            "bit_length",
            "expiration",
            "mode",
            "name",
            "pass_phrase",
            "payload_content_type",
        ],
    ),
    (
        "certificate",
        &[
            "ca_id",
            "name",
            "profile",
            "request_data",
            "request_type",
            "source_container_ref",
            "subject_dn",
        ],
    ),
];

/// Base64 as Python reads it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

pub(super) fn generic_container(subject: &Subject<'_>) -> Result<(), Fault> {
    let secrets = subject.list("secrets").iter();
    distinct(secrets.filter_map(|secret| secret.get("ref")))
}

/// A container with a property for each of its secrets.
pub(super) fn typed_container(subject: &Subject<'_>) -> Result<(), Fault> {
    let values = subject.properties.values().iter();
    let secrets = values.filter(|(name, value)| name.json_text() != "name" && !value.is_null());
    distinct(secrets.map(|(_, value)| value))
}

fn distinct<'v>(references: impl Iterator<Item = &'v Value>) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for reference in references {
        if !seen.insert(reference.python_repr()) {
            return refuse("Duplicate refs are not allowed.");
        }
    }
    Ok(())
}

pub(super) fn order(subject: &Subject<'_>) -> Result<(), Fault> {
    let kind = subject.get("type").python_str();
    if kind != "certificate" {
        if !subject.has("algorithm") || !subject.has("bit_length") {
            return refuse(format_args!(
                "Properties algorithm and bit_length are required for {kind} type of order."
            ));
        }
    } else if subject.is_truthy("profile") && !subject.is_truthy("ca_id") {
        return Err(fault::property_dependency("profile", "ca_id"));
    }
    let allowed = ORDERS.iter().find(|(name, _)| *name == kind);
    let allowed = allowed.map_or(&[] as &[&str], |(_, allowed)| allowed);
    let given = subject.given().filter(|name| name != "type");
    let mut unexpected: Vec<String> = given
        .filter(|name| !allowed.contains(&name.as_str()))
        .collect();
    unexpected.sort();
    if unexpected.is_empty() {
        return Ok(());
    }
    refuse(format_args!(
        "Unexpected properties: {}. Only these properties are allowed for {kind} type of order: {}.",
        unexpected.join(", "),
        allowed.join(", ")
    ))
}

pub(super) fn secret(subject: &Subject<'_>) -> Result<(), Fault> {
    const BINARY: &str = "application/octet-stream";
    let kind = "payload_content_type";
    let encoding = "payload_content_encoding";
    if subject.is_truthy(kind) {
        if !subject.is_truthy("payload") {
            return Err(fault::property_dependency(kind, "payload"));
        }
        if subject.is(kind, BINARY) {
            if !subject.is_truthy(encoding) {
                return refuse(format_args!(
                    "Property unspecified. For '{BINARY}' value of '{kind}' property, \
                     '{encoding}' property must be specified."
                ));
            }
            if !is_base64(subject.get("payload").as_str().unwrap_or_default()) {
                return refuse(format_args!(
                    "Invalid payload for specified '{}' value of '{encoding}' property.",
                    subject.get(encoding).python_str()
                ));
            }
        }
    }
    let is_text = !subject.is_truthy(kind) || subject.is(kind, "text/plain");
    if subject.is_truthy(encoding) && is_text {
        return Err(fault::property_value_dependency(encoding, kind, BINARY));
    }
    Ok(())
}

/// Python skips what is not of the alphabet.
fn is_base64(text: &str) -> bool {
    let is_of_alphabet = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    let bytes: Vec<u8> = text.bytes().filter(is_of_alphabet).collect();
    text.is_ascii() && BASE64.decode(bytes).is_ok()
}
