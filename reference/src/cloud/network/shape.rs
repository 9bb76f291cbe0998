//! What values of Neutron's attributes may be, and what is said of those that may not.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::cloud::json::{shown, text};

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// Text of at most so many characters.
    Text(usize),
    /// A boolean, or what Neutron converts to one.
    Flag,
    /// An integer in a range, or text that writes one.
    Integer(i64, i64),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A UUID.
    Id,
    /// A list of UUIDs.
    Ids,
    /// An IP address.
    Address,
    /// A list of IP addresses.
    Addresses,
    /// An IP network.
    Cidr,
    /// A MAC address.
    Mac,
    /// A list of maps with `start` and `end`, both IP addresses.
    Pools,
    /// A list of maps with `destination` and `nexthop`.
    Routes,
    /// A list of maps that may have `ip_address` and `subnet_id`.
    FixedIps,
    /// A list of maps that have `ip_address`, an IP address or network, and may have
    /// `mac_address`.
    AddressPairs,
    /// A list of texts.
    Texts,
    /// A list of maps.
    Maps,
    /// A map.
    Map,
    /// An IP protocol: a name, a number, or text that writes one.
    Protocol,
}

impl Shape {
    /// The value as Neutron keeps it, or why it cannot be had.
    pub(super) fn accept(self, value: &Value) -> Result<Value, String> {
        match self {
            Self::Text(longest) => accept_text(value, longest),
            Self::Flag => accept_flag(value),
            Self::Integer(least, most) => accept_integer(value, least, most),
            Self::OneOf(known) => accept_one_of(value, known),
            Self::Id => accept_id(value),
            Self::Address => accept_address(value),
            Self::Cidr => accept_cidr(value),
            Self::Mac => accept_mac(value),
            Self::Protocol => accept_protocol(value),
            Self::Ids => each(value, accept_id),
            Self::Addresses => each(value, accept_address),
            Self::Texts => each(value, |item| accept_text(item, 255)),
            Self::Maps => each(value, accept_map),
            Self::Map => accept_map(value),
            Self::Pools => each(value, |item| {
                accept_keys(item, &[("start", accept_address), ("end", accept_address)])
            }),
            Self::Routes => each(value, |item| {
                accept_keys(
                    item,
                    &[("destination", accept_cidr), ("nexthop", accept_address)],
                )
            }),
            Self::FixedIps => each(value, accept_fixed_ip),
            Self::AddressPairs => each(value, accept_address_pair),
        }
    }
}

fn accept_text(value: &Value, longest: usize) -> Result<Value, String> {
    match value {
        Value::String(text) if text.chars().count() > longest => {
            Err(format!("'{text}' exceeds maximum length of {longest}"))
        }
        Value::String(_) => Ok(value.clone()),
        other => Err(format!("'{}' is not a valid string", shown(other))),
    }
}

fn accept_flag(value: &Value) -> Result<Value, String> {
    match value {
        Value::Bool(_) => Ok(value.clone()),
        other => match shown(other).to_lowercase().as_str() {
            "true" | "1" => Ok(Value::Bool(true)),
            "false" | "0" => Ok(Value::Bool(false)),
            _ => Err(format!("'{}' cannot be converted to boolean", shown(other))),
        },
    }
}

fn accept_integer(value: &Value, least: i64, most: i64) -> Result<Value, String> {
    let number = match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    match number {
        None => Err(format!("'{}' is not an integer", shown(value))),
        Some(number) if number < least => Err(format!(
            "'{number}' is too small - must be at least '{least}'"
        )),
        Some(number) if number > most => Err(format!(
            "'{number}' is too large - must be no larger than '{most}'"
        )),
        Some(number) => Ok(number.into()),
    }
}

