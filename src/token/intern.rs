//! From spellings to small numbers: the one table that every word of every text is looked up in,
//! and the terms that spellings lead to.
//!
//! An open-addressing table with linear probing, at most three quarters full. A slot is half a line of the cache
//! and holds all that a word needs that was met before: a spelling of up to sixteen bytes (all but one
//! word in five thousand of English news) as two integers, its counter, its term. So counting a word is one
//! multiplication, one comparison and one addition, and touches one line of memory and no string. Longer
//! spellings are found by their hash and compared as strings.
//!
//! Words of a text are looked up a few dozen at a time, so that their slots come from memory
//! together.
//!
//! The hash is a multiplication with a seed of the table's own. Should text come that makes many
//! keys collide all the same, the table notices that it probes too far and changes to the keyed
//! hash of the standard library for good: hostile text costs a constant factor, never a quadratic
//! one. Neither seed nor hash shows in any answer, since numbers are given in the order of arrival.

mod key;
mod tally;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub(crate) use self::key::Key;
use self::key::Mix;
use self::tally::Place;
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

/// Half a line of the cache: a spelling and what counting needs to know of it.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
pub(crate) struct Slot {
    key: Key,
    /// The number of the spelling plus one; 0 where the slot is free.
    number: u32,
    /// What the owner of the table wants to know of the spelling.
    pub(crate) meaning: u32,
    /// How often it occurred in the present text; zero between texts.
    pub(crate) times: u32,
    /// How often it occurred in earlier texts.
    pub(crate) total: u32,
}

impl Slot {
    /// The number of the spelling.
    #[inline]
    pub(crate) fn number(&self) -> TermId {
        TermId(self.number - 1)
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
    /// The slot of each.
    places: Vec<Place>,
    slots: Vec<Slot>,
    mix: Mix,
    /// Whether a key was put too far from its place.
    is_attacked: bool,
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
            places: Vec::new(),
            slots: vec![Slot::default(); 256],
            mix: Mix::new(),
            is_attacked: false,
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
        let (place, _) = self.find(self.mix.key_of(term), term);
        self.slots[place].number.checked_sub(1).map(TermId)
    }

    /// The number of a term, which is the next one if the term is new.
    ///
    /// # Panics
    /// At the four-billionth term.
    #[inline]
    pub fn intern(&mut self, term: &str) -> TermId {
        self.make_room(1, &mut []);
        let place = self.place(self.mix.key_of(term), term);
        TermId(self.slots[place].number - 1)
    }

    /// Asks the memory for the slot of a term that will be interned soon.
    #[inline]
    pub(crate) fn ask(&self, kernel: Kernel, term: &str) {
        let hash = self.mix.hash(self.mix.key_of(term));
        kernel.prefetch(&self.slots, hash as usize & (self.slots.len() - 1));
    }

    /// The slot of a spelling, which is added if it is new. There must be room for it.
    #[inline]
    fn place(&mut self, key: Key, spelling: &str) -> usize {
        let (place, probes) = self.find(key, spelling);
        if self.slots[place].number == 0 {
            self.add(key, spelling, place, probes);
        }
        place
    }

    /// Gives the next number to a spelling.
    fn add(&mut self, key: Key, spelling: &str, place: usize, probes: usize) {
        self.text.push_str(spelling);
        self.ends.push(self.text.len());
        self.places.push(place as Place);
        let slot = &mut self.slots[place];
        slot.key = key;
        slot.number =
            u32::try_from(self.ends.len()).expect("fewer than four billion terms fit in memory");
        self.is_attacked |= probes > LONGEST_PROBE;
    }

    /// The slot of a number, but for its spelling.
    #[inline]
    pub(crate) fn slot_mut(&mut self, id: TermId) -> &mut Slot {
        &mut self.slots[self.places[id.index()] as usize]
    }

    /// Notes occurrences of a spelling.
    pub(crate) fn occurs(&mut self, id: TermId, times: u32) {
        let total = &mut self.slot_mut(id).total;
        *total = total.saturating_add(times);
    }

    /// How often a spelling occurred in the texts that are done.
    pub(crate) fn n_occurrences(&self, id: TermId) -> u32 {
        self.slots[self.places[id.index()] as usize].total
    }

    /// Says what every spelling means, on all cores.
    pub(crate) fn set_meanings(&mut self, meaning: impl Fn(TermId) -> u32 + Sync) {
        let slots = self.slots.par_iter_mut().with_min_len(1 << 12);
        slots
            .filter(|slot| slot.number != 0)
            .for_each(|slot| slot.meaning = meaning(slot.number()));
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

    /// The slot of a spelling, or the free one for it, and how many were looked at.
    #[inline]
    fn find(&self, key: Key, spelling: &str) -> (usize, usize) {
        let mask = self.slots.len() - 1;
        let mut place = self.mix.hash(key) as usize & mask;
        let mut probes = 1;
        loop {
            let slot = &self.slots[place];
            let is_it = || {
                slot.key == key
                    && (!key.is_hash() || self.term(TermId(slot.number - 1)) == spelling)
            };
            if slot.number == 0 || is_it() {
                return (place, probes);
            }
            place = (place + 1) & mask;
            probes += 1;
        }
    }

    /// Grows if the table has no room for so many more spellings, or follows a change of the hash. Places that
    /// are `held` are brought up to date.
    #[inline]
    pub(crate) fn make_room(&mut self, more: usize, held: &mut [&mut [Place]]) {
        let is_full = 4 * (self.ends.len() + more) > 3 * self.slots.len();
        if is_full || self.is_attacked {
            let attacked = std::mem::take(&mut self.is_attacked);
            if is_full || (attacked && self.mix.change_to_keyed()) {
                let fits = (4 * (self.ends.len() + more) / 3 + 1).next_power_of_two();
                self.rebuild(fits.max(self.slots.len()), held);
            }
        }
    }

    /// A table of another size, or of another hash. The slots are taken as they lie, since neighbours in a
    /// table are neighbours in one of twice its size.
    #[cold]
    fn rebuild(&mut self, size: usize, held: &mut [&mut [Place]]) {
        for place in held.iter_mut().flat_map(|places| places.iter_mut()) {
            *place = self.slots[*place as usize].number - 1;
        }
        let mask = size - 1;
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for mut slot in old.into_iter().filter(|slot| slot.number != 0) {
            if slot.key.is_hash() {
                slot.key = self.mix.key_of(self.term(TermId(slot.number - 1)));
            }
            let mut place = self.mix.hash(slot.key) as usize & mask;
            while self.slots[place].number != 0 {
                place = (place + 1) & mask;
            }
            self.slots[place] = slot;
            self.places[slot.number as usize - 1] = place as Place;
        }
        for place in held.iter_mut().flat_map(|places| places.iter_mut()) {
            *place = self.places[*place as usize];
        }
    }

    /// Makes room for the spellings of so many bytes of news, some sixteen times the root of them, so that the
    /// table need not grow on the way.
    pub(crate) fn expect_news(&mut self, bytes: usize) {
        self.make_room(12 * bytes.isqrt(), &mut []);
    }
}

#[cfg(test)]
mod tests;
