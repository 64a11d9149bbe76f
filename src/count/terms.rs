//! Words, counted per article.

use rustc_hash::FxHashMap;

use super::{Counts, Family, Feature, RowKey};
use crate::article::{ArticleId, Corpus};
use crate::clean::Masks;
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// The row keys of a corpus. An article without a key of its own gets its number.
pub(crate) fn row_keys(corpus: &Corpus) -> Vec<RowKey> {
    let key = |id: ArticleId| {
        let article = corpus.article(id);
        RowKey {
            outlet: corpus.outlet(corpus.outlet_of(id)).slug.clone(),
            story: corpus.story(corpus.story_of(id)).key.clone(),
            article: if article.id.is_empty() {
                format!("#{}", id.index())
            } else {
                article.id.clone()
            },
        }
    };
    corpus.article_ids().map(key).collect()
}

/// The number of words of each article that count: no stop words, no numbers, nothing masked.
pub(crate) fn counted_words(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
) -> Vec<u32> {
    let of = |id: ArticleId| {
        let document = tokenized.document(id);
        let kept = 0..document.sentences.len();
        let words = kept.flat_map(|number| masks.counted(document, id, number)).flatten();
        words.filter(|word| tokenized.term(word).1 == TermKind::Word).count() as u32
    };
    corpus.article_ids().map(of).collect()
}

/// Counts every word that is no stop word and no number, in headlines and bodies, masked sentences left out.
pub fn terms(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &Masks) -> Counts {
    let vocabulary = tokenized.vocabulary();
    let mut number_of: FxHashMap<TermId, u32> = FxHashMap::default();
    let mut features: Vec<Feature> = Vec::new();
    let mut cells = Vec::with_capacity(corpus.articles().len());
    for id in corpus.article_ids() {
        let document = tokenized.document(id);
        let mut row: FxHashMap<u32, u32> = FxHashMap::default();
        for number in 0..document.sentences.len() {
            for word in masks.counted(document, id, number).flatten() {
                let (term, kind) = tokenized.term(word);
                if kind != TermKind::Word {
                    continue;
                }
                let feature = *number_of.entry(term).or_insert_with(|| {
                    features.push(Feature::of_terms(vec![term], vocabulary));
                    features.len() as u32 - 1
                });
                *row.entry(feature).or_default() += 1;
            }
        }
        let mut row: Vec<(u32, u32)> = row.into_iter().collect();
        row.sort_unstable();
        cells.push(row);
    }
    let exposure = counted_words(corpus, tokenized, masks);
    Counts::from_rows(Family::Term, row_keys(corpus), exposure, features, cells)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    fn counts(articles: &[Article]) -> Counts {
        let corpus = Corpus::new(articles.to_vec());
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        terms(&corpus, &tokenized, &Masks::none(&tokenized))
    }

    #[test]
    fn stop_words_and_numbers_are_not_counted() {
        let counts =
            counts(&[Article::new("a", "The 27 leaders", "They met with the leader of 2022.")]);
        let shown: Vec<_> = counts.features().iter().map(|feature| feature.key.as_str()).collect();
        assert_eq!(shown, ["leader", "met"]);
        assert_eq!(counts.exposure(), [3]);
    }

    proptest! {
        #[test]
        fn any_split_merged_in_any_order_gives_the_same_table(
            bodies in proptest::collection::vec("[a-d ]{0,30}", 1..12),
            cut in 0usize..12,
        ) {
            let articles: Vec<Article> = bodies
                .iter()
                .enumerate()
                .map(|(n, body)| Article::new(["x", "y", "z"][n % 3], "", body.clone()).with_id(format!("{n}")))
                .collect();
            let cut = cut.min(articles.len());
            let empty = counts(&[]);
            let (front, back) = (counts(&articles[..cut]), counts(&articles[cut..]));
            let whole = counts(&articles).merge(&empty);
            prop_assert_eq!(&front.merge(&back), &whole);
            prop_assert_eq!(&back.merge(&front), &whole);
        }
    }
}