fn accept_one_of(value: &Value, known: &[&str]) -> Result<Value, String> {
    let text = shown(value);
    // The case of directions and ether types makes no difference.
    known
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&text))
        .map(|known| Value::from(*known))
        .ok_or_else(|| {
            let known: Vec<String> = known.iter().map(|known| format!("'{known}'")).collect();
            format!("'{text}' is not in [{}]", known.join(", "))
        })
}

fn accept_id(value: &Value) -> Result<Value, String> {
    match value.as_str() {
        Some(text) if Uuid::try_parse(text).is_ok() => Ok(value.clone()),
        _ => Err(format!("'{}' is not a valid UUID", shown(value))),
    }
}

fn accept_address(value: &Value) -> Result<Value, String> {
    value
        .as_str()
        .and_then(|text| text.parse::<IpAddr>().ok())
        .map(|address| address.to_string().into())
        .ok_or_else(|| format!("'{}' is not a valid IP address", shown(value)))
}

fn accept_cidr(value: &Value) -> Result<Value, String> {
    let shown = shown(value);
    let Ok(network) = shown.parse::<IpNet>() else {
        return Err(format!("'{shown}' is not a valid IP subnet"));
    };
    if network.addr() != network.network() {
        return Err(format!(
            "'{shown}' isn't a recognized IP subnet cidr, '{}' is recommended",
            network.trunc()
        ));
    }
    Ok(network.to_string().into())
}

fn accept_mac(value: &Value) -> Result<Value, String> {
    let shown = shown(value);
    let mac = shown.to_ascii_lowercase().replace('-', ":");
    let parts: Vec<&str> = mac.split(':').collect();
    let is_mac = parts.len() == 6
        && parts
            .iter()
            .all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_mac {
        Ok(mac.into())
    } else {
        Err(format!("'{shown}' is not a valid MAC address"))
    }
}

fn accept_map(value: &Value) -> Result<Value, String> {
    if value.is_object() {
        Ok(value.clone())
    } else {
        Err(format!("'{}' is not a dictionary", shown(value)))
    }
}

fn accept_protocol(value: &Value) -> Result<Value, String> {
    const NAMES: &[&str] = &[
        "ah",
        "any",
        "dccp",
        "egp",
        "esp",
        "gre",
        "icmp",
        "icmpv6",
        "igmp",
        "ipip",
        "ipv6-encap",
        "ipv6-frag",
        "ipv6-icmp",
        "ipv6-nonxt",
        "ipv6-opts",
        "ipv6-route",
        "ospf",
        "pgm",
        "rsvp",
        "sctp",
        "tcp",
        "udp",
        "udplite",
        "vrrp",
    ];
    let name = shown(value).to_lowercase();
    if name == "any" {
        return Ok(Value::Null);
    }
    if NAMES.contains(&name.as_str()) || name.parse::<u8>().is_ok() {
        return Ok(name.into());
    }
    Err(format!(
        "Security group rule protocol {} not supported. Only protocol values [{}] and integer \
         representations [0 to 255] are supported",
        shown(value),
        NAMES.join(", ")
    ))
}

fn accept_fixed_ip(value: &Value) -> Result<Value, String> {
    let Some(given) = value.as_object() else {
        return Err(format!(
            "Invalid data format for fixed IP: '{}'",
            shown(value)
        ));
    };
    let mut kept = Map::new();
    for (key, accept) in [
        (
            "subnet_id",
            accept_id as fn(&Value) -> Result<Value, String>,
        ),
        ("ip_address", accept_address),
    ] {
        if let Some(value) = given.get(key) {
            kept.insert(key.to_owned(), accept(value)?);
        }
    }
    Ok(Value::Object(kept))
}

fn accept_address_pair(value: &Value) -> Result<Value, String> {
    let Some(given) = value.as_object() else {
        return Err("Invalid data format for allowed address pair".to_owned());
    };
    let mut kept = Map::new();
    let address = text(given, "ip_address");
    if address.parse::<IpAddr>().is_err() && address.parse::<IpNet>().is_err() {
        return Err(format!("'{address}' is not a valid IP address or subnet"));
    }
    kept.insert("ip_address".to_owned(), address.into());
    if let Some(mac) = given.get("mac_address").filter(|mac| !mac.is_null()) {
        kept.insert("mac_address".to_owned(), accept_mac(mac)?);
    }
    Ok(Value::Object(kept))
}

