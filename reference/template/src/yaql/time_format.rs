//! Reading and writing dates: parts, free text, and the formats of C.

use heat_spec::Value;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::rfc2822;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;

use super::datum::moment::{Moment, SECOND};
use super::problem::Problem;

/// What the parts of a date may be, with Python's words for others.
const PARTS: [(i64, i64, &str); 7] = [
    (1, 9999, "year"),
    (1, 12, "month must be in 1..12"),
    (1, 31, "day is out of range for month"),
    (0, 23, "hour must be in 0..23"),
    (0, 59, "minute must be in 0..59"),
    (0, 59, "second must be in 0..59"),
    (0, 999_999, "microsecond must be in 0..999999"),
];

/// The moment of year, month, day, hour, minute, second and microsecond.
pub(crate) fn of_parts(parts: [i64; 7], offset: i64) -> Result<Moment, Problem> {
    for (part, (first, last, words)) in parts.iter().zip(PARTS) {
        if i32::try_from(*part).is_err() {
            let words = if *part > 0 {
                "signed integer is greater than maximum"
            } else {
                "signed integer is less than minimum"
            };
            return Err(Problem::other(words));
        }
        if !(first..=last).contains(part) {
            return Err(match words {
                "year" => Problem::Other(format!("year {part} is out of range")),
                words => Problem::other(words),
            });
        }
    }
    let [year, month, day, hour, minute, second, microsecond] = parts;
    let small = |part: i64| i8::try_from(part).unwrap_or_default();
    let year = i16::try_from(year).unwrap_or_default();
    let date = Date::new(year, small(month), small(day))
        .map_err(|_| Problem::other("day is out of range for month"))?;
    let nanoseconds = i32::try_from(microsecond * 1000).unwrap_or_default();
    let time = date.at(small(hour), small(minute), small(second), nanoseconds);
    Moment::new(time, offset)
}

/// The moment of a text in one of the usual forms: ISO 8601 or that of mails.
///
/// Python's reader guesses at many more.
pub(crate) fn read(text: &str) -> Result<Moment, Problem> {
    let text = text.trim();
    if let Ok(pieces) = Pieces::parse(text) {
        let local = DateTime::from_parts(pieces.date(), pieces.time().unwrap_or_default());
        let offset = match pieces.offset() {
            Some(PiecesOffset::Numeric(numeric)) => microseconds(numeric.offset()),
            _ => 0,
        };
        return Moment::new(local, offset);
    }
    if let Ok(zoned) = rfc2822::parse(text) {
        return Moment::new(zoned.datetime(), microseconds(zoned.offset()));
    }
    Err(Problem::Other(format!("Unknown string format: {text}")))
}

/// The moment of a text that is written in this format; what the format has not is that of the
/// beginning of 1900.
pub(crate) fn read_as(text: &str, format: &str) -> Result<Moment, Problem> {
    let refusal = || {
        Problem::Other(format!(
            "time data {} does not match format {}",
            Value::from(text).python_repr(),
            Value::from(format).python_repr()
        ))
    };
    let mut time = BrokenDownTime::parse(with_c_forms(format), text).map_err(|_| refusal())?;
    let complete = |time: &mut BrokenDownTime| -> Result<DateTime, jiff::Error> {
        if time.year().is_none() {
            time.set_year(Some(1900))?;
        }
        if time.day_of_year().is_none() {
            time.set_month(Some(time.month().unwrap_or(1)))?;
            time.set_day(Some(time.day().unwrap_or(1)))?;
        }
        if time.hour().is_none() {
            time.set_hour(Some(0))?;
        }
        let clock = time.to_time().unwrap_or(Time::midnight());
        Ok(DateTime::from_parts(time.to_date()?, clock))
    };
    let local = complete(&mut time).map_err(|_| refusal())?;
    Moment::new(local, time.offset().map_or(0, microseconds))
}

/// The moment in this format.
pub(crate) fn write(moment: &Moment, format: &str) -> Result<String, Problem> {
    let format = with_c_forms(format);
    let zone = if moment.offset == 0 { "UTC" } else { "" };
    let format = replaced(&format, |directive| match directive {
        'f' => Some(format!("{:06}", moment.microsecond())),
        'Z' => Some(zone.to_owned()),
        _ => None,
    });
    let seconds = i32::try_from(moment.offset / SECOND).unwrap_or_default();
    let mut time = BrokenDownTime::from(moment.local());
    time.set_offset(Offset::from_seconds(seconds).ok());
    time.to_string(format)
        .map_err(|_| Problem::other("Invalid format string"))
}

/// The format with what C writes for the locale's own date and time.
fn with_c_forms(format: &str) -> String {
    replaced(format, |directive| match directive {
        'c' => Some("%a %b %e %H:%M:%S %Y".to_owned()),
        'x' => Some("%m/%d/%y".to_owned()),
        'X' => Some("%H:%M:%S".to_owned()),
        _ => None,
    })
}

/// The format with some directives written out.
fn replaced(format: &str, written: impl Fn(char) -> Option<String>) -> String {
    let mut out = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some(directive) => match written(directive) {
                Some(text) => out.push_str(&text),
                None => out.extend(['%', directive]),
            },
            None => out.push('%'),
        }
    }
    out
}

fn microseconds(offset: Offset) -> i64 {
    i64::from(offset.seconds()) * SECOND
}
