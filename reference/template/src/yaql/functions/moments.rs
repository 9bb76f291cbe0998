//! Dates with their time: `datetime`, `now`, their properties, and what operators make of them.

use std::cmp::Ordering;

use heat_spec::Number;

use super::timespans::whole;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, function, may, method, need};
use crate::yaql::call::kind::Kind::{
    Any, Int, Moment as Date, Number as Numeric, Text, TextOrNull, Timespan as Span,
};
use crate::yaql::datum::Datum;
use crate::yaql::datum::moment::{DAY, Moment, SECOND, Timespan};
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::time_format;

const ONE: &[Parameter] = &[need("dt", Date)];
const TWO: &[Parameter] = &[need("dt1", Date), need("dt2", Date)];
const LATER: &[Parameter] = &[need("dt", Date), need("ts", Span)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function(
        "datetime",
        &[
            need("year", Int),
            need("month", Int),
            need("day", Int),
            may("hour", Int),
            may("minute", Int),
            may("second", Int),
            may("microsecond", Int),
            may("offset", Span),
        ],
        |_, given| {
            let part = |place: usize| given.integer(place, 0);
            let parts = [0, 1, 2, 3, 4, 5, 6].map(part);
            time_format::of_parts(parts, given.timespan(7).0).map(Datum::Moment)
        },
    ),
    function(
        "datetime",
        &[need("timestamp", Numeric), may("offset", Span)],
        |_, given| {
            let microseconds = match given.number(0) {
                Number::Integer(seconds) => seconds.checked_mul(SECOND),
                other => whole(other.as_f64() * 1e6)?,
            };
            let microseconds =
                microseconds.ok_or_else(|| Problem::other("timestamp out of range"))?;
            Moment::from_utc(microseconds, given.timespan(1).0).map(Datum::Moment)
        },
    ),
    function(
        "datetime",
        &[need("string", Text), may("format", TextOrNull)],
        |_, given| {
            let text = given.text(0);
            match given.given_text(1).filter(|format| !format.is_empty()) {
                Some(format) => time_format::read_as(&text, &format),
                None => time_format::read(&text),
            }
            .map(Datum::Moment)
        },
    ),
    function("now", &[may("offset", Span)], |machine, given| {
        Moment::from_utc(machine.lent.now(), given.timespan(0).0).map(Datum::Moment)
    }),
    function("isDatetime", &[need("value", Any)], |_, given| {
        Ok(Datum::Bool(matches!(given.value(0), Datum::Moment(_))))
    }),
    method(
        "format",
        &[need("dt", Date), need("format", Text)],
        |_, given| time_format::write(&given.moment(0)?, &given.text(1)).map(Datum::from),
    ),
    method(
        "replace",
        &[
            need("dt", Date),
            may("year", Int),
            may("month", Int),
            may("day", Int),
            may("hour", Int),
            may("minute", Int),
            may("second", Int),
            may("microsecond", Int),
            may("offset", Span),
        ],
        replace,
    ),
    function("#operator_+", LATER, |_, given| {
        given.moment(0)?.after(given.timespan(1)).map(Datum::Moment)
    }),
    function(
        "#operator_+",
        &[need("ts", Span), need("dt", Date)],
        |_, given| given.moment(1)?.after(given.timespan(0)).map(Datum::Moment),
    ),
    function("#operator_-", LATER, |_, given| {
        let back = Timespan(given.timespan(1).0.saturating_neg());
        given.moment(0)?.after(back).map(Datum::Moment)
    }),
    function("#operator_-", TWO, |_, given| {
        let (a, b) = (given.moment(0)?, given.moment(1)?);
        let between = a.utc_microseconds().saturating_sub(b.utc_microseconds());
        Ok(Datum::Timespan(Timespan(between)))
    }),
    function("#operator_>", TWO, |_, given| {
        compared(given, Ordering::is_gt)
    }),
    function("#operator_>=", TWO, |_, given| {
        compared(given, Ordering::is_ge)
    }),
    function("#operator_<", TWO, |_, given| {
        compared(given, Ordering::is_lt)
    }),
    function("#operator_<=", TWO, |_, given| {
        compared(given, Ordering::is_le)
    }),
    function("#property#year", ONE, |_, given| {
        part(given, |moment| moment.local().year().into())
    }),
    function("#property#month", ONE, |_, given| {
        part(given, |moment| moment.local().month().into())
    }),
    function("#property#day", ONE, |_, given| {
        part(given, |moment| moment.local().day().into())
    }),
    function("#property#hour", ONE, |_, given| {
        part(given, |moment| moment.local().hour().into())
    }),
    function("#property#minute", ONE, |_, given| {
        part(given, |moment| moment.local().minute().into())
    }),
    function("#property#second", ONE, |_, given| {
        part(given, |moment| moment.local().second().into())
    }),
    function("#property#microsecond", ONE, |_, given| {
        part(given, Moment::microsecond)
    }),
    function("#property#weekday", ONE, |_, given| {
        part(given, |moment| {
            moment.local().weekday().to_monday_zero_offset().into()
        })
    }),
    function("#property#offset", ONE, |_, given| {
        Ok(Datum::Timespan(Timespan(given.moment(0)?.offset)))
    }),
    function("#property#date", ONE, |_, given| {
        let moment = given.moment(0)?;
        let midnight = moment.local().date().at(0, 0, 0, 0);
        Moment::new(midnight, moment.offset).map(Datum::Moment)
    }),
    function("#property#time", ONE, |_, given| {
        let local = given.moment(0)?.local_microseconds();
        Ok(Datum::Timespan(Timespan(local.rem_euclid(DAY))))
    }),
    function("#property#utc", ONE, |_, given| {
        utc(&given.moment(0)?).map(Datum::Moment)
    }),
    function("#property#timestamp", ONE, |_, given| {
        let microseconds = utc(&given.moment(0)?)?.utc_microseconds();
        #[expect(clippy::cast_precision_loss, reason = "Python's timestamps are floats")]
        let seconds = microseconds as f64 / 1e6;
        Ok(Datum::Number(Number::Float(seconds)))
    }),
];

/// The moment with its local time set to that of UTC. The language leaves the zone as it is.
fn utc(moment: &Moment) -> Result<Moment, Problem> {
    moment.after(Timespan(moment.offset.saturating_neg()))
}

fn replace(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let moment = given.moment(0)?;
    let (date, time) = (moment.local().date(), moment.local().time());
    let parts = [
        given.integer(1, date.year().into()),
        given.integer(2, date.month().into()),
        given.integer(3, date.day().into()),
        given.integer(4, time.hour().into()),
        given.integer(5, time.minute().into()),
        given.integer(6, time.second().into()),
        given.integer(7, moment.microsecond()),
    ];
    let offset = given
        .given(8)
        .map_or(moment.offset, |_| given.timespan(8).0);
    time_format::of_parts(parts, offset).map(Datum::Moment)
}

fn part(given: &Arguments, part: fn(&Moment) -> i64) -> Result<Datum, Problem> {
    Ok(Datum::integer(part(&given.moment(0)?)))
}

fn compared(given: &Arguments, fits: fn(Ordering) -> bool) -> Result<Datum, Problem> {
    let (a, b) = (given.moment(0)?, given.moment(1)?);
    let order = a.utc_microseconds().cmp(&b.utc_microseconds());
    Ok(Datum::Bool(fits(order)))
}
