//! From spellings to small numbers.
//!
//! Two tables, both with open addressing and linear probing and at most three quarters full. [`Spellings`] is the one
//! that every word of every text is looked up in: its slots hold the word itself and its counter.
//! [`Interner`] is for terms and names, which are looked up once for each distinct spelling: its slots are eight bytes,
//! part of a hash and the number, so a vocabulary of news fits the second-level cache.
//!
//! The hash is a multiplication with a seed of the table's own. Should text come that makes many
//! keys collide all the same, the table notices that it probes too far and changes to the keyed
//! hash of the standard library for good: hostile text costs a constant factor, never a quadratic
//! one. Neither seed nor hash shows in any answer, since numbers are given in the order of arrival.

mod key;
mod names;
mod spellings;
mod tally;

use serde::{Deserialize, Serialize};

use self::key::Mix;
use self::names::Names;
pub(crate) use self::spellings::Spellings;
pub(crate) use self::tally::Tally;
use super::simd::Kernel;

/// Slots looked at before a table with the fast hash is held to be under attack. With honest keys
/// the longest run in a table of a million that is three quarters full is about 370.
const LONGEST_PROBE: usize = 1024;

/// The number of a term, from 0 in order of first occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TermId(pub(crate) u32);

impl TermId {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Slots of a table in which so many fill at most three quarters.
fn fewest_slots(n: usize) -> usize {
    (4 * n / 3 + 1).next_power_of_two()
}

/// The distinct spellings or terms of a corpus, numbered in order of first occurrence.
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
    names: Names,
    slots: Vec<Entry>,
    mix: Mix,
    /// Whether a term was put too far from its place.
    is_attacked: bool,
}

/// A slot: where it is not free, the number of a term plus one and the part of its hash that gives its place.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    hash: u32,
    number: u32,
}

impl Default for Interner {
    fn default() -> Self {
        Self::new()
    }
}

impl Interner {
    /// A vocabulary without terms.
    pub fn new() -> Self {
        Self {
            names: Names::default(),
            slots: vec![Entry::default(); 256],
            mix: Mix::new(),
            is_attacked: false,
        }
    }

    /// The number of terms.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are no terms.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The term of a number.
    ///
    /// # Panics
    /// If the number is of another vocabulary and too large for this one.
    pub fn term(&self, id: TermId) -> &str {
        self.names.get(id)
    }

    /// All terms in the order of their numbers.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter()
    }

    /// The number of a term that is known already.
    pub fn id(&self, term: &str) -> Option<TermId> {
        let (place, _) = self.find(self.hash(term), term);
        self.slots[place].number.checked_sub(1).map(TermId)
    }

    /// The number of a term, which is the next one if the term is new.
    ///
    /// # Panics
    /// At the four-billionth term.
    #[inline]
    pub fn intern(&mut self, term: &str) -> TermId {
        self.make_room(1);
        self.intern_asked(self.hash(term), term)
    }

    /// As [`Interner::intern`], with what [`Interner::ask`] gave for the term.
    #[inline]
    pub(crate) fn intern_asked(&mut self, hash: u32, term: &str) -> TermId {
        let (place, probes) = self.find(hash, term);
        if self.slots[place].number == 0 {
            self.slots[place] = Entry { hash, number: self.names.push(term) };
            self.is_attacked |= probes > LONGEST_PROBE;
        }
        TermId(self.slots[place].number - 1)
    }

    /// Asks the memory for the slots of a few terms that are to be interned together, and makes room for them;
    /// gives the hash of each.
    pub(crate) fn ask<'t>(
        &mut self,
        kernel: Kernel,
        terms: impl ExactSizeIterator<Item = &'t str>,
        hashes: &mut Vec<u32>,
    ) {
        self.make_room(terms.len());
        hashes.clear();
        let mask = self.slots.len() - 1;
        hashes.extend(terms.map(|term| {
            let hash = self.hash(term);
            kernel.prefetch(&self.slots, hash as usize & mask);
            hash
        }));
        // Then for the terms to compare with, so that a wrong guess whether one is new need not wait for it.
        for &hash in &*hashes {
            let Entry { hash: other, number } = self.slots[hash as usize & mask];
            if number != 0 && other == hash {
                self.names.ask(kernel, TermId(number - 1));
            }
        }
    }

    /// Makes room for the terms of so many bytes of news, so that the table need not grow on the way: some eight
    /// times the root of them. Gives their number.
    pub(crate) fn expect_news(&mut self, bytes: usize) -> usize {
        let n_terms = 8 * bytes.isqrt();
        self.expect(n_terms);
        n_terms
    }

    /// Makes room for so many more terms.
    pub(crate) fn expect(&mut self, n_terms: usize) {
        self.make_room(n_terms);
        self.names.reserve(n_terms);
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

    #[inline]
    fn hash(&self, term: &str) -> u32 {
        self.mix.hash(self.mix.key_of(term)) as u32
    }

    /// The slot of a term, or the free one for it, and how many were looked at.
    #[inline]
    fn find(&self, hash: u32, term: &str) -> (usize, usize) {
        let mask = self.slots.len() - 1;
        let mut place = hash as usize & mask;
        let mut probes = 1;
        loop {
            let Entry { hash: other, number } = self.slots[place];
            if number == 0 || other == hash && self.names.get(TermId(number - 1)) == term {
                return (place, probes);
            }
            place = (place + 1) & mask;
            probes += 1;
        }
    }

    /// Grows if the table has no room for so many more terms, or follows a change of the hash.
    #[inline]
    fn make_room(&mut self, more: usize) {
        let is_full = 4 * (self.len() + more) > 3 * self.slots.len();
        if is_full || self.is_attacked {
            let attacked = std::mem::take(&mut self.is_attacked);
            let changes = attacked && !is_full && self.mix.change_to_keyed();
            if is_full || changes {
                self.rebuild(fewest_slots(self.len() + more).max(self.slots.len()), changes);
            }
        }
    }

    /// A table of another size, or of another hash. The slots are taken as they lie, since neighbours in a
    /// table are neighbours in one of twice its size.
    #[cold]
    fn rebuild(&mut self, size: usize, hash_changed: bool) {
        let mask = size - 1;
        let old = std::mem::replace(&mut self.slots, vec![Entry::default(); size]);
        for mut entry in old.into_iter().filter(|entry| entry.number != 0) {
            if hash_changed {
                entry.hash = self.hash(self.names.get(TermId(entry.number - 1)));
            }
            let mut place = entry.hash as usize & mask;
            while self.slots[place].number != 0 {
                place = (place + 1) & mask;
            }
            self.slots[place] = entry;
        }
    }
}

#[cfg(test)]
mod tests;
