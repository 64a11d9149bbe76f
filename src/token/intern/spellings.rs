//! Spellings with what is known of each: the table that every word of every text is looked up in.
//!
//! An open-addressing table with linear probing, at most three quarters full. A slot is half a line of the cache
//! and holds all that a word needs that was met before: a spelling of up to sixteen bytes (all but one
//! word in five thousand of English news) as two integers, its counter, its term. So counting a word is one
//! multiplication, one comparison and one addition, and touches one line of memory and no string. Longer
//! spellings are found by their hash and compared as strings.
//!
//! Words of a text are looked up a few dozen at a time, so that their slots come from memory
//! together.

use rayon::prelude::*;

use super::key::{Key, Mix};
use super::names::Names;
use super::tally::Place;
use super::{LONGEST_PROBE, TermId, fewest_slots};
use crate::token::simd::Kernel;

/// Half a line of the cache: a spelling and what counting needs to know of it.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
pub(crate) struct Slot {
    pub(super) key: Key,
    /// The number of the spelling plus one; 0 where the slot is free.
    pub(super) number: u32,
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

/// The distinct spellings of a corpus, numbered in order of first occurrence.
#[derive(Clone, Debug)]
pub(crate) struct Spellings {
    names: Names,
    /// The slot of each.
    places: Vec<Place>,
    pub(super) slots: Vec<Slot>,
    pub(super) mix: Mix,
    /// Whether a key was put too far from its place.
    is_attacked: bool,
}

impl Default for Spellings {
    fn default() -> Self {
        Self {
            names: Names::default(),
            places: Vec::new(),
            slots: vec![Slot::default(); 256],
            mix: Mix::new(),
            is_attacked: false,
        }
    }
}

impl Spellings {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The spelling of a number.
    pub(crate) fn get(&self, id: TermId) -> &str {
        self.names.get(id)
    }

    /// All in the order of their numbers.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter()
    }

    /// The number of a spelling, which is the next one if it is new.
    ///
    /// # Panics
    /// At the four-billionth.
    #[inline]
    pub(crate) fn intern(&mut self, spelling: &str) -> TermId {
        self.make_room(1, &mut []);
        let place = self.place(self.mix.key_of(spelling), spelling);
        TermId(self.slots[place].number - 1)
    }

    /// Asks the memory for the slot of a number.
    #[inline]
    pub(crate) fn ask_again(&self, kernel: Kernel, id: TermId) {
        kernel.prefetch(&self.slots, self.places[id.index()] as usize);
    }

    /// The slot of a spelling, which is added if it is new. There must be room for it.
    #[inline]
    pub(super) fn place(&mut self, key: Key, spelling: &str) -> usize {
        let (place, probes) = self.find(key, spelling);
        if self.slots[place].number == 0 {
            self.add(key, spelling, place, probes);
        }
        place
    }

    /// Gives the next number to a spelling.
    pub(super) fn add(&mut self, key: Key, spelling: &str, place: usize, probes: usize) {
        self.places.push(place as Place);
        let slot = &mut self.slots[place];
        slot.key = key;
        slot.number = self.names.push(spelling);
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

    /// Changes the slot of every spelling, on all cores.
    pub(crate) fn for_each(&mut self, change: impl Fn(TermId, &mut Slot) + Sync) {
        let slots = self.slots.par_iter_mut().with_min_len(1 << 12);
        slots.filter(|slot| slot.number != 0).for_each(|slot| change(slot.number(), slot));
    }

    /// For each spelling of another table, its number here, and how often it occurred there.
    ///
    /// Both tables are walked in the order of their slots, which is the same for the same seed: nearly all of
    /// the memory that is touched lies side by side.
    pub(crate) fn find_those_of(&self, other: &Spellings) -> Vec<(Option<TermId>, u32)> {
        let find = |slot: &Slot| {
            let spelling = if slot.key.is_hash() { other.get(slot.number()) } else { "" };
            let key = if slot.key.is_hash() { self.mix.key_of(spelling) } else { slot.key };
            let (place, _) = self.find(key, spelling);
            let here = self.slots[place].number.checked_sub(1).map(TermId);
            (slot.number(), (here, slot.total))
        };
        let slots = other.slots.par_chunks(1 << 12);
        let found: Vec<Vec<_>> = slots
            .map(|slots| slots.iter().filter(|slot| slot.number != 0).map(find).collect())
            .collect();
        let mut known = vec![(None, 0); other.len()];
        for (number, found) in found.into_iter().flatten() {
            known[number.index()] = found;
        }
        known
    }

    /// The slot of a spelling, or the free one for it, and how many were looked at.
    #[inline]
    pub(super) fn find(&self, key: Key, spelling: &str) -> (usize, usize) {
        let mask = self.slots.len() - 1;
        let mut place = self.mix.hash(key) as usize & mask;
        let mut probes = 1;
        loop {
            let slot = &self.slots[place];
            let is_it = || {
                slot.key == key
                    && (!key.is_hash() || self.names.get(TermId(slot.number - 1)) == spelling)
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
        let is_full = 4 * (self.len() + more) > 3 * self.slots.len();
        if is_full || self.is_attacked {
            let attacked = std::mem::take(&mut self.is_attacked);
            if is_full || (attacked && self.mix.change_to_keyed()) {
                self.rebuild(fewest_slots(self.len() + more).max(self.slots.len()), held);
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
                slot.key = self.mix.key_of(self.names.get(TermId(slot.number - 1)));
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

    /// Makes room for the spellings of so many bytes of news, so that the table need not grow on the way: some twelve
    /// times the root of them. Gives their number.
    pub(crate) fn expect_news(&mut self, bytes: usize) -> usize {
        let n_spellings = 12 * bytes.isqrt();
        self.make_room(n_spellings, &mut []);
        self.names.reserve(n_spellings);
        self.places.reserve(n_spellings);
        n_spellings
    }
}
