//! One countable thing, and where it stands in a text.

use serde::{Deserialize, Serialize};

use crate::token::{TermId, Tokenized, Vocabulary, with_last_stop};

/// A feature: its key, how it is shown, and for words and phrases the terms that it consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// What identifies it: normalised words with single spaces, or the key of a frame.
    pub key: String,
    /// How a reader sees it.
    pub shown: String,
    /// The terms in order; empty for features that are no words.
    #[serde(skip)]
    pub(crate) terms: Vec<TermId>,
}

/// One occurrence of a feature in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hit {
    /// The sentence, by its number in the article.
    pub sentence: usize,
    /// The first word, by its number in the article.
    pub token: usize,
}

impl Feature {
    /// A feature that is no sequence of words.
    pub fn named(key: impl Into<String>, shown: impl Into<String>) -> Self {
        Feature { key: key.into(), shown: shown.into(), terms: Vec::new() }
    }

    /// A word or a phrase of a vocabulary.
    pub(crate) fn of_terms(terms: Vec<TermId>, vocabulary: &Vocabulary) -> Self {
        let join = |word: &dyn Fn(TermId) -> String| {
            terms.iter().map(|&term| word(term)).collect::<Vec<_>>().join(" ")
        };
        Feature {
            key: join(&|term| vocabulary.key(term).to_owned()),
            shown: join(&|term| with_last_stop(vocabulary.shown(term))),
            terms,
        }
    }

    /// The terms that a word or phrase consists of; empty for other features.
    pub fn terms(&self) -> &[TermId] {
        &self.terms
    }

    /// Where the feature stands in an article, sentence by sentence. Empty for features that are no words.
    pub fn hits<'a>(
        &'a self,
        document: &'a Tokenized,
        vocabulary: &'a Vocabulary,
    ) -> impl Iterator<Item = Hit> + 'a {
        let terms = &self.terms;
        document.sentences.iter().enumerate().flat_map(move |(number, sentence)| {
            let range = sentence.tokens();
            let words = document.words_of(sentence);
            let length = terms.len().max(1);
            words.windows(length).enumerate().filter_map(move |(offset, window)| {
                let same = !terms.is_empty()
                    && window
                        .iter()
                        .zip(terms)
                        .all(|(word, &term)| vocabulary.term_of(word.form) == term);
                same.then_some(Hit { sentence: number, token: range.start + offset })
            })
        })
    }
}
