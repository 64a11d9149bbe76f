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
//! Cost: a few array reads a word; the trie is asked only at capitals.

use super::ActorKind;
use super::names::{BANNED, Form, Names, Trie, between, is_initial};
use super::word::{Flags, Shape};
use crate::article::Span;
use crate::token::Occurrence;

/// A name in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its words, by their numbers in the sentence.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) span: Span,
    pub(super) words: Vec<u32>,
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
    /// The names of the sentence, in order and without overlaps.
    pub(super) fn scan(&self) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            at = if self.opens(at) { self.take(at, &mut found) } else { at + 1 };
        }
        found
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
            return matches!(self.key(at), "al" | "el" | "von" | "bin" | "ibn" | "de" | "van")
                && at + 1 < self.tokens.len()
                && matches!(self.gap(at), Gap::Space | Gap::Hyphen)
                && self.form(at + 1).shape == Shape::Capital
                && !self.form(at + 1).flags.has(NEVER.or(Flags::FUNCTION));
        }
        form.shape.is_capital() && !(form.flags.has(NEVER) && self.known_at(at).is_none())
    }

    fn gap(&self, at: usize) -> Gap {
        match between(self.text, self.tokens, at) {
            " " | "\u{A0}" | "  " => Gap::Space,
            "-" | "\u{2010}" | "\u{2011}" | "\u{2013}" => Gap::Hyphen,
            ". " | "." | ".\u{A0}" => Gap::Dot,
            " & " | "&" => Gap::Ampersand,
            "," | ", " => Gap::Comma,
            _ => Gap::Other,
        }
    }

    fn longest(&self, trie: &Trie, at: usize) -> Option<(usize, u32)> {
        let words = (at..self.tokens.len()).map_while(|word| {
            let joined =
                word == at || !self.form(word - 1).possessive && self.gap(word - 1) != Gap::Other;
            joined.then(|| self.form(word).word)
        });
        let (length, number) = trie.longest(words)?;
        let comma = (at..at + length - 1).any(|word| self.gap(word) == Gap::Comma);
        let last = self.form(at + length - 1);
        (last.shape != Shape::Lower && (!comma || last.shape == Shape::Capitals))
            .then_some((length, number))
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
        if initial {
            let known = [self.longest(self.attested, at), self.known_at(at)].into_iter().flatten();
            let longest = known.map(|(length, _)| length).max().unwrap_or(0);
            let end = self.run_end(at);
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
        let end = self.run_end(at);
        if self.form(at).flags.has(Flags::FUNCTION) && self.known_at(at).is_none() {
            return at + 1;
        }
        self.cut(at, end, None, found);
        end
    }

    /// The word behind the run that starts here.
    fn run_end(&self, start: usize) -> usize {
        let n = self.tokens.len();
        let mut end = start + 1;
        if let Some((length, _)) = self.known_at(start) {
            end = start + length;
        }
        while end < n && !self.form(end - 1).possessive {
            let gap = self.gap(end - 1);
            let next = self.form(end);
            let capital = next.shape.is_capital()
                && !next.flags.has(NEVER)
                && (gap == Gap::Ampersand || !next.flags.has(Flags::FUNCTION))
                && !(next.shape == Shape::Capitals
                    && next.flags.has(Flags::ORDINARY)
                    && self.known_at(end).is_none())
                && (!self.titled || self.joins_headline(end));
            let numbered = next.shape == Shape::Number
                && (gap == Gap::Hyphen && self.form(end - 1).shape == Shape::Capitals
                    || gap == Gap::Dot && self.key(end - 1) == "no");
            let apart = gap == Gap::Hyphen
                && (self.form(end - 1).flags.has(Flags::DEMONYM) || self.is_name(end - 1))
                && (next.flags.has(Flags::DEMONYM) || self.is_name(end));
            let step = match gap {
                Gap::Space | Gap::Ampersand if capital => 1,
                Gap::Hyphen if capital && !apart => 1,
                _ if numbered => 1,
                Gap::Dot if capital && self.abbreviates(end - 1) => 1,
                // "Lee Jae-myung": the second syllable of a given name.
                Gap::Hyphen
                    if next.shape == Shape::Lower
                        && end >= start + 2
                        && self.tokens[end].span.len() <= 6
                        && self.form(end - 2).flags.has(Flags::FAMILY_FIRST) =>
                {
                    1
                }
                Gap::Space | Gap::Hyphen if next.shape == Shape::Lower => self.link(start, end),
                _ => 0,
            };
            if step == 0 {
                break;
            }
            end += step;
            if let Some((length, _)) = self.known_at(end - 1)
                && length > 1
            {
                end += length - 1;
            }
        }
        end.min(n)
    }

    /// In a headline, whether a word goes on with a name.
    fn joins_headline(&self, at: usize) -> bool {
        self.qualifies(at)
            || self.form(at).flags.has(Flags::TITLE)
            || self.known_at(at).is_some_and(|(length, _)| length > 1)
            || self.longest(self.attested, at).is_some_and(|(length, _)| length > 1)
    }

    fn abbreviates(&self, at: usize) -> bool {
        self.form(at).shape == Shape::Initial
            || self.tokens[at].span.len() <= 5
                && self.form(at).flags.has(Flags::TITLE)
                && !self.form(at).flags.has(Flags::ORDINARY)
            || matches!(
                self.key(at),
                "st" | "jr" | "sr" | "ft" | "mt" | "no" | "rep" | "gen" | "col"
            )
    }

    /// How many words in small letters and behind them belong to the run: particles of persons, and "of", "for",
    /// "on", "and" in the names of institutions. 0 where the run ends.
    fn link(&self, start: usize, at: usize) -> usize {
        let n = self.tokens.len();
        let capital = |word: usize| {
            word < n
                && self.form(word).shape.is_capital()
                && !self.form(word).flags.has(NEVER.or(Flags::FUNCTION))
        };
        let before = self.form(at - 1);
        match self.key(at) {
            "de" | "da" | "do" | "dos" | "das" | "del" | "della" | "di" | "du" | "la" | "le"
            | "van" | "von" | "der" | "den" | "ter" | "bin" | "ibn" | "al" | "el" | "ul" | "ur"
            | "ud" | "ez" | "e" | "y" | "zu" => {
                let mut next = at + 1;
                while next < n
                    && next < at + 3
                    && matches!(self.key(next), "la" | "las" | "los" | "der" | "den")
                {
                    next += 1;
                }
                let joined =
                    (at..next).all(|word| matches!(self.gap(word), Gap::Space | Gap::Hyphen));
                if joined && capital(next) { next - at + 1 } else { 0 }
            }
            preposition @ ("of" | "for" | "on") => {
                let head = before.flags.has(Flags::HEAD.or(Flags::GEOGRAPHY))
                    && !before.flags.has(Flags::COMPANY_WORD.or(Flags::TITLE))
                    || before.flags.has(Flags::HEAD);
                let title = preposition == "of" && before.flags.has(Flags::TITLE);
                let fits = match preposition {
                    "of" => head || title,
                    "for" => before.flags.has(Flags::HEAD),
                    _ => matches!(
                        self.key(at - 1),
                        "committee" | "subcommittee" | "commission" | "council" | "conference"
                    ),
                };
                let next = at + 1 + usize::from(at + 1 < n && self.key(at + 1) == "the");
                let spaced = (at..next).all(|word| self.gap(word) == Gap::Space);
                // "President of France" names France; "Secretary of State" is a title.
                let office =
                    !title || self.form_at(next).is_some_and(|form| form.flags.has(TITLES));
                if fits && spaced && capital(next) && office && !self.titled {
                    next - at + 1
                } else {
                    0
                }
            }
            "and" => {
                let next = at + 1;
                if !capital(next) || self.gap(at) != Gap::Space || self.titled {
                    return 0;
                }
                let mut end = next + 1;
                while end < n && capital(end) && self.gap(end - 1) == Gap::Space {
                    end += 1;
                }
                let listed = (start..at)
                    .any(|word| self.form(word).flags.has(Flags::HEAD.or(Flags::TITLE)))
                    && (start..at).any(|word| matches!(self.key(word), "of" | "for" | "on"));
                let plain =
                    |word: usize| self.form(word).flags.has(Flags::ORDINARY) || !self.is_name(word);
                let agency = self.form(end - 1).flags.has(Flags::HEAD)
                    && end - next > 1
                    && (start..at).all(|word| self.form(word).flags.has(Flags::ORDINARY))
                    && self.form(next).flags.has(Flags::ORDINARY.or(Flags::HEAD));
                let goes_on = listed
                    && plain(next)
                    && self
                        .form(next)
                        .flags
                        .has(Flags::ORDINARY.or(Flags::HEAD).or(Flags::TITLE_MODIFIER));
                if goes_on || agency { 2 } else { 0 }
            }
            _ => 0,
        }
    }

    fn form_at(&self, at: usize) -> Option<Form> {
        (at < self.tokens.len()).then(|| self.form(at))
    }

    /// Cuts a run into names.
    fn cut(&self, start: usize, end: usize, title: Option<usize>, found: &mut Vec<Found>) {
        let (mut start, mut end) = (start, end);
        while start < end
            && self.is_link(start)
            && !matches!(self.key(start), "al" | "el" | "von" | "bin" | "ibn" | "de" | "van")
        {
            start += 1;
        }
        while start < end
            && self.form(end - 1).shape == Shape::Lower
            && self.gap(end.wrapping_sub(2)) != Gap::Hyphen
        {
            end -= 1;
        }
        if start >= end {
            return;
        }
        if let Some((length, number)) = self.known_at(start)
            && start + length == end
        {
            return self.keep(start, end, title, Some(number), found);
        }
        if end - start == 1 {
            return self.single(start, title, found);
        }
        if title.is_some() {
            return self.keep(start, end, title, None, found);
        }
        // "Roe White House": a known body behind the name of somebody.
        for cut in start + 1..end {
            let body = self.known_at(cut).filter(|(length, number)| {
                cut + length == end
                    && (*length > 1 || self.titled)
                    && self
                        .names
                        .known
                        .get(*number as usize)
                        .is_some_and(|known| known.kind == ActorKind::Organisation)
            });
            let before = self.form(cut - 1);
            let place = self.known_at(start).is_some_and(|(_, number)| {
                self.names
                    .known
                    .get(number as usize)
                    .is_some_and(|known| known.kind == ActorKind::Place)
            });
            let other = Flags::FUNCTION.or(Flags::DEMONYM).or(Flags::ORDINARY).or(ENDS).or(TITLES);
            if body.is_some() && !place && !self.is_link(cut - 1) && !before.flags.has(other) {
                self.cut(start, cut, None, found);
                return self.cut(cut, end, None, found);
            }
        }
        if self.longest(self.attested, start).is_some_and(|(length, _)| start + length == end) {
            return self.keep(start, end, None, None, found);
        }
        let whole = self.form(end - 1).flags.has(ENDS)
            || (start..end - 1)
                .any(|word| self.form(word).flags.has(Flags::HEAD) && self.is_link(word + 1));
        // A title inside the run: what follows is a person, what precedes goes with the title or stands alone.
        let is_title = |word: usize| {
            self.form(word).flags.has(Flags::TITLE) && !self.inside_known(start, word)
        };
        if !whole && let Some(place) = (start..end - 1).rev().find(|&word| is_title(word)) {
            let mut before = place;
            let local = self.known_at(start).is_some_and(|(length, _)| start + length < place)
                && !self.form(start).flags.has(Flags::COUNTRY)
                && self.form(place.saturating_sub(1)).flags.has(Flags::HEAD);
            while !local
                && before > start
                && self.is_modifier(before - 1)
                && !self.inside_known(start, before - 1)
            {
                before -= 1;
            }
            self.cut(start, before, None, found);
            let mut first = place + 1;
            // "Minister of Trade and Industry Ana Roe": the office goes on behind the title.
            if matches!(self.key(first), "of" | "for") {
                while first < end - 1
                    && (self.is_link(first)
                        || self.form(first).flags.has(TITLES.or(Flags::ORDINARY))
                        || self.tokens[first].span.len() <= 2)
                {
                    first += 1;
                }
            }
            return self.cut(first, end, Some(before), found);
        }
        if self.form(end - 1).flags.has(Flags::TITLE) && !whole {
            let mut last = end - 1;
            while last > start && (self.is_modifier(last - 1) || self.is_link(last - 1)) {
                last -= 1;
            }
            return self.cut(start, last, None, found);
        }
        if let Some((length, number)) = self.known_at(start) {
            let known = self.names.known.get(number as usize);
            let rest = start + length;
            let country = self.form(start).flags.has(Flags::COUNTRY);
            let place = known.is_some_and(|known| known.kind == ActorKind::Place);
            let peoples = (rest..end).all(|word| {
                self.form(word)
                    .flags
                    .has(Flags::DEMONYM.or(Flags::TITLE_MODIFIER).or(Flags::BOILERPLATE))
            });
            let other_known = self.known_at(rest).is_some();
            if number == BANNED
                || place && !whole && (country || peoples || other_known)
                || !place && !whole && other_known
            {
                self.keep(start, rest, None, Some(number), found);
                return self.cut(rest, end, None, found);
            }
        }
        if self.form(start).flags.has(Flags::DEMONYM) && !whole {
            return self.cut(start + 1, end, None, found);
        }
        if self.titled {
            return self.cut_headline(start, end, found);
        }
        self.keep(start, end, None, None, found);
    }

    /// In a headline several names may stand side by side: those that are known come off first.
    fn cut_headline(&self, start: usize, end: usize, found: &mut Vec<Found>) {
        for (trie, is_known) in [(self.attested, false), (&self.names.trie, true)] {
            if let Some((length, number)) = self.longest(trie, start)
                && start + length < end
                && !self.form(start).flags.has(Flags::GIVEN)
            {
                self.keep(start, start + length, None, is_known.then_some(number), found);
                return self.cut(start + length, end, None, found);
            }
        }
        self.keep(start, end, None, None, found);
    }

    /// Whether a word lies inside a known name of several words.
    fn inside_known(&self, start: usize, at: usize) -> bool {
        (start..=at).any(|word| {
            self.known_at(word).is_some_and(|(length, _)| length > 1 && word + length > at)
        })
    }

    fn is_modifier(&self, at: usize) -> bool {
        let form = self.form(at);
        let court = form.flags.has(Flags::HEAD) && !form.flags.has(Flags::TITLE_MODIFIER);
        !form.possessive
            && !form.flags.has(Flags::COUNTRY)
            && !court
            && (form.flags.has(TITLES.or(Flags::DEMONYM))
                || form.flags.has(Flags::ORDINARY)
                    && form.shape == Shape::Capital
                    && !self.is_name(at))
    }

    fn is_link(&self, at: usize) -> bool {
        self.form(at).shape == Shape::Lower
    }

    /// One word alone.
    fn single(&self, at: usize, title: Option<usize>, found: &mut Vec<Found>) {
        let form = self.form(at);
        let weak = Flags::CALENDAR
            .or(Flags::BOILERPLATE)
            .or(Flags::FUNCTION)
            .or(Flags::DEMONYM)
            .or(Flags::TITLE)
            .or(Flags::ROLE);
        if title.is_none() {
            if form.flags.has(weak) && !form.flags.has(Flags::GIVEN) || form.shape == Shape::Initial
            {
                return;
            }
            let (n_capital, n_lower) = self.names.cases(form.word);
            let shouted = form.shape == Shape::Capitals;
            if form.flags.has(Flags::ORDINARY)
                && (shouted || n_capital < 2 || n_capital < 2 * n_lower)
            {
                return;
            }
            if form.flags.has(weak) && n_capital < 2 {
                return;
            }
            // A word that no other place shows to be a name, where any word has a capital.
            let initial = self.titled || is_initial(self.text, self.tokens, at);
            let speaks = self.form_at(at + 1).is_some_and(|next| {
                next.flags.has(Flags::PERSON_VERB) && next.shape == Shape::Lower
            });
            let listed = form.flags.has(Flags::GIVEN) || self.known_at(at).is_some();
            if initial
                && n_capital == 0
                && !listed
                && form.shape == Shape::Capital
                && !form.possessive
                && !speaks
            {
                return;
            }
        } else if form.flags.has(NEVER.or(Flags::FUNCTION)) {
            return;
        }
        self.keep(at, at + 1, title, None, found);
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
        let first = match known.and_then(|known| self.names.known.get(known as usize)) {
            Some(known) if self.key(first) == "the" && !known.name.starts_with("The ") => first + 1,
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
            words: (first..last).map(|word| self.form(word).word).collect(),
            known,
            title,
            attested: !initial || title.is_some(),
        });
    }
}
