//! Tables from strings to numbers: the [`Interner`] of terms, and the surface forms that lead to
//! them.
//!
//! Both are open-addressing tables with linear probing, at most half full. A surface form of up to
//! sixteen bytes (all but one word in five thousand of English news) lies in its slot as two
//! integers, so that finding it is one multiplication and one comparison, without touching any
//! string. Longer forms and the terms themselves lie in one string each, found by hash.
//!
//! The hash is a multiplication with a seed of the table's own. Should text come that makes many
//! keys collide all the same, the table notices that it probes too far and changes to the keyed
//! hash of the standard library for good: hostile text costs a constant factor, never a quadratic
//! one. Neither seed nor hash shows in any answer, since numbers are given in the order of arrival.
//!
//! Memory: about 36 bytes per term of a vocabulary, 48 to 96 per surface form.

mod forms;

use std::hash::{BuildHasher, RandomState};

use serde::{Deserialize, Serialize};

pub(crate) use forms::{Forms, Key, UNKNOWN};

/// Slots looked at before a table with the fast hash is held to be under attack. With honest keys
/// the longest run in a half-full table of a million is about 70.
const LONGEST_PROBE: usize = 128;

/// The number of a term, from 0 in order of first occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TermId(pub(crate) u32);

impl TermId {
    /// The term of a number given by [`Interner::intern`].
    pub(crate) fn new(index: u32) -> Self {
        Self(index)
    }

    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A seeded hash that can be exchanged for a keyed one.
#[derive(Clone, Debug)]
struct Mix {
    seed: [u64; 2],
    keyed: Option<RandomState>,
}

impl Mix {
    fn new() -> Self {
        let random = RandomState::new();
        Self { seed: [random.hash_one(0), random.hash_one(1)], keyed: None }
    }

    /// The hash of a key of sixteen bytes.
    #[inline]
    fn pair(&self, low: u64, high: u64) -> u64 {
        match &self.keyed {
            None => fold(low ^ self.seed[0], high ^ self.seed[1]),
            Some(keyed) => keyed.hash_one((low, high)),
        }
    }

    /// The hash of any string.
    fn bytes(&self, bytes: &[u8]) -> u64 {
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

    /// Gives up the fast hash. `false` if that happened before.
    fn change_to_keyed(&mut self) -> bool {
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

/// The distinct terms of a corpus, numbered in order of first occurrence.
///
/// ```
/// use parallax::token::Interner;
///
/// let mut vocabulary = Interner::new();
/// let tax = vocabulary.intern("tax");
/// assert_eq!(vocabulary.intern("tax"), tax);
/// assert_eq!(vocabulary.term(tax), "tax");
/// assert_eq!(vocabulary.id("vote"), None);
/// ```
#[derive(Clone, Debug)]
pub struct Interner {
    /// All terms, one after another.
    text: String,
    /// Where each term ends in `text`.
    ends: Vec<usize>,
    /// Half of the hash and the number of a term plus one; zero where the slot is free.
    slots: Vec<[u32; 2]>,
    mix: Mix,
}

impl Default for Interner {
    fn default() -> Self {
        Self::new()
    }
}

impl Interner {
    /// A vocabulary without terms.
    pub fn new() -> Self {
        Self { text: String::new(), ends: Vec::new(), slots: vec![[0; 2]; 64], mix: Mix::new() }
    }

    /// The number of terms.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no terms.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The term of a number.
    ///
    /// # Panics
    /// If the number is of another vocabulary and too large for this one.
    pub fn term(&self, id: TermId) -> &str {
        let start = if id.0 == 0 { 0 } else { self.ends[id.index() - 1] };
        &self.text[start..self.ends[id.index()]]
    }

    /// All terms in the order of their numbers.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len() as u32).map(|id| self.term(TermId(id)))
    }

    /// The number of a term that is known already.
    pub fn id(&self, term: &str) -> Option<TermId> {
        self.find(self.mix.bytes(term.as_bytes()), term).ok()
    }

    /// The number of a term, which is the next one if the term is new.
    ///
    /// # Panics
    /// At the four-billionth term.
    pub fn intern(&mut self, term: &str) -> TermId {
        let hash = self.mix.bytes(term.as_bytes());
        let (slot, probes) = match self.find(hash, term) {
            Ok(id) => return id,
            Err(place) => place,
        };
        let id =
            TermId(u32::try_from(self.len()).expect("fewer than four billion terms fit in memory"));
        self.text.push_str(term);
        self.ends.push(self.text.len());
        self.slots[slot] = [(hash >> 32) as u32, id.0 + 1];
        if probes > LONGEST_PROBE && self.mix.change_to_keyed() || 2 * self.len() > self.slots.len()
        {
            self.rebuild();
        }
        id
    }

    /// Adds the terms of another vocabulary in their order; gives, for each of its numbers, the
    /// number here.
    ///
    /// If the parts of a corpus are absorbed in corpus order, the result is the vocabulary that one
    /// pass over the whole corpus would have made.
    ///
    /// ```
    /// use parallax::token::Interner;
    ///
    /// let (mut all, mut part) = (Interner::new(), Interner::new());
    /// all.intern("tax");
    /// part.intern("vote");
    /// part.intern("tax");
    /// let here: Vec<usize> = all.absorb(&part).into_iter().map(|id| id.index()).collect();
    /// assert_eq!(here, [1, 0]);
    /// ```
    pub fn absorb(&mut self, part: &Interner) -> Vec<TermId> {
        part.terms().map(|term| self.intern(term)).collect()
    }

    /// The number of a term, or the free slot for it and how many slots were looked at.
    fn find(&self, hash: u64, term: &str) -> Result<TermId, (usize, usize)> {
        let mask = self.slots.len() - 1;
        let mut probes = 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                [_, 0] => return Err((at, probes)),
                [half, id] if half == (hash >> 32) as u32 && self.term(TermId(id - 1)) == term => {
                    return Ok(TermId(id - 1));
                }
                _ => {}
            }
            at = (at + 1) & mask;
            probes += 1;
        }
    }

