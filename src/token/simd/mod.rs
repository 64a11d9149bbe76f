//! The inner loops of the tokenizer, once per instruction set.
//!
//! This is the only module of the crate with `unsafe` in it. Each loop exists in portable form
//! ([`portable`], no `unsafe`, which is the specification) and in forms for wider registers that
//! must give the same bits; the tests compare them. The first two see a stretch of text as blocks of
//! 64 bytes, one bit per byte, the others see its words:
//!
//! 1. *classify*: which bytes are core (ASCII letters, digits, underscore), which are punctuation that might
//!    stand inside a word, which belong to characters outside ASCII;
//! 2. *edges*: from one bit per byte (inside a word or not) to the list of places where that bit changes.
//! 3. *keys*: from the edges of words to their letters as two integers, and to their hashes;
//! 4. *hits*: from keys and hashes to one bit per word that is in the slot where it belongs.
//!
//! What lies between, the rules for the rare bytes and the words that are elsewhere, is ordinary code in
//! `token::segment` and `token::intern`.

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod avx2;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod avx512;
mod portable;

pub(super) use portable::{HIGH, ONES, at_least, gather, halves, mixed, sixteen, unless_zero};

/// The instruction set that the tokenizer runs on.
///
/// The answer never depends on it, only the speed does: this exists to test and to measure each of
/// them on one machine. A path that the machine lacks is replaced by the portable one;
/// [`Path::resolve`] tells what really runs.
///
/// ```
/// use parallax::token::Path;
///
/// assert_eq!(Path::Portable.resolve(), Path::Portable);
/// assert_ne!(Path::Auto.resolve(), Path::Auto);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Path {
    /// The fastest one that the machine has.
    #[default]
    Auto,
    /// Eight bytes at a time in ordinary registers, on any machine.
    Portable,
    /// 32 bytes at a time, on x86-64 machines since about 2015.
    Avx2,
    /// 64 bytes at a time, on x86-64 machines since about 2020 (Intel's Ice Lake, AMD's Zen 4).
    Avx512,
}

impl Path {
    /// Every path, for tests and measurements that walk them all.
    pub const ALL: [Path; 4] = [Path::Auto, Path::Portable, Path::Avx2, Path::Avx512];

    /// The path that is taken when this one is asked for: never `Auto`.
    pub fn resolve(self) -> Path {
        #[cfg(target_arch = "x86_64")]
        match self {
            Path::Auto | Path::Avx512 if avx512::is_available() => return Path::Avx512,
            Path::Auto | Path::Avx2 if avx2::is_available() => return Path::Avx2,
            _ => {}
        }
        Path::Portable
    }
}

/// Sixteen bytes as two integers, the first byte lowest.
pub(crate) type Pair = [u64; 2];

/// The key of a word of more than sixteen bytes. No shorter word has it, since none begins with a zero.
pub(crate) const TOO_LONG: Pair = [1 << 8, 0];

/// The classes of 64 bytes of text, bit 0 for the first byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// Bytes inside a word. After *classify* these are the ASCII letters, digits and underscores.
    pub(crate) word: u64,
    /// Any of `. , : ; '` between bytes that could be inside a word.
    pub(crate) middle: u64,
    /// Bytes of characters outside ASCII.
    pub(crate) high: u64,
}

/// A path that has been checked to exist on this machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kernel(Level);

#[derive(Clone, Copy, Debug)]
enum Level {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Kernel {
    /// Looks once at what the machine can do.
    pub(crate) fn new(path: Path) -> Self {
        match path.resolve() {
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 => Kernel(Level::Avx2),
            #[cfg(target_arch = "x86_64")]
            Path::Avx512 => Kernel(Level::Avx512),
            _ => Kernel(Level::Portable),
        }
    }

    /// The path that this kernel takes.
    pub(crate) fn path(self) -> Path {
        match self.0 {
            Level::Portable => Path::Portable,
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => Path::Avx2,
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => Path::Avx512,
        }
    }

