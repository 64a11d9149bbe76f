//! Finds who speaks: the noun phrase before or behind a cue.

use super::unit::{Run, Unit};
use crate::voice::cue::Form;
use crate::voice::lexicon::class::*;

impl Unit<'_> {
    /// The subject of the verb group that starts at `at`; nothing before `floor` is looked at.
    pub(super) fn source_before(&self, at: usize, floor: usize) -> Option<Run> {
        if at <= floor {
            return None;
        }
        if self.mark(at - 1, b',') || self.mark(at - 1, b'-') {
            return self.set_off_subject(at, floor);
        }
        if let Some(found) = self.relative_subject(at, floor) {
            return Some(found);
        }
        let mut start = self.noun_phrase_start(at, floor);
        if start == at {
            return None;
        }
        // "In a statement Roe said": the phrase of the adverbial is not the subject.
        if start > floor
            && self.is(start - 1, PREP)
            && !self.word_is(start - 1, &["as", "since", "before", "after", "until"])
        {
            let behind = self.skip_adjuncts(start - 1, at);
            if behind < at && behind > start {
                start = behind;
            } else if start > floor + 1 || !self.is(at - 1, CAP) {
                return None;
            }
        }
        self.trim(start, at)
    }

    /// "An official who knew the plan said": the phrase before the relative clause is the subject.
    fn relative_subject(&self, at: usize, floor: usize) -> Option<Run> {
        let low = floor.max(at.saturating_sub(14));
        let who =
            (low + 1..at.saturating_sub(1)).rev().find(|&place| self.word_is(place, &["who"]))?;
        let plain = (who + 1..at).all(|place| {
            let token = &self.tokens[place];
            token.is_word() && !token.is(SUBJ | SUB | THAT) && !self.word_is(place, &["and", "but"])
        });
        let has_verb = (who + 1..at).any(|place| self.finite(place));
        if !plain || !has_verb {
            return None;
        }
        let start = self.noun_phrase_start(who, floor);
        if start < who { self.trim(start, who) } else { None }
    }

    /// A subject with something set off between it and its verb: "Roe, a lawyer, said", "Roe, however, said".
    fn set_off_subject(&self, at: usize, floor: usize) -> Option<Run> {
        let mark = at - 1;
        for open in floor + 1..mark {
            if !(self.mark(open, b',') || self.mark(open, b'-')) {
                continue;
            }
            let start = self.noun_phrase_start(open, floor);
            let begins = start == floor
                || self.pause(start - 1)
                || self.quoted(start - 1)
                || self.is(start - 1, CONJ | SUB | THAT);
            if start == open || !begins {
                continue;
            }
            let inner = open + 1;
            let is_aside = self.is(inner, ADV) && !self.is(inner, TIME | SUB) && mark <= inner + 2
                || self.word_is(
                    inner,
                    &[
                        "however",
                        "meanwhile",
                        "for",
                        "in",
                        "like",
                        "then",
                        "too",
                        "speaking",
                        "asked",
                    ],
                ) && !self.is(inner, DET);
            let named = self.is(inner, DET | POSS | REL | ADJ | NUM | CAP)
                || self.content(inner)
                || self.is(inner, PREP);
            if is_aside {
                return self.trim(start, open);
            }
            if self.is(inner, REL) && !self.word_is(inner, &["whom"]) {
                return self.trim(start, open);
            }
            if named {
                return self.trim(start, at).map(|(start, _)| (start, at));
            }
        }
        None
    }

    /// Cuts what is no part of a noun phrase off its front; `None` where nothing is left or it is no phrase.
    fn trim(&self, start: usize, end: usize) -> Option<Run> {
        let mut start = start;
        while start < end
            && (self.is(start, CONJ)
                || self.is(start, ADV)
                    && !self.is(start, DET | ADJ)
                    && !self.is(start, SUBJ)
                    && start + 1 < end)
        {
            start += 1;
        }
        while start < end
            && self.is(start, TIME)
            && !self.is(start, CAP)
            && start + 1 < end
            && self.is(start + 1, DET | CAP | SUBJ)
        {
            start += 1;
        }
        // "said that critics saw": the conjunction is no part of the phrase.
        if self.is(start, THAT) && start + 1 < end {
            start += 1;
        }
        // "Roe on Monday": a time behind the name.
        let mut end = end;
        let mut cut = end;
        while cut > start + 1 && self.is(cut - 1, TIME) {
            cut -= 1;
        }
        if cut < end && cut > start {
            while cut > start + 1 && self.is(cut - 1, PREP | NUM) {
                cut -= 1;
            }
            if !self.is(cut - 1, DET | POSS | ADJ) && !self.is(cut - 1, POS_S) {
                end = cut;
            }
        }
        if start >= end {
            return None;
        }
        let only = end == start + 1;
        if only
            && self.is(start, SUB | TIME | ADV | DET | CONJ)
            && !self.is(start, REL | SUBJ | THAT | CAP)
            && !self.plural_determiner(start)
        {
            return None;
        }
        if self.word_is(start, &["it", "there"]) && only && self.word_is(start, &["there"]) {
            return None;
        }
        Some((start, end))
    }

    fn plural_determiner(&self, at: usize) -> bool {
        self.word_is(
            at,
            &[
                "many", "some", "others", "several", "most", "both", "all", "few", "another",
                "one", "this", "that", "these", "those",
            ],
        )
    }

    /// The subject of the clause in which `at` stands: that of the nearest finite verb before it that has one of
    /// its own. The subject of a relative clause is passed over.
    pub(super) fn clause_subject(&self, at: usize, floor: usize) -> Option<Run> {
        let mut relative = None;
        let acts = |place: usize| {
            self.finite(place)
                || self.is(place, PART)
                    && !self.is(place.wrapping_sub(1), DET | POSS | ADJ | PREP)
                    && self.is(place + 1, DET | POSS | OBJ | PREP | TO)
        };
        for verb in (floor..at).rev().filter(|&place| acts(place)) {
            let mut start = verb;
            while start > floor
                && self.is(start - 1, ADV | AUX | MODAL | NEG)
                && !self.is(start - 1, POS_S)
            {
                start -= 1;
            }
            if start == floor {
                start = verb;
            }
            if let Some(found) = self.source_before(start, floor) {
                let that = self.is(found.0, THAT) && found.1 == found.0 + 1;
                if !that && !self.is(found.0, REL) {
                    return Some(found);
                }
                relative = relative.or(Some(found));
            }
        }
        relative
    }

    /// The noun phrase behind a cue ("said Roe, a lawyer.") with what is apposed to it.
    pub(super) fn source_after(&self, start: usize, limit: usize) -> Option<Run> {
        let mut end = self.noun_phrase_end(start, limit);
        if end == start {
            return None;
        }
        if self.is(start, SUBJ) && !self.is(start, DET) {
            return Some((start, end));
        }
        // Prepositions that stay with a noun: "a professor at", "a spokeswoman for", "Roe of Ohio".
        loop {
            let before = end;
            if self.is(end, PREP)
                && end < limit
                && self.skip_adjuncts(end, limit) == end
                && self.word_is(end, &["of", "for", "at", "with", "from", "in", "on", "to"])
            {
                let next = self.noun_phrase_end(end + 1, limit);
                if next > end + 1 {
                    end = next;
                }
            }
            if self.mark(end, b',') && end + 1 < limit && self.apposed(end + 1) {
                end = self.apposition_end(end + 1, limit);
            } else if self.word_is(end, &["who", "whose"]) {
                end = self.apposition_end(end, limit);
            }
            if end == before {
                break;
            }
        }
        Some((start, end))
    }

    fn apposed(&self, at: usize) -> bool {
        let gerund = self.tokens[at].verb().is_some_and(|(_, form)| form == Form::Gerund);
        !gerund
            && !self.is(at, CONJ | SUBJ | AUX | MODAL | ADV | ING)
            && (!self.is(at, SUB) || self.is(at, REL))
            && (self.is(at, DET | POSS | REL | NUM | CAP | ADJ) || self.content(at))
    }

    fn apposition_end(&self, start: usize, limit: usize) -> usize {
        let mut at = start;
        while at < limit {
            if self.quoted(at)
                || self.mark(at, b';')
                || self.mark(at, b':')
                || self.mark(at, b'-') && self.tokens[at].end - self.tokens[at].start > 1
            {
                break;
            }
            if self.mark(at, b',') {
                let next = at + 1;
                let gerund = self.is(next, ING)
                    || self.tokens.get(next).is_some_and(|token| {
                        token.verb().is_some_and(|(_, form)| form == Form::Gerund)
                    });
                if gerund
                    || self.is(next, CONJ)
                        && (next..limit.min(next + 6)).any(|place| self.finite(place))
                    || self.is(next, SUB) && !self.is(next, REL)
                    || self.is(next, SUBJ)
                {
                    break;
                }
            }
            if self.is(at, SUB)
                && !self.is(at, REL | PREP)
                && !self.word_is(at, &["as", "until", "since"])
            {
                break;
            }
            if self.is(at, PREP)
                && self.skip_adjuncts(at, limit) > at
                && at > start
                && !self.is(start, REL)
            {
                break;
            }
            at += 1;
        }
        at
    }
}
