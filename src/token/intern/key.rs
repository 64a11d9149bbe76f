//! Spellings of up to sixteen bytes as two integers, which are compared and hashed without touching
//! a string, and the seeded hash of keys and longer spellings.

use std::hash::{BuildHasher, RandomState};

use crate::token::simd::sixteen;

/// A spelling of up to sixteen bytes, filled up with zeros. No spelling that is kept in this form
/// begins or ends with a zero byte, so different lengths differ. All zeros: no spelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    pub(super) low: u64,
    pub(super) high: u64,
}

/// The bytes that a spelling of each length keeps.
const KEEP: [Key; 17] = {
    let mut keep = [Key { low: !0, high: !0 }; 17];
    let mut length = 0;
    while length < 16 {
        let bits = (1_u128 << (8 * length)) - 1;
        keep[length] = Key { low: bits as u64, high: (bits >> 64) as u64 };
        length += 1;
    }
    keep
};

impl Key {
    /// No spelling and no hash: the key that no slot has.
    const NONE: Self = Self { low: 1 << 8, high: 0 };

    /// Whether a word was too long for a key.
    #[inline]
    pub(super) fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// The key of a word inside a text; that of no spelling if the word is too long for one.
    #[inline(always)]
    pub(super) fn within(text: &[u8], start: usize, end: usize) -> Self {
        let (Some(keep), Some(bytes)) = (KEEP.get(end - start), text.get(start..start + 16)) else {
            return Self::at_the_end(&text[start..end]);
        };
        let (low, high) = halves(bytes.try_into().expect("sixteen bytes"));
        Self { low: low & keep.low, high: high & keep.high }
    }

    /// The hash with a seed.
    #[inline(always)]
    pub(super) fn hash(self, seed: [u64; 2]) -> u64 {
        fold(self.low ^ seed[0], self.high ^ seed[1])
    }

    /// The key of a spelling on its own; `None` if it is empty or too long, or begins or ends with a zero
    /// byte.
    #[inline]
    fn new(spelling: &str) -> Option<Self> {
        let bytes = spelling.as_bytes();
        if bytes.first().is_none_or(|&byte| byte == 0) || bytes.ends_with(&[0]) {
            return None;
        }
        sixteen(bytes).map(|[low, high]| Self { low, high })
    }

    /// Whether this is the hash of a spelling that has no key of its own.
    #[inline]
    pub(super) fn is_hash(self) -> bool {
        self.low as u8 == 0
    }

    /// The key of a word that is long or one of the last of its text.
    #[cold]
    fn at_the_end(word: &[u8]) -> Self {
        let mut bytes = [0; 16];
        match bytes.get_mut(..word.len()) {
            Some(start) => start.copy_from_slice(word),
            None => return Self::NONE,
        }
        let (low, high) = halves(bytes);
        Self { low, high }
    }
}

/// A seeded hash that can be exchanged for a keyed one.
#[derive(Clone, Debug)]
pub(super) struct Mix {
    pub(super) seed: [u64; 2],
    pub(super) keyed: Option<RandomState>,
}

impl Mix {
    pub(super) fn new() -> Self {
        let random = RandomState::new();
        // An odd number, so that no two short spellings have the same product.
        Self { seed: [random.hash_one(0), random.hash_one(1) | 1], keyed: None }
    }

    /// The key of a spelling: itself, or its hash behind a zero.
    #[inline]
    pub(super) fn key_of(&self, spelling: &str) -> Key {
        Key::new(spelling).unwrap_or_else(|| Key { low: 0, high: self.bytes(spelling.as_bytes()) })
    }

    /// The hash of a key.
    #[inline]
    pub(super) fn hash(&self, key: Key) -> u64 {
        match &self.keyed {
            None => key.hash(self.seed),
            Some(keyed) => keyed.hash_one((key.low, key.high)),
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
            let (low, high) = halves(*pair);
            fold(low ^ hash, high ^ self.seed[1])
        });
        let mut last = [0; 16];
        last[..rest.len()].copy_from_slice(rest);
        let (low, high) = halves(last);
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

#[inline]
fn halves(bytes: [u8; 16]) -> (u64, u64) {
    let both = u128::from_le_bytes(bytes);
    (both as u64, (both >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_spellings_apart() {
        let text = "sixteen letters and more";
        for start in 0..text.len() {
            for length in 1..=16.min(text.len() - start) {
                let alone = Key::new(&text[start..start + length]).expect("short enough");
                assert_eq!(Key::within(text.as_bytes(), start, start + length), alone);
                let shorter = Key::within(text.as_bytes(), start, start + length - 1);
                assert_ne!(alone, shorter);
            }
        }
        assert!(Key::within(text.as_bytes(), 0, 17).is_none());
        for spelling in ["", "seventeen letters", "ends with\0", "\0begins"] {
            assert_eq!(Key::new(spelling), None, "{spelling:?}");
        }
    }
}
