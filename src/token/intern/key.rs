//! Spellings of up to sixteen bytes as two integers, which are compared and hashed without touching
//! a string, and the seeded hash of keys and longer spellings.

use std::hash::{BuildHasher, RandomState};

use crate::token::simd::{Pair, TOO_LONG, halves, mixed, sixteen};

/// A spelling of up to sixteen bytes, filled up with zeros. No spelling that is kept in this form
/// begins or ends with a zero byte, so different lengths differ. All zeros: no spelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key(pub(super) Pair);

impl Key {
    /// Whether a word was too long for a key.
    #[inline]
    pub(super) fn is_none(self) -> bool {
        self.0 == TOO_LONG
    }

    /// The key of a spelling on its own; `None` if it is empty or too long, or begins or ends with a zero
    /// byte.
    #[inline]
    fn new(spelling: &str) -> Option<Self> {
        let bytes = spelling.as_bytes();
        if bytes.first().is_none_or(|&byte| byte == 0) || bytes.ends_with(&[0]) {
            return None;
        }
        sixteen(bytes).map(Self)
    }

    /// Whether this is the hash of a spelling that has no key of its own.
    #[inline]
    pub(super) fn is_hash(self) -> bool {
        self.0[0] as u8 == 0
    }
}

/// A seeded hash that can be exchanged for a keyed one.
#[derive(Clone, Debug)]
pub(super) struct Mix {
    pub(super) seed: Pair,
    pub(super) keyed: Option<RandomState>,
}

impl Mix {
    pub(super) fn new() -> Self {
        let random = RandomState::new();
        Self { seed: [random.hash_one(0), random.hash_one(1)], keyed: None }
    }

    /// The key of a spelling: itself, or its hash behind a zero.
    #[inline]
    pub(super) fn key_of(&self, spelling: &str) -> Key {
        Key::new(spelling).unwrap_or_else(|| Key([0, self.bytes(spelling.as_bytes())]))
    }

    /// The hash of a key.
    #[inline]
    pub(super) fn hash(&self, key: Key) -> u64 {
        match &self.keyed {
            None => mixed(key.0, self.seed),
            Some(keyed) => keyed.hash_one(key.0),
        }
    }

    /// The hash of any string.
    #[cold]
    pub(super) fn bytes(&self, bytes: &[u8]) -> u64 {
        if let Some(keyed) = &self.keyed {
            return keyed.hash_one(bytes);
        }
        let (pairs, rest) = bytes.as_chunks::<16>();
        let start = fold(self.seed[0] ^ bytes.len() as u64, self.seed[1]);
        let hash = pairs.iter().fold(start, |hash, pair| {
            let [low, high] = halves(*pair);
            fold(low ^ hash, high ^ self.seed[1])
        });
        let mut last = [0; 16];
        last[..rest.len()].copy_from_slice(rest);
        let [low, high] = halves(last);
        fold(low ^ hash, high ^ self.seed[1])
    }

    /// Whether the fast hash was given up.
    #[inline]
    pub(super) fn is_keyed(&self) -> bool {
        self.keyed.is_some()
    }

    /// Gives up the fast hash. `false` if that happened before.
    pub(super) fn change_to_keyed(&mut self) -> bool {
        let changes = self.keyed.is_none();
        if changes {
            self.keyed = Some(RandomState::new());
        }
        changes
    }
}

/// Both halves of a product of 128 bits, combined.
#[inline]
fn fold(left: u64, right: u64) -> u64 {
    let product = u128::from(left) * u128::from(right);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_spellings_apart() {
        let text = "sixteen letters and more";
        for start in 0..text.len() {
            for length in 2..=16.min(text.len() - start) {
                let alone = Key::new(&text[start..start + length]).expect("short enough");
                assert_ne!(Key::new(&text[start..start + length - 1]), Some(alone));
            }
        }
        for spelling in ["", "seventeen letters", "ends with\0", "\0begins"] {
            assert_eq!(Key::new(spelling), None, "{spelling:?}");
        }
    }
}
