//! How a policy changes the size of a group.

use heat_spec::Value;
use heat_template::Properties;

use super::auto_scaling_group::within;

/// The size that a group gets by a policy of these properties.
pub(super) fn new_size(policy: &Properties, group: &Properties, current: usize) -> i64 {
    let adjustment = match policy.get("scaling_adjustment") {
        Value::Number(adjustment) => adjustment.as_f64(),
        _ => 0.0,
    };
    let current = i64::try_from(current).unwrap_or(i64::MAX);
    let wanted = match policy.get("adjustment_type").as_str() {
        Some("change_in_capacity") => current.saturating_add(whole(adjustment)),
        Some("exact_capacity") => whole(adjustment),
        _ => {
            let change = share(current, adjustment);
            let least = policy.get("min_adjustment_step").as_i64().unwrap_or(0);
            current.saturating_add(match least > change.saturating_abs() {
                true if change > 0 => least,
                true => -least,
                false => change,
            })
        }
    };
    within(group, wanted)
}

/// So many percent, rounded towards zero, but to one if it is less than one.
fn share(current: i64, percent: f64) -> i64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "no group has so many members that it matters"
    )]
    let change = current as f64 * percent / 100.0;
    if change.abs() < 1.0 {
        whole(if change > 0.0 {
            change.ceil()
        } else {
            change.floor()
        })
    } else {
        whole(change)
    }
}

/// The integer part.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what is too large becomes the largest there is, and what is no number zero"
)]
fn whole(number: f64) -> i64 {
    number.trunc() as i64
}

#[cfg(test)]
mod tests {
    use heat_spec::{Value, value};

    use super::*;

    fn properties(values: Value) -> Properties {
        let mut properties = Properties::default();
        if let Value::Map(values) = values {
            for (name, value) in values {
                properties.set(name.as_str().unwrap_or_default(), value);
            }
        }
        properties
    }

    fn sizes(kind: &str, adjustment: impl Into<Value>, step: impl Into<Value>) -> Vec<i64> {
        let policy = properties(value!({
            "adjustment_type": kind,
            "scaling_adjustment": adjustment.into(),
            "min_adjustment_step": step.into(),
        }));
        let group = properties(value!({ "min_size": 1, "max_size": 10 }));
        [2, 5, 10]
            .map(|current| new_size(&policy, &group, current))
            .to_vec()
    }

    #[test]
    fn a_policy_adds_sets_or_takes_a_share_within_the_limits() {
        assert_eq!(sizes("change_in_capacity", 2, Value::Null), [4, 7, 10]);
        assert_eq!(sizes("change_in_capacity", -3, Value::Null), [1, 2, 7]);
        assert_eq!(sizes("exact_capacity", 3, Value::Null), [3, 3, 3]);
        assert_eq!(sizes("exact_capacity", 1e300, Value::Null), [10, 10, 10]);
        let percent = "percent_change_in_capacity";
        assert_eq!(sizes(percent, 30, Value::Null), [3, 6, 10]);
        assert_eq!(sizes(percent, -30, Value::Null), [1, 4, 7]);
        assert_eq!(sizes(percent, -50, 3), [1, 2, 5]);
        assert_eq!(sizes(percent, f64::NAN, Value::Null), [2, 5, 10]);
    }
}
