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
    /// The spellings. Those behind `forms` were met and are not understood yet.
    pub(super) spellings: Interner,
    forms: Vec<Form>,
    keys: Interner,
    terms: Vec<Term>,
    /// The term in the making.
    term: String,
}

/// The numbers that the forms and terms of a vocabulary have in the one that took it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbered {
    /// For each form, in the order of its old number.
    pub forms: Vec<FormId>,
    /// For each term, in the order of its old number.
    pub terms: Vec<TermId>,
}

#[derive(Debug, Clone, PartialEq)]
struct Form {
    term: TermId,
    /// That of the term.
    kind: TermKind,
    n_tokens: u32,
    /// The next spelling of the same term, or itself if it is the last.
    next: FormId,
}

#[derive(Debug, Clone, PartialEq)]
struct Term {
    kind: TermKind,
    first: FormId,
    last: FormId,
}

impl Vocabulary {
    /// A vocabulary that knows no word yet.
    pub fn new(normalizer: Normalizer) -> Self {
        Vocabulary {
            normalizer,
            spellings: Interner::new(),
            forms: Vec::new(),
            keys: Interner::new(),
            terms: Vec::new(),
            term: String::new(),
        }
    }

    /// The number of a spelling; counts one occurrence of it.
    pub fn intern(&mut self, published: &str) -> FormId {
        let form = FormId(self.spellings.intern(published).0);
        self.understand();
        self.occurs(form, 1);
        form
    }

    /// Notes occurrences of a spelling.
    #[inline]
    pub(super) fn occurs(&mut self, form: FormId, times: u32) {
        let n_tokens = &mut self.forms[form.index()].n_tokens;
        *n_tokens = n_tokens.saturating_add(times);
    }

    /// Finds the terms of the spellings that are new.
    pub(super) fn understand(&mut self) {
        for at in self.forms.len()..self.spellings.len() {
            let kind =
                self.normalizer.term_into(self.spellings.term(TermId(at as u32)), &mut self.term);
            let term = self.keys.intern(&self.term);
            self.add_form(term, kind);
        }
    }

    /// Makes the first spelling without a term one of this term.
    fn add_form(&mut self, term: TermId, kind: TermKind) {
        let form = FormId(self.forms.len() as u32);
        match self.terms.get_mut(term.index()) {
            Some(known) => {
                self.forms[known.last.index()].next = form;
                known.last = form;
            }
            None => self.terms.push(Term { kind, first: form, last: form }),
        }
        let kind = self.terms[term.index()].kind;
        self.forms.push(Form { term, kind, n_tokens: 0, next: form });
    }

    /// Takes in another vocabulary and returns, for each of its forms and terms in order, the number here.
    ///
    /// Merging the vocabularies of consecutive pieces of text in their order gives the numbers that one
    /// pass over the whole text gives.
    pub fn merge(&mut self, other: &Vocabulary) -> Renumbered {
        // A term of the other one is looked for once, however many spellings it has.
        let mut terms = vec![None; other.n_terms()];
        let forms = other.forms().zip(&other.forms);
        let number_here = |((_, spelling), form): ((FormId, &str), &Form)| {
            let here = FormId(self.spellings.intern(spelling).0);
            if here.index() == self.forms.len() {
                let term = *terms[form.term.index()]
                    .get_or_insert_with(|| self.keys.intern(other.key(form.term)));
                self.add_form(term, other.kind(form.term));
            }
            self.occurs(here, form.n_tokens);
            here
        };
        let forms = forms.map(number_here).collect();
        let terms = (0..).map(TermId).zip(terms).map(|(term, here)| {
            here.or_else(|| self.keys.id(other.key(term))).expect("all its spellings were taken in")
        });
        Renumbered { forms, terms: terms.collect() }
    }

    /// Whether everything but the normalisers is the same.
    #[cfg(test)]
    pub(super) fn is_equal(&self, other: &Vocabulary) -> bool {
        let content = |v: &Vocabulary| (v.forms.clone(), v.terms.clone());
        content(self) == content(other)
            && self.forms().eq(other.forms())
            && self.keys.terms().eq(other.keys.terms())
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
        (0..).map(FormId).zip(self.spellings.terms())
    }

    /// The spelling as published.
    pub fn form(&self, form: FormId) -> &str {
        self.spellings.term(TermId(form.0))
    }

    /// The term of a spelling.
    pub fn term_of(&self, form: FormId) -> TermId {
        self.forms[form.index()].term
    }

    /// The term of a spelling and what kind of word it is.
    #[inline]
    pub(super) fn meaning(&self, form: FormId) -> (TermId, TermKind) {
        let form = &self.forms[form.index()];
        (form.term, form.kind)
    }

    /// The normalised word of a term.
    pub fn key(&self, term: TermId) -> &str {
        self.keys.term(term)
    }

    /// What kind of word a term is.
    pub fn kind(&self, term: TermId) -> TermKind {
        self.terms[term.index()].kind
    }

    /// The term with a normalised spelling, where it occurs.
    pub fn find(&self, key: &str) -> Option<TermId> {
        self.keys.id(key)
    }

    /// The spellings of a term, in order of first occurrence.
    pub fn forms_of(&self, term: TermId) -> impl Iterator<Item = FormId> {
        let next = |form: &FormId| Some(self.forms[form.index()].next).filter(|next| next != form);
        std::iter::successors(Some(self.terms[term.index()].first), next)
    }

    /// How a term is shown to a reader: its commonest spelling, the earlier one in a tie. A spelling that
    /// differs only by the capital of a sentence's first word counts for the lower-case one.
    pub fn shown(&self, term: TermId) -> &str {
        let weight = |form: FormId| {
            let lower = self.form(form).to_lowercase();
            let same: u32 = self
                .forms_of(term)
                .filter(|&other| other != form && self.form(other).to_lowercase() == lower)
                .map(|other| self.forms[other.index()].n_tokens)
                .sum();
            let own = self.forms[form.index()].n_tokens;
            // Half of the other spelling's weight: a name is nearly always capital, a word rarely.
            (2 * u64::from(own) + u64::from(same), std::cmp::Reverse(form))
        };
        self.forms_of(term).max_by_key(|&form| weight(form)).map_or("", |form| self.form(form))
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
            assert!(merged.is_equal(&whole), "cut at {cut}");
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
