//! Which pairs of articles are worth comparing word by word.
//!
//! An index leads from every fingerprint to the articles that hold it. A list that is longer than [`HEADS`] is
//! read only at its first articles, so that the work grows with the number of articles, not with its square:
//! stock phrases and an outlet's furniture stand in ever more articles. Copies of one report are found all the
//! same, because every copy meets the fullest ones, which stand first in every list.
//!
//! Two articles that share many fingerprints are compared word by word; of two that share only a few in a row, just
//! the passages around these are.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::fingerprint::{Hashes, winnow};
use crate::article::Corpus;
use crate::token::TermId;

/// How many articles of a list are read.
const HEADS: usize = 64;
/// Two articles may print the same report where they share this share of the shorter one's fingerprints: less than
/// half of what a copy shares, so that chance loses none.
const OVERLAP: f64 = 0.12;
/// They share a passage where they share so many successive fingerprints that stand in few articles: a run of twelve
/// words has two.
const SUCCESSIVE: u32 = 2;

/// An article that another one shares fingerprints with.
pub(super) struct Candidate {
    /// Its place in the order.
    pub earlier: usize,
    /// Whether the two may print the same report.
    pub overlaps: bool,
    /// Where shared passages lie: words of the later article and of this one.
    pub anchors: Vec<(u32, u32)>,
}

/// The articles in the order in which they are tried as the fuller copy, and their fingerprints.
pub(super) struct Index {
    /// The numbers of the articles, the longest first.
    pub order: Vec<usize>,
    /// For each article in this order its fingerprints: hash and place.
    fingerprints: Vec<Vec<(u64, u32)>>,
    /// Every place of every shared fingerprint: hash, number in the order, place. Sorted.
    postings: Vec<(u64, u32, u32)>,
    /// Where the list of a hash starts, and its length.
    lists: FxHashMap<u64, (u32, u32)>,
}

impl Index {
    pub fn new(corpus: &Corpus, rows: &[Vec<TermId>], hashes: &Hashes) -> Self {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        // Any order will do that depends on nothing but the articles themselves.
        order.sort_by_key(|&number| {
            let article = &corpus.articles()[number];
            let text = (&article.body, &article.outlet, &article.url, &article.id);
            (Reverse(rows[number].len()), text)
        });
        let fingerprints: Vec<Vec<(u64, u32)>> = order
            .par_iter()
            .map(|&number| {
                let shingles = hashes.shingles(&rows[number]);
                let places = winnow(&shingles).into_iter();
                places.map(|place| (shingles[place as usize], place)).collect()
            })
            .collect();
        let mut postings: Vec<(u64, u32, u32)> = Vec::new();
        for (number, own) in (0..).zip(&fingerprints) {
            postings.extend(own.iter().map(|&(hash, place)| (hash, number, place)));
        }
        postings.par_sort_unstable();
        let mut lists = FxHashMap::default();
        let mut start = 0;
        for list in postings.chunk_by(|one, other| one.0 == other.0) {
            if list.len() > 1 {
                lists.insert(list[0].0, (start as u32, list.len() as u32));
            }
            start += list.len();
        }
        Index { order, fingerprints, postings, lists }
    }

    /// The articles before `later` that share something with it, ascending; all numbers are places in the order.
    pub fn before(&self, later: usize) -> Vec<Candidate> {
        #[derive(Default)]
        struct Seen {
            n_shared: u32,
            offset: i64,
            n_successive: u32,
            anchors: Vec<(u32, u32)>,
        }
        let mut seen: FxHashMap<u32, Seen> = FxHashMap::default();
        for &(hash, place) in &self.fingerprints[later] {
            let Some(&(start, length)) = self.lists.get(&hash) else { continue };
            let list = &self.postings[start as usize..(start + length) as usize];
            let is_rare = list.len() <= HEADS;
            for &(_, earlier, other) in list.iter().take(HEADS) {
                if earlier as usize >= later {
                    break;
                }
                let pair = seen.entry(earlier).or_default();
                pair.n_shared += 1;
                if is_rare {
                    let offset = i64::from(place) - i64::from(other);
                    let goes_on = pair.n_successive > 0 && pair.offset == offset;
                    pair.n_successive = if goes_on { pair.n_successive + 1 } else { 1 };
                    pair.offset = offset;
                    // One anchor leads to the whole passage.
                    if pair.n_successive == SUCCESSIVE {
                        pair.anchors.push((place, other));
                    }
                }
            }
        }
        let candidate = |(earlier, pair): (u32, Seen)| {
            let earlier = earlier as usize;
            let n_own = self.fingerprints[later].len().min(self.fingerprints[earlier].len());
            let overlaps = pair.n_shared > 1 && f64::from(pair.n_shared) >= OVERLAP * n_own as f64;
            let found = Candidate { earlier, overlaps, anchors: pair.anchors };
            (found.overlaps || !found.anchors.is_empty()).then_some(found)
        };
        let mut found: Vec<Candidate> = seen.into_iter().filter_map(candidate).collect();
        found.sort_unstable_by_key(|candidate| candidate.earlier);
        found
    }
}
