//! The words of a text, counted a few dozen at a time.

use super::key::Key;
use super::spellings::{Slot, Spellings};
use crate::token::simd::Kernel;

/// Words that are looked up together.
const BATCH: usize = 64;

/// How many slots the memory is asked for before they are needed.
const AHEAD: usize = 16;

/// The position of a slot. It holds until the table grows.
pub(crate) type Place = u32;

/// What was counted in a text, and room for what is looked up together.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    wanted: [(Key, usize); BATCH],
    /// The slots of the spellings that were met in the present text, in order of first occurrence.
    pub(super) met: Vec<Place>,
    /// The slot of each word that was counted last, where that is wanted.
    pub(super) here: Vec<Place>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { wanted: [Default::default(); BATCH], met: Vec::new(), here: Vec::new() }
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
        let Tally { wanted, met, here } = tally;
        here.clear();
        for words in words.chunks(BATCH) {
            self.make_room(BATCH, &mut [met, here]);
            let (n_met, n_here) = (met.len(), here.len());
            met.resize(n_met + BATCH, 0);
            if PLACES {
                here.resize(n_here + words.len(), 0);
            }
            let more = self.tally_batch::<PLACES>(
                kernel,
                stretch,
                words,
                &mut wanted[..words.len()],
                &mut met[n_met..],
                &mut here[n_here..],
            );
            met.truncate(n_met + more);
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
    fn tally_batch<const PLACES: bool>(
        &mut self,
        kernel: Kernel,
        stretch: &str,
        words: &[[u32; 2]],
        wanted: &mut [(Key, usize)],
        met: &mut [Place],
        here: &mut [Place],
    ) -> usize {
        if self.mix.is_keyed() {
            self.want_keyed(stretch, words, wanted);
        } else {
            let prefetch = |place| kernel.prefetch(&self.slots, place);
            let mask = self.slots.len() - 1;
            if kernel.prefetches() {
                want(stretch.as_bytes(), words, wanted, mask, self.mix.seed, prefetch);
            } else {
                want(stretch.as_bytes(), words, wanted, mask, self.mix.seed, |_| {});
            }
        }
        let mut slots = &mut *self.slots;
        let Some(mut mask) = slots.len().checked_sub(1) else { return 0 };
        let mut n_met = 0;
        for (nth, &(key, mut place)) in wanted.iter().enumerate() {
            let found = slots[place & mask].key;
            if (found.low ^ key.low) | (found.high ^ key.high) != 0 {
                let [start, end] = words[nth];
                place = self.place_elsewhere(key, place, &stretch[start as usize..end as usize]);
                slots = &mut *self.slots;
                mask = slots.len() - 1;
            }
            let slot = &mut slots[place & mask];
            // Written whether it is new or not: a branch here would be a coin toss.
            met[n_met & (BATCH - 1)] = place as Place;
            n_met += usize::from(slot.times == 0);
            slot.times = slot.times.wrapping_add(1);
            if PLACES {
                here[nth] = place as Place;
            }
        }
        n_met
    }

    /// As [`want`], with the keyed hash.
    #[cold]
    fn want_keyed(&self, stretch: &str, words: &[[u32; 2]], wanted: &mut [(Key, usize)]) {
        for (&[start, end], wanted) in words.iter().zip(wanted) {
            let key = Key::within(stretch.as_bytes(), start as usize, end as usize);
            *wanted = (key, self.mix.hash(key) as usize & (self.slots.len() - 1));
        }
    }

    /// The slot of a word that is not in the first one of its hash: it is new, displaced, or long.
    #[inline(never)]
    fn place_elsewhere(&mut self, key: Key, home: usize, word: &str) -> usize {
        if key.is_none() {
            return self.place(self.mix.key_of(word), word);
        }
        let mask = self.slots.len() - 1;
        let mut place = home;
        let mut probes = 1;
        while self.slots[place].number != 0 {
            place = (place + 1) & mask;
            probes += 1;
            if self.slots[place].key == key {
                return place;
            }
        }
        self.add(key, word, place, probes);
        place
    }
}

/// Finds the keys of words and asks the memory for their slots.
#[inline(always)]
fn want(
    text: &[u8],
    words: &[[u32; 2]],
    wanted: &mut [(Key, usize)],
    mask: usize,
    seed: [u64; 2],
    prefetch: impl Fn(usize),
) {
    for (&[start, end], wanted) in words.iter().zip(wanted) {
        let key = Key::within(text, start as usize, end as usize);
        let place = key.hash(seed) as usize & mask;
        prefetch(place);
        *wanted = (key, place);
    }
}
