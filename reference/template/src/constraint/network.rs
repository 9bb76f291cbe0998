//! Custom constraints on addresses and names of hosts, which need no cloud.
//!
//! An error is the reason that follows `Error validating value 'x':`.

use std::net::IpAddr;

use heat_spec::Value;

/// The longest full name of a host.
const NAME_LENGTH: usize = 255;

/// The longest part of one.
const LABEL_LENGTH: usize = 63;

/// `ip_addr`: an address of either version.
pub(crate) fn ip_address(value: &Value) -> Result<(), String> {
    match value.as_str().map(str::parse::<IpAddr>) {
        Some(Ok(_)) => Ok(()),
        _ => Err("Invalid IP address".to_owned()),
    }
}

/// `net_cidr`: a network of either version, written with its prefix.
pub(crate) fn cidr(value: &Value) -> Result<(), String> {
    let text = value.python_str();
    if is_subnet(&text) {
        return Ok(());
    }
    let verbose = verbose(&text);
    let (address, prefix) = match verbose.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (verbose.as_str(), None),
    };
    let address = address.parse::<IpAddr>().ok();
    Err(match (address, prefix) {
        (Some(_), None) => not_a_subnet(&text),
        (Some(address), Some(prefix)) if has_prefix(address, prefix) => not_a_subnet(&text),
        (Some(_), Some(prefix)) if prefix.contains('/') => {
            "Invalid net cidr IPAddress() does not support netmasks or subnet prefixes! See \
             documentation for details. "
                .to_owned()
        }
        _ => format!("Invalid net cidr invalid IPNetwork {verbose} "),
    })
}

/// `ip_or_cidr`: either of them.
pub(crate) fn ip_or_cidr(value: &Value) -> Result<(), String> {
    let Some(text) = value.as_str() else {
        return Err(format!("{} is not a valid IP or CIDR", value.python_str()));
    };
    if text.contains('/') {
        if is_subnet(text) {
            Ok(())
        } else {
            Err(not_a_subnet(text))
        }
    } else if text.parse::<IpAddr>().is_ok() {
        Ok(())
    } else {
        Err(format!("'{text}' is not a valid IP address"))
    }
}

/// `mac_addr`: six bytes, in any usual notation.
pub(crate) fn mac_address(value: &Value) -> Result<(), String> {
    let fits = value.as_str().is_some_and(|text| {
        [
            (":", 6, 1..=2),
            ("-", 6, 1..=2),
            (":", 3, 1..=4),
            ("-", 3, 1..=4),
            (".", 3, 1..=4),
            ("-", 2, 5..=6),
        ]
        .into_iter()
        .any(|(separator, n_groups, digits)| {
            let groups: Vec<&str> = text.split(separator).collect();
            groups.len() == n_groups
                && groups
                    .iter()
                    .all(|group| digits.contains(&group.len()) && is_hexadecimal(group))
        }) || (matches!(text.len(), 11 | 12) && is_hexadecimal(text))
    });
    if fits {
        Ok(())
    } else {
        Err("Invalid MAC address.".to_owned())
    }
}

/// `dns_name`: a name of a host; empty is fine.
pub(crate) fn dns_name(value: &Value) -> Result<(), String> {
    let text = value.python_str();
    if !value.is_truthy() {
        return Ok(());
    }
    dns_format(&text).map_err(|reason| format!("'{text}' not in valid format. Reason: {reason}"))
}

/// `rel_dns_name`: the same, without the dot at the end.
pub(crate) fn relative_dns_name(value: &Value) -> Result<(), String> {
    let text = value.python_str();
    if value.is_truthy() && text.ends_with('.') {
        return Err(format!(
            "'{text}' is a FQDN. It should be a relative domain name."
        ));
    }
    let length = text.chars().count();
    if value.is_truthy() && length > NAME_LENGTH - 3 {
        return Err(format!(
            "'{text}' contains '{length}' characters. Adding a domain name will cause it to \
             exceed the maximum length of a FQDN of '{NAME_LENGTH}'."
        ));
    }
    dns_name(value)
}

/// `dns_domain`: a name with the dot at the end.
pub(crate) fn dns_domain(value: &Value) -> Result<(), String> {
    dns_name(value)?;
    let text = value.python_str();
    if value.is_truthy() && !text.ends_with('.') {
        return Err(format!("'{text}' must end with '.'."));
    }
    Ok(())
}

