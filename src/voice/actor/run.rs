//! Names in a sentence: runs of capitalised words, cut at titles, possessives and names that are known.
//!
//! Question: which words of this sentence are the name of somebody, somewhere or some body?
//!
//! Inside a sentence a capital opens a name, and the run goes on over spaces, hyphens, initials, particles ("de",
//! "bin", "al-") and, behind the head of an institution, "of", "for" and "and". At the start of a sentence and
//! in headlines a capital counts only for words that stand with a capital elsewhere, or that no list of
//! ordinary words holds. A run is then cut: titles come off ("Foreign Minister Ana Roe"), peoples come off
//! ("Ruritanian"), two names that are known apart are two ("Roe White House").
//!
//! [`extent`] says where a run ends, [`cut`] parts it into names.
//!
//! Cost: a few array reads a word; the trie is asked only at capitals.

mod cut;
mod extent;

use super::super::trie::Trie;
use super::names::{BANNED, Form, Names, between, is_initial, is_space};
use super::word::{Flags, Shape};
use crate::article::Span;
use crate::token::Occurrence;

/// A name in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Its words, by their numbers in the sentence.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) span: Span,
    /// Which known actor it is.
    pub(super) known: Option<u32>,
    /// Where the titles in front of it start, by the number of the word.
    pub(super) title: Option<usize>,
    /// Whether its capitals mean something where it stands.
    pub(super) attested: bool,
}

/// A sentence to be looked through.
pub(super) struct Scanner<'a> {
    pub(super) names: &'a Names,
    /// The names of the story that were found where capitals mean something.
    pub(super) attested: &'a Trie,
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Occurrence],
    /// The number of the first word in the article.
    pub(super) first: usize,
    /// The words that a name may start with, by their numbers in the article.
    pub(super) openers: &'a [u32],
    pub(super) titled: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Space,
    Hyphen,
    Dot,
    Ampersand,
    Comma,
    Other,
}

const TITLES: Flags = Flags::TITLE.or(Flags::TITLE_MODIFIER);
const NEVER: Flags = Flags::CALENDAR.or(Flags::BOILERPLATE);
/// Words that, at the end of a run, make one name of all of it.
const ENDS: Flags = Flags::HEAD.or(Flags::THING).or(Flags::GEOGRAPHY).or(Flags::COMPANY_ENDING);

