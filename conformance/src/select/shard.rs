//! A part of all requirements, the same one on every machine and in every release.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of several parts that together are everything, and have nothing in common.
///
/// An id stays in its part whatever else is added or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Shard {
    /// Which one, from 1.
    pub index: u32,
    /// Of how many.
    pub count: u32,
}

/// A text that is no part.
#[derive(Debug, thiserror::Error)]
#[error("expected K/N with 1 ≤ K ≤ N ≤ 1000")]
pub struct ShardError;

impl Shard {
    /// Whether an id belongs to it.
    pub fn holds(&self, id: &str) -> bool {
        let part = hash(id) % u64::from(self.count.max(1));
        part + 1 == u64::from(self.index)
    }
}

/// FNV-1a, and a last mix, as the lowest bits of FNV alone are not spread well.
fn hash(id: &str) -> u64 {
    let fnv = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (fnv ^ (fnv >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (index, count) = text.split_once('/').ok_or(ShardError)?;
        let number = |text: &str| text.parse().map_err(|_| ShardError);
        let shard = Self {
            index: number(index)?,
            count: number(count)?,
        };
        let is_part = (1..=shard.count).contains(&shard.index) && shard.count <= 1000;
        is_part.then_some(shard).ok_or(ShardError)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.index, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_in_one_part_and_parts_are_about_as_large() {
        let ids: Vec<String> = (0..1000).map(|n| format!("stacks.create.{n}")).collect();
        let parts: Vec<usize> = (1..=4)
            .map(|index| Shard { index, count: 4 })
            .map(|shard| ids.iter().filter(|id| shard.holds(id)).count())
            .collect();
        assert_eq!(parts.iter().sum::<usize>(), 1000);
        assert!(parts.iter().all(|n| (200..300).contains(n)), "{parts:?}");
    }

    #[test]
    fn an_id_never_moves() {
        // Reports of other releases are merged by these.
        let part = |id: &str| {
            (1..=7).find(|index| {
                Shard {
                    index: *index,
                    count: 7,
                }
                .holds(id)
            })
        };
        assert_eq!(part("stacks.create.201"), Some(5));
        assert_eq!(part("events.list.limit"), Some(6));
    }

    #[test]
    fn only_parts_are_read() {
        assert_eq!("2/3".parse::<Shard>().unwrap().to_string(), "2/3");
        for text in [
            "", "1", "0/3", "4/3", "1/0", "1/1001", "-1/3", "a/b", "1/2/3",
        ] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