    /// Fills `blocks` with the classes of `bytes` and tells whether an underscore is among them.
    pub(crate) fn classify(self, bytes: &[u8], blocks: &mut Vec<Block>) -> bool {
        match self.0 {
            Level::Portable => portable::classify(bytes, blocks),
            // SAFETY: `Kernel::new` makes this level only after the machine was seen to have AVX2.
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code)]
            Level::Avx2 => unsafe { avx2::classify(bytes, blocks) },
            // SAFETY: likewise for AVX-512.
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code)]
            Level::Avx512 => unsafe { avx512::classify(bytes, blocks) },
        }
    }

    /// Writes the places where `word` changes, ascending, over the front of `edges`; gives their
    /// number, which is even. Whatever lies behind them in `edges` has no meaning.
    pub(crate) fn edges(self, blocks: &[Block], length: usize, edges: &mut Vec<u32>) -> usize {
        match self.0 {
            Level::Portable => portable::edges(blocks, length, edges),
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code)]
            Level::Avx2 => unsafe { avx2::edges(blocks, length, edges) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code)]
            Level::Avx512 => unsafe { avx512::edges(blocks, length, edges) },
        }
    }

    /// For each word, given by its start and end in `text`, its bytes filled up with zeros to sixteen
    /// ([`TOO_LONG`] if they are more) and the lower bits of its hash with a seed.
    ///
    /// # Panics
    /// If a word is not inside the text.
    #[inline(always)]
    pub(crate) fn keys(
        self,
        text: &[u8],
        words: &[[u32; 2]],
        seed: Pair,
        mask: u32,
        keys: &mut [Pair],
        places: &mut [u32],
    ) {
        match self.0 {
            // SAFETY: `Kernel::new` makes this level only after the machine was seen to have AVX-512.
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code)]
            Level::Avx512 => unsafe { avx512::keys(text, words, seed, mask, keys, places) },
            _ => portable::keys(text, words, seed, mask, keys, places),
        }
    }

    /// Bit n for the n-th of at most 64 keys, if it is the one in the slot at its place.
    #[inline(always)]
    pub(crate) fn hits<'s>(
        self,
        keys: &[Pair],
        places: &[u32],
        slot: impl Fn(u32) -> &'s Pair,
    ) -> u64 {
        match self.0 {
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code)]
            Level::Avx512 => unsafe { avx512::hits(keys, places, slot) },
            _ => portable::hits(keys, places, slot),
        }
    }

    /// Whether [`Kernel::prefetch`] does anything.
    #[inline]
    pub(crate) fn prefetches(self) -> bool {
        !matches!(self.0, Level::Portable)
    }

    /// Asks the memory for a slot that will be needed soon. A hint: it has no effect on any answer,
    /// and the portable path goes without.
    #[inline(always)]
    pub(crate) fn prefetch<T>(self, slots: &[T], at: usize) {
        #[cfg(target_arch = "x86_64")]
        if self.prefetches() {
            avx2::prefetch(slots.as_ptr().wrapping_add(at));
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = (slots, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes with every value, at every position of a block, beside every kind of neighbour.
    fn texts() -> Vec<Vec<u8>> {
        let mut state = 7_u64;
        let mut random = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % below
        };
        // An interpreter takes a second for each text: every byte once, and a few lengths.
        let (bytes, lengths) = if cfg!(miri) { (0, 173) } else { (256, 1) };
        let mut texts: Vec<Vec<u8>> = (0..bytes).map(|byte| vec![byte as u8; 130]).collect();
        texts.push((0..=255).collect());
        for length in (0..400).step_by(lengths) {
            texts.push((0..length).map(|_| random(256) as u8).collect());
            texts.push((0..length).map(|_| b"aZ09_.,:;' -\xe2\x80"[random(14) as usize]).collect());
        }
        texts
    }

    #[test]
    fn every_path_gives_the_bits_of_the_portable_one() {
        for path in Path::ALL {
            let kernel = Kernel::new(path);
            let (mut blocks, mut expected) = (Vec::new(), Vec::new());
            let (mut edges, mut expected_edges) = (Vec::new(), Vec::new());
            for text in texts() {
                let joiner = kernel.classify(&text, &mut blocks);
                assert_eq!(joiner, portable::classify(&text, &mut expected), "{path:?} {text:?}");
                assert_eq!(blocks, expected, "{path:?} {text:?}");
                let n = kernel.edges(&blocks, text.len(), &mut edges);
                let m = portable::edges(&blocks, text.len(), &mut expected_edges);
                assert_eq!(edges[..n], expected_edges[..m], "{path:?} {text:?}");
            }
        }
    }

    /// The words between spaces; those of the text are at most 20 bytes long.
    fn bounds(text: &[u8]) -> Vec<[u32; 2]> {
        let mut start = 0;
        let words = text.split(|&byte| byte == b' ').map(|word| {
            let bounds = [start, start + word.len()];
            start = bounds[1] + 1;
            bounds.map(|at| at as u32)
        });
        words.collect()
    }

    /// What a path makes of words: keys, places, and hits where every third slot holds another key.
    fn looked_up(kernel: Kernel, text: &[u8], words: &[[u32; 2]]) -> (Vec<Pair>, Vec<u32>, u64) {
        let (mut keys, mut places) = (vec![[7; 2]; words.len()], vec![7; words.len()]);
        kernel.keys(text, words, [0x1234_5678_9abc_def1, 77], 0x3ff, &mut keys, &mut places);
        let mut slots = vec![[0; 2]; 0x400];
        for (nth, (&[low, high], &place)) in keys.iter().zip(&places).enumerate() {
            let odd = [low, high ^ u64::from(nth % 5 == 0)];
            slots[place as usize] = if nth % 3 == 0 { odd } else { [low, high] };
        }
        let n = keys.len().min(64);
        let hits = kernel.hits(&keys[..n], &places[..n], |place| &slots[place as usize]);
        (keys, places, hits)
    }

    #[test]
    fn words_are_looked_up_alike_on_every_path() {
        let text: Vec<u8> = (0..90_usize)
            .flat_map(|n| [&b"abcdefghijklmnopqrst"[..n * 7 % 21], b" "].concat())
            .collect();
        for end in (0..text.len()).rev().step_by(if cfg!(miri) { 131 } else { 1 }) {
            let text = &text[..end];
            let words = bounds(text);
            let expected = looked_up(Kernel::new(Path::Portable), text, &words);
            for (nth, &[start, end]) in words.iter().enumerate() {
                let word = &text[start as usize..end as usize];
                let mut bytes = [0; 16];
                let key = match bytes.get_mut(..word.len()) {
                    Some(room) => {
                        room.copy_from_slice(word);
                        halves(bytes)
                    }
                    None => TOO_LONG,
                };
                assert_eq!(expected.0[nth], key, "{words:?}");
            }
            for path in Path::ALL {
                assert_eq!(looked_up(Kernel::new(path), text, &words), expected, "{path:?} {end}");
            }
        }
    }

    #[test]
    fn the_portable_bits_are_the_plain_definition() {
        for text in texts() {
            let mut blocks = Vec::new();
            let joiner = portable::classify(&text, &mut blocks);
            assert_eq!(joiner, text.contains(&b'_'));
            let core = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
            let solid = |at: usize| text.get(at).is_some_and(|&b| core(b) || b >= 0x80);
            let bit = |mask: u64, at: usize| mask >> (at % 64) & 1 == 1;
            for (at, &byte) in text.iter().enumerate() {
                let block = blocks[at / 64];
                assert_eq!(bit(block.word, at), core(byte), "{text:?} at {at}");
                assert_eq!(bit(block.high, at), byte >= 0x80, "{text:?} at {at}");
                let middle = b".,:;'".contains(&byte) && at > 0 && solid(at - 1);
                // What follows the last byte of a block is not known yet, so it stays a candidate.
                let middle = middle && (solid(at + 1) || at % 64 == 63);
                assert_eq!(bit(block.middle, at), middle, "{text:?} at {at}");
            }
            let mut edges = Vec::new();
            let n = portable::edges(&blocks, text.len(), &mut edges);
            let plain: Vec<u32> = (0..=text.len())
                .filter(|&at| {
                    let here = text.get(at).is_some_and(|&b| core(b));
                    here != (at > 0 && core(text[at - 1]))
                })
                .map(|at| at as u32)
                .collect();
            assert_eq!(edges[..n], plain, "{text:?}");
        }
    }
}
