//! What is known of each surface form: the table that every word of every text is looked up in.
//!
//! A short form is its own key: two integers in the slot, compared without a branch. Words are
//! looked up a few dozen at a time, so that their slots come from memory together. On a corpus of a
//! few million words this takes about a third less time than plain loads one after another.

use super::{Interner, LONGEST_PROBE, Mix, halves};
use crate::token::simd::Kernel;

/// What a look-up gives for a form that it does not see.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// Words that are looked up together.
const BATCH: usize = 64;

/// A surface form of up to sixteen bytes, filled up with zeros. No word ends with a zero byte, so
/// forms of different lengths differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    low: u64,
    high: u64,
}

/// The bytes that a form of each length keeps.
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
    /// The key of `text[start..start + length]`, if that is short enough for one.
    #[inline(always)]
    pub(crate) fn new(text: &[u8], start: usize, length: usize) -> Option<Self> {
        let keep = KEEP.get(length)?;
        let (low, high) = match text[start..].first_chunk() {
            Some(bytes) => halves(*bytes),
            None => halves(Self::at_the_end(&text[start..])),
        };
        Some(Self { low: low & keep.low, high: high & keep.high })
    }

    /// The last bytes of a text, where sixteen cannot be read at once.
    #[cold]
    fn at_the_end(rest: &[u8]) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..rest.len()].copy_from_slice(rest);
        bytes
    }
}

/// A slot without a form.
const FREE: (Key, u32) = (Key { low: 0, high: 0 }, UNKNOWN);

/// What is known of each surface form, as one number.
#[derive(Clone, Debug)]
pub(crate) struct Forms {
    short: Vec<(Key, u32)>,
    n_short: usize,
    mix: Mix,
    long: Interner,
    long_numbers: Vec<u32>,
}

impl Forms {
    pub(crate) fn new() -> Self {
        Self {
            short: vec![FREE; 1 << 12],
            n_short: 0,
            mix: Mix::new(),
            long: Interner::new(),
            long_numbers: Vec::new(),
        }
    }

    /// Looks up words in the slots where they should be: `numbers` gets the number of each, or
    /// [`UNKNOWN`] of one that is not there, be it new, long, or displaced.
    ///
    /// The slots of a few dozen words are asked for before the first is looked at, so that they
    /// come from memory together; and nothing branches on what they hold, since with every wrong
    /// guess the processor would have to start again.
    pub(crate) fn look_up(
        &self,
        kernel: Kernel,
        text: &[u8],
        words: &[[u32; 2]],
        numbers: &mut Vec<u32>,
    ) {
        numbers.resize(words.len(), UNKNOWN);
        let mask = self.short.len() - 1;
        let mut batch = [(Key::default(), 0); BATCH];
        for (words, numbers) in words.chunks(BATCH).zip(numbers.chunks_mut(BATCH)) {
            for (&[start, end], place) in words.iter().zip(&mut batch) {
                // The empty key of a long word is that of a free slot, whose number is unknown.
                let key =
                    Key::new(text, start as usize, (end - start) as usize).unwrap_or_default();
                let slot = self.mix.pair(key.low, key.high) as usize & mask;
                kernel.prefetch(&self.short, slot);
                *place = (key, slot);
            }
            for (&(key, slot), number) in batch.iter().zip(numbers) {
                let (found, known) = self.short[slot & mask];
                let differs = (found.low ^ key.low) | (found.high ^ key.high) != 0;
                *number = known | u32::from(differs).wrapping_neg();
            }
        }
    }

    /// The number of a short form, if it was met before. A form that is found out of its place is
    /// moved there: the frequent ones end up where [`Forms::look_up`] sees them.
    pub(crate) fn get(&mut self, key: Key) -> Option<u32> {
        let mask = self.short.len() - 1;
        let home = self.mix.pair(key.low, key.high) as usize & mask;
        let mut at = home;
        loop {
            let (found, number) = self.short[at];
            if found == key {
                self.short.swap(home, at);
                return Some(number);
            }
            if found == Key::default() {
                return None;
            }
            at = (at + 1) & mask;
        }
    }

