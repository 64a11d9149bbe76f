//! House style that is learned: words with which one outlet, and no other, begins or ends sentences again
//! and again, whatever stands in between.
//!
//! "Read the story that our desk ... has written" recurs with other words in the middle, so no whole sentence
//! recurs. From six words on, the longest run that recurs is set aside, and the rest of the sentence counts:
//! a wrong guess costs a few words and no sentence. Cost: a few hashes for each sentence.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::{Masks, Reason};
use crate::article::{ArticleId, Corpus, OutletId, Part, StoryId};
use crate::token::{TermId, TokenizedCorpus};

/// Shorter runs are how everybody writes.
const FEWEST_WORDS: usize = 6;
/// Longer runs are followed no further.
const MOST_WORDS: usize = 12;
/// A run is house style from this many articles of one outlet on.
const HOUSE_ARTICLES: u32 = 3;
/// At most one in so many of the articles that hold the run may be another outlet's.
const OTHERS: u32 = 20;

/// Where a run of words stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    Start,
    End,
}

/// In how many articles of how many outlets a run recurs.
#[derive(Clone, Copy)]
struct Seen {
    last: ArticleId,
    first_story: StoryId,
    several_stories: bool,
    n_articles: u32,
}

/// Marks the edges of sentences that recur.
pub(super) fn mark(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &mut Masks) {
    let mut by_outlet: FxHashMap<(u64, OutletId), Seen> = FxHashMap::default();
    let mut in_all: FxHashMap<u64, u32> = FxHashMap::default();
    let mut runs: Vec<(u64, usize)> = Vec::new();
    for article in corpus.article_ids() {
        let (outlet, story) = (corpus.outlet_of(article), corpus.story_of(article));
        for_each_sentence(tokenized, masks, article, |_, terms| {
            for side in [Side::Start, Side::End] {
                hash_runs(terms, side, &mut runs);
                for &(hash, _) in &runs {
                    let new = Seen {
                        last: article,
                        first_story: story,
                        several_stories: false,
                        n_articles: 0,
                    };
                    let seen = by_outlet.entry((hash, outlet)).or_insert(new);
                    if seen.n_articles == 0 || seen.last != article {
                        seen.n_articles += 1;
                        seen.last = article;
                        *in_all.entry(hash).or_default() += 1;
                    }
                    seen.several_stories |= seen.first_story != story;
                }
            }
        });
    }
    // Articles on one event repeat its background; what recurs on several is the house's.
    let one_story = corpus.stories().len() == 1;
    let is_house = |hash: u64, outlet: OutletId| {
        by_outlet.get(&(hash, outlet)).is_some_and(|seen| {
            let others = in_all.get(&hash).map_or(0, |all| all - seen.n_articles);
            seen.n_articles >= HOUSE_ARTICLES
                && (seen.several_stories || one_story)
                && others * OTHERS <= seen.n_articles
        })
    };
    for article in corpus.article_ids() {
        let outlet = corpus.outlet_of(article);
        let mut found: Vec<(usize, (usize, usize))> = Vec::new();
        for_each_sentence(tokenized, masks, article, |number, terms| {
            let mut longest = |side: Side| {
                hash_runs(terms, side, &mut runs);
                let house = runs.iter().rev().find(|&&(hash, _)| is_house(hash, outlet));
                house.map_or(0, |&(_, length)| length)
            };
            let edges = (longest(Side::Start), longest(Side::End));
            if edges != (0, 0) {
                found.push((number, edges));
            }
        });
        for (number, edges) in found {
            masks.add_edges(tokenized, article, number, edges, Reason::HouseText);
        }
    }
}

/// The sentences of the body that count, as terms.
fn for_each_sentence(
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    article: ArticleId,
    mut visit: impl FnMut(usize, &[TermId]),
) {
    let document = tokenized.document(article);
    let mut terms: Vec<TermId> = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        if sentence.part == Part::Body && masks.keeps(article, number) {
            terms.clear();
            terms.extend(document.words_of(sentence).iter().map(|word| tokenized.term(word).0));
            visit(number, &terms);
        }
    }
}

/// The hashes and lengths of the runs at one side of a sentence, the shortest first. A run that is the whole
/// sentence is left to those who look for whole sentences.
fn hash_runs(terms: &[TermId], side: Side, runs: &mut Vec<(u64, usize)>) {
    runs.clear();
    let mut hasher = FxHasher::default();
    side.hash(&mut hasher);
    for length in 1..=MOST_WORDS.min(terms.len().saturating_sub(1)) {
        let at = if side == Side::Start { length - 1 } else { terms.len() - length };
        terms[at].hash(&mut hasher);
        if length >= FEWEST_WORDS {
            runs.push((hasher.finish(), length));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn a_frame_around_changing_words_is_learned() {
        let pitch = |topic: &str| {
            format!("Nothing else is known. Our harbour desk has all about {topic} for you.")
        };
        let said =
            |who: &str| format!("Asked by reporters on Monday morning {who} declined to answer.");
        let article = |outlet: &str, n: usize, body: String| {
            Article::new(outlet, "", body).with_story(format!("story {n}"))
        };
        let topics = ["storms at sea", "a bridge", "the ferry"];
        let own = topics.iter().enumerate().map(|(n, topic)| article("a", n, pitch(topic)));
        let common = ["the mayor", "two ferrymen", "no one"];
        let a = common.iter().enumerate().map(|(n, who)| article("a", n, said(who)));
        let others = ["a girl", "his neighbours", "the clerk"];
        let b = others.iter().enumerate().map(|(n, who)| article("b", n, said(who)));
        let corpus = Corpus::new(own.chain(a).chain(b));
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::new(&corpus, &tokenized);
        let found: Vec<(usize, &str)> = masks
            .iter()
            .filter(|mask| mask.reason == Reason::HouseText)
            .map(|mask| (mask.at.article.index(), corpus.words(&mask.at).unwrap()))
            .filter(|(_, words)| words.contains("harbour"))
            .collect();
        let frame = "Our harbour desk has all about";
        assert_eq!(found, [(0, frame), (1, frame), (2, frame)]);
        assert!(masks.iter().all(|mask| !corpus.words(&mask.at).unwrap().contains("reporters")));
        let id = corpus.article_ids().next().unwrap();
        let kept = masks.counted(tokenized.document(id), id, 1).flatten();
        assert_eq!(kept.count(), 5, "storms at sea for you");
    }
}
