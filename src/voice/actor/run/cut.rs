//! A run parted into names: titles and peoples come off, names that are known apart are two.

use super::super::ActorKind;
use super::super::names::{BANNED, is_initial};
use super::super::word::{Flags, Shape};
use super::{ENDS, Found, Gap, NEVER, Scanner, TITLES};

impl Scanner<'_> {
    /// Cuts a run into names.
    pub(super) fn cut(
        &self,
        start: usize,
        end: usize,
        title: Option<usize>,
        found: &mut Vec<Found>,
    ) {
        let (mut start, mut end) = (start, end);
        while start < end && self.is_link(start) && !self.form(start).flags.has(Flags::PARTICLE) {
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
        let known_here = self.known_at(start);
        if let Some((length, number)) = known_here
            && start + length == end
        {
            return self.keep(start, end, title, Some(number), found);
        }
        if end - start == 1 {
            return self.single(start, title, known_here.is_some(), found);
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
                        .known(*number)
                        .is_some_and(|known| known.kind == ActorKind::Organisation)
            });
            let before = self.form(cut - 1);
            let place = || {
                let known = known_here.and_then(|(_, number)| self.names.known(number));
                known.is_some_and(|known| known.kind == ActorKind::Place)
            };
            let other = Flags::FUNCTION.or(Flags::DEMONYM).or(Flags::ORDINARY).or(ENDS).or(TITLES);
            if body.is_some() && !place() && !self.is_link(cut - 1) && !before.flags.has(other) {
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
            let local = known_here.is_some_and(|(length, _)| start + length < place)
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
        if let Some((length, number)) = known_here {
            let known = self.names.known(number);
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

    pub(super) fn is_link(&self, at: usize) -> bool {
        self.form(at).shape == Shape::Lower
    }

    /// One word alone.
    fn single(&self, at: usize, title: Option<usize>, is_known: bool, found: &mut Vec<Found>) {
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
            let listed = form.flags.has(Flags::GIVEN) || is_known;
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
}
