//! In which sentences does a word or phrase stand?
//!
//! Memory: eight bytes for each word that counts. Cost of a look-up: the sentences of the rarest word of
//! the feature.

use rustc_hash::FxHashMap;

use super::Feature;
use crate::article::{ArticleId, Corpus};
use crate::clean::Masks;
use crate::token::{Occurrence, TermId, TermKind, TokenizedCorpus};

/// One sentence of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceRef {
    /// The article.
    pub article: ArticleId,
    /// The number of the sentence in its article.
    pub sentence: u32,
}

/// For every word that counts, the sentences that hold it; what is masked is left out.
#[derive(Debug, Clone)]
pub struct SentenceIndex<'t> {
    tokenized: &'t TokenizedCorpus,
    masks: &'t Masks,
    by_term: Vec<Vec<SentenceRef>>,
    n_sentences: Vec<u32>,
    sentences: Vec<SentenceRef>,
}

impl<'t> SentenceIndex<'t> {
    /// Reads the whole corpus once.
    pub fn new(corpus: &Corpus, tokenized: &'t TokenizedCorpus, masks: &'t Masks) -> Self {
        let mut by_term: Vec<Vec<SentenceRef>> = vec![Vec::new(); tokenized.vocabulary().n_terms()];
        let mut n_sentences = vec![0; corpus.articles().len()];
        let mut sentences = Vec::new();
        for article in corpus.article_ids() {
            let document = tokenized.document(article);
            for (number, sentence) in document.sentences.iter().enumerate() {
                if sentence.n_tokens() == 0 || !masks.keeps(article, number) {
                    continue;
                }
                n_sentences[article.index()] += 1;
                let here = SentenceRef { article, sentence: number as u32 };
                sentences.push(here);
                for word in masks.counted(document, article, number).flatten() {
                    let (term, kind) = tokenized.term(word);
                    let places = &mut by_term[term.index()];
                    if kind == TermKind::Word && places.last() != Some(&here) {
                        places.push(here);
                    }
                }
            }
        }
        SentenceIndex { tokenized, masks, by_term, n_sentences, sentences }
    }

    /// The number of sentences of each article that hold a word and are not masked.
    pub fn n_sentences(&self) -> &[u32] {
        &self.n_sentences
    }

    /// The sentences that hold a term, in the order of the corpus.
    pub fn term(&self, term: TermId) -> &[SentenceRef] {
        self.by_term.get(term.index()).map_or(&[], Vec::as_slice)
    }

    /// The sentences that hold each of many words and phrases, in one pass over the corpus.
    pub fn features(&self, features: &[Feature]) -> Vec<Vec<SentenceRef>> {
        let number_of: FxHashMap<&[TermId], usize> = features
            .iter()
            .enumerate()
            .map(|(number, feature)| (feature.terms(), number))
            .collect();
        let longest = features.iter().map(|feature| feature.terms().len()).max().unwrap_or(0);
        let mut places: Vec<Vec<SentenceRef>> = vec![Vec::new(); features.len()];
        let mut terms: Vec<TermId> = Vec::new();
        for &here in &self.sentences {
            for words in self.words_at(here) {
                terms.clear();
                terms.extend(words.iter().map(|word| self.tokenized.term(word).0));
                for start in 0..terms.len() {
                    for end in start + 1..=terms.len().min(start + longest) {
                        let Some(&number) = number_of.get(&terms[start..end]) else { continue };
                        if places[number].last() != Some(&here) {
                            places[number].push(here);
                        }
                    }
                }
            }
        }
        places
    }

    /// The sentences that hold a word or phrase, in the order of the corpus.
    pub fn feature(&self, feature: &Feature) -> Vec<SentenceRef> {
        let terms = feature.terms();
        let vocabulary = self.tokenized.vocabulary();
        let words = terms.iter().copied().filter(|&term| vocabulary.kind(term) == TermKind::Word);
        let Some(rarest) = words.min_by_key(|&term| self.term(term).len()) else {
            return Vec::new();
        };
        let holds = |place: &&SentenceRef| {
            self.words_at(**place).flat_map(|words| words.windows(terms.len())).any(|window| {
                window.iter().zip(terms).all(|(word, &term)| vocabulary.term_of(word.form) == term)
            })
        };
        self.term(rarest).iter().filter(holds).copied().collect()
    }

    /// The words of a sentence that count, in pieces.
    fn words_at(&self, here: SentenceRef) -> impl Iterator<Item = &[Occurrence]> {
        let document = self.tokenized.document(here.article);
        self.masks.counted(document, here.article, here.sentence as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::count::{PhraseOptions, phrases};
    use crate::token::Normalizer;

    #[test]
    fn words_and_phrases_are_found_where_they_stand() {
        let corpus = Corpus::new([
            Article::new("a", "Rule of law", "Law rules. The rule of law holds. No rules."),
            Article::new("b", "", "The rule of law. Of law the rule."),
        ]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::none(&tokenized);
        let index = SentenceIndex::new(&corpus, &tokenized, &masks);
        assert_eq!(index.n_sentences(), [4, 2]);
        let law = tokenized.vocabulary().find("law").unwrap();
        assert_eq!(index.term(law).len(), 5);
        let phrases = phrases(&corpus, &tokenized, &masks, PhraseOptions::default());
        let places = index.feature(&phrases.features()[0]);
        let found: Vec<_> =
            places.iter().map(|place| (place.article.index(), place.sentence)).collect();
        assert_eq!(found, [(0, 0), (0, 2), (1, 0)]);
        assert_eq!(index.features(phrases.features())[0], places);
        assert!(index.feature(&Feature::named("x", "x")).is_empty());
    }
}
