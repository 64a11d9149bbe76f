//! Where two articles run in the same words.
//!
//! Every shingle of one article that stands in the other is an anchor. From an anchor the run is followed in both
//! directions as long as the words are the same, and across a few changed, dropped or added words where the texts
//! fall in step again. Then the rest of the article is searched for the next run. Cost: one look-up for each
//! word; a shingle that recurs inside an article is tried at a few of its places only.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::fingerprint::BREAK;
use crate::token::TermId;

/// The most words that an editor changes, drops or adds at one place of a run.
const GAP: usize = 3;
/// After a changed word, or two dropped or added, so many words in step continue the run; after more, one more.
const IN_STEP: usize = 3;
/// A shingle that recurs in one article is tried at so many of its places.
const TRIED: usize = 8;
/// The shingles that containment is measured in, as the literature on text reuse does.
pub(super) const LONG_SHINGLE: usize = 8;

/// A passage that stands in two articles, perhaps with a few words changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Its words in the article that the [`Anchors`] were made from.
    pub here: Range<usize>,
    /// Its words in the other article.
    pub there: Range<usize>,
    /// How many of the words are the same.
    pub n_same: usize,
    /// How many shingles of [`LONG_SHINGLE`] words are the same.
    pub n_long: usize,
}

/// An article ready to be compared with many others.
pub(super) struct Anchors<'w> {
    words: &'w [TermId],
    first: FxHashMap<u64, u32>,
    next: Vec<Option<u32>>,
}

impl<'w> Anchors<'w> {
    /// `shingles` are those of `words`.
    pub fn new(words: &'w [TermId], shingles: &[u64]) -> Self {
        let mut first: FxHashMap<u64, u32> = FxHashMap::default();
        first.reserve(shingles.len());
        let mut next = vec![None; shingles.len()];
        for (place, &shingle) in shingles.iter().enumerate().rev() {
            next[place] = first.insert(shingle, place as u32);
        }
        Anchors { words, first, next }
    }

    /// The passages of another article that stand in this one, in the order of the other article.
    pub fn runs(&self, there: &[TermId], shingles: &[u64]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut at = 0;
        while at < shingles.len() {
            let floor = runs.last().map_or(0, |run| run.there.end);
            let mut best: Option<Run> = None;
            let mut place = self.first.get(&shingles[at]).copied();
            for _ in 0..TRIED {
                let Some(here) = place else { break };
                let run = follow((self.words, here as usize), (there, at), floor);
                if best.as_ref().is_none_or(|best| run.n_same > best.n_same) {
                    best = Some(run);
                }
                place = self.next[here as usize];
            }
            at += 1;
            if let Some(run) = best.filter(|run| run.n_same > 0) {
                at = at.max(run.there.end);
                runs.push(run);
            }
        }
        runs
    }
}

/// The passages around some places that are known to be shared, in the order of the other article. A place is a
/// word here and a word there.
pub(super) fn around(here: &[TermId], there: &[TermId], places: &[(u32, u32)]) -> Vec<Run> {
    let mut places = places.to_vec();
    places.sort_unstable_by_key(|&(here, there)| (there, here));
    let mut runs: Vec<Run> = Vec::new();
    for (one, other) in places {
        let floor = runs.last().map_or(0, |run| run.there.end);
        if other as usize >= floor {
            let run = follow((here, one as usize), (there, other as usize), floor);
            runs.extend(Some(run).filter(|run| run.n_same > 0));
        }
    }
    runs
}

/// The run through one word here and one there; words there before `floor` belong to another run.
fn follow(
    (words, here): (&[TermId], usize),
    (others, there): (&[TermId], usize),
    floor: usize,
) -> Run {
    let ahead = Stride::new(|n| words.get(here + n).copied(), |n| others.get(there + n).copied());
    let back = Stride::new(
        |n| words.get(here.checked_sub(n + 1)?).copied(),
        |n| others.get(there.checked_sub(n + 1).filter(|&place| place >= floor)?).copied(),
    );
    Run {
        here: here - back.one..here + ahead.one,
        there: there - back.other..there + ahead.other,
        n_same: ahead.n_same + back.n_same,
        n_long: long(ahead.first + back.first) + ahead.n_long + back.n_long,
    }
}

/// The long shingles in a stretch of so many words.
fn long(n_words: usize) -> usize {
    (n_words + 1).saturating_sub(LONG_SHINGLE)
}

