//! Valid tokens in memory, so that a request with a known token asks no database.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use lru::LruCache;
use ring::digest::{SHA256, SHA256_OUTPUT_LEN, digest};

/// Parts with a lock each, so that requests seldom wait for each other.
const SHARDS: usize = 16;
/// How many tokens each part remembers.
const SHARD_CAPACITY: NonZeroUsize = NonZeroUsize::new(256).unwrap();

/// The SHA-256 of a token, which stands for it everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TokenHash([u8; SHA256_OUTPUT_LEN]);

impl TokenHash {
    /// The hash of a token.
    pub(super) fn of(token: &str) -> Self {
        let mut hash = [0; SHA256_OUTPUT_LEN];
        hash.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        Self(hash)
    }

    /// Its bytes.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// What is known of tokens, each until a time.
pub(super) struct TokenCache<T> {
    shards: [Mutex<LruCache<TokenHash, Known<T>>>; SHARDS],
    generation: AtomicU64,
}

struct Known<T> {
    what: Arc<T>,
    until: Timestamp,
}

/// A moment in the life of a cache: what was looked up before a [`TokenCache::clear`] is not put
/// into it afterwards.
#[derive(Clone, Copy)]
pub(super) struct Generation(u64);

impl<T> TokenCache<T> {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::new(LruCache::new(SHARD_CAPACITY))),
            generation: AtomicU64::new(0),
        }
    }

    /// What is known of a token now.
    pub(super) fn get(&self, token: &TokenHash, now: Timestamp) -> Option<Arc<T>> {
        let mut shard = self.shard(token);
        let known = shard.get(token)?;
        if known.until > now {
            return Some(known.what.clone());
        }
        shard.pop(token);
        None
    }

    /// The moment, to be taken before a token is looked up.
    pub(super) fn generation(&self) -> Generation {
        Generation(self.generation.load(Ordering::SeqCst))
    }

    /// Remembers what was looked up since that moment, unless it may be out of date.
    pub(super) fn put(&self, token: TokenHash, what: Arc<T>, until: Timestamp, since: Generation) {
        let mut shard = self.shard(&token);
        if self.generation.load(Ordering::SeqCst) == since.0 {
            shard.put(token, Known { what, until });
        }
    }

    /// Forgets everything: users, roles or tokens have changed.
    pub(super) fn clear(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        for shard in &self.shards {
            lock(shard).clear();
        }
    }

    fn shard(&self, token: &TokenHash) -> MutexGuard<'_, LruCache<TokenHash, Known<T>>> {
        lock(&self.shards[usize::from(token.0[0]) % SHARDS])
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T> std::fmt::Debug for TokenCache<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("TokenCache").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_until_its_time_or_until_something_changes() {
        let cache = TokenCache::new();
        let (token, now) = (TokenHash::of("t"), Timestamp::UNIX_EPOCH);
        let until = Timestamp::from_second(60).unwrap();
        cache.put(token, Arc::new(1), until, cache.generation());
        assert_eq!(cache.get(&token, now).as_deref(), Some(&1));
        assert_eq!(cache.get(&token, until), None);
        cache.put(token, Arc::new(2), until, cache.generation());
        cache.clear();
        assert_eq!(cache.get(&token, now), None);
    }

    #[test]
    fn what_was_looked_up_before_a_change_is_not_remembered_after_it() {
        let cache = TokenCache::new();
        let token = TokenHash::of("t");
        let before = cache.generation();
        cache.clear();
        cache.put(token, Arc::new(1), Timestamp::MAX, before);
        assert_eq!(cache.get(&token, Timestamp::UNIX_EPOCH), None);
    }
}
