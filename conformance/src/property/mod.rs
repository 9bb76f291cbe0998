//! Properties: something that holds for every value of a kind, tried over HTTP.
//!
//! First the values that are known to be awkward, then random ones. A value that breaks the
//! property is made smaller until nothing smaller breaks it, or the budget of tries is used up.
//! `proptest` makes and shrinks the values; its runner is not used, as it cannot await.

pub(crate) mod bad_request;

use std::fmt::Debug;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How often a value is tried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// Random values.
    pub(crate) n_cases: u32,
    /// Smaller values, once one breaks the property.
    pub(crate) n_shrinks: u32,
    /// What the random values start from.
    pub(crate) seed: u64,
}

/// A value that breaks a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counterexample<V, F> {
    /// The smallest one that was found.
    pub(crate) value: V,
    /// How it breaks it.
    pub(crate) failure: F,
}

/// Tries a property; the first value that breaks it, made as small as possible.
///
/// `attempt` answers with how a value breaks the property, or with nothing.
pub(crate) async fn for_all<S, F, E>(
    name: &str,
    awkward: impl IntoIterator<Item = S::Value>,
    strategy: S,
    budget: Budget,
    mut attempt: impl AsyncFnMut(&S::Value) -> Result<Option<F>, E>,
) -> Result<Option<Counterexample<S::Value, F>>, E>
where
    S: Strategy,
    S::Value: Clone + Debug,
{
    for value in awkward {
        if let Some(failure) = attempt(&value).await? {
            return Ok(Some(Counterexample { value, failure }));
        }
    }
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed_of(name, budget.seed));
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for _ in 0..budget.n_cases {
        // A strategy whose filters let nothing through has no more values.
        let Ok(mut tree) = strategy.new_tree(&mut runner) else {
            break;
        };
        let value = tree.current();
        if let Some(failure) = attempt(&value).await? {
            let first = Counterexample { value, failure };
            return shrink(&mut tree, first, budget.n_shrinks, attempt)
                .await
                .map(Some);
        }
    }
    Ok(None)
}

async fn shrink<T, F, E>(
    tree: &mut T,
    mut smallest: Counterexample<T::Value, F>,
    n_shrinks: u32,
    mut attempt: impl AsyncFnMut(&T::Value) -> Result<Option<F>, E>,
) -> Result<Counterexample<T::Value, F>, E>
where
    T: ValueTree,
    T::Value: Clone,
{
    let mut is_smaller = tree.simplify();
    for _ in 0..n_shrinks {
        if !is_smaller {
            break;
        }
        let value = tree.current();
        is_smaller = if let Some(failure) = attempt(&value).await? {
            smallest = Counterexample { value, failure };
            tree.simplify()
        } else {
            tree.complicate()
        };
    }
    Ok(smallest)
}

/// A seed for each property, so that one can be repeated without the others.
fn seed_of(name: &str, seed: u64) -> [u8; 32] {
    // FNV-1a, which stays the same from release to release.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&hash.to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures::FutureExt as _;
    use proptest::string::string_regex;

    use super::*;

    /// Names with a `q` break the property; how many were tried, and the counterexample.
    fn names_without_q(seed: u64, awkward: &[&str]) -> (u32, Option<String>) {
        let mut n_tried = 0;
        let budget = Budget {
            n_cases: 200,
            n_shrinks: 500,
            seed,
        };
        let found = for_all(
            "names",
            awkward.iter().map(|name| (*name).to_owned()),
            string_regex("[a-z]{1,40}").unwrap(),
            budget,
            async |name: &String| {
                n_tried += 1;
                Ok::<_, Infallible>(name.contains('q').then_some(()))
            },
        )
        .now_or_never()
        .unwrap()
        .unwrap();
        (n_tried, found.map(|found| found.value))
    }

    #[test]
    fn a_counterexample_is_made_as_small_as_possible() {
        let (n_tried, found) = names_without_q(42, &[]);
        assert_eq!(found.as_deref(), Some("q"));
        assert!(n_tried < 300, "{n_tried}");
    }

    #[test]
    fn a_seed_repeats_a_run() {
        assert_eq!(names_without_q(7, &[]), names_without_q(7, &[]));
    }

    #[test]
    fn awkward_values_come_first_and_as_they_are() {
        assert_eq!(
            names_without_q(1, &["ok", "qqq"]),
            (2, Some("qqq".to_owned()))
        );
    }
}
