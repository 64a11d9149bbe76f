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

use super::fingerprint::{Hashes, winnow};
use crate::article::Corpus;
use crate::token::TermId;

/// How many articles of a list are read, ...
const HEADS: usize = 64;
/// ... and how many of a longer one: it is a stock phrase or furniture, or a report that very many print.
const HEADS_OF_LONG: usize = 16;
/// Two articles may print the same report where they share this share of the shorter one's fingerprints: less than
/// half of what a copy shares, so that chance loses none.
const OVERLAP: f64 = 0.12;
/// They share a passage where they share so many successive fingerprints that stand in few articles: a run of twelve
/// words has two.
const SUCCESSIVE: u32 = 2;
/// The lists are made for so many ranges of hashes one after the other, so that each is sorted inside the
/// processor's cache.
const RANGES: usize = 1 << 10;

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
    /// How many fingerprints each article has.
    n_fingerprints: Vec<u32>,
    /// Where the links of each article start, and the end of all.
    starts: Vec<usize>,
    /// For each article in this order its fingerprints that earlier articles have as well, by place.
    links: Vec<Link>,
    /// The first articles of every list, one list after the other: number in the order and place.
    heads: Vec<(u32, u32)>,
}

/// A fingerprint of an article that leads to earlier articles.
#[derive(Debug, Clone, Copy, Default)]
struct Link {
    place: u32,
    /// Where the earlier articles stand among the heads.
    start: u32,
    n: u16,
    is_rare: bool,
}

/// A fingerprint: hash, number of the article in the order, place.
type Posting = (u64, u32, u32);

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
        let n_fingerprints = fingerprints.iter().map(|own| own.len() as u32).collect();
        let (heads, found) = lists(&by_range(&fingerprints));
        drop(fingerprints);
        let (starts, links) = by_article(order.len(), found);
        Index { order, n_fingerprints, starts, links, heads }
    }

    /// Room for the work of [`before`](Self::before), to be used again and again.
    pub fn scratch(&self) -> Scratch {
        Scratch { slot_of: vec![0; self.order.len()], seen: Vec::new(), anchors: Vec::new() }
    }

    /// The articles before `later` that share something with it, ascending; all numbers are places in the order.
    pub fn before(&self, later: usize, scratch: &mut Scratch) -> Vec<Candidate> {
        let Scratch { slot_of, seen, anchors } = scratch;
        for link in &self.links[self.starts[later]..self.starts[later + 1]] {
            let start = link.start as usize;
            for &(earlier, other) in &self.heads[start..start + usize::from(link.n)] {
                let slot = &mut slot_of[earlier as usize];
                if *slot == 0 {
                    seen.push(Seen { earlier, ..Seen::default() });
                    *slot = seen.len() as u32;
                }
                let number = *slot - 1;
                let pair = &mut seen[number as usize];
                pair.n_shared += 1;
                if link.is_rare {
                    let offset = link.place.wrapping_sub(other);
                    let goes_on = pair.n_successive > 0 && pair.offset == offset;
                    pair.n_successive = if goes_on { pair.n_successive + 1 } else { 1 };
                    pair.offset = offset;
                    // One anchor leads to the whole passage.
                    if pair.n_successive == SUCCESSIVE {
                        pair.has_anchors = true;
                        anchors.push((number, link.place, other));
                    }
                }
            }
        }
        anchors.sort_by_key(|anchor| anchor.0);
        let mut found: Vec<Candidate> = Vec::new();
        for (number, pair) in (0..).zip(seen.iter()) {
            let earlier = pair.earlier as usize;
            slot_of[earlier] = 0;
            let n_own = self.n_fingerprints[later].min(self.n_fingerprints[earlier]);
            let overlaps =
                pair.n_shared > 1 && f64::from(pair.n_shared) >= OVERLAP * f64::from(n_own);
            if overlaps || pair.has_anchors {
                let first = anchors.partition_point(|anchor| anchor.0 < number);
                let own = anchors[first..].iter().take_while(|anchor| anchor.0 == number);
                let anchors = own.map(|&(_, here, there)| (here, there)).collect();
                found.push(Candidate { earlier, overlaps, anchors });
            }
        }
        seen.clear();
        anchors.clear();
        found.sort_unstable_by_key(|candidate| candidate.earlier);
        found
    }
}

