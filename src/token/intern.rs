//! From spellings to small numbers: the one table that every word of every text is looked up in,
//! and the terms that spellings lead to.
//!
//! An open-addressing table with linear probing, at most half full. A spelling of up to sixteen
//! bytes (all but one word in five thousand of English news) is two integers, so that finding it is one
//! multiplication and one comparison, without touching any string. Longer ones are found by their
//! hash and compared as strings.
//!
//! Words of a text are looked up a few dozen at a time, so that their slots come from memory
//! together.
//!
//! The hash is a multiplication with a seed of the table's own. Should text come that makes many
//! keys collide all the same, the table notices that it probes too far and changes to the keyed
//! hash of the standard library for good: hostile text costs a constant factor, never a quadratic
//! one. Neither seed nor hash shows in any answer, since numbers are given in the order of arrival.
//!
//! Memory, by the layout: a spelling takes its own bytes, 16 of key, 8 of end and 8 to 16 of slots, and
//! as much again at most for vectors that have just grown.

mod key;

use serde::{Deserialize, Serialize};

pub(crate) use self::key::Key;
use self::key::Mix;
use super::simd::Kernel;

/// Slots looked at before a table with the fast hash is held to be under attack. With honest keys
/// the longest run in a half-full table of a million is about 70.
const LONGEST_PROBE: usize = 128;

/// Words that are looked up together.
pub(crate) const BATCH: usize = 64;

/// Room for the keys of the words that are looked up together, and their hashes.
pub(crate) type Wanted = [(Key, u64); BATCH];

/// The number of a term, from 0 in order of first occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TermId(pub(crate) u32);

impl TermId {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
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
    /// All spellings, one after another.
    text: String,
    /// Where each ends in `text`.
    ends: Vec<usize>,
    /// The key of each spelling, behind one that no spelling has. The frequent ones come early in any
    /// text, so what is often needed lies together.
    keys: Vec<Key>,
    /// The place in `keys` of what hashes to each slot; 0 where it is free.
    slots: Vec<u32>,
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
        Self {
            text: String::new(),
            ends: Vec::new(),
            keys: vec![Key::default()],
            slots: vec![0; 256],
            mix: Mix::new(),
        }
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
        let (slot, _) = self.find(self.mix.key_of(term), term);
        self.slots[slot].checked_sub(1).map(TermId)
    }

    /// The number of a term, which is the next one if the term is new.
    ///
    /// # Panics
    /// At the four-billionth term.
    #[inline]
    pub fn intern(&mut self, term: &str) -> TermId {
        let key = self.mix.key_of(term);
        let (slot, probes) = self.find(key, term);
        match self.slots[slot] {
            0 => self.add(key, term, slot, probes),
            place => {
                // What is wanted out of its place moves there, so that `tally` finds what is frequent.
                let home = self.mix.hash(key) as usize & (self.slots.len() - 1);
                self.slots.swap(home, slot);
                TermId(place - 1)
            }
        }
    }

    fn add(&mut self, key: Key, term: &str, slot: usize, probes: usize) -> TermId {
        self.slots[slot] =
            u32::try_from(self.keys.len()).expect("fewer than four billion terms fit in memory");
        let id = TermId(self.slots[slot] - 1);
        self.text.push_str(term);
        self.ends.push(self.text.len());
        self.keys.push(key);
        if probes > LONGEST_PROBE && self.mix.change_to_keyed() {
            self.rebuild(1);
        } else if 2 * self.keys.len() > self.slots.len() {
            self.rebuild(2);
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

    /// Counts the words of a text, at most [`BATCH`], that are found in the slots where they should be.
    /// `numbers` gets the number of each plus one, or 0 of a word that was not found, be it new, long, or
    /// displaced; `tally` has a counter for each of these numbers, and that of 0 stays 0. Gives a bit for
    /// each word whose counter was 0.
    ///
    /// First all slots are asked for, so that they come from memory together; and nothing branches on what is found, since with every wrong guess the processor would have to
    /// start again.
    #[inline(always)]
    pub(crate) fn tally(
        &self,
        kernel: Kernel,
        text: &[u8],
        words: &[[u32; 2]],
        wanted: &mut Wanted,
        tally: &mut [u32],
        numbers: &mut [u32],
    ) -> u64 {
        if self.mix.is_keyed() {
            numbers.fill(0);
            return !0 >> (BATCH - words.len());
        }
        let slots = &*self.slots;
        let Some(mask) = slots.len().checked_sub(1) else { return 0 };
        let seed = self.mix.seed;
        for (&[start, end], wanted) in words.iter().zip(&mut *wanted) {
            let key = Key::within(text, start as usize, end as usize);
            let hash = key.hash(seed);
            kernel.prefetch(slots, hash as usize & mask);
            *wanted = (key, hash);
        }
        let mut odd = 0;
        let keys = &*self.keys;
        let tally = &mut tally[..keys.len()];
        for (nth, (&(key, hash), number)) in wanted.iter().zip(numbers).enumerate() {
            let place = slots[hash as usize & mask];
            let found = keys[place as usize];
            let is_it = (found.low ^ key.low) | (found.high ^ key.high) == 0;
            // A long word has the key of a free slot, whose place is 0.
            let place = place & u32::from(is_it).wrapping_neg();
            let times = &mut tally[place as usize];
            odd |= u64::from(*times == 0) << nth;
            *times += u32::from(place != 0);
            *number = place;
        }
        odd
    }

    /// The slot of a spelling, or the free one for it, and how many were looked at.
    #[inline]
    fn find(&self, key: Key, spelling: &str) -> (usize, usize) {
        let mask = self.slots.len() - 1;
        let mut slot = self.mix.hash(key) as usize & mask;
        let mut probes = 1;
        loop {
            let place = self.slots[slot];
            let is_it = || {
                self.keys[place as usize] == key
                    && (!key.is_hash() || self.term(TermId(place - 1)) == spelling)
            };
            if place == 0 || is_it() {
                return (slot, probes);
            }
            slot = (slot + 1) & mask;
            probes += 1;
        }
    }

    /// Grows and follows a change of the hash. The first to come get the slots that they should have.
    #[cold]
    fn rebuild(&mut self, growth: usize) {
        let mask = growth * self.slots.len() - 1;
        self.slots = vec![0; mask + 1];
        for place in 1..self.keys.len() {
            if self.keys[place].is_hash() {
                self.keys[place] = self.mix.key_of(self.term(TermId(place as u32 - 1)));
            }
            let mut slot = self.mix.hash(self.keys[place]) as usize & mask;
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = place as u32;
        }
    }
}

#[cfg(test)]
mod tests;
