//! Names of real things whose template gives none: `STACK-RESOURCE-xxxxxxxxxxxx`.

use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The physical name of a resource, at most `limit` characters long.
///
/// A longer one keeps its first two characters, a hyphen and its end.
pub(crate) fn physical_name(
    stack_name: &str,
    resource_name: &str,
    uuid: &str,
    limit: usize,
) -> String {
    let name = format!(
        "{stack_name}-{resource_name}-{}",
        digits(Uuid::parse_str(uuid).unwrap_or_default())
    );
    let n_characters = name.chars().count();
    if n_characters <= limit {
        return name;
    }
    let head: String = name.chars().take(2).collect();
    let tail: String = name.chars().skip(n_characters - (limit - 3)).collect();
    format!("{head}-{tail}")
}

/// A name by chance, such as members of groups have.
pub(crate) fn short_id() -> String {
    digits(Uuid::new_v4())
}

/// Twelve characters of base 32 from the 60 random bits of a version 4 UUID's time field.
fn digits(bits: Uuid) -> String {
    let (time_low, time_mid, time_high_and_version, _) = bits.as_fields();
    let time = (u64::from(time_high_and_version & 0x0fff) << 48)
        | (u64::from(time_mid) << 32)
        | u64::from(time_low);
    (0..12)
        .map(|index| {
            let group = (time >> (55 - 5 * index)) & 31;
            char::from(ALPHABET[usize::try_from(group).unwrap_or(0)])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_comes_from_the_uuid() {
        // The pair was computed by upstream's code.
        assert_eq!(
            physical_name("web", "server", "3f2b8c1d-6a4e-4b7c-9d0e-112233445566", 255),
            "web-server-w7dkjy7sxda5"
        );
    }

    #[test]
    fn a_long_name_keeps_its_head_and_its_end() {
        let uuid = Uuid::new_v4().to_string();
        let long = physical_name(&"s".repeat(60), "server", &uuid, 53);
        assert_eq!(long.chars().count(), 53);
        assert!(long.starts_with("ss-"));
        assert!(long.contains("-server-"));
    }
}
