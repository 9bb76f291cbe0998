//! How often an operation was asked for, and how quickly it answered.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::events::History;

/// What all exchanges of an operation say together.
#[derive(Debug, Serialize)]
pub struct OperationResult {
    /// The operation's id.
    pub id: String,
    /// How often it was asked for, by a verb that it has.
    pub requests: usize,
    /// How often it gave each status.
    pub statuses: BTreeMap<u16, usize>,
    /// How long its answers took.
    pub milliseconds: Percentiles,
}

/// Of all answers of an operation, in milliseconds.
#[derive(Debug, Serialize)]
pub struct Percentiles {
    /// Half of them took no longer.
    pub p50: f64,
    /// Nine of ten took no longer.
    pub p90: f64,
    /// All but one of a hundred took no longer.
    pub p99: f64,
    /// The longest.
    pub max: f64,
}

/// The answers of an operation.
#[derive(Default)]
struct Answers {
    statuses: BTreeMap<u16, usize>,
    times: Vec<f64>,
}

impl OperationResult {
    /// Those of all operations that were asked for, by id.
    pub(crate) fn all(history: &History) -> Vec<Self> {
        let mut by_id: BTreeMap<&str, Answers> = BTreeMap::new();
        for recorded in history.exchanges.values() {
            let exchange = &recorded.exchange;
            // What no operation of a path has as a verb is refused by all of them.
            for id in exchange.operation.iter().chain(&exchange.other_operations) {
                let answers = by_id.entry(id).or_default();
                *answers.statuses.entry(exchange.status).or_default() += 1;
                if exchange.is_method_known {
                    answers.times.push(exchange.elapsed.as_secs_f64() * 1000.0);
                }
            }
        }
        let all = by_id.into_iter().map(|(id, answers)| Self {
            id: id.to_owned(),
            requests: answers.times.len(),
            statuses: answers.statuses,
            milliseconds: Percentiles::of(answers.times),
        });
        all.collect()
    }
}

impl Percentiles {
    /// By nearest rank; of nothing, zeros.
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |percent: usize| {
            let rank = (times.len() * percent).div_ceil(100);
            let time = times.get(rank.saturating_sub(1)).copied().unwrap_or(0.0);
            (time * 100.0).round() / 100.0
        };
        Self {
            p50: at(50),
            p90: at(90),
            p99: at(99),
            max: at(100),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: &Percentiles) -> String {
        let Percentiles { p50, p90, p99, max } = found;
        format!("{p50} {p90} {p99} {max}")
    }

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let hundred = Percentiles::of((1..=100).rev().map(f64::from).collect());
        assert_eq!(shown(&hundred), "50 90 99 100");
        let two = Percentiles::of(vec![3.0, 1.0]);
        assert_eq!(shown(&two), "1 3 3 3");
        assert_eq!(shown(&Percentiles::of(Vec::new())), "0 0 0 0");
    }
}