impl Scanner<'_> {
    /// The names of the sentence, in order and without overlaps, written over `found`.
    pub(super) fn scan(&self, found: &mut Vec<Found>) {
        found.clear();
        let mut behind = 0;
        for at in self.openers.iter().map(|&opener| opener as usize - self.first) {
            if at >= behind && self.opens(at) {
                behind = self.take(at, found);
            }
        }
    }

    /// The words of a name, by their numbers.
    pub(super) fn words(&self, found: &Found) -> impl Iterator<Item = u32> {
        (found.first..found.last).map(|at| self.form(at).word)
    }

    pub(super) fn form(&self, at: usize) -> Form {
        self.names.form(self.tokens[at].form)
    }

    fn key(&self, at: usize) -> &str {
        self.names.key(self.form(at).word)
    }

    /// Whether a name could start here by its writing.
    fn opens(&self, at: usize) -> bool {
        let form = self.form(at);
        if form.shape == Shape::Lower {
            return form.flags.has(Flags::PARTICLE)
                && at + 1 < self.tokens.len()
                && matches!(self.gap(at), Gap::Space | Gap::Hyphen)
                && self.form(at + 1).shape == Shape::Capital
                && !self.form(at + 1).flags.has(NEVER.or(Flags::FUNCTION));
        }
        form.shape.is_capital() && !(form.flags.has(NEVER) && self.known_at(at).is_none())
    }

    #[inline]
    fn gap(&self, at: usize) -> Gap {
        // Mostly it is one space, which needs no look at characters.
        if is_space(self.text, self.tokens, at) { Gap::Space } else { self.other_gap(at) }
    }

    fn other_gap(&self, at: usize) -> Gap {
        match between(self.text, self.tokens, at) {
            " " | "\u{A0}" | "  " => Gap::Space,
            "-" | "\u{2010}" | "\u{2011}" | "\u{2013}" => Gap::Hyphen,
            ". " | "." | ".\u{A0}" => Gap::Dot,
            " & " | "&" => Gap::Ampersand,
            "," | ", " => Gap::Comma,
            _ => Gap::Other,
        }
    }

    #[inline]
    fn longest(&self, trie: &Trie, at: usize) -> Option<(usize, u32)> {
        if trie.begins(self.form(at).word) { self.longest_joined(trie, at) } else { None }
    }

    fn longest_joined(&self, trie: &Trie, at: usize) -> Option<(usize, u32)> {
        let words = (at..self.tokens.len()).map_while(|word| {
            let joined =
                word == at || !self.form(word - 1).possessive && self.gap(word - 1) != Gap::Other;
            joined.then(|| self.form(word).word)
        });
        let (length, value) = trie.longest(words)?;
        let comma = (at..at + length - 1).any(|word| self.gap(word) == Gap::Comma);
        let last = self.form(at + length - 1);
        (last.shape != Shape::Lower && (!comma || last.shape == Shape::Capitals))
            .then_some((length, value - 1))
    }

    /// The known or banned name that starts here.
    fn known_at(&self, at: usize) -> Option<(usize, u32)> {
        self.longest(&self.names.trie, at)
    }

    /// Whether a word is the name of something by itself, wherever it stands.
    fn is_name(&self, at: usize) -> bool {
        matches!(self.known_at(at), Some((1, _)))
            || matches!(self.longest(self.attested, at), Some((1, _)))
    }

    /// Whether a word is part of a name although its capital says nothing here.
    fn qualifies(&self, at: usize) -> bool {
        let form = self.form(at);
        if form.flags.has(NEVER.or(Flags::FUNCTION)) || form.shape == Shape::Initial {
            return false;
        }
        let (n_capital, n_lower) = self.names.cases(form.word);
        let listed = form.flags.has(Flags::GIVEN) || matches!(self.known_at(at), Some((1, _)));
        if form.flags.has(Flags::ORDINARY) {
            // An ordinary word must be shown to be a name.
            return form.shape == Shape::Capitals && listed
                || n_capital > 2 && n_capital > 4 * n_lower && (listed || !self.titled);
        }
        if matches!(form.shape, Shape::Capitals | Shape::Mixed) {
            return true;
        }
        if n_capital + n_lower > 0 {
            return n_capital >= 2 * n_lower;
        }
        let key = self.key(at);
        listed
            || !(key.len() > 5
                && (key.ends_with("ing") || key.ends_with("ly") || key.ends_with("ed")))
    }

    /// Takes the run that starts here; gives the word behind it.
    fn take(&self, at: usize, found: &mut Vec<Found>) -> usize {
        let initial = self.titled || is_initial(self.text, self.tokens, at);
        let known = self.known_at(at);
        let end = self.run_end(at, known.map_or(1, |(length, _)| length));
        if initial {
            let both = [self.longest(self.attested, at), known].into_iter().flatten();
            let longest = both.map(|(length, _)| length).max().unwrap_or(0);
            let form = self.form(at);
            let opens_title = form.flags.has(TITLES.or(Flags::DEMONYM).or(Flags::GIVEN))
                && !form.flags.has(Flags::FUNCTION)
                && end > at + 1;
            let heads = end > at + 1
                && !form.flags.has(Flags::FUNCTION)
                && !self.titled
                && self.form(end - 1).flags.has(Flags::HEAD.or(Flags::COMPANY_ENDING));
            if !(longest > 1 || self.qualifies(at) || opens_title || heads) {
                return at + 1;
            }
            self.cut(at, end.max(at + longest), None, found);
            return end.max(at + longest);
        }
        if self.form(at).flags.has(Flags::FUNCTION) && known.is_none() {
            return at + 1;
        }
        self.cut(at, end, None, found);
        end
    }

    fn form_at(&self, at: usize) -> Option<Form> {
        (at < self.tokens.len()).then(|| self.form(at))
    }

    fn keep(
        &self,
        first: usize,
        last: usize,
        title: Option<usize>,
        known: Option<u32>,
        found: &mut Vec<Found>,
    ) {
        let form = self.form(first);
        let initial = self.titled || is_initial(self.text, self.tokens, first);
        if known == Some(BANNED) {
            return;
        }
        if known.is_some()
            && last - first == 1
            && form.flags.has(Flags::ORDINARY)
            && form.shape == Shape::Capital
        {
            // "Meta", "Shell", "House": known, but ordinary words as well.
            let (n_capital, n_lower) = self.names.cases(form.word);
            if initial && (n_capital < 2 || n_capital < 2 * n_lower) {
                return;
            }
        }
        let first = match known.and_then(|known| self.names.known(known)) {
            Some(known) if form.flags.has(Flags::THE) && !known.name.starts_with("The ") => {
                first + 1
            }
            _ => first,
        };
        let start = self.tokens[first].span.start;
        let token = self.tokens[last - 1];
        let mut end = token.span.start + u32::from(self.form(last - 1).base);
        // "U.S." keeps its last stop.
        let word = Span::new(token.span.start, end).of(self.text).unwrap_or("");
        let dotted = word.contains('.') && self.text.as_bytes().get(end as usize) == Some(&b'.');
        let junior =
            matches!(word, "Jr" | "Sr") && self.text.as_bytes().get(end as usize) == Some(&b'.');
        end += u32::from(dotted || junior);
        found.push(Found {
            first,
            last,
            span: Span::new(start, end),
            known,
            title,
            attested: !initial || title.is_some(),
        });
    }
}
