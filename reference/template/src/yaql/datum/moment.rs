//! Dates with time and zone, and stretches of time: Python's `datetime` and `timedelta`.

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Time, date};
use jiff::{Span, ToSpan as _};

use crate::yaql::problem::Problem;

/// Microseconds of a second, an hour and a day.
pub(crate) const SECOND: i64 = 1_000_000;
pub(crate) const HOUR: i64 = 3600 * SECOND;
pub(crate) const DAY: i64 = 24 * HOUR;

const EPOCH: Date = date(1970, 1, 1);

/// A date with its time, as the clock on the wall shows it where the zone is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    local: DateTime,
    /// How far the zone is ahead of UTC, in microseconds.
    pub(crate) offset: i64,
}

/// A stretch of time in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timespan(pub(crate) i64);

impl Moment {
    /// The moment that a clock on the wall shows.
    pub(crate) fn new(local: DateTime, offset: i64) -> Result<Self, Problem> {
        if local.year() < 1 {
            return Err(out_of_range());
        }
        Ok(Self { local, offset })
    }

    /// The moment whose local time is so many microseconds after the beginning of 1970.
    pub(crate) fn from_local(microseconds: i64, offset: i64) -> Result<Self, Problem> {
        let (days, rest) = (microseconds.div_euclid(DAY), microseconds.rem_euclid(DAY));
        let days = Span::new().try_days(days).map_err(|_| out_of_range())?;
        let date = EPOCH.checked_add(days).map_err(|_| out_of_range())?;
        let local = date.at(0, 0, 0, 0).checked_add(rest.microseconds());
        Self::new(local.map_err(|_| out_of_range())?, offset)
    }

    /// The moment so many microseconds after the beginning of 1970 in UTC.
    pub(crate) fn from_utc(microseconds: i64, offset: i64) -> Result<Self, Problem> {
        let local = microseconds.checked_add(offset).ok_or_else(out_of_range)?;
        Self::from_local(local, offset)
    }

    /// The local date and time.
    pub(crate) fn local(&self) -> DateTime {
        self.local
    }

    /// The microseconds between the beginning of 1970 and the local time.
    pub(crate) fn local_microseconds(&self) -> i64 {
        let days = EPOCH
            .until(self.local.date())
            .map_or(0, |span| span.get_days());
        i64::from(days) * DAY + since_midnight(self.local.time())
    }

    /// The same between the moments themselves.
    pub(crate) fn utc_microseconds(&self) -> i64 {
        self.local_microseconds().saturating_sub(self.offset)
    }

    /// The moment so much later.
    pub(crate) fn after(&self, timespan: Timespan) -> Result<Self, Problem> {
        let local = self.local_microseconds().checked_add(timespan.0);
        Self::from_local(local.ok_or_else(out_of_range)?, self.offset)
    }

    /// The microseconds of the second.
    pub(crate) fn microsecond(&self) -> i64 {
        i64::from(self.local.subsec_nanosecond() / 1000)
    }