type Accept = fn(&Value) -> Result<Value, String>;

fn accept_keys(value: &Value, keys: &[(&str, Accept)]) -> Result<Value, String> {
    let Some(given) = value.as_object() else {
        let keys: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
        return Err(format!(
            "Invalid input. '{}' must be a dictionary with keys: {keys:?}",
            shown(value)
        ));
    };
    let expected: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
    let provided: Vec<&str> = given.keys().map(String::as_str).collect();
    if expected.iter().any(|key| !provided.contains(key)) || provided.len() != expected.len() {
        return Err(format!(
            "Validation of dictionary's keys failed. Expected keys: {expected:?} \
             Provided keys: {provided:?}"
        ));
    }
    let mut kept = Map::new();
    for (key, accept) in keys {
        kept.insert(
            (*key).to_owned(),
            accept(given.get(*key).unwrap_or(&Value::Null))?,
        );
    }
    Ok(Value::Object(kept))
}

/// A list whose items are all accepted; `null` is an empty one.
fn each(value: &Value, accept: impl Fn(&Value) -> Result<Value, String>) -> Result<Value, String> {
    match value {
        Value::Null => Ok(json!([])),
        Value::Array(items) => items.iter().map(accept).collect(),
        other => Err(format!("'{}' is not a list", shown(other))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(shape: Shape, value: &Value) -> String {
        match shape.accept(value) {
            Ok(kept) => kept.to_string(),
            Err(reason) => reason,
        }
    }

    #[test]
    fn values_are_brought_into_form_or_refused() {
        for (shape, value, expected) in [
            (Shape::Flag, json!("True"), "true"),
            (
                Shape::Flag,
                json!("maybe"),
                "'maybe' cannot be converted to boolean",
            ),
            (Shape::Integer(0, 10), json!("7"), "7"),
            (
                Shape::Integer(0, 10),
                json!(11),
                "'11' is too large - must be no larger than '10'",
            ),
            (Shape::Integer(0, 10), json!(1.5), "'1.5' is not an integer"),
            (
                Shape::Text(2),
                json!("abc"),
                "'abc' exceeds maximum length of 2",
            ),
            (Shape::Text(2), json!([1]), "'[1]' is not a valid string"),
            (Shape::OneOf(&["IPv4"]), json!("ipv4"), "\"IPv4\""),
            (
                Shape::OneOf(&["a", "b"]),
                json!("c"),
                "'c' is not in ['a', 'b']",
            ),
            (Shape::Id, json!("x"), "'x' is not a valid UUID"),
            (Shape::Cidr, json!("10.0.0.0/8"), "\"10.0.0.0/8\""),
            (
                Shape::Cidr,
                json!("10.0.0.0/33"),
                "'10.0.0.0/33' is not a valid IP subnet",
            ),
            (
                Shape::Cidr,
                json!("10.0.0.1/8"),
                "'10.0.0.1/8' isn't a recognized IP subnet cidr, '10.0.0.0/8' is recommended",
            ),
            (
                Shape::Mac,
                json!("FA-16-3E-00-00-01"),
                "\"fa:16:3e:00:00:01\"",
            ),
            (
                Shape::Mac,
                json!("fa:16"),
                "'fa:16' is not a valid MAC address",
            ),
            (Shape::Protocol, json!(6), "\"6\""),
            (Shape::Protocol, json!("any"), "null"),
            (Shape::Address, json!("::0001"), "\"::1\""),
            (
                Shape::Addresses,
                json!("10.0.0.1"),
                "'10.0.0.1' is not a list",
            ),
        ] {
            assert_eq!(reason(shape, &value), expected);
        }
    }
}
