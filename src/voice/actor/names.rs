//! What the words of a corpus are as parts of names, worked out once for each spelling.
//!
//! Question: is a capital at the start of this word the sign of a name, or of a sentence or a headline?
//!
//! Every spelling of the vocabulary gets the key, shape and lists of its word. One pass over the tokens
//! counts how often each word stands with a capital inside a sentence, where a capital means something, and how
//! often in small letters. Known names become a trie over word numbers.
//!
//! Cost: a few string operations for each distinct spelling, then array reads for each token.

use super::super::trie::Trie;
use super::gazetteer::{Gazetteer, Known, Lists, flags_of};
use super::word::{Flags, Shape, base, is_pronoun, key_into, parts};
use crate::article::{Article, ArticleId, Corpus, Part};
use crate::token::{FormId, Interner, Occurrence, Sentence, TermId, Tokenized, TokenizedCorpus};

/// What is known of one spelling.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// The number of its word, which other spellings may share.
    pub(super) word: u32,
    pub(super) shape: Shape,
    pub(super) flags: Flags,
    /// The length in bytes without the ending of a possessive.
    pub(super) base: u16,
    /// Whether an ending of a possessive follows.
    pub(super) possessive: bool,
}

/// Particles that a name in running text may start with.
fn is_particle(key: &str) -> bool {
    matches!(key, "al" | "el" | "von" | "bin" | "ibn" | "de" | "van")
}

/// The words of a corpus as parts of names.
#[derive(Debug, Clone)]
pub(super) struct Names {
    forms: Vec<Form>,
    keys: Interner,
    n_capital: Vec<u32>,
    n_lower: Vec<u32>,
    /// The places of each article where something may be named.
    places: Vec<Places>,
    /// The actors that the user knows; those of the crate are numbered behind them.
    own: Vec<Known>,
    /// The known names by the words of the corpus, each with its number plus one.
    pub(super) trie: Trie,
}

/// Where something may be named in an article, found in one pass so that others need not read every word.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// For each sentence, whether it is set like a headline.
    pub(super) titled: Vec<bool>,
    /// The words that a name may start with, by their numbers in the article.
    pub(super) openers: Vec<u32>,
    /// The pronouns that stand for one person.
    pub(super) pronouns: Vec<u32>,
}

/// Takes those words that stand in a sentence from the front of some sorted ones, of which none stands before it.
pub(super) fn take_inside<'w>(words: &mut &'w [u32], sentence: &Sentence) -> &'w [u32] {
    let end = sentence.tokens().end;
    let n = words.iter().take_while(|&&word| (word as usize) < end).count();
    let (inside, rest) = words.split_at(n);
    *words = rest;
    inside
}

/// The number under which names that a user banned stand in the trie.
pub(super) const BANNED: u32 = u32::MAX - 1;

impl Names {
    pub(super) fn new(corpus: &Corpus, tokenized: &TokenizedCorpus, gazetteer: &Gazetteer) -> Self {
        let vocabulary = tokenized.vocabulary();
        let mut keys = Interner::new();
        let mut flags: Vec<Flags> = Vec::new();
        let mut forms = Vec::with_capacity(vocabulary.n_forms());
        let mut key = String::new();
        for (_, form) in vocabulary.forms() {
            key_into(form, &mut key);
            let word = keys.intern(&key).0;
            if word as usize == flags.len() {
                flags.push(flags_of(&key).or(Flags::of_neighbour(&key)));
            }
            let base = base(form);
            let mut flags = flags[word as usize];
            if is_pronoun(form) {
                flags.add(Flags::PRONOUN);
            }
            let shape = Shape::of(base);
            if shape == Shape::Lower && is_particle(&key) {
                flags.add(Flags::PARTICLE);
            }
            forms.push(Form {
                word,
                shape,
                flags,
                base: u16::try_from(base.len()).unwrap_or(u16::MAX),
                possessive: base.len() < form.len(),
            });
        }
        let own = gazetteer.entries().map(|(name, kind, also)| {
            Known::new(name, kind, std::iter::once(name).chain(also.iter().map(String::as_str)))
        });
        let n_words = keys.len();
        let mut names = Names {
            forms,
            keys,
            n_capital: vec![0; n_words],
            n_lower: vec![0; n_words],
            places: Vec::with_capacity(corpus.articles().len()),
            own: own.collect(),
            trie: Trie::new(0),
        };
        for id in corpus.article_ids() {
            names.count(corpus.article(id), tokenized.document(id));
        }
        for at in 0..names.forms.len() {
            let form = names.forms[at];
            if form.shape == Shape::Lower && names.may_slip(form.word) {
                names.forms[at].flags.add(Flags::SLIP);
            }
        }
        names.trie = names.known_names(gazetteer);
        names
    }

