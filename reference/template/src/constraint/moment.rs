//! Points in time in the notation of ISO 8601, as far as upstream's reader takes it, and the
//! constraint `expiration`, which needs to know what time it is.

use std::sync::LazyLock;

use fancy_regex::{Captures, Regex};
use heat_spec::Value;

/// Date, time and zone; whatever follows the year may be left out from the end on.
const PATTERN: &str = r"^(?<year>[0-9]{4})((-(?<monthdash>[0-9]{1,2})|(?<month>[0-9]{2})(?!$))((-(?<daydash>[0-9]{1,2})|(?<day>[0-9]{2}))([ T](?<hour>[0-9]{2})(:?(?<minute>[0-9]{2}))?(:?(?<second>[0-9]{1,2})([.,][0-9]+)?)?(Z|(?<sign>[-+])(?<zonehour>[0-9]{2}):?(?<zoneminute>[0-9]{2})?)?)?)?)?$";

static MOMENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(PATTERN).ok());

const SECONDS_OF_DAY: i64 = 24 * 60 * 60;

/// What is wrong with a value of the constraint `expiration` at the time `now`, in seconds since
/// 1970; nothing if it is in the future.
pub fn expiration_problem(value: &Value, now: i64) -> Option<String> {
    if !value.is_truthy() {
        return None;
    }
    let shown = value.python_str();
    let reason = match read(shown.trim()) {
        Ok(moment) if moment > now => return None,
        Ok(_) => "Expiration time is out of date.".to_owned(),
        Err(reason) => reason,
    };
    Some(format!("Expiration {shown} is invalid: {reason}"))
}

/// Reads a point in time: seconds since 1970. It is of UTC unless it says otherwise.
pub(crate) fn read(text: &str) -> Result<i64, String> {
    let unreadable = || {
        format!(
            "Unable to parse date string {}",
            Value::from(text).python_repr()
        )
    };
    let captures = MOMENT
        .as_ref()
        .and_then(|pattern| pattern.captures(text).ok().flatten())
        .ok_or_else(unreadable)?;
    let part = |name: &str| number(&captures, name);
    let year = part("year").unwrap_or(0);
    let month = part("month").or(part("monthdash")).unwrap_or(1);
    let day = part("day").or(part("daydash")).unwrap_or(1);
    let (hour, minute) = (part("hour").unwrap_or(0), part("minute").unwrap_or(0));
    let second = part("second").unwrap_or(0);
    let offset =
        60 * (60 * part("zonehour").unwrap_or(0) + 60 * part("zoneminute").unwrap_or(0) / 60);
    let offset = match captures.name("sign") {
        Some(sign) if sign.as_str() == "-" => -offset,
        _ => offset,
    };
    if year == 0 {
        return Err("year 0 is out of range".to_owned());
    }
    for (value, least, greatest, problem) in [
        (month, 1, 12, "month must be in 1..12"),
        (
            day,
            1,
            days_of(year, month),
            "day is out of range for month",
        ),
        (hour, 0, 23, "hour must be in 0..23"),
        (minute, 0, 59, "minute must be in 0..59"),
        (second, 0, 59, "second must be in 0..59"),
    ] {
        if !(least..=greatest).contains(&value) {
            return Err(problem.to_owned());
        }
    }
    if offset.abs() >= SECONDS_OF_DAY {
        return Err(
            "offset must be a timedelta strictly between -timedelta(hours=24) and \
             timedelta(hours=24)."
                .to_owned(),
        );
    }
    Ok(days(year, month, day) * SECONDS_OF_DAY + hour * 3600 + minute * 60 + second - offset)
}

fn number(captures: &Captures<'_, str>, name: &str) -> Option<i64> {
    captures.name(name)?.as_str().parse().ok()
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let years_before = year - 1;
    let leap_days = years_before / 4 - years_before / 100 + years_before / 400;
    let of_months: i64 = (1..month).map(|month| days_of(year, month)).sum();
    // 719,162 days lie between the first day of the calendar and 1970.
    years_before * 365 + leap_days + of_months + day - 1 - 719_162
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read() {
        for (text, seconds) in [
            ("1970", 0),
            ("1970-01-01T00:00:00Z", 0),
            ("2000-03-01", 951_868_800),
            ("20000301T000000", 951_868_800),
            ("2015-01-01T01:02:03.5+01:30", 1_420_068_723),
            ("2024-2-29 12:00", 1_709_208_000),
            ("2015-01-01T01:02:03-01:00", 1_420_077_723),
            ("2000-02-29", 951_782_400),
            ("2023-04-30", 1_682_812_800),
        ] {
            assert_eq!(read(text), Ok(seconds), "{text}");
        }
        for (text, problem) in [
            ("", "Unable to parse date string ''"),
            ("200003", "Unable to parse date string '200003'"),
            ("2023-02-29", "day is out of range for month"),
            ("1900-02-29", "day is out of range for month"),
            ("2023-04-31", "day is out of range for month"),
            ("2023-13-01", "month must be in 1..12"),
            ("0000-01-01", "year 0 is out of range"),
            ("2023-01-01T24:00", "hour must be in 0..23"),
        ] {
            assert_eq!(read(text), Err(problem.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_expires_lies_ahead() {
        let problem = |text: &str| expiration_problem(&Value::from(text), 0);
        assert_eq!(problem(""), None);
        assert_eq!(problem(" 1970-01-02 "), None);
        insta::assert_snapshot!(problem("1970").unwrap(), @"Expiration 1970 is invalid: Expiration time is out of date.");
        insta::assert_snapshot!(problem("1969").unwrap(), @"Expiration 1969 is invalid: Expiration time is out of date.");
        insta::assert_snapshot!(problem("soon").unwrap(), @"Expiration soon is invalid: Unable to parse date string 'soon'");
    }
}
