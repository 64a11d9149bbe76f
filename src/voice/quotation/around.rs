//! Finds what was said around a cue: before it, behind it, or on both sides.

use super::cues::Group;
use super::unit::{Extent, Run, Unit};
use crate::voice::cue::Form;
use crate::voice::cue::frame;
use crate::voice::lexicon::class::*;

impl Unit<'_> {
    /// What was said before the cue phrase that starts at `from`.
    pub(super) fn content_before(&self, from: usize) -> Option<Run> {
        if from == 0 {
            return None;
        }
        let mut end = from;
        while end > 0 && (self.mark(end - 1, b',') || self.mark(end - 1, b'-')) {
            end -= 1;
        }
        if end == 0 {
            return None;
        }
        if self.quoted(end - 1) && (self.is_full_quote(end - 1) || end < from || end == 1) {
            // A quotation at the start, or one behind words of the narrator that belong to it.
            if end == 1 {
                return Some((0, 1));
            }
            let start = self.sentence_start(end - 1);
            // "As for the plan, "I like it," he said": the adverbial is the narrator's, unless the quotation
            // goes on his sentence in small letters.
            if self.goes_on(end - 1) {
                return Some((self.clause_start(end - 1), end));
            }
            if start == end - 1 || self.pause(end - 2) {
                return Some((end - 1, end));
            }
            return Some((start, end));
        }
        if end == from {
            return None;
        }
        let start = self.sentence_start(end);
        // A clause was said, not a phrase.
        let is_clause = (start..end).any(|place| self.finite(place) || self.quoted(place))
            && end > start + 2
            && !self.is(start, SUB | PREP | ING);
        is_clause.then_some((start, end))
    }

    /// Whether a quotation starts in small letters, so that it goes on a sentence.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let words = self.tokens.get(at).and_then(|token| token.span().of(self.text)).unwrap_or("");
        words.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
    }

    /// Where the sentence around `end` starts, a conjunction at its front included.
    pub(super) fn clause_start(&self, end: usize) -> usize {
        (0..end)
            .rev()
            .find(|&place| {
                self.mark(place, b';') || self.quoted(place) && self.is_full_quote(place)
            })
            .map_or(0, |place| place + 1)
    }

    /// Where the clause before `end` starts: behind a conjunction at the front of the unit or a semicolon.
    pub(super) fn sentence_start(&self, end: usize) -> usize {
        let mut start = (0..end)
            .rev()
            .find(|&place| {
                self.mark(place, b';')
                    || self.quoted(place) && place + 1 < end && self.is_full_quote(place)
            })
            .map_or(0, |place| place + 1);
        while start < end
            && (self.word_is(start, &["but", "and", "or", "so", "still", "yet"])
                || self.mark(start, b',')
                || self.mark(start, b'-'))
        {
            start += 1;
        }
        start
    }

    /// Whether nothing of content follows a cue phrase: the end, a pause, a quotation, or an adjunct up to one.
    pub(super) fn is_parenthesis(&self, after: usize, from: usize) -> bool {
        let limit = self.end();
        let after = self.skip_adjuncts(after, limit);
        let set_off = from > 0 && self.mark(from - 1, b',');
        if after >= limit
            || self.pause(after)
            || set_off && self.is(after, PREP) && self.find_that(after, limit).is_none()
            || set_off
                && self.word_is(
                    after,
                    &["when", "while", "as", "after", "before", "during", "in", "of"],
                )
        {
            return true;
        }
        if self.quoted(after) {
            return from > 0 && (self.quoted(from - 1) || self.mark(from - 1, b','));
        }
        // Behind a quotation any adjunct may follow: "...," he said as he left.
        from > 0
            && (self.quoted(from - 1)
                || self.mark(from - 1, b',') && from > 1 && self.quoted(from - 2))
            && !self.is(after, THAT)
    }

    /// What goes on behind a parenthesis: more quotations, or the rest of the clause.
    pub(super) fn rest_after(&self, after: usize, before: Run) -> Vec<Run> {
        let limit = self.end();
        let after = self.skip_adjuncts(after, limit);
        if self.quoted(before.1 - 1) && before.1 - before.0 == 1 {
            return self.quotes_after(after);
        }
        if self.mark(after, b',') && after + 1 < limit {
            let end = self.content_end(after + 1, Extent::Clause);
            let gerund = self.is(after + 1, ING);
            if end > after + 1 && !gerund {
                return vec![(after + 1, end)];
            }
        }
        Vec::new()
    }

    /// Full quotations behind `at`, each a range.
    pub(super) fn quotes_after(&self, at: usize) -> Vec<Run> {
        (at..self.len())
            .take_while(|&place| {
                !self.tokens[place].verb().is_some_and(|(verb, form)| {
                    verb.frames & frame::QUOTE != 0 && form != Form::Base
                })
            })
            .filter(|&place| {
                self.quoted(place)
                    && place > 0
                    && (self.pause(place - 1) || self.mark(place - 1, b'.'))
                    && self.is_full_quote(place)
            })
            .map(|place| (place, place + 1))
            .collect()
    }

    /// Passes over who was told.
    pub(super) fn skip_addressee(&self, end: usize, frames: u16) -> usize {
        let limit = self.end();
        let mut at = end;
        let to = self.is(at, TO) && frames & frame::QUOTE != 0 && frames & frame::TO == 0;
        if to && (self.is(at + 1, OBJ | ADDRESSEE | CAP | DET | POSS)) {
            at += 1;
        }
        if frames & frame::PERSON != 0 || at > end {
            let stop = if self.is(at, OBJ) && !self.is(at, POSS) {
                at + 1
            } else {
                self.addressee_end(at, limit)
            };
            if stop > at {
                at = stop;
            } else {
                at = end;
            }
        }
        at
    }

    pub(super) fn addressee_end(&self, start: usize, limit: usize) -> usize {
        if self.is(start, THAT | SUB) || self.quoted(start) {
            return start;
        }
        self.noun_phrase_end(start, limit)
    }

    pub(super) fn content_after(
        &self,
        group: &Group,
        end: usize,
        after: usize,
    ) -> Option<Vec<Run>> {
        let frames = group.verb.frames;
        let limit = self.end();
        let mut at = self.skip_adjuncts(after, limit);
        if at >= limit && !self.quoted(at) {
            return None;
        }
        // A quotation, at once or behind a comma or colon.
        let mark = usize::from(self.mark(at, b',') || self.mark(at, b':'));
        if mark == 1 && self.quoted(at + 1) && frames & (frame::QUOTE | frame::PERSON) != 0 {
            let first = at + 1;
            let whole = first + 1 >= limit || self.pause(first + 1) || self.is_full_quote(first);
            let stop = if whole { first + 1 } else { self.content_end(first, Extent::Clause) };
            let mut all = vec![(first, stop)];
            all.extend(self.quotes_after(stop));
            return Some(all);
        }
        if mark == 1 && self.mark(at, b':') && frames & frame::QUOTE != 0 {
            return Some(vec![(at + 1, self.content_end(at + 1, Extent::Clause))])
                .filter(|all| all[0].1 > all[0].0);
        }
        // "said of the plan: "...", "said on leaving, "..."".
        if frames & frame::QUOTE != 0
            && self.is(end, PREP)
            && let Some(pause) = (end + 1..limit.min(end + 12))
                .take_while(|&place| !self.finite(place))
                .find(|&place| self.pause(place))
            && self.quoted(pause + 1)
        {
            let mut all = vec![(pause + 1, pause + 2)];
            all.extend(self.quotes_after(pause + 2));
            return Some(all);
        }
        if self.quoted(at) && frames & frame::QUOTE != 0 && !group.particle {
            // "said "no" and left": a full quotation stands alone, a part of a sentence takes the rest with it.
            let stop = if at + 1 >= limit || self.pause(at + 1) {
                at + 1
            } else {
                self.content_end(at, Extent::Clause)
            };
            return Some(vec![(at, stop)]);
        }
        if group.particle && frames & frame::WITH != 0 {
            let from = end;
            let stop = self.content_end(from, Extent::Phrase);
            return (stop > from).then(|| vec![(from, stop)]);
        }
        if frames & frame::CLAUSE != 0 {
            // An adverbial between commas: "said, in a statement, that".
            if mark == 1
                && let Some(close) =
                    (at + 1..limit.min(at + 14)).find(|&close| self.mark(close, b','))
                && self.is(close + 1, THAT)
            {
                at = close + 1;
            }
            if let Some(that) = self.find_that(after, limit) {
                return Some(vec![(that, self.content_end(that, Extent::Clause))]);
            }
            if self.is(at, WH) {
                return Some(vec![(at, self.content_end(at, Extent::Clause))]);
            }
            if mark == 0 && self.bare_clause(at, limit) {
                return Some(vec![(at, self.content_end(at, Extent::Clause))]);
            }
        }
        if frames & frame::TO != 0 && self.is(at, TO) {
            return Some(vec![(at, self.content_end(at, Extent::Phrase))]);
        }
        if frames & frame::OBJECT != 0
            && mark == 0
            && !self.is(end, PREP | CONJ)
            && !self.finite(end)
        {
            let stop = self.content_end(end, Extent::Phrase);
            return (stop > end && !self.pause(end)).then(|| vec![(end, stop)]);
        }
        if frames & frame::QUOTE != 0
            && frames & frame::CLAUSE != 0
            && mark == 0
            && (self.is(at, DET | POSS | SUBJ | CAP)
                || self.content(at) && !self.is(at, ADV | ING | ADJ))
        {
            return Some(vec![(at, self.content_end(at, Extent::Clause))]);
        }
        None
    }

    /// The conjunction "that" behind a cue, adjuncts and an addressee between.
    pub(super) fn find_that(&self, from: usize, limit: usize) -> Option<usize> {
        let mut at = from;
        while at < limit && at < from + 12 {
            // "that" before a verb is a relative pronoun.
            if self.is(at, THAT) && !self.finite(at + 1) {
                return Some(at);
            }
            if self.finite(at)
                || self.quoted(at)
                || self.is(at, SUBJ) && !self.is(at, OBJ)
                || self.mark(at, b',') && at > from + 8
            {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether a clause starts at `at`: a subject with a finite verb behind it.
    pub(super) fn bare_clause(&self, at: usize, limit: usize) -> bool {
        if self.is(at, SUBJ) && !self.is(at, OBJ) {
            return true;
        }
        if self.is(at, PREP | TO | CONJ) || self.finite(at) {
            return false;
        }
        (at..limit.min(at + 30)).any(|place| {
            self.finite(place) || self.quoted(place) || place > at && self.is(place, PART)
        })
    }
}
