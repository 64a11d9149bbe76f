//! A small number for each spelling and each term.

mod new_terms;

use serde::{Deserialize, Serialize};

pub(super) use self::new_terms::NewTerms;
use super::Normalizer;
use super::intern::{Interner, Spellings, Tally, TermId};
use super::simd::{Kernel, Path};

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
    /// The spellings. Those behind `forms` were met and are not understood yet; the slot of the others means
    /// their [`Meaning`].
    pub(super) spellings: Spellings,
    forms: Vec<Form>,
    keys: Interner,
    terms: Vec<Term>,
    /// Those of the spellings that are being understood.
    new_terms: NewTerms,
    /// Their hashes.
    hashes: Vec<u32>,
    /// What memory is asked with.
    kernel: Kernel,
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
    /// The spelling of the same term that came before it, or itself if it is the first.
    before: FormId,
}

/// The term of a spelling and whether it is a stop word, in one number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning(u32);

impl Meaning {
    fn new(term: TermId, kind: TermKind) -> Self {
        Meaning(term.0 | u32::from(kind == TermKind::Stop) << 31)
    }

    #[inline]
    pub(super) fn is_stop(self) -> bool {
        self.0 >> 31 == 1
    }

    #[inline]
    pub(super) fn term(self) -> TermId {
        TermId(self.0 & !(1 << 31))
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Term {
    kind: TermKind,
    /// Its latest spelling.
    last: FormId,
}

impl Vocabulary {
    /// A vocabulary that knows no word yet.
    pub fn new(normalizer: Normalizer) -> Self {
        Self::on(Path::Auto, normalizer)
    }

    /// A vocabulary that asks its memory on a chosen path.
    pub(super) fn on(path: Path, normalizer: Normalizer) -> Self {
        Vocabulary {
            normalizer,
            spellings: Spellings::default(),
            forms: Vec::new(),
            keys: Interner::new(),
            terms: Vec::new(),
            new_terms: NewTerms::default(),
            hashes: Vec::new(),
            kernel: Kernel::new(path),
        }
    }

    /// The number of a spelling; counts one occurrence of it.
    pub fn intern(&mut self, published: &str) -> FormId {
        let form = FormId(self.spellings.intern(published).0);
        self.understand();
        self.spellings.occurs(TermId(form.0), 1);
        form
    }

    /// Makes room for the words of a text of this many bytes of news, so that nothing need grow on the way.
    pub(super) fn expect(&mut self, bytes: usize) {
        self.forms.reserve(self.spellings.expect_news(bytes));
        self.terms.reserve(self.keys.expect_news(bytes));
    }

    /// Makes room for the terms of so many spellings.
    pub(super) fn expect_spellings(&mut self, n: usize) {
        self.forms.reserve(n);
        self.terms.reserve(n);
        self.keys.expect(n);
    }

    /// How often a spelling occurred.
    fn n_tokens(&self, form: FormId) -> u32 {
        self.spellings.n_occurrences(TermId(form.0))
    }

    /// Finds the terms of the spellings that are new.
    pub(super) fn understand(&mut self) {
        while self.forms.len() < self.spellings.len() {
            let first = self.forms.len();
            let numbers = first..self.spellings.len().min(first + 32);
            let spellings = numbers.map(|at| self.spellings.get(TermId(at as u32)));
            let mut new_terms = std::mem::take(&mut self.new_terms);
            new_terms.set(&self.normalizer, spellings);
            for at in first..first + new_terms.len() {
                self.spellings.ask_again(self.kernel, TermId(at as u32));
            }
            self.add_terms(&new_terms);
            self.new_terms = new_terms;
            for at in first..self.forms.len() {
                let meaning = self.meaning(FormId(at as u32));
                self.spellings.slot_mut(TermId(at as u32)).meaning = meaning.0;
            }
        }
    }

    /// Gives their terms to the first spellings that have none. The slots of the terms are asked for first, so
    /// that they come from memory together.
    pub(super) fn add_terms(&mut self, terms: &NewTerms) {
        let mut hashes = std::mem::take(&mut self.hashes);
        self.keys.ask(self.kernel, terms.iter().map(|(term, _)| term), &mut hashes);
        for ((term, kind), &hash) in terms.iter().zip(&hashes) {
            let term = self.keys.intern_asked(hash, term);
            self.add_form(term, kind);
        }
        self.hashes = hashes;
    }

    /// Takes the spellings whose terms were added before they were here, and occurrences of the first of them that
    /// were counted elsewhere.
    pub(super) fn take_spellings(&mut self, mut spellings: Spellings, more: &[u32]) {
        let (forms, terms) = (&self.forms, &self.terms);
        spellings.for_each(|number, slot| {
            let term = forms[number.index()].term;
            slot.meaning = Meaning::new(term, terms[term.index()].kind).0;
            slot.total = slot.total.saturating_add(more.get(number.index()).copied().unwrap_or(0));
        });
        self.spellings = spellings;
    }

    /// Counts the words of a text; with `PLACES`, notes the slot of each.
    pub(super) fn tally<const PLACES: bool>(
        &mut self,
        stretch: &str,
        words: &[[u32; 2]],
        tally: &mut Tally,
    ) {
        self.spellings.tally::<PLACES>(self.kernel, stretch, words, tally);
    }

    /// Ends the count of a text: gives what was met in it to `each` with its number of occurrences.
    #[inline]
    pub(super) fn settle(&mut self, tally: &mut Tally, mut each: impl FnMut(Meaning, u32)) {
        self.spellings.settle(self.kernel, tally, |slot, times| each(Meaning(slot.meaning), times));
    }

    /// The numbers of the words that were tallied last with their places, in order.
    pub(super) fn forms_here(&self, tally: &Tally) -> impl Iterator<Item = FormId> {
        self.spellings.here(tally).map(|slot| FormId(slot.number().0))
    }

    /// The meanings of the words that were tallied last with their places, in order.
    #[inline]
    pub(super) fn meanings(&self, tally: &Tally) -> impl Iterator<Item = Meaning> {
        self.spellings.here(tally).map(|slot| Meaning(slot.meaning))
    }

    /// Makes the first spelling without a term one of this term.
    fn add_form(&mut self, term: TermId, kind: TermKind) {
        let form = FormId(self.forms.len() as u32);
        let before = match self.terms.get_mut(term.index()) {
            Some(known) => std::mem::replace(&mut known.last, form),
            None => {
                self.terms.push(Term { kind, last: form });
                form
            }
        };
        self.forms.push(Form { term, before });
    }

    /// Takes in another vocabulary and returns, for each of its forms and terms in order, the number here.
    ///
    /// Merging the vocabularies of consecutive pieces of text in their order gives the numbers that one
    /// pass over the whole text gives.
    pub fn merge(&mut self, other: &Vocabulary) -> Renumbered {
        // A term of the other one is looked for once, however many spellings it has.
        let mut terms = vec![None; other.n_terms()];
        let forms = other.forms().zip(&other.forms);
        let number_here = |((form, spelling), Form { term, .. }): ((FormId, &str), &Form)| {
            let n_tokens = other.n_tokens(form);
            let here = FormId(self.spellings.intern(spelling).0);
            if here.index() == self.forms.len() {
                let here =
                    terms[term.index()].get_or_insert_with(|| self.keys.intern(other.key(*term)));
                self.add_form(*here, other.kind(*term));
                let meaning = self.meaning(FormId(self.forms.len() as u32 - 1));
                self.spellings.slot_mut(TermId(self.forms.len() as u32 - 1)).meaning = meaning.0;
            }
            self.spellings.occurs(TermId(here.0), n_tokens);
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
        let totals =
            |v: &Vocabulary| v.forms().map(|(form, _)| v.n_tokens(form)).collect::<Vec<_>>();
        let content = |v: &Vocabulary| (v.forms.clone(), v.terms.clone(), totals(v));
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
        (0..).map(FormId).zip(self.spellings.iter())
    }

    /// The spelling as published.
    pub fn form(&self, form: FormId) -> &str {
        self.spellings.get(TermId(form.0))
    }

    /// The term of a spelling.
    pub fn term_of(&self, form: FormId) -> TermId {
        self.forms[form.index()].term
    }

    /// The term of a spelling and whether it is a stop word.
    #[inline]
    pub(super) fn meaning(&self, form: FormId) -> Meaning {
        let term = self.term_of(form);
        Meaning::new(term, self.kind(term))
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
        let before =
            |form: &FormId| Some(self.forms[form.index()].before).filter(|before| before != form);
        let latest_first = std::iter::successors(Some(self.terms[term.index()].last), before);
        latest_first.collect::<Vec<_>>().into_iter().rev()
    }

    /// How a term is shown to a reader: its commonest spelling, the earlier one in a tie. A spelling that
    /// differs only by the capital of a sentence's first word counts for the lower-case one.
    pub fn shown(&self, term: TermId) -> &str {
        let weight = |form: FormId| {
            let lower = self.form(form).to_lowercase();
            let same: u32 = self
                .forms_of(term)
                .filter(|&other| other != form && self.form(other).to_lowercase() == lower)
                .map(|other| self.n_tokens(other))
                .sum();
            let own = self.n_tokens(form);
            // Half of the other spelling's weight: a name is nearly always capital, a word rarely.
            (2 * u64::from(own) + u64::from(same), std::cmp::Reverse(form))
        };
        self.forms_of(term).max_by_key(|&form| weight(form)).map_or("", |form| self.form(form))
    }
}

#[cfg(test)]
mod tests;