    /// The known and the banned names all of whose words occur, the user's first.
    fn known_names(&self, gazetteer: &Gazetteer) -> Trie {
        let mut trie = self.no_names();
        let mut add = |keys: &[String], number: u32| {
            let words = keys.iter().map(|key| Some(self.keys.id(key)?.0));
            if let Some(words) = words.collect::<Option<Vec<u32>>>() {
                // The first to claim a name has it.
                let value = trie.value_mut(words);
                *value = if *value == 0 { number + 1 } else { *value };
            }
        };
        for (number, known) in (0..).zip(&self.own) {
            known.forms.iter().for_each(|form| add(form, number));
        }
        for name in gazetteer.banned() {
            add(&parts(name), BANNED);
        }
        for (number, known) in (self.own.len() as u32..).zip(&Lists::get().known) {
            known.forms.iter().for_each(|form| add(form, number));
        }
        trie
    }

    /// A trie of the words of the corpus, without any name.
    pub(super) fn no_names(&self) -> Trie {
        Trie::new(self.keys.len())
    }

    /// A known actor by its number in the trie.
    pub(super) fn known(&self, number: u32) -> Option<&Known> {
        let number = number as usize;
        self.own.get(number).or_else(|| Lists::get().known.get(number - self.own.len()))
    }

    /// Reads an article: where something may be named, and how its words are written.
    fn count(&mut self, article: &Article, document: &Tokenized) {
        let mut places = Places::default();
        for sentence in &document.sentences {
            let (tokens, text) = (document.words_of(sentence), article.text(sentence.part));
            let first = places.openers.len();
            let (mut n_capital, mut n_lower) = (0, 0);
            for (number, token) in (sentence.tokens().start as u32..).zip(tokens) {
                let form = self.form(token.form);
                let long = number as usize > sentence.tokens().start && token.span.len() >= 4;
                if form.shape == Shape::Lower {
                    self.n_lower[form.word as usize] += 1;
                    n_lower += u32::from(long);
                } else if form.shape.is_capital() {
                    n_capital += u32::from(long);
                }
                if form.shape.is_capital() || form.flags.has(Flags::PARTICLE) {
                    places.openers.push(number);
                }
                if form.flags.has(Flags::PRONOUN) {
                    places.pronouns.push(number);
                }
            }
            let titled = is_titled(sentence.part, n_capital, n_lower);
            places.titled.push(titled);
            for &opener in places.openers[first..].iter().filter(|_| !titled) {
                let at = opener as usize - sentence.tokens().start;
                let form = self.form(tokens[at].form);
                if matches!(form.shape, Shape::Capital | Shape::Mixed)
                    && !is_initial(text, tokens, at)
                {
                    self.n_capital[form.word as usize] += 1;
                }
            }
        }
        self.places.push(places);
    }

    /// Where something may be named in an article.
    pub(super) fn places(&self, article: ArticleId) -> &Places {
        &self.places[article.index()]
    }

    pub(super) fn form(&self, form: FormId) -> Form {
        self.forms[form.index()]
    }

    pub(super) fn key(&self, word: u32) -> &str {
        self.keys.term(TermId(word))
    }

    /// Whether a word stands in small letters so seldom that these are slips.
    pub(super) fn may_slip(&self, word: u32) -> bool {
        let (n_capital, n_lower) = self.cases(word);
        n_lower > 0 && n_capital >= 2 && n_capital >= 8 * n_lower && self.key(word).len() >= 5
    }

    /// How often a word stands with a capital where that means something, and how often in small letters.
    pub(super) fn cases(&self, word: u32) -> (u32, u32) {
        (self.n_capital[word as usize], self.n_lower[word as usize])
    }
}

/// Whether nearly all the longer words of a sentence behind its first stand with a capital, as in a headline, so
/// that a capital says nothing.
fn is_titled(part: Part, n_capital: u32, n_lower: u32) -> bool {
    match part {
        Part::Headline => n_capital > 0 && n_lower == 0 || n_capital > 2 * n_lower.max(1),
        Part::Body => n_capital >= 3 && n_capital > 3 * n_lower,
    }
}

/// Whether a word stands where a capital says nothing: at the start of a sentence or of words quoted, behind a
/// colon, a bullet or a dash at the start of a line.
pub(super) fn is_initial(text: &str, tokens: &[Occurrence], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    if is_space(text, tokens, before) {
        return false;
    }
    between(text, tokens, before).chars().any(|c| {
        matches!(
            c,
            '"' | '\u{201C}'
                | '\u{201E}'
                | '\u{2018}'
                | '\u{AB}'
                | ':'
                | '\u{2022}'
                | '|'
                | '?'
                | '!'
                | '\n'
                | '\u{201D}'
                | ';'
                | '*'
                | '['
                | '/'
        )
    })
}

/// Whether one space is all that stands between a word and the next, as mostly.
#[inline]
pub(super) fn is_space(text: &str, tokens: &[Occurrence], at: usize) -> bool {
    let Some([one, other, ..]) = tokens.get(at..) else { return false };
    other.span.start.checked_sub(one.span.end) == Some(1)
        && text.as_bytes().get(one.span.end as usize) == Some(&b' ')
}

/// The text between a word and the next.
pub(super) fn between<'t>(text: &'t str, tokens: &[Occurrence], at: usize) -> &'t str {
    let (Some(one), Some(other)) = (tokens.get(at), tokens.get(at + 1)) else { return "" };
    text.get(one.span.end as usize..other.span.start as usize).unwrap_or("")
}
