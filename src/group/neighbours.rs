//! For every article the articles most like it, without comparing all pairs.
//!
//! An index leads from each feature to the articles in which it is heavy. The features of an article are
//! looked up from the rarest on, until a fixed number of entries has been read; the articles that gathered
//! most weight are then compared in full. In collections of up to a few thousand articles nothing is cut
//! off. In large ones a very common feature is no longer looked up, and two articles that share nothing
//! rarer are not found.
//!
//! Cost: for each article at most [`ENTRIES`] entries and [`COMPARED`] dot products. Memory: 8 bytes for each of up to
//! [`INDEXED`] features of an article.

use rayon::prelude::*;

use super::day::Days;
use super::signature::{Signature, dot};

/// Features of an article that lead to it, the heaviest first.
const INDEXED: usize = 96;
/// Index entries read for one article.
const ENTRIES: usize = 12_000;
/// Candidates compared in full.
const COMPARED: usize = 64;
/// Neighbours kept.
const KEPT: usize = 32;
/// Less than this is no likeness at all.
const LEAST: f32 = 0.04;

/// For each article its neighbours and their likeness, the most alike first.
pub(super) fn neighbours(
    signatures: &[Signature],
    days: &[Days],
    window: Option<f64>,
) -> Vec<Vec<(u32, f32)>> {
    let index = Index::new(signatures);
    (0..signatures.len())
        .into_par_iter()
        .map_init(
            || Scratch { score: vec![0.0; signatures.len()], met: Vec::new() },
            |scratch, article| {
                let mut found: Vec<(u32, f32)> = index
                    .candidates(article, &signatures[article], scratch)
                    .into_iter()
                    .filter(|&other| {
                        window
                            .is_none_or(|window| days[article].gap(&days[other as usize]) <= window)
                    })
                    .map(|other| {
                        let near = days[article].nearness(&days[other as usize]);
                        (other, near * dot(&signatures[article], &signatures[other as usize]))
                    })
                    .filter(|&(_, likeness)| likeness >= LEAST)
                    .collect();
                found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                found.truncate(KEPT);
                found
            },
        )
        .collect()
}

struct Scratch {
    score: Vec<f32>,
    met: Vec<u32>,
}

/// Feature to articles.
struct Index {
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

/// The heaviest features of a signature.
fn heaviest(signature: &Signature) -> Vec<(u32, f32)> {
    let mut features = signature.clone();
    super::signature::shorten(&mut features, INDEXED);
    features.shrink_to_fit();
    features
}

impl Index {
    fn new(signatures: &[Signature]) -> Self {
        let n = signatures.iter().flatten().map(|&(feature, _)| feature as usize + 1).max();
        let mut starts = vec![0_usize; n.unwrap_or(0) + 1];
        let heavy: Vec<Vec<(u32, f32)>> = signatures.par_iter().map(heaviest).collect();
        for &(feature, _) in heavy.iter().flatten() {
            starts[feature as usize + 1] += 1;
        }
        for feature in 1..starts.len() {
            starts[feature] += starts[feature - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); starts.last().copied().unwrap_or(0)];
        for (article, features) in (0..).zip(heavy) {
            for (feature, weight) in features {
                entries[next[feature as usize]] = (article, weight);
                next[feature as usize] += 1;
            }
        }
        Index { starts, entries }
    }

    fn articles(&self, feature: u32) -> &[(u32, f32)] {
        let feature = feature as usize;
        &self.entries[self.starts[feature]..self.starts[feature + 1]]
    }

    /// The articles that share most weight with one article, without itself.
    fn candidates(&self, own: usize, signature: &Signature, scratch: &mut Scratch) -> Vec<u32> {
        let mut features = signature.clone();
        features.sort_unstable_by_key(|&(feature, _)| (self.articles(feature).len(), feature));
        let mut n_read = 0;
        for (feature, weight) in features {
            let articles = self.articles(feature);
            n_read += articles.len();
            if n_read > ENTRIES {
                break;
            }
            for &(article, other) in articles {
                let score = &mut scratch.score[article as usize];
                if *score == 0.0 {
                    scratch.met.push(article);
                }
                *score += weight * other;
            }
        }
        let mut met: Vec<(u32, f32)> = scratch
            .met
            .drain(..)
            .map(|article| (article, std::mem::take(&mut scratch.score[article as usize])))
            .filter(|&(article, _)| article as usize != own)
            .collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if met.len() > COMPARED {
            met.select_nth_unstable_by(COMPARED, order);
            met.truncate(COMPARED);
        }
        met.into_iter().map(|(article, _)| article).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn the_index_finds_what_comparing_all_pairs_finds() {
        // Vectors drawn from few features, so that most pairs share some.
        let mut state = 7_u64;
        let mut draw = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % n
        };
        let signatures: Vec<Signature> = (0..60)
            .map(|_| {
                let mut features: Signature =
                    (0..8).map(|_| (draw(50) as u32, 0.1 + draw(30) as f32 / 100.0)).collect();
                features.sort_by_key(|&(feature, _)| feature);
                features.dedup_by_key(|(feature, _)| *feature);
                features
            })
            .collect();
        let days = vec![Days::of(&Article::default()); signatures.len()];
        for (own, found) in neighbours(&signatures, &days, None).into_iter().enumerate() {
            let mut all: Vec<(u32, f32)> = (0..60)
                .filter(|&other| other as usize != own)
                .map(|other| (other, dot(&signatures[own], &signatures[other as usize])))
                .filter(|&(_, likeness)| likeness >= LEAST)
                .collect();
            all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            all.truncate(KEPT);
            assert_eq!(found, all, "{own}");
        }
    }
}