/// What is known of the pairs of one article.
#[derive(Debug)]
pub(super) struct Scratch {
    /// For each article the number of its pair, from 1; 0 where there is none yet.
    slot_of: Vec<u32>,
    seen: Vec<Seen>,
    /// Number of the pair, word of the later article, word of the earlier one.
    anchors: Vec<(u32, u32, u32)>,
}

#[derive(Debug, Default)]
struct Seen {
    earlier: u32,
    n_shared: u32,
    offset: u32,
    n_successive: u32,
    has_anchors: bool,
}

/// All fingerprints by ranges of their hashes, in each range in the order of the articles.
fn by_range(fingerprints: &[Vec<(u64, u32)>]) -> Vec<Vec<Posting>> {
    let range_of = |hash: u64| (hash >> (u64::BITS - RANGES.ilog2())) as usize;
    let mut n_in = vec![0; RANGES];
    for &(hash, _) in fingerprints.iter().flatten() {
        n_in[range_of(hash)] += 1;
    }
    let mut ranges: Vec<Vec<Posting>> = n_in.into_iter().map(Vec::with_capacity).collect();
    for (number, own) in (0..).zip(fingerprints) {
        for &(hash, place) in own {
            ranges[range_of(hash)].push((hash, number, place));
        }
    }
    ranges
}

/// The first articles of the lists, one after the other, and for each article its number and a list that it is in.
type Lists = (Vec<(u32, u32)>, Vec<(u32, Link)>);

/// The first articles of every list of two or more, and for each article of a list its link to those before it.
fn lists(ranges: &[Vec<Posting>]) -> Lists {
    let of_range = |range: &Vec<Posting>| {
        let mut range = range.clone();
        range.sort_unstable();
        let (mut heads, mut links) = (Vec::new(), Vec::new());
        for list in range.chunk_by(|one, other| one.0 == other.0).filter(|list| list.len() > 1) {
            let is_rare = list.len() <= HEADS;
            let start = heads.len() as u32;
            let read = &list[..list.len().min(if is_rare { HEADS } else { HEADS_OF_LONG })];
            heads.extend(read.iter().map(|&(_, number, place)| (number, place)));
            // An article that has the shingle twice is not before itself.
            let mut n = 0;
            for &(_, number, place) in list {
                while read.get(usize::from(n)).is_some_and(|earlier| earlier.1 < number) {
                    n += 1;
                }
                if n > 0 {
                    links.push((number, Link { place, start, n, is_rare }));
                }
            }
        }
        (heads, links)
    };
    let parts: Vec<_> = ranges.par_iter().map(of_range).collect();
    let (mut heads, mut links) = (Vec::new(), Vec::new());
    for (own_heads, own_links) in parts {
        let before = heads.len() as u32;
        heads.extend(own_heads);
        links.extend(own_links.into_iter().map(|(number, link): (u32, Link)| {
            (number, Link { start: link.start + before, ..link })
        }));
    }
    (heads, links)
}

/// The links of each article by place, one article after the other, and where those of each start.
fn by_article(n_articles: usize, found: Vec<(u32, Link)>) -> (Vec<usize>, Vec<Link>) {
    let mut starts = vec![0; n_articles + 1];
    for &(number, _) in &found {
        starts[number as usize + 1] += 1;
    }
    for number in 0..n_articles {
        starts[number + 1] += starts[number];
    }
    let mut next = starts.clone();
    let mut links = vec![Link::default(); found.len()];
    for (number, link) in found {
        let next = &mut next[number as usize];
        links[*next] = link;
        *next += 1;
    }
    for range in starts.windows(2) {
        links[range[0]..range[1]].sort_unstable_by_key(|link| link.place);
    }
    (starts, links)
}