    /// As JSON has it: without the zone, always with six digits of the second.
    pub(crate) fn json(&self) -> String {
        let (date, time) = (self.local.date(), self.local.time());
        format!(
            "{}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}",
            date.year(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second(),
            self.microsecond()
        )
    }

    /// Python's `str`.
    pub(crate) fn text(&self) -> String {
        let (date, time) = (self.local.date(), self.local.time());
        let mut out = format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
            date.year(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        );
        push_fraction(&mut out, self.microsecond());
        out.push(if self.offset < 0 { '-' } else { '+' });
        let offset = self.offset.saturating_abs();
        let minutes = offset / (60 * SECOND);
        let _ = write!(out, "{:02}:{:02}", minutes / 60, minutes % 60);
        let rest = offset % (60 * SECOND);
        if rest > 0 {
            let _ = write!(out, ":{:02}", rest / SECOND);
            push_fraction(&mut out, rest % SECOND);
        }
        out
    }

    /// Python's `repr`.
    pub(crate) fn repr(&self) -> String {
        let (date, time) = (self.local.date(), self.local.time());
        let mut parts = vec![
            date.year().to_string(),
            date.month().to_string(),
            date.day().to_string(),
            time.hour().to_string(),
            time.minute().to_string(),
        ];
        let (second, microsecond) = (time.second(), self.microsecond());
        if second > 0 || microsecond > 0 {
            parts.push(second.to_string());
        }
        if microsecond > 0 {
            parts.push(microsecond.to_string());
        }
        let zone = match self.offset {
            0 => "tzutc()".to_owned(),
            offset => format!("tzoffset(None, {})", offset / SECOND),
        };
        format!("datetime.datetime({}, tzinfo={zone})", parts.join(", "))
    }
}

impl Timespan {
    /// Python's `str`.
    pub(crate) fn text(self) -> String {
        let (days, rest) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let mut out = match days {
            0 => String::new(),
            1 | -1 => format!("{days} day, "),
            _ => format!("{days} days, "),
        };
        let seconds = rest / SECOND;
        let _ = write!(
            out,
            "{}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
        push_fraction(&mut out, rest % SECOND);
        out
    }

    /// Python's `repr`.
    pub(crate) fn repr(self) -> String {
        let (days, rest) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let parts = [
            ("days", days),
            ("seconds", rest / SECOND),
            ("microseconds", rest % SECOND),
        ];
        let shown: Vec<String> = parts
            .iter()
            .filter(|(_, number)| *number != 0)
            .map(|(name, number)| format!("{name}={number}"))
            .collect();
        match shown.as_slice() {
            [] => "datetime.timedelta(0)".to_owned(),
            shown => format!("datetime.timedelta({})", shown.join(", ")),
        }
    }
}

fn since_midnight(time: Time) -> i64 {
    let seconds =
        i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    seconds * SECOND + i64::from(time.subsec_nanosecond() / 1000)
}

fn push_fraction(out: &mut String, microseconds: i64) {
    if microseconds > 0 {
        let _ = write!(out, ".{microseconds:06}");
    }
}

/// A date that no calendar of Python's has.
pub(crate) fn out_of_range() -> Problem {
    Problem::other("date value out of range")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_their_microseconds_are_each_others() {
        for (microseconds, text) in [
            (0, "1970-01-01 00:00:00+00:00"),
            (-1, "1969-12-31 23:59:59.999999+00:00"),
            (253_402_300_799_999_999, "9999-12-31 23:59:59.999999+00:00"),
            (-62_135_596_800_000_000, "0001-01-01 00:00:00+00:00"),
        ] {
            let moment = Moment::from_utc(microseconds, 0).unwrap();
            assert_eq!(moment.text(), text);
            assert_eq!(moment.utc_microseconds(), microseconds);
        }
        for beyond in [
            253_402_300_800_000_000,
            -62_135_596_800_000_001,
            i64::MAX,
            i64::MIN,
        ] {
            assert!(Moment::from_utc(beyond, 0).is_err(), "{beyond}");
        }
    }

    #[test]
    fn texts_are_pythons() {
        let moment = Moment::from_utc(0, 3 * HOUR + SECOND).unwrap();
        insta::assert_snapshot!(moment.text(), @"1970-01-01 03:00:01+03:00:01");
        insta::assert_snapshot!(
            moment.repr(),
            @"datetime.datetime(1970, 1, 1, 3, 0, 1, tzinfo=tzoffset(None, 10801))"
        );
        insta::assert_snapshot!(moment.json(), @"1970-01-01T03:00:01.000000");
        insta::assert_snapshot!(Timespan(-HOUR).text(), @"-1 day, 23:00:00");
        insta::assert_snapshot!(Timespan(2 * DAY + 3).text(), @"2 days, 0:00:00.000003");
        insta::assert_snapshot!(
            Timespan(DAY + HOUR).repr(),
            @"datetime.timedelta(days=1, seconds=3600)"
        );
        insta::assert_snapshot!(Timespan(0).repr(), @"datetime.timedelta(0)");
    }
}
