//! The fingerprints of an article: which of its shingles are kept in the index.
//!
//! A shingle is [`SHINGLE`] successive words. Of the hashes of every [`WINDOW`] successive shingles the smallest
//! is kept (winnowing: Schleimer, Wilkerson & Aiken 2003, doi:10.1145/872757.872770). Two articles that share a
//! run of `SHINGLE + WINDOW - 1` words therefore share a fingerprint whatever stands around it, and only two
//! shingles in five are kept. Cost: one pass over the words.

use crate::token::{TermId, Vocabulary};

/// The words of a shingle: short enough to fit between two changed words of a lightly edited text.
pub(super) const SHINGLE: usize = 5;
/// Of so many successive shingles one is kept.
const WINDOW: usize = 4;
/// What the hashes of a shingle's words are multiplied by; odd, so that nothing is lost.
const FACTOR: u64 = 0x2545_f491_4f6c_dd1d;
/// Stands where a sentence was left out: no shingle reaches across it.
pub(super) const BREAK: TermId = TermId(u32::MAX);

/// A hash for each term: of its spelling, not of its number, so that the order of the articles decides nothing.
pub(super) struct Hashes(Vec<u64>);

impl Hashes {
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let terms = (0..vocabulary.n_terms()).map(|term| TermId(term as u32));
        Hashes(terms.map(|term| hash(vocabulary.key(term))).collect())
    }

    /// The hash of the shingle that begins at each word; shorter than `words` by `SHINGLE - 1`.
    pub fn shingles(&self, words: &[TermId]) -> Vec<u64> {
        let of = |term: TermId| self.0.get(term.index()).copied().unwrap_or(0);
        let mut shingles = Vec::with_capacity((words.len() + 1).saturating_sub(SHINGLE));
        // A polynomial in the words' hashes: the word that enters is added, the one that leaves taken off.
        let (mut sum, mut recent) = (0_u64, [0_u64; SHINGLE]);
        for (place, &term) in words.iter().enumerate() {
            let (enters, leaves) = (of(term), recent[place % SHINGLE]);
            recent[place % SHINGLE] = enters;
            sum = sum
                .wrapping_sub(leaves.wrapping_mul(FACTOR.wrapping_pow(SHINGLE as u32 - 1)))
                .wrapping_mul(FACTOR)
                .wrapping_add(enters);
            if place + 1 >= SHINGLE {
                shingles.push(mix(sum));
            }
        }
        shingles
    }
}

/// The places of the shingles that are kept, ascending.
pub(super) fn winnow(shingles: &[u64]) -> Vec<u32> {
    let mut kept: Vec<u32> = Vec::new();
    for (start, window) in shingles.windows(WINDOW.min(shingles.len()).max(1)).enumerate() {
        // The last of equals, so that a run of one repeated word keeps few.
        let best = (0..window.len()).rev().min_by_key(|&at| window[at]);
        let place = (start + best.unwrap_or(0)) as u32;
        if kept.last() != Some(&place) {
            kept.push(place);
        }
    }
    kept
}

/// FNV-1a, then mixed: the same on every machine.
fn hash(text: &str) -> u64 {
    mix(text.bytes().fold(0xcbf2_9ce4_8422_2325, |state: u64, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }))
}

/// A step of SplitMix64 (Steele, Lea & Flood 2014): every bit of the input moves every bit of the output.
fn mix(state: u64) -> u64 {
    let state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Normalizer;

    #[test]
    fn a_shared_run_shares_a_fingerprint_whatever_surrounds_it() {
        let mut vocabulary = Vocabulary::new(Normalizer::default());
        let mut words = |prefix: &str, n: usize| -> Vec<TermId> {
            let word = |i| vocabulary.intern(&format!("{prefix}{i}"));
            let forms: Vec<_> = (0..n).map(word).collect();
            forms.into_iter().map(|form| vocabulary.term_of(form)).collect()
        };
        let run = words("run", SHINGLE + WINDOW - 1);
        let (left, right) = (words("left", 60), words("right", 60));
        let hashes = Hashes::new(&vocabulary);
        let fingerprints = |words: &[TermId]| -> Vec<u64> {
            let shingles = hashes.shingles(words);
            winnow(&shingles).into_iter().map(|place| shingles[place as usize]).collect()
        };
        for cut in 0..=60 {
            let one = [&left[..cut], &run, &left[cut..]].concat();
            let other = [&right[cut..], &run, &right[..cut]].concat();
            let (one, other) = (fingerprints(&one), fingerprints(&other));
            assert!(one.iter().any(|hash| other.contains(hash)), "cut at {cut}");
            assert!(one.len() < 45, "{} of 64 shingles are kept", one.len());
        }
    }

    #[test]
    fn short_texts_have_few_fingerprints() {
        let mut vocabulary = Vocabulary::new(Normalizer::default());
        let forms: Vec<_> = (0..6).map(|n| vocabulary.intern(&format!("w{n}"))).collect();
        let words: Vec<_> = forms.into_iter().map(|form| vocabulary.term_of(form)).collect();
        let hashes = Hashes::new(&vocabulary);
        for (n_words, n_kept) in [(0, 0), (4, 0), (5, 1), (6, 1)] {
            assert_eq!(winnow(&hashes.shingles(&words[..n_words])).len(), n_kept, "{n_words}");
        }
        assert_eq!(winnow(&[7; 20]).len(), 17, "the last of equals moves on with the window");
    }
}
