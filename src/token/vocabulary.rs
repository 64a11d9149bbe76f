//! A small number for each spelling and each term.

use serde::{Deserialize, Serialize};

use super::Normalizer;
use super::intern::{Interner, TermId};

/// A spelling as published: `Guarantee` and `guarantees` are two forms of one term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FormId(pub(crate) u32);

impl FormId {
    /// The position in the vocabulary, counted from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What kind of word a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermKind {
    /// A word that is counted.
    Word,
    /// A stop word: kept in phrases and patterns, left out of counts.
    Stop,
    /// Digits only: kept in the text, left out of counts of words.
    Number,
}

/// Every spelling and term that occurs, numbered by first occurrence.
///
/// Folding, stopping and stemming happen once for each distinct spelling, when it is first seen.
///
/// ```
/// use parallax::token::{Normalizer, Vocabulary};
///
/// let mut vocabulary = Vocabulary::new(Normalizer::default());
/// let one = vocabulary.intern("guarantee");
/// let other = vocabulary.intern("Guarantees");
/// assert_ne!(one, other);
/// assert_eq!(vocabulary.term_of(one), vocabulary.term_of(other));
/// ```
#[derive(Debug, Clone)]
pub struct Vocabulary {
    normalizer: Normalizer,
    form_texts: Interner,
    forms: Vec<Form>,
    term_keys: Interner,
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq)]
struct Form {
    term: TermId,
    n_tokens: u32,
}

#[derive(Debug, Clone, PartialEq)]
struct Term {
    kind: TermKind,
    forms: Vec<FormId>,
}

impl Vocabulary {
    /// A vocabulary that knows no word yet.
    pub fn new(normalizer: Normalizer) -> Self {
        Vocabulary {
            normalizer,
            form_texts: Interner::new(),
            forms: Vec::new(),
            term_keys: Interner::new(),
            terms: Vec::new(),
        }
    }

    /// The number of a spelling; counts one occurrence of it.
    pub fn intern(&mut self, published: &str) -> FormId {
        self.intern_times(published, 1)
    }

    fn intern_times(&mut self, published: &str, n_tokens: u32) -> FormId {
        let form = FormId(self.form_texts.intern(published).0);
        match self.forms.get_mut(form.index()) {
            Some(known) => known.n_tokens = known.n_tokens.saturating_add(n_tokens),
            None => {
                let (key, kind) = self.normalizer.term(published);
                let term = self.term_keys.intern(&key);
                if term.index() == self.terms.len() {
                    self.terms.push(Term { kind, forms: Vec::new() });
                }
                self.terms[term.index()].forms.push(form);
                self.forms.push(Form { term, n_tokens });
            }
        }
        form
    }

    /// Takes in another vocabulary and returns, for each of its forms in order, the number here.
    ///
    /// Merging the vocabularies of consecutive pieces of text in their order gives the numbers that one
    /// pass over the whole text gives.
    pub fn merge(&mut self, other: &Vocabulary) -> Vec<FormId> {
        let forms = other.forms().zip(&other.forms);
        forms.map(|((_, text), form)| self.intern_times(text, form.n_tokens)).collect()
    }

    /// The normaliser that terms are made with.
    pub fn normalizer(&self) -> &Normalizer {
        &self.normalizer
    }

    /// The number of distinct spellings.
    pub fn n_forms(&self) -> usize {
        self.forms.len()
    }

    /// The number of distinct terms.
    pub fn n_terms(&self) -> usize {
        self.terms.len()
    }

    /// Every spelling, in the order of first occurrence.
    pub fn forms(&self) -> impl Iterator<Item = (FormId, &str)> {
        (0..).map(FormId).zip(self.form_texts.terms())
    }

    /// The spelling as published.
    pub fn form(&self, form: FormId) -> &str {
        self.form_texts.term(TermId(form.0))
    }

    /// The term of a spelling.
    pub fn term_of(&self, form: FormId) -> TermId {
        self.forms[form.index()].term
    }

    /// The normalised word of a term.
    pub fn key(&self, term: TermId) -> &str {
        self.term_keys.term(term)
    }

    /// What kind of word a term is.
    pub fn kind(&self, term: TermId) -> TermKind {
        self.terms[term.index()].kind
    }

    /// The term with a normalised spelling, where it occurs.
    pub fn find(&self, key: &str) -> Option<TermId> {
        self.term_keys.id(key)
    }

    /// How a term is shown to a reader: its commonest spelling, the earlier one in a tie. A spelling that
    /// differs only by the capital of a sentence's first word counts for the lower-case one.
    pub fn shown(&self, term: TermId) -> &str {
        let forms = &self.terms[term.index()].forms;
        let weight = |form: FormId| {
            let lower = self.form(form).to_lowercase();
            let same: u32 = forms
                .iter()
                .filter(|&&other| other != form && self.form(other).to_lowercase() == lower)
                .map(|other| self.forms[other.index()].n_tokens)
                .sum();
            let own = self.forms[form.index()].n_tokens;
            // Half of the other spelling's weight: a name is nearly always capital, a word rarely.
            (2 * u64::from(own) + u64::from(same), std::cmp::Reverse(form))
        };
        forms.iter().copied().max_by_key(|&form| weight(form)).map_or("", |form| self.form(form))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::new(Normalizer::default());
        for word in words {
            vocabulary.intern(word);
        }
        vocabulary
    }

    #[test]
    fn merging_in_order_equals_one_pass() {
        let words = [
            "The",
            "guarantee",
            "guarantees",
            "the",
            "war",
            "War",
            "guarantee",
            "Kyiv\u{2019}s",
            "kyiv",
        ];
        let whole = vocabulary(&words);
        for cut in 0..=words.len() {
            let mut merged = vocabulary(&words[..cut]);
            merged.merge(&vocabulary(&words[cut..]));
            assert_eq!(
                (&merged.forms, &merged.terms),
                (&whole.forms, &whole.terms),
                "cut at {cut}"
            );
            assert!(merged.forms().eq(whole.forms()), "cut at {cut}");
        }
    }

    #[test]
    fn the_commonest_spelling_is_shown() {
        let vocabulary = vocabulary(&[
            "Guarantees",
            "guarantees",
            "guarantee",
            "guarantees",
            "Moscow",
            "moscow",
            "Moscow",
        ]);
        assert_eq!(vocabulary.shown(vocabulary.find("guarante").unwrap()), "guarantees");
        assert_eq!(vocabulary.shown(vocabulary.find("moscow").unwrap()), "Moscow");
    }

    #[test]
    fn kinds() {
        let vocabulary = vocabulary(&["the", "war", "2022", "willing"]);
        let kinds: Vec<_> = ["the", "war", "2022", "willing"]
            .iter()
            .filter_map(|key| vocabulary.find(key))
            .map(|term| vocabulary.kind(term))
            .collect();
        assert_eq!(kinds, [TermKind::Stop, TermKind::Word, TermKind::Number, TermKind::Word]);
    }
}