fn dns_format(text: &str) -> Result<(), String> {
    let name = text.strip_suffix('.').unwrap_or(text);
    if name.chars().count() > NAME_LENGTH {
        return Err(format!(
            "'{name}' exceeds the {NAME_LENGTH} character FQDN limit"
        ));
    }
    let labels: Vec<&str> = name.split('.').collect();
    for label in &labels {
        if label.is_empty() {
            return Err("Encountered an empty component.".to_owned());
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Err(format!(
                "Name '{label}' must not start or end with a hyphen."
            ));
        }
        let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        if label.len() > LABEL_LENGTH || !label.bytes().all(is_plain) {
            return Err(format!(
                "Name '{label}' must be 1-{LABEL_LENGTH} characters long, each of which can only \
                 be alphanumeric or a hyphen."
            ));
        }
    }
    let is_number = |label: &&str| label.bytes().all(|byte| byte.is_ascii_digit());
    match labels.last().filter(|label| is_number(label)) {
        Some(last) if text.ends_with('.') && labels.len() > 1 => {
            Err(format!("TLD '{last}' must not be all numeric."))
        }
        _ => Ok(()),
    }
}

fn not_a_subnet(text: &str) -> String {
    format!("'{text}' is not a valid IP subnet")
}

/// An address and its prefix; that of version 4 is written in its shortest form.
fn is_subnet(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else {
        return false;
    };
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => prefix
            .parse::<u8>()
            .is_ok_and(|length| length <= 32 && length.to_string() == prefix),
        Ok(address) => has_prefix(address, prefix) && !prefix.contains(char::is_whitespace),
        Err(_) => false,
    }
}

/// What follows the address of a network: the length of the prefix, a mask, or the reverse of one.
fn has_prefix(address: IpAddr, prefix: &str) -> bool {
    if let Some(length) = whole(prefix) {
        return length <= if address.is_ipv4() { 32 } else { 128 };
    }
    let (mask, width) = match (address, prefix.parse::<IpAddr>()) {
        (IpAddr::V4(_), Ok(IpAddr::V4(mask))) => (u128::from(u32::from(mask)) << 96, 32),
        (IpAddr::V6(_), Ok(IpAddr::V6(mask))) => (u128::from(mask), 128),
        _ => return false,
    };
    let (ones, zeros) = (mask.leading_ones(), mask.leading_zeros().min(width));
    let (n_ones, after_zeros) = (mask.count_ones(), width - zeros);
    // All ones come first, or all of them last.
    n_ones == ones || n_ones == after_zeros
}

/// An abbreviated network of version 4 in full, as netaddr has it: four bytes and a prefix, that of
/// its class if there is none. Anything else stays as it is.
fn verbose(text: &str) -> String {
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (text, None),
    };
    let mut bytes: Vec<&str> = address.split('.').collect();
    let is_short = !text.is_empty() && !text.contains(':') && bytes.len() <= 4;
    let prefix = match prefix {
        Some(prefix) => whole(prefix)
            .filter(|length| *length <= 32)
            .map(|_| prefix.to_owned()),
        // Each has one; which it is makes no network right or wrong.
        None => whole(bytes[0])
            .filter(|byte| *byte <= 255)
            .map(|_| "8".to_owned()),
    };
    let Some(prefix) = prefix.filter(|_| is_short) else {
        return text.to_owned();
    };
    bytes.resize(4, "0");
    format!("{}/{prefix}", bytes.join("."))
}

