//! Steps that wait for the target's clock, which tells the times of stacks in whole seconds.

use std::sync::Arc;
use std::time::Duration;

use cucumber::{given, then, when};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde_json::Value;

use crate::check::{At, points};
use crate::client::Exchange;
use crate::world::{Differences, RequirementId, Stop, World};

/// How long a second is, with something for clocks that do not quite agree.
const SECOND: Duration = Duration::from_millis(1020);

/// By how much the clocks of a cloud may differ.
const SKEW: Duration = Duration::from_mins(1);

/// What happens to another stack from now on gets a later time than what happened to this one.
#[given(expr = "the second in which the stack {string} last changed is over")]
#[when(expr = "the second in which the stack {string} last changed is over")]
async fn second_is_over(world: &mut World, alias: String) -> Result<(), Stop> {
    let mut left = SECOND;
    while !left.is_zero() {
        let shown = world.show(&alias).await?;
        let changed = ["/stack/updated_time", "/stack/creation_time"]
            .into_iter()
            .find_map(|pointer| time_at(&shown, pointer))
            .ok_or_else(|| Stop::Blocked(format!("the stack \"{alias}\" shows no time")))?;
        if date_of(&shown).is_some_and(|date| date > changed) {
            return Ok(());
        }
        let pause = pause(changed, date_of(&shown), Timestamp::now()).min(left);
        tokio::time::sleep(pause).await;
        left = left.saturating_sub(pause);
    }
    Ok(())
}

/// What is made from now on gets a later time than what the last answer is about.
#[given(expr = "the second of the answer is over")]
#[when(expr = "the second of the answer is over")]
async fn second_of_answer_is_over(world: &mut World) -> Result<(), Stop> {
    let date = date_of(world.last()?);
    let date = date.ok_or_else(|| Stop::Blocked("the answer has no date".to_owned()))?;
    tokio::time::sleep(pause(date, Some(date), Timestamp::now())).await;
    Ok(())
}

/// How long it takes until the second after a time of the target begins.
///
/// The target's clock shows whole seconds only. Where it agrees with the clock here, that one
/// shows the rest of the second; else a whole one passes.
fn pause(changed: Timestamp, date: Option<Timestamp>, now: Timestamp) -> Duration {
    let is_in_step = date.is_some_and(|date| date.as_second() == now.as_second());
    let left = changed.as_millisecond() + 1000 - now.as_millisecond();
    match u64::try_from(left) {
        Ok(left) if is_in_step && left <= 1000 => Duration::from_millis(left + 5),
        _ => SECOND,
    }
}

/// The times at a JSON pointer, of which there is at least one, are later than the beginning of the
/// scenario, and no later than the answer. Clocks of one cloud may differ by a minute.
#[then(expr = "the answer's times at {string} are of this scenario [{requirement}]")]
fn times_are_recent(world: &mut World, pointer: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let date = date_of(&exchange).unwrap_or_else(Timestamp::now);
    let earliest = date - world.age() - SKEW;
    let latest = date + SKEW;
    let json = exchange.json.as_ref().unwrap_or(&Value::Null);
    let mut differences = Differences::default();
    for (at, value) in points(json, &pointer) {
        let time = value
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<Timestamp>().ok());
        if !time.is_some_and(|time| (earliest..=latest).contains(&time)) {
            let seen = value.map_or_else(|| "nothing".to_owned(), Value::to_string);
            differences.add(
                At::Body(at),
                format!("a time from {earliest} to {latest}"),
                seen,
            );
        }
    }
    world.check(&id, Some(&exchange), differences)
}

fn time_at(exchange: &Exchange, pointer: &str) -> Option<Timestamp> {
    let text = exchange
        .json
        .as_ref()?
        .pointer(pointer)
        .and_then(Value::as_str)?;
    text.parse().ok()
}

/// The time at which an answer was given, by its own clock.
pub(super) fn date_of(exchange: &Exchange) -> Option<Timestamp> {
    let date = rfc2822::parse(exchange.header("date")?).ok()?;
    Some(date.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_a_second_is_known_where_the_clocks_agree() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let changed = at("2026-05-01T10:00:00Z");
        let now = at("2026-05-01T10:00:00.400Z");
        assert_eq!(
            pause(changed, Some(changed), now),
            Duration::from_millis(605)
        );
        assert_eq!(pause(changed, None, now), SECOND);
        let ahead = at("2026-05-01T10:00:07.400Z");
        assert_eq!(pause(changed, Some(changed), ahead), SECOND);
    }
}
