//! Sentences that recur inside one outlet, and whole articles that it published again.
//!
//! Two sentences are the same where they consist of the same normalised words in the same order, so
//! that a changed apostrophe or capital does not hide a copy. Cost: one hash for each sentence.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Masks, Reason};
use crate::article::{ArticleId, Corpus, OutletId, Part};
use crate::token::{TermId, TokenizedCorpus};

/// A sentence of an outlet is house text from this many of its articles on: three, because two
/// articles on one event often repeat a sentence of background.
pub(super) const HOUSE_ARTICLES: usize = 3;
/// An article is a repeat where this share of its words already stood in an earlier one of its outlet.
const REPEAT_SHARE: f64 = 0.8;

#[derive(Clone, Copy)]
struct Place {
    article: ArticleId,
    sentence: usize,
}

/// Marks everything that recurs.
pub(super) fn mark(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &mut Masks) {
    let places = places_by_wording(corpus, tokenized);
    mark_repeats(corpus, tokenized, &places, masks);
    for places in &places {
        // A whole article published twice by one outlet says nothing about its house style.
        let fresh: Vec<Place> = places
            .iter()
            .copied()
            .filter(|place| masks.keeps(place.article, place.sentence))
            .collect();
        let mut articles_of: BTreeMap<OutletId, Vec<ArticleId>> = BTreeMap::new();
        for place in &fresh {
            let articles = articles_of.entry(corpus.outlet_of(place.article)).or_default();
            if articles.last() != Some(&place.article) {
                articles.push(place.article);
            }
        }
        for place in fresh {
            let n_own = articles_of[&corpus.outlet_of(place.article)].len();
            if n_own >= HOUSE_ARTICLES {
                masks.add(tokenized, place.article, place.sentence, Reason::HouseText);
            }
        }
    }
}

/// The places of every wording that stands in more than one article, in the order of first occurrence.
fn places_by_wording(corpus: &Corpus, tokenized: &TokenizedCorpus) -> Vec<Vec<Place>> {
    let mut number_of: FxHashMap<Vec<TermId>, usize> = FxHashMap::default();
    let mut places: Vec<Vec<Place>> = Vec::new();
    for article in corpus.article_ids() {
        let document = tokenized.document(article);
        for (sentence, found) in document.sentences.iter().enumerate() {
            // Headlines are rewritten for every edition and site; they are no sign of house text.
            if found.part != Part::Body || found.n_tokens() == 0 {
                continue;
            }
            let words = document
                .words_of(found)
                .iter()
                .map(|token| tokenized.vocabulary().term_of(token.form));
            let next = places.len();
            let number = *number_of.entry(words.collect()).or_insert(next);
            if number == next {
                places.push(Vec::new());
            }
            places[number].push(Place { article, sentence });
        }
    }
    places.retain(|places| places.iter().any(|place| place.article != places[0].article));
    places
}

fn mark_repeats(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    places: &[Vec<Place>],
    masks: &mut Masks,
) {
    // For each article, the words that also stand in each earlier article of the same outlet.
    let mut shared: FxHashMap<(ArticleId, ArticleId), usize> = FxHashMap::default();
    for places in places {
        // A line of house text recurs in hundreds of articles; pairing those would be quadratic and
        // proves nothing about any two of them.
        if places.len() > 40 {
            continue;
        }
        for (index, later) in places.iter().enumerate() {
            let n_words = tokenized.document(later.article).sentences[later.sentence].n_tokens();
            let outlet = corpus.outlet_of(later.article);
            let mut earlier: Vec<ArticleId> =
                places[..index].iter().map(|place| place.article).collect();
            earlier
                .retain(|&article| article != later.article && corpus.outlet_of(article) == outlet);
            earlier.dedup();
            for article in earlier {
                *shared.entry((later.article, article)).or_default() += n_words;
            }
        }
    }
    let mut repeats: Vec<ArticleId> = shared
        .into_iter()
        .filter(|((later, _), n_words)| {
            let document = tokenized.document(*later);
            let n_body: usize = document.body().map(|sentence| sentence.n_tokens()).sum();
            *n_words as f64 >= REPEAT_SHARE * n_body as f64
        })
        .map(|((later, _), _)| later)
        .collect();
    repeats.sort_unstable();
    repeats.dedup();
    for article in repeats {
        for sentence in 0..tokenized.document(article).sentences.len() {
            masks.add(tokenized, article, sentence, Reason::Repeat);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    const AGENCY: &str =
        "The ministry said on Monday that both sides had agreed to meet again in the spring.";
    const PITCH: &str = "Follow our desk for more.";

    fn reasons(articles: &[(&str, &str)]) -> Vec<Vec<Option<Reason>>> {
        let corpus =
            Corpus::new(articles.iter().map(|(outlet, body)| Article::new(*outlet, "", *body)));
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::new(&corpus, &tokenized);
        let of = |id: ArticleId| {
            (0..tokenized.document(id).sentences.len()).map(|n| masks.reason(id, n)).collect()
        };
        corpus.article_ids().map(of).collect()
    }

    #[test]
    fn what_recurs_is_marked_with_its_reason() {
        let own = |n: usize| format!("Own words number {n} are here and nowhere else. {PITCH}");
        let found = reasons(&[
            ("a", &own(1)),
            ("a", &own(2)),
            ("a", &own(3)),
            ("b", &format!("{AGENCY} A sentence of its own. Follow our desk for more!")),
            ("c", &format!("{} Another of its own.", AGENCY.to_uppercase())),
        ]);
        let (house, shared) = (Some(Reason::HouseText), Some(Reason::SharedCopy));
        assert_eq!(found[0], [None, house]);
        assert_eq!(found[2], [None, house]);
        assert_eq!(found[3], [shared, None, None], "five shared words prove nothing");
        assert_eq!(found[4], [shared, None]);
    }

    #[test]
    fn an_article_published_twice_counts_once() {
        let text = format!("{AGENCY} A second sentence follows the first in both editions of it.");
        let found = reasons(&[("a", &text), ("a", &format!("{text} Updated."))]);
        assert_eq!(found[0], [None, None]);
        assert!(found[1].iter().all(|reason| *reason == Some(Reason::Repeat)));
    }
}
