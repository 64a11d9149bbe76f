//! How much of a sentence do the other outlets tell at their beginning?
//!
//! The share of the sentence's weighty terms (no small words) that stand in the first sentences of another outlet's
//! articles, mean over the other outlets:
//!
//! `sum over terms of (outlets but its own that have the term early) / (terms * (outlets - 1))`.
//!
//! 0 where there is no other outlet. Cost: one pass over the beginnings, two look-ups a term. It misleads where
//! outlets begin with different parts of one story.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::concept::{telling_sentences, terms_of};
use crate::article::{ArticleId, Corpus, OutletId};
use crate::clean::Masks;
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// So many sentences are an article's beginning.
const SENTENCES: usize = 4;

/// What the outlets of a story tell at the beginning of their articles.
pub(super) struct Leads<'t> {
    tokenized: &'t TokenizedCorpus,
    by_outlet: FxHashMap<OutletId, FxHashSet<TermId>>,
    /// The number of outlets that have a term early.
    n_outlets: FxHashMap<TermId, u32>,
}

impl<'t> Leads<'t> {
    pub fn new(
        corpus: &Corpus,
        tokenized: &'t TokenizedCorpus,
        masks: &Masks,
        articles: &[ArticleId],
    ) -> Self {
        let mut by_outlet: FxHashMap<OutletId, FxHashSet<TermId>> = FxHashMap::default();
        for &article in articles {
            let own = by_outlet.entry(corpus.outlet_of(article)).or_default();
            for (_, sentence) in telling_sentences(article, tokenized, masks).take(SENTENCES) {
                own.extend(terms_of(article, sentence, tokenized));
            }
        }
        let mut n_outlets: FxHashMap<TermId, u32> = FxHashMap::default();
        for &term in by_outlet.values().flatten() {
            *n_outlets.entry(term).or_default() += 1;
        }
        Leads { tokenized, by_outlet, n_outlets }
    }

    /// The share of the weighty ones of an outlet's terms that another outlet tells early, mean over the others.
    pub fn share(&self, outlet: OutletId, terms: impl Iterator<Item = TermId>) -> f64 {
        let n_others = self.by_outlet.len().saturating_sub(1);
        let own = self.by_outlet.get(&outlet);
        let (mut n_terms, mut n_told) = (0, 0);
        for term in terms {
            if self.tokenized.vocabulary().kind(term) == TermKind::Stop {
                continue;
            }
            let by_itself = u32::from(own.is_some_and(|own| own.contains(&term)));
            n_terms += 1;
            n_told += self.n_outlets.get(&term).map_or(0, |n| n - by_itself);
        }
        f64::from(n_told) / (n_terms * n_others).max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn a_share_is_a_mean_over_the_other_outlets() {
        let corpus = Corpus::new([
            Article::new("a", "One", "The harbour closed."),
            Article::new("b", "Two", "The harbour reopened. Gulls slept."),
            Article::new(
                "c",
                "Three",
                "Cranes rusted. Rain fell. Gulls ate. Fog rose. A harbour closed.",
            ),
        ]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::none(&tokenized);
        let articles: Vec<ArticleId> = corpus.article_ids().collect();
        let vocabulary = tokenized.vocabulary();
        let share = |articles: &[ArticleId], words: &[&str]| {
            let leads = Leads::new(&corpus, &tokenized, &masks, articles);
            let term =
                |word: &&str| vocabulary.find(&vocabulary.normalizer().term(word).0).unwrap();
            leads.share(corpus.outlet_of(articles[0]), words.iter().map(term))
        };
        let cases: [(usize, &[&str], f64); 6] = [
            (3, &["harbour"], 0.5),
            (3, &["the", "harbour"], 0.5),
            (3, &["harbour", "closed"], 0.25),
            (3, &["gulls"], 1.0),
            (1, &["harbour", "closed"], 0.0),
            (3, &[], 0.0),
        ];
        for (n_articles, words, expected) in cases {
            assert_eq!(share(&articles[..n_articles], words), expected, "{words:?}");
        }
    }
}