    /// Remembers a short form that is new.
    pub(crate) fn insert(&mut self, key: Key, number: u32) {
        let probes = self.place(key, number);
        self.n_short += 1;
        if probes > LONGEST_PROBE && self.mix.change_to_keyed()
            || 2 * self.n_short > self.short.len()
        {
            let length = if 2 * self.n_short > self.short.len() { 2 } else { 1 } * self.short.len();
            let old = std::mem::replace(&mut self.short, vec![FREE; length]);
            for (key, number) in old {
                if key != Key::default() {
                    self.place(key, number);
                }
            }
        }
    }

    /// The number of a form too long for a key, if it was met before.
    pub(crate) fn get_long(&self, form: &str) -> Option<u32> {
        self.long.id(form).map(|id| self.long_numbers[id.index()])
    }

    /// Remembers a long form that is new.
    pub(crate) fn insert_long(&mut self, form: &str, number: u32) {
        self.long.intern(form);
        self.long_numbers.push(number);
    }

    /// Puts a form into the first free slot; gives the number of slots looked at.
    fn place(&mut self, key: Key, number: u32) -> usize {
        let mask = self.short.len() - 1;
        let start = self.mix.pair(key.low, key.high) as usize;
        let mut at = start;
        while self.short[at & mask].0 != Key::default() {
            at += 1;
        }
        self.short[at & mask] = (key, number);
        at - start + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_lengths_apart() {
        let text = "sixteen letters and more";
        for start in 0..text.len() {
            for length in 1..=16.min(text.len() - start) {
                let key = Key::new(text.as_bytes(), start, length).expect("short enough");
                let alone = Key::new(&text.as_bytes()[start..start + length], 0, length);
                assert_eq!(Some(key), alone);
                assert_ne!(Some(key), Key::new(text.as_bytes(), start, length - 1));
            }
        }
        assert_eq!(Key::new(text.as_bytes(), 0, 17), None);
    }

    #[test]
    fn forms_are_remembered() {
        let mut forms = Forms::new();
        for n in 0..20_000_u32 {
            let form = n.to_string();
            let key = Key::new(form.as_bytes(), 0, form.len()).expect("short enough");
            assert_eq!(forms.get(key), None);
            forms.insert(key, n);
            let long = format!("a form of more than sixteen bytes {n}");
            assert_eq!(forms.get_long(&long), None);
            forms.insert_long(&long, n);
            assert_eq!((forms.get(key), forms.get_long(&long)), (Some(n), Some(n)));
        }
    }

    /// Slots looked at to find every form again, in all and at most.
    fn probes(forms: &Forms) -> (usize, usize) {
        let mask = forms.short.len() - 1;
        let distance = |(at, (key, _)): (usize, &(Key, u32))| {
            let home = forms.mix.pair(key.low, key.high) as usize & mask;
            (*key != Key::default()).then(|| (at.wrapping_sub(home) & mask) + 1)
        };
        let all: Vec<usize> = forms.short.iter().enumerate().filter_map(distance).collect();
        (all.iter().sum(), all.into_iter().max().unwrap_or(0))
    }

    #[test]
    fn colliding_keys_do_not_pile_up() {
        const N: u64 = 50_000;
        let mut forms = Forms::new();
        let seed = forms.mix.seed;
        // With the seed known, a second half that cancels it makes the product zero for any first
        // half.
        for n in 1..=N {
            forms.insert(Key { low: n, high: seed[1] }, n as u32);
        }
        assert!(forms.mix.keyed.is_some());
        let (total, longest) = probes(&forms);
        assert!(total < 2 * N as usize && longest < LONGEST_PROBE, "{total} {longest}");
        assert!((1..=N).all(|n| forms.get(Key { low: n, high: seed[1] }) == Some(n as u32)));
    }

    #[test]
    fn honest_keys_keep_the_fast_hash() {
        const N: u32 = 200_000;
        let mut forms = Forms::new();
        for n in 0..N {
            let form = format!("{n:x}ing");
            forms.insert(Key::new(form.as_bytes(), 0, form.len()).expect("short enough"), n);
        }
        let (total, longest) = probes(&forms);
        assert!(forms.mix.keyed.is_none());
        assert!(total < 2 * N as usize && longest < LONGEST_PROBE, "{total} {longest}");
    }
}