/// How far two rows of words stay in step.
struct Stride {
    /// The words passed in the one row.
    one: usize,
    /// The words passed in the other row.
    other: usize,
    /// The words that are the same.
    n_same: usize,
    /// The words before the first gap.
    first: usize,
    /// The long shingles after the first gap.
    n_long: usize,
}

impl Stride {
    fn new(
        one: impl Fn(usize) -> Option<TermId>,
        other: impl Fn(usize) -> Option<TermId>,
    ) -> Stride {
        let same = |i: usize, j: usize| {
            let word = one(i).filter(|word| *word != BREAK);
            word.is_some() && word == other(j)
        };
        let (mut i, mut j, mut n_same, mut n_long) = (0, 0, 0, 0);
        let mut first = None;
        loop {
            let start = i;
            while same(i, j) {
                (i, j) = (i + 1, j + 1);
            }
            let stretch = i - start;
            n_same += stretch;
            match first {
                None => first = Some(stretch),
                Some(_) => n_long += long(stretch),
            }
            // Narrow gaps first; a changed word (one on each side) before two dropped ones.
            let gaps = (1..=2 * GAP).flat_map(|sum| {
                (sum.saturating_sub(GAP)..=sum.min(GAP)).map(move |left| (left, sum - left))
            });
            let mut gaps = gaps.filter(|(left, right)| {
                let needed = if left + right > 2 { IN_STEP + 1 } else { IN_STEP };
                (0..needed).all(|n| same(i + left + n, j + right + n))
            });
            let Some((left, right)) = gaps.next() else {
                return Stride { one: i, other: j, n_same, first: first.unwrap_or(0), n_long };
            };
            (i, j) = (i + left, j + right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::syndication::fingerprint::Hashes;
    use crate::token::{Normalizer, Vocabulary, words};

    fn runs(one: &str, other: &str) -> Vec<(String, usize)> {
        let mut vocabulary = Vocabulary::new(Normalizer::default());
        let mut row = |text: &str| -> Vec<TermId> {
            let forms: Vec<_> = words(text).map(|word| vocabulary.intern(word.text)).collect();
            forms.into_iter().map(|form| vocabulary.term_of(form)).collect()
        };
        let (here, there) = (row(one), row(other));
        let hashes = Hashes::new(&vocabulary);
        let anchors = Anchors::new(&here, &hashes.shingles(&here));
        let found = anchors.runs(&there, &hashes.shingles(&there));
        // From a known place of each run the same run is found.
        let places: Vec<(u32, u32)> =
            found.iter().map(|run| (run.here.end as u32 - 1, run.there.end as u32 - 1)).collect();
        assert_eq!(around(&here, &there, &places), found);
        let split: Vec<&str> = one.split_whitespace().collect();
        found.into_iter().map(|run| (split[run.here].join(" "), run.n_same)).collect()
    }

    #[test]
    fn runs_are_followed_across_light_edits() {
        let text =
            "the harbour board voted late on tuesday to close the old swing bridge for repairs";
        let cases: [(&str, &[(&str, usize)]); 6] = [
            (text, &[(text, 15)]),
            // One word changed, one dropped, one added.
            (
                "the harbour board voted early on tuesday to close the swing bridge for urgent repairs",
                &[(
                    "the harbour board voted late on tuesday to close the old swing bridge for",
                    12,
                )],
            ),
            // Another beginning and end.
            (
                "nobody spoke before the harbour board voted late on tuesday and nobody spoke later",
                &[("the harbour board voted late on tuesday", 7)],
            ),
            // The halves exchanged.
            (
                "to close the old swing bridge for repairs yes the harbour board voted late on tuesday",
                &[
                    ("to close the old swing bridge for repairs", 8),
                    ("the harbour board voted late on tuesday", 7),
                ],
            ),
            ("the harbour board is late on tuesday for repairs", &[]),
            ("", &[]),
        ];
        for (other, expected) in cases {
            let expected: Vec<(String, usize)> =
                expected.iter().map(|(words, n)| ((*words).to_owned(), *n)).collect();
            assert_eq!(runs(text, other), expected, "{other}");
        }
    }

    #[test]
    fn one_word_repeated_is_no_trap() {
        let many = "no ".repeat(500);
        assert_eq!(runs(&many, &many).len(), 1);
    }
}