/// A whole number as Python reads it, as far as it matters here.
fn whole(text: &str) -> Option<u128> {
    let digits = text.trim();
    digits.strip_prefix('+').unwrap_or(digits).parse().ok()
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Check = fn(&Value) -> Result<(), String>;

    #[test]
    fn addresses_and_names_are_told_from_others() {
        // Decided by upstream's constraint classes.
        let rows: &[(Check, &str, Result<(), &str>)] = &[
            (ip_address, "10.0.0.1", Ok(())),
            (ip_address, "fe80::1", Ok(())),
            (ip_address, "10.0.0", Err("Invalid IP address")),
            (ip_address, "10.0.0.256", Err("Invalid IP address")),
            (cidr, "10.0.0.0/24", Ok(())),
            (cidr, "10.0.0.1/24", Ok(())),
            (cidr, "2001:db8::/64", Ok(())),
            (cidr, "10.0.0.0", Err("'10.0.0.0' is not a valid IP subnet")),
            (
                cidr,
                "10.0.0.0/255.0.0.0",
                Err("'10.0.0.0/255.0.0.0' is not a valid IP subnet"),
            ),
            (cidr, "y", Err("Invalid net cidr invalid IPNetwork y ")),
            (
                cidr,
                "10.0.0.0/33",
                Err("Invalid net cidr invalid IPNetwork 10.0.0.0/33 "),
            ),
            (ip_or_cidr, "10.0.0.1", Ok(())),
            (ip_or_cidr, "10.0.0.0/8", Ok(())),
            (
                ip_or_cidr,
                "10.0.0.0/99",
                Err("'10.0.0.0/99' is not a valid IP subnet"),
            ),
            (ip_or_cidr, "x", Err("'x' is not a valid IP address")),
            (mac_address, "00:11:22:33:44:ff", Ok(())),
            (mac_address, "0011.2233.44ff", Ok(())),
            (mac_address, "001122334455", Ok(())),
            (mac_address, "00:11:22:33:44", Err("Invalid MAC address.")),
            (dns_name, "host.example.com", Ok(())),
            (dns_name, "", Ok(())),
            (
                dns_name,
                "-a",
                Err(
                    "'-a' not in valid format. Reason: Name '-a' must not start or end with a hyphen.",
                ),
            ),
            (
                dns_name,
                "a..b",
                Err("'a..b' not in valid format. Reason: Encountered an empty component."),
            ),
            (dns_domain, "example.com.", Ok(())),
            (
                dns_domain,
                "example.com",
                Err("'example.com' must end with '.'."),
            ),
            (
                relative_dns_name,
                "a.",
                Err("'a.' is a FQDN. It should be a relative domain name."),
            ),
        ];
        for (check, text, expected) in rows {
            let seen = check(&Value::from(*text));
            assert_eq!(seen, expected.map_err(str::to_owned), "{text}");
        }
    }

    #[test]
    fn networks_are_told_from_what_only_looks_like_one() {
        // Decided by upstream's constraint classes.
        for good in ["10.0.0.0/0", "10.0.0.0/32", "::/128", "::/064", "fe80::/33"] {
            assert_eq!(cidr(&Value::from(good)), Ok(()), "{good}");
        }
        for text in [
            "10.0.0.0/08",
            "10.0.0.0/+8",
            "10/8",
            "10.0/8",
            "10.0.0.0/0.255.255.255",
            "::1",
        ] {
            let reason = format!("'{text}' is not a valid IP subnet");
            assert_eq!(cidr(&Value::from(text)), Err(reason));
        }
        for text in [
            "10.0.0.0/8x",
            "::/129",
            "10.0.0.0.0/8",
            "10.0.0.0/255.0.255.0",
            "::/255.0.0.0",
            "1.2.3.4.5",
        ] {
            let reason = format!("Invalid net cidr invalid IPNetwork {text} ");
            assert_eq!(cidr(&Value::from(text)), Err(reason));
        }
    }

    #[test]
    fn addresses_of_devices_have_six_bytes() {
        for (text, fits) in [
            ("0:1:2:3:4:5", true),
            ("00-11-22-33-44-ff", true),
            ("0011:2233:44ff", true),
            ("0011-2233-44ff", true),
            ("001122-3344ff", true),
            ("00112-3344f", true),
            ("00112233445", true),
            ("0011223344", false),
            ("00112233445g", false),
            ("001122334455ff", false),
            ("0-1-2-3-4", false),
            ("00:11-22:33:44:55", false),
            ("zz:zz:zz:zz:zz:zz", false),
            ("00:11:22:33:44:fg", false),
            ("0:1:2:3:4:555", false),
        ] {
            assert_eq!(mac_address(&Value::from(text)).is_ok(), fits, "{text}");
        }
    }

    #[test]
    fn names_are_only_so_long() {
        let name = |length: usize| "a.".repeat(length / 2) + &"a".repeat(length % 2);
        let reason = |check: Check, text: &str| check(&Value::from(text)).err();
        assert_eq!(reason(dns_name, &name(255)), None);
        assert_eq!(reason(dns_name, &name(256)), None, "a dot at the end");
        let long = name(255) + "b";
        let expected = format!(
            "'{long}' not in valid format. Reason: '{long}' exceeds the 255 character FQDN limit"
        );
        assert_eq!(reason(dns_name, &long), Some(expected));
        let label = "b".repeat(63);
        assert_eq!(reason(dns_name, &label), None);
        for label in [format!("b{label}"), "a_b".to_owned(), "A".to_owned()] {
            let expected = format!(
                "'{label}' not in valid format. Reason: Name '{label}' must be 1-63 characters long, \
                 each of which can only be alphanumeric or a hyphen."
            );
            assert_eq!(reason(dns_name, &label), Some(expected));
        }
        for text in ["", "a", "a.b", &name(251)] {
            assert_eq!(reason(relative_dns_name, text), None, "{text}");
        }
        let longest = name(251) + "b";
        assert_eq!(reason(relative_dns_name, &longest), None);
        let long = longest + "b";
        let expected = format!(
            "'{long}' contains '253' characters. Adding a domain name will cause it to exceed the \
             maximum length of a FQDN of '255'."
        );
        assert_eq!(reason(relative_dns_name, &long), Some(expected));
    }

    #[test]
    fn only_a_full_name_has_a_top_level_to_check() {
        for text in ["a.1", "1.", "1", "a.1b."] {
            assert_eq!(dns_name(&Value::from(text)), Ok(()), "{text}");
        }
        let expected = "'a.1.' not in valid format. Reason: TLD '1' must not be all numeric.";
        assert_eq!(dns_name(&Value::from("a.1.")), Err(expected.to_owned()));
    }
}
