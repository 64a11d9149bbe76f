//! What a stream remembers of its articles to choose by how alike those of one story are.
//!
//! A stream keeps no articles, and of the last ones alone few may share a story: then nothing tells the cut. So each of
//! the last [`RECALLED`] articles is kept with the last articles of the [`MATES`] stories most like it when it came. Only the last ones are judged
//! ([`cut::adaptive`]); the others are what they are judged against.
//!
//! Cost: a small grouping of at most three thousand articles, once for every [`CHOSEN_EVERY`] articles. Memory: some 2 kilobytes
//! an article kept.

use std::collections::VecDeque;
use std::sync::Arc;

use super::cut;
use super::day::Days;
use super::neighbours::neighbours;
use super::signature::Signature;
use super::tree;

/// The likeness needed to join a story while there are too few articles to choose it by, and the least ever after: where
/// none of the last articles has a story in common with another, nothing tells how alike those of one story are.
pub(super) const LEAST: f32 = 0.14;
/// From so many articles on the cut is chosen.
const FIRST: u32 = 64;
/// The last articles, by which it is chosen.
const RECALLED: usize = 1_024;
/// Stories whose last articles are kept with each.
const MATES: usize = 2;
/// Articles from one choice to the next, once there are so many.
const CHOSEN_EVERY: u32 = 8_192;

/// An article as the choice of the cut needs it.
#[derive(Debug)]
pub(super) struct Recalled {
    /// Its number in the stream, from 1.
    pub number: u32,
    pub days: Days,
    pub signature: Signature,
}

/// The last articles, the latest first, each with those most like it.
#[derive(Debug, Clone, Default)]
pub(super) struct Recall {
    last: VecDeque<(Arc<Recalled>, Vec<Arc<Recalled>>)>,
}

/// Whether the cut is chosen anew after so many articles: ever more rarely at first, then once for every so many.
pub(super) fn is_due(n_articles: u32) -> bool {
    n_articles >= FIRST && (n_articles.is_power_of_two() || n_articles.is_multiple_of(CHOSEN_EVERY))
}

impl Recall {
    /// Remembers an article with those most like it, the most alike first.
    pub fn push(&mut self, own: &Arc<Recalled>, like: impl Iterator<Item = Arc<Recalled>>) {
        self.last.truncate(RECALLED - 1);
        self.last.push_front((Arc::clone(own), like.take(MATES).collect()));
    }

    /// The likeness that keeps the stories of the last articles apart best, at least [`LEAST`].
    pub fn cut(&self, window: Option<f64>) -> f32 {
        let (all, n_judged) = self.all();
        let mut features: Vec<u32> =
            all.iter().flat_map(|own| own.signature.iter().map(|&(feature, _)| feature)).collect();
        features.sort_unstable();
        features.dedup();
        // Few of all features occur here; numbered anew, they take little room in the index.
        let renumber = |own: &Signature| -> Signature {
            let of = |feature: u32| features.partition_point(|&known| known < feature) as u32;
            own.iter().map(|&(feature, weight)| (of(feature), weight)).collect()
        };
        let signatures: Vec<Signature> = all.iter().map(|own| renumber(&own.signature)).collect();
        let days: Vec<Days> = all.iter().map(|own| own.days).collect();
        let neighbours = neighbours(&signatures, &days, window);
        let mergers = tree::mergers(&signatures, &days, &neighbours, cut::LOWEST, window);
        cut::adaptive(&signatures, &days, &neighbours, &mergers, n_judged).max(LEAST)
    }

    /// Every article that is remembered, once; the last ones first, and how many those are.
    fn all(&self) -> (Vec<&Recalled>, usize) {
        let mut all: Vec<&Recalled> = self.last.iter().map(|(own, _)| own.as_ref()).collect();
        let (n_last, oldest) = (all.len(), all.last().map_or(0, |own| own.number));
        let mates = self.last.iter().flat_map(|(_, mates)| mates).map(Arc::as_ref);
        let mut mates: Vec<&Recalled> = mates.filter(|mate| mate.number < oldest).collect();
        mates.sort_unstable_by_key(|mate| mate.number);
        mates.dedup_by_key(|mate| mate.number);
        all.extend(mates);
        (all, n_last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn article(number: u32, signature: Signature) -> Arc<Recalled> {
        Arc::new(Recalled { number, days: Days::of(&Article::default()), signature })
    }

    #[test]
    fn an_article_is_remembered_once_and_the_last_ones_are_judged() {
        let mut recall = Recall::default();
        let old: Vec<Arc<Recalled>> = (1..=3).map(|number| article(number, vec![])).collect();
        for number in 4..4 + RECALLED as u32 + 5 {
            recall.push(&article(number, vec![]), old.iter().cloned());
        }
        let (all, n_judged) = recall.all();
        let numbers: Vec<u32> = all.iter().map(|own| own.number).collect();
        assert_eq!(n_judged, RECALLED);
        assert_eq!(numbers[..2], [RECALLED as u32 + 8, RECALLED as u32 + 7]);
        assert_eq!(numbers[RECALLED..], [1, 2], "the third most like is not kept");
    }

    #[test]
    fn stories_begun_long_ago_tell_the_cut() {
        // Each article shares its story's feature (likeness 0.64) with an early one, and a topic (0.3) with all others.
        let with = |story: u32| vec![(0, 0.548), (1 + story, 0.8), (1_000 + story, 0.245)];
        let (mut alone, mut with_mates) = (Recall::default(), Recall::default());
        for story in 0..200 {
            let own = article(1_000 + story, with(story));
            alone.push(&own, std::iter::empty());
            with_mates.push(&own, std::iter::once(article(1 + story, with(story))));
        }
        assert!(with_mates.cut(None) > 0.3, "the topic does not make one story of all");
        assert_eq!(alone.cut(None), LEAST, "all that is left of likeness is the topic");
    }

    #[test]
    fn the_cut_is_chosen_ever_more_rarely() {
        let due: Vec<u32> = (0..20_000).filter(|&n| is_due(n)).collect();
        assert_eq!(due, [64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384]);
    }
}