    /// Makes room for twice the terms, and follows a change of the hash.
    #[cold]
    fn rebuild(&mut self) {
        let mut slots = vec![[0; 2]; 4 * self.len().next_power_of_two().max(16)];
        let mask = slots.len() - 1;
        for id in 0..self.len() as u32 {
            let hash = self.mix.bytes(self.term(TermId(id)).as_bytes());
            let mut at = hash as usize & mask;
            while slots[at][1] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = [(hash >> 32) as u32, id + 1];
        }
        self.slots = slots;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_numbered_as_they_come() {
        let mut vocabulary = Interner::new();
        let words: Vec<String> = (0..5_000).map(|n| format!("word {}", n * 7919 % 5_000)).collect();
        for _ in 0..2 {
            for (at, word) in words.iter().enumerate() {
                assert_eq!(vocabulary.intern(word).index(), at);
            }
        }
        assert_eq!(vocabulary.terms().collect::<Vec<_>>(), words);
        assert_eq!(vocabulary.id("word 5000"), None);
        assert_eq!(vocabulary.intern("").index(), 5_000);
        assert_eq!(vocabulary.term(TermId(5_000)), "");
    }

    #[test]
    fn parts_absorbed_in_order_are_the_whole() {
        let words: Vec<String> = (0..999_u32).map(|n| (n * n % 301).to_string()).collect();
        let whole = words.iter().fold(Interner::new(), |mut all, word| {
            all.intern(word);
            all
        });
        for n_parts in [1, 2, 3, 10] {
            let mut merged = Interner::new();
            for part in words.chunks(words.len().div_ceil(n_parts)) {
                let mut own = Interner::new();
                part.iter().for_each(|word| {
                    own.intern(word);
                });
                for (id, here) in merged.absorb(&own).into_iter().enumerate() {
                    assert_eq!(merged.term(here), own.term(TermId(id as u32)));
                }
            }
            assert_eq!((merged.text, merged.ends), (whole.text.clone(), whole.ends.clone()));
        }
    }

    #[test]
    fn colliding_terms_do_not_pile_up() {
        let mut vocabulary = Interner::new();
        // A seed of zero in the second half makes every product zero: all strings collide.
        vocabulary.mix.seed = [0; 2];
        let terms: Vec<String> = (0..20_000).map(|n| format!("term{n}")).collect();
        for (at, term) in terms.iter().enumerate() {
            assert_eq!(vocabulary.intern(term).index(), at);
        }
        assert!(vocabulary.mix.keyed.is_some());
        let longest = terms.iter().map(|term| {
            let mask = vocabulary.slots.len() - 1;
            let mut at = vocabulary.mix.bytes(term.as_bytes()) as usize & mask;
            let mut probes = 1;
            while vocabulary.slots[at][1] != vocabulary.id(term).expect("interned above").0 + 1 {
                at = (at + 1) & mask;
                probes += 1;
            }
            probes
        });
        assert!(longest.max() < Some(LONGEST_PROBE));
    }
}
