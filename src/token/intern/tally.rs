//! The words of a text, counted a few dozen at a time.

use super::key::Key;
use super::spellings::{Slot, Spellings};
use crate::token::simd::{Kernel, Pair};

/// Words that are looked up together.
const BATCH: usize = 64;

/// How many slots the memory is asked for before they are needed.
const AHEAD: usize = 16;

/// The position of a slot. It holds until the table grows.
pub(crate) type Place = u32;

/// What was counted in a text, and room for what is looked up together.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    /// The keys of the words that are looked up, and where they belong.
    keys: [Pair; BATCH],
    places: [Place; BATCH],
    /// The slots of the spellings that were met in the present text, in order of first occurrence.
    pub(super) met: Vec<Place>,
    /// The slot of each word that was counted last, where that is wanted.
    pub(super) here: Vec<Place>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { keys: [[0; 2]; BATCH], places: [0; BATCH], met: Vec::new(), here: Vec::new() }
    }
}

impl Spellings {
    /// Counts the words of a stretch of text; with `PLACES`, notes the slot of each.
    pub(crate) fn tally<const PLACES: bool>(
        &mut self,
        kernel: Kernel,
        stretch: &str,
        words: &[[u32; 2]],
        tally: &mut Tally,
    ) {
        let Tally { keys, places, met, here } = tally;
        here.clear();
        for words in words.chunks(BATCH) {
            self.make_room(BATCH, &mut [met, here]);
            let n_met = met.len();
            met.resize(n_met + BATCH, 0);
            let Some(room) = met[n_met..].first_chunk_mut() else { return };
            let (keys, places) = (&mut keys[..words.len()], &mut places[..words.len()]);
            let more = self.tally_batch(kernel, stretch, words, keys, places, room);
            met.truncate(n_met + more);
            if PLACES {
                here.extend_from_slice(places);
            }
        }
    }

    /// The slots of the words that were counted last, in order, if their places were noted.
    #[inline]
    pub(crate) fn here(&self, tally: &Tally) -> impl Iterator<Item = &Slot> {
        tally.here.iter().map(|&place| &self.slots[place as usize])
    }

    /// Ends the count of a text: gives each spelling that was met in it to `each`, with its number of
    /// occurrences.
    #[inline]
    pub(crate) fn settle(
        &mut self,
        kernel: Kernel,
        tally: &mut Tally,
        mut each: impl FnMut(&Slot, u32),
    ) {
        for (nth, &place) in tally.met.iter().enumerate() {
            if let Some(&later) = tally.met.get(nth + AHEAD) {
                kernel.prefetch(&self.slots, later as usize);
            }
            let slot = &mut self.slots[place as usize];
            let times = std::mem::take(&mut slot.times);
            slot.total = slot.total.saturating_add(times);
            each(slot, times);
        }
        tally.met.clear();
    }

    /// Counts at most [`BATCH`] words: first all slots are asked for, so that they come from memory together.
    #[inline(always)]
    fn tally_batch(
        &mut self,
        kernel: Kernel,
        stretch: &str,
        words: &[[u32; 2]],
        keys: &mut [Pair],
        places: &mut [Place],
        met: &mut [Place; BATCH],
    ) -> usize {
        let Some(mask) = self.slots.len().checked_sub(1) else { return 0 };
        kernel.keys(stretch.as_bytes(), words, self.mix.seed, mask as u32, keys, places);
        if self.mix.is_keyed() {
            self.place_keyed(keys, places);
        }
        if kernel.prefetches() {
            places.iter().for_each(|&place| kernel.prefetch(&self.slots, place as usize));
        }
        let hits = kernel.hits(keys, places, |place| &self.slots[place as usize & mask].key.0);
        let mut misses = !hits & (!0 >> (64 - words.len()));
        while misses != 0 {
            let nth = misses.trailing_zeros() as usize;
            misses &= misses - 1;
            let [start, end] = words[nth];
            let word = &stretch[start as usize..end as usize];
            places[nth] = self.place_elsewhere(Key(keys[nth]), places[nth] as usize, word) as Place;
        }
        let slots = &mut *self.slots;
        let Some(mask) = slots.len().checked_sub(1) else { return 0 };
        let mut n_met = 0;
        for &mut place in places {
            let slot = &mut slots[place as usize & mask];
            // Written whether it is new or not: a branch here would be a coin toss.
            met[n_met & (BATCH - 1)] = place;
            n_met += usize::from(slot.times == 0);
            slot.times = slot.times.wrapping_add(1);
        }
        n_met
    }

    /// Places by the keyed hash.
    #[cold]
    fn place_keyed(&self, keys: &[Pair], places: &mut [Place]) {
        for (&key, place) in keys.iter().zip(places) {
            *place = (self.mix.hash(Key(key)) as usize & (self.slots.len() - 1)) as Place;
        }
    }

    /// The slot of a word that was not in the first one of its hash: it is new, displaced, or long.
    #[inline(never)]
    fn place_elsewhere(&mut self, key: Key, home: usize, word: &str) -> usize {
        if key.is_none() {
            return self.place(self.mix.key_of(word), word);
        }
        let mask = self.slots.len() - 1;
        let mut place = home;
        let mut probes = 1;
        while self.slots[place].number != 0 {
            if self.slots[place].key == key {
                return place;
            }
            place = (place + 1) & mask;
            probes += 1;
        }
        self.add(key, word, place, probes);
        place
    }
}
